"""Counting on a real Dask cluster of processes: same bytes, whatever dies."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from patience import PATIENCE_S

from geo.errors import ReferenceDataError, StoreError
from geo.model import Level
from geo.tally import engines
from geo.tally.cube import to_bytes, to_table
from geo.tally.engines import EngineError, count_locally, count_on_dask
from geo.tally.files import Task, plan
from geo.tally.spec import Choices

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.slow

ROWS = 30_000


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """Write a skewed log: one row group with most rows, some with few, an empty file beside."""
    folder = tmp_path_factory.mktemp("log")
    random = np.random.default_rng(3)
    table = pa.table(
        {
            "lon": random.uniform(95, 120, ROWS),
            "lat": random.uniform(25, 42, ROWS),
            "year": random.integers(2010, 2020, ROWS),
        }
    )
    with pq.ParquetWriter(folder / "a.parquet", table.schema) as writer:
        writer.write_table(table.slice(0, ROWS - 900), row_group_size=ROWS)
        writer.write_table(table.slice(ROWS - 900), row_group_size=100)
    pq.write_table(table.slice(0, 0), folder / "b.parquet")
    return [str(folder / "a.parquet"), str(folder / "b.parquet")]


@pytest.fixture(scope="module")
def asked(log):
    """Return what is counted, in one task a row group, and the bytes that are right."""
    spec, tasks = plan(log, Choices(), Level.COUNTY, "")
    single = [Task(task.path, (number,), 0) for task in tasks for number in task.row_groups]
    return spec, single, result(count_locally(tasks, spec, ignore), spec)


def ignore(_rows):
    pass


def result(part, spec):
    return to_bytes(to_table(part, spec).replace_schema_metadata(None))


def begin(module, *arguments):
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=quiet, stderr=quiet)


def end(processes):
    for process in processes:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """Start a scheduler, which chooses a port that is free, and return its address."""
    told = tmp_path_factory.mktemp("scheduler") / "told.json"
    where = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
    process = begin("dask_scheduler", *where, "--no-dashboard")
    with distributed.Client(scheduler_file=str(told), timeout=PATIENCE_S) as client:
        address = client.scheduler.address
    yield address
    end([process])


@pytest.fixture
def cluster(scheduler, monkeypatch):
    """Give a scheduler's address and a function that starts workers."""
    monkeypatch.setattr(engines, "_CONNECT_S", PATIENCE_S)
    started = []

    def work(count):
        options = ("--nthreads", "1", "--no-dashboard", "--no-nanny")
        workers = [begin("dask_worker", scheduler, *options) for _ in range(count)]
        started.extend(workers)
        wait_for(count)
        return workers

    def wait_for(count):
        with distributed.Client(scheduler, timeout=PATIENCE_S) as client:
            while len(client.scheduler_info(n_workers=-1)["workers"]) != count:
                threading.Event().wait(0.1)

    yield scheduler, work
    end(started)
    wait_for(0)


@pytest.fixture
def kill_in_the_middle(monkeypatch):
    """Return a function that has a worker killed with work in its hands.

    It is stopped before the work is handed out, for else it may be done before it is killed.
    """
    collect = engines._collect

    def kill(address, worker):
        def collect_from_stopped(*arguments):
            worker.send_signal(signal.SIGSTOP)
            return collect(*arguments)

        def kill_working():
            with distributed.Client(address, timeout=PATIENCE_S) as client:
                while not any(client.processing().values()):
                    threading.Event().wait(0.1)
            worker.send_signal(signal.SIGKILL)

        monkeypatch.setattr(engines, "_collect", collect_from_stopped)
        return kill_working

    return kill


def counting(address, asked):
    """Count in a thread; return the thread and where its result or its error will be."""
    spec, tasks, _ = asked
    told = []

    def count():
        try:
            told.append(result(count_on_dask(tasks, spec, ignore, scheduler=address), spec))
        except EngineError as error:
            told.append(error)

    thread = threading.Thread(target=count)
    thread.start()
    return thread, told


def test_a_worker_killed_in_the_middle_changes_no_byte(cluster, asked, kill_in_the_middle):
    address, work = cluster
    workers = work(2)
    kill = kill_in_the_middle(address, workers[0])
    thread, told = counting(address, asked)
    kill()
    thread.join(PATIENCE_S)

    assert workers[0].wait(PATIENCE_S) == -signal.SIGKILL
    assert told == [asked[2]]


def test_a_cluster_without_its_last_worker_is_given_up(
    cluster, asked, kill_in_the_middle, monkeypatch
):
    monkeypatch.setattr(engines, "_LOST_S", 2)
    address, work = cluster
    (worker,) = work(1)
    kill = kill_in_the_middle(address, worker)
    thread, told = counting(address, asked)
    kill()
    thread.join(PATIENCE_S)

    assert isinstance(told[0], EngineError)
    assert "no worker for 2 s" in str(told[0])


def test_a_worker_with_other_outlines_and_a_damaged_file_are_refused(
    cluster, asked, log, tmp_path, monkeypatch
):
    address, work = cluster
    spec, tasks, _ = asked
    work(1)
    damaged = tmp_path / "damaged.parquet"
    content = bytearray(Path(log[0]).read_bytes())
    content[4:400] = bytes(396)
    damaged.write_bytes(content)

    with pytest.raises(StoreError, match=r"damaged\.parquet, row group 0: cannot be read"):
        count_on_dask([*tasks, Task(str(damaged), (0,), 0)], spec, ignore, scheduler=address)
    monkeypatch.setattr(engines, "checksum", lambda: "other")
    with pytest.raises(ReferenceDataError, match=r"expected pilotmap .* with the outlines other"):
        count_on_dask(tasks, spec, ignore, scheduler=address)


def test_a_scheduler_that_is_not_there_is_told(asked):
    spec, tasks, _ = asked
    with socket.socket() as silent:  # holds a port and does not listen
        silent.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"

        with pytest.raises(EngineError, match="no Dask scheduler answers there"):
            count_on_dask(tasks, spec, ignore, scheduler=address)


def test_a_scheduler_without_workers_is_told(cluster, asked, monkeypatch):
    monkeypatch.setattr(engines, "_LOST_S", 1)
    address, _ = cluster
    spec, tasks, _ = asked

    with pytest.raises(EngineError, match="has no worker"):
        count_on_dask(tasks, spec, ignore, scheduler=address)


def test_a_pool_is_no_larger_than_windows_allows(asked, monkeypatch):
    sizes = []

    def pool(size, **_):
        sizes.append(size)
        raise BrokenProcessPool

    monkeypatch.setattr(engines, "_FEW_ROWS", -1)
    monkeypatch.setattr(engines, "ProcessPoolExecutor", pool)
    spec, tasks, _ = asked

    with pytest.raises(BrokenProcessPool):
        count_locally(tasks * 100, spec, ignore, processes=500)
    assert sizes == [61]


def test_a_pool_of_processes_gives_the_same_bytes(asked, monkeypatch):
    monkeypatch.setattr(engines, "_FEW_ROWS", -1)
    spec, tasks, right = asked

    assert result(count_locally(tasks, spec, ignore, processes=2), spec) == right
