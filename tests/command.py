"""Run the command as a person or a script does, and keep what it said."""

import contextlib
import io
import os
import pty
import select
import signal
import sys
import time
from typing import NamedTuple

from patience import PATIENCE_S

from geo.cli import main


class Ran(NamedTuple):
    code: int
    out: str
    err: str


def run(*args, stdin=""):
    """Run `pilotmap ARGS` in this process, without a terminal."""
    out, err = io.StringIO(), io.StringIO()
    before = sys.argv, sys.stdin
    sys.argv, sys.stdin = ["pilotmap", *map(str, args)], io.StringIO(stdin)
    code = 0
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    finally:
        sys.argv, sys.stdin = before
    return Ran(code, out.getvalue(), err.getvalue())


def converse(args, answers, *, cwd, timeout_s=PATIENCE_S):
    """Run `pilotmap ARGS` on a terminal; answer when it waits; return its code and all it said."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(cwd)
        os.environ |= {"TERM": "dumb", "COLUMNS": "300"}
        os.execv(sys.executable, [sys.executable, "-m", "geo", *map(str, args)])
    said, waiting = b"", list(answers)
    deadline = time.monotonic() + timeout_s
    try:
        while time.monotonic() < deadline:
            ready, _, _ = select.select([terminal], [], [], 0.5)
            if ready:
                try:
                    piece = os.read(terminal, 65536)
                except OSError:  # the other end is closed
                    break
                if not piece:
                    break
                said += piece
            if waiting and said.rstrip(b"\r\n").endswith((b"] ", b"? ", b") ")):
                os.write(terminal, f"{waiting.pop(0)}\n".encode())
                said += b"\n"
        else:
            os.kill(child, signal.SIGKILL)
    finally:
        os.close(terminal)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code, said.decode().replace("\r\n", "\n")
