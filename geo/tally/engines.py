"""Carry out tasks and merge what they count: here, in a pool of processes, or on a Dask cluster.

Every engine calls the same `count_part` and `merge`, so all give the same counts.
"""

from __future__ import annotations

import os
import signal
import sys
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from ..errors import PilotmapError, ReferenceDataError
from .count import count_part
from .partial_counts import Part, merge
from .places import checksum

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .files import Task
    from .spec import Spec

    Progress = Callable[[int], None]
    """Told the number of rows that are done."""

_FEW_ROWS = 1_000_000
"""Up to so many rows, starting processes takes longer than counting."""
_AT_ONCE = 4
"""Tasks a process that wait in the queue, and parts that wait to be merged."""
_GROUP = 8
"""Parts that are merged at once on a cluster, so that no worker holds many."""
_CONNECT_S = 2
_POLL_S = 1
_LOST_S = 20
"""How long a cluster may be without a worker before the count is given up."""
_MOST_PROCESSES = 61
"""Windows waits for no more of them at once, and Python refuses a larger pool there."""


class EngineError(PilotmapError):
    """The processes or the cluster that count are gone or cannot be reached."""


def count_locally(
    tasks: Sequence[Task], spec: Spec, progress: Progress, *, processes: int | None = None
) -> Part:
    """Count on this machine, in as many processes as it has cores.

    Raises
    ------
    EngineError
        If a process was killed.
    """
    processes = min(processes or os.cpu_count() or 1, len(tasks), _MOST_PROCESSES)
    few = all(task.row_groups for task in tasks) and sum(t.rows for t in tasks) <= _FEW_ROWS
    if processes <= 1 or few:
        return _count_here(tasks, spec, progress)
    pool = ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_leave_interrupts
    )
    try:
        held, rest = merge([]), list(reversed(tasks))
        waiting: set[Future[Part]] = set()
        while rest or waiting:
            while rest and len(waiting) < _AT_ONCE * processes:
                waiting.add(pool.submit(_count_task, rest.pop(), spec))
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            held = merge([held, *(future.result() for future in done)])
            progress(held.read)
    except BrokenProcessPool:
        raise EngineError(
            "a process that counts was killed, perhaps for want of memory; "
            "nothing was written; try --processes 1"
        ) from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return held


def _leave_interrupts() -> None:
    """Let Ctrl-C reach the process that asked alone, which then ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _count_here(tasks: Sequence[Task], spec: Spec, progress: Progress) -> Part:
    held = merge([])
    for task in tasks:
        held = merge([held, _count_task(task, spec)])
        progress(held.read)
    return held


def _count_task(task: Task, spec: Spec) -> Part:
    return count_part(task.path, task.row_groups, spec, task.rows)


def count_on_dask(
    tasks: Sequence[Task], spec: Spec, progress: Progress, *, scheduler: str = ""
) -> Part:
    """Count on a Dask cluster: one at an address, or one of processes on this machine.

    The outlines are read in each worker, not sent: data that are scattered are lost with the
    workers that hold them, while a task that is lost is done again.

    Raises
    ------
    EngineError
        If the extra is not installed, the scheduler does not answer, or the last worker is gone.
    ReferenceDataError
        If a worker has another version of pilotmap or other outlines.
    """
    try:
        import dask
        import distributed
    except ImportError:
        what = 'the engine dask needs an extra: pip install "pilotmap[cluster]"'
        raise EngineError(what) from None

    settings = {"distributed.comm.timeouts.connect": f"{_CONNECT_S}s"}
    with dask.config.set(settings), ExitStack() as held:
        where = scheduler or held.enter_context(_cluster_here(distributed, len(tasks)))
        try:
            connect: Any = distributed.Client  # without types
            client = held.enter_context(connect(where, timeout=f"{_CONNECT_S}s"))
        except (OSError, TimeoutError, ValueError) as error:
            first = (str(error).splitlines() or [type(error).__name__])[0]
            raise EngineError(
                f"--scheduler {scheduler}: no Dask scheduler answers there ({first[:120]}); "
                "start one with `dask scheduler`"
            ) from None
        _compare_versions(client)
        return _collect(client, distributed, tasks, spec, progress)


def _cluster_here(distributed: Any, most: int) -> Any:
    return distributed.LocalCluster(
        n_workers=max(1, min(os.cpu_count() or 1, most)),
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=None,
    )


def about_here() -> tuple[str, str]:
    """Return what must be the same on every worker: the version, and the outlines' checksum."""
    package = sys.modules[(__package__ or "").partition(".")[0]]  # geo, or pilotmap once installed
    return package.__version__, checksum()


def _compare_versions(client: Any) -> None:
    """Refuse workers that would count by something else."""
    try:
        client.wait_for_workers(1, timeout=_LOST_S)
    except TimeoutError:
        what = "the Dask scheduler has no worker; start one with `dask worker ADDRESS`"
        raise EngineError(what) from None
    try:
        answers = client.run(about_here, on_error="return")
    except Exception as error:  # noqa: BLE001 (whatever reading the answers raised)
        answers = {"the cluster": error}
    for worker, answer in answers.items():
        if answer != about_here():
            wanted, found = (_shown(each) for each in (about_here(), answer))
            raise ReferenceDataError(
                f"{worker}: expected {wanted}, found {found}; "
                "install the same version of pilotmap on every worker"
            )


def _shown(about: object) -> str:
    if isinstance(about, tuple):
        version, outlines = about
        return f"pilotmap {version} with the outlines {outlines}"
    return f"{type(about).__name__}: {about}"[:200]


def _collect(
    client: Any, distributed: Any, tasks: Sequence[Task], spec: Spec, progress: Progress
) -> Part:
    """Send the tasks, merge in groups, and wait as long as there are workers."""
    level = client.map(_count_task, tasks, spec=spec, pure=False, retries=2)
    while len(level) > 1:
        groups = [level[at : at + _GROUP] for at in range(0, len(level), _GROUP)]
        level = [client.submit(merge, group, pure=False, retries=2) for group in groups]
    (last,) = level
    lost_for = 0.0
    while True:
        try:
            part: Part = last.result(timeout=_POLL_S)
        except (TimeoutError, distributed.TimeoutError):
            alive = client.status == "running" and client.scheduler_info()["workers"]
            lost_for = 0.0 if alive else lost_for + _POLL_S
            if lost_for > _LOST_S:
                raise EngineError(
                    f"the cluster has had no worker for {_LOST_S} s; nothing was written; "
                    "start workers and count again"
                ) from None
        except (distributed.KilledWorker, distributed.CancelledError) as error:
            raise EngineError(
                f"{type(error).__name__}: workers died again and again over one part; "
                "give them more memory; nothing was written"
            ) from None
        else:
            progress(part.read)
            return part
