"""The command line: `pilotmap COMMAND`; each command lives in the module named for it."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

__all__ = ["main"]

_BY_SIGNAL = 128
"""The exit code of a command that a signal ended is this and its number, as shells give it."""
_TERMINATING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
_EXIT_CODES = frozenset(_BY_SIGNAL + each for each in (signal.SIGINT, *_TERMINATING))


def main() -> None:
    """Run the command; a signal ends it, while its modules are being read too.

    Nothing is said then, but of a change that stands already.
    """
    try:
        with _ending_in_order():
            from .entry import run

            run()
    except KeyboardInterrupt:
        _tell_what_stands()
        sys.exit(_BY_SIGNAL + signal.SIGINT)
    except SystemExit as end:
        if end.code in _EXIT_CODES:
            _tell_what_stands()
        raise


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Let the signals that end a process end it as an error does: nothing is left half-written."""
    mine = []
    try:
        with suppress(ValueError):  # signals reach the main thread alone
            for each in _TERMINATING:
                if signal.getsignal(each) is signal.SIG_DFL:  # not under nohup
                    signal.signal(each, _end)
                    mine.append(each)
        yield
    finally:
        for each in mine:
            signal.signal(each, signal.SIG_DFL)


def _end(number: int, _: FrameType | None) -> None:
    raise SystemExit(_BY_SIGNAL + number)


def _tell_what_stands() -> None:
    writing = sys.modules.get(f"{__package__.removesuffix('.cli')}.store.writing")
    for entry in writing.STANDING if writing else ():
        from .output import warn

        done = f"interrupted, but this was done before: {entry.summary}"
        warn(f"{done}; `pilotmap undo` takes it back")
