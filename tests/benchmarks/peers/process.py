"""Run a command to its end and tell what it cost."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from threading import Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MEGABYTE = 2**20


@dataclass(frozen=True)
class Cost:
    """What a command took, and what it printed.

    Attributes
    ----------
    wall_s, cpu_s
        Seconds; CPU is user and system of the process and of all that it waited for.
    peak_mb
        Resident memory of its largest process.
    error
        Why there is no result; empty when all went well.
    """

    wall_s: float
    cpu_s: float
    peak_mb: float
    printed: str
    error: str


def run(command: Sequence[str | Path], *, seconds: float, megabytes: int = 0) -> Cost:
    """Run a command, and end it and what it started at the limits.

    Parameters
    ----------
    command
        The program and its arguments.
    seconds
        Wall time it may take.
    megabytes
        Address space that each of its processes may have; 0 sets no limit (a browser reserves more
        than any machine has).

    Returns
    -------
    cost
        With an error, where a limit was met or the exit code is not 0.
    """
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=out, stderr=err, env=environment, start_new_session=True
        )
        if megabytes:
            resource.prlimit(process.pid, resource.RLIMIT_AS, (megabytes * MEGABYTE,) * 2)
        ended: list[str] = []

        def end() -> None:
            ended.append(f"over {seconds:.0f} s")
            os.killpg(process.pid, signal.SIGKILL)

        timer = Timer(seconds, end)
        timer.start()
        try:
            _, status, used = os.wait4(process.pid, 0)
        except KeyboardInterrupt:  # it is in a session of its own, so that nobody told it
            end()
            raise
        finally:
            timer.cancel()
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        printed, said = (file.read().decode(errors="replace") for file in (out, err))
    return Cost(
        wall_s=wall,
        cpu_s=used.ru_utime + used.ru_stime,
        peak_mb=used.ru_maxrss / 1024,
        printed=printed,
        error=ended[0] if ended else _reason(process.returncode, said),
    )


def _reason(code: int, said: str) -> str:
    """Return why a command failed, in one line."""
    if code == 0:
        return ""
    if "MemoryError" in said or "Unable to allocate" in said:
        return "out of memory"
    if "ModuleNotFoundError" in said:
        return "not installed"
    return (said.strip().splitlines() or [f"exit code {code}"])[-1][:200]
