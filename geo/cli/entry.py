"""What `pilotmap ARGUMENTS` does: load the command, run it, and make every error a line."""

from __future__ import annotations

import errno
import gc
import io
import os
import re
import signal
import sys
import warnings
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.main import get_command

from ..errors import DataError, PilotmapError, UsageError
from ..text.escape import cut, one_line
from .app import app, warn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType, TracebackType

    from typer.models import CommandInfo

MODULES = {
    "add": "add",
    "build": "build",
    "check": "check",
    "compare": "diff",
    "date": "date",
    "diff": "diff",
    "edit": "edit",
    "explain": "list",
    "export": "export",
    "find": "find",
    "import": "import_",
    "init": "init",
    "list": "list",
    "panel": "export",
    "plot": "plot",
    "remove": "edit",
    "scan": "scan",
    "source": "source",
    "tally": "tally",
    "undo": "edit",
}
"""The module of each command: importing it registers the command."""

_BY_SIGNAL = 128
"""The exit code of a command that a signal ended is this and its number, as shells give it."""
_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
_EXIT_CODES = frozenset(_BY_SIGNAL + each for each in (signal.SIGINT, *_ENDING))
_RefusedArgument: Any = typer.BadParameter.__base__
"""What every error about an argument is; typer has no public name for it."""
_ARRIVED: list[int] = []
"""The signals that came to end the command."""
_CLAUSE_END = re.compile(r"[.,;:](?: |$)")
_HOW_TO_GIVE_A_DASH = "; write -- before a text that begins with a dash"
_GARBAGE_THRESHOLD = 100_000
"""Objects made, less those freed, between two looks for cycles; Python's own is 700 or so."""


def register(command: str | None = None) -> None:
    """Register `command` alone, so that it starts fast; all of them where it is not a command."""
    if command == "--version":
        return
    modules = [MODULES[command]] if command in MODULES else MODULES.values()
    for module in modules:
        import_module(f".{module}", __package__)
    if command not in MODULES:
        _put_in_order()


def _name(command: CommandInfo) -> str:
    return str(command.name or getattr(command.callback, "__name__", ""))


def _put_in_order() -> None:
    """List the commands by name, each with the first clause of its help, which fits on a line."""
    app.registered_commands.sort(key=_name)
    for each in app.registered_commands:
        told = (each.callback and each.callback.__doc__) or ""
        each.short_help = _CLAUSE_END.split(" ".join(told.split()), maxsplit=1)[0]


def run() -> None:
    """Run the command; an error made for the user becomes one line a problem and an exit code.

    A signal ends it without a word, but of a change that stands already.
    """
    try:
        with _ending_in_order():
            _run_in_lines()
    except KeyboardInterrupt:
        _tell_what_stands()
        raise
    except SystemExit as end:
        if end.code in _EXIT_CODES:
            _tell_what_stands()
        raise


def _run_in_lines() -> None:
    # A command is over before its garbage matters, and what it reads is all kept: looking for
    # cycles as often as a server does costs a fifth of the time that a short command takes.
    gc.set_threshold(_GARBAGE_THRESHOLD)
    _prepare_streams()
    try:
        _refuse_broken_text(sys.argv[1:])
        register(next(iter(sys.argv[1:]), None))
        _run_app()
    except PilotmapError as error:
        for problem in error.problems if isinstance(error, DataError) else (error,):
            _tell(str(problem))
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader (head, less) went away: that is not an error of ours
        _drop_output()
        sys.exit(0)
    except OSError as error:  # a full disk behind stdout, a folder that was removed meanwhile
        what = error.filename or (
            "set TMPDIR to a folder that can be written"
            if error.errno == errno.ENOENT  # as `tempfile` says it
            else "cannot print; what was changed in the project, if anything, stays"
        )
        _drop_output()
        _tell(f"{error.strerror or error}: {what}")
        sys.exit(1)
    except Exception as error:
        if isinstance(error.__cause__, KeyboardInterrupt):  # as Python 3.11 wraps one
            raise KeyboardInterrupt from None
        if _ARRIVED:  # a library's compiled part makes an error of its own of a signal
            _end(_ARRIVED[0], None)
        # a defect of pilotmap, told as one line; no file was half-written
        if os.environ.get("PILOTMAP_DEBUG"):
            raise
        _tell(
            f"a defect of pilotmap, not of your data: {type(error).__name__}: {error}; "
            "please report it with what PILOTMAP_DEBUG=1 shows"
        )
        sys.exit(1)


def _tell(refusal: str) -> None:
    """Tell an error in one line of no more length than anybody reads."""
    warn(f"error: {one_line(cut(refusal))}")


def _run_app() -> None:
    """Run the command, and tell a path that cannot exist from a defect of pilotmap."""
    try:
        # app() would put a hook of its own in the place of ours, and tell a refused argument whole
        code = get_command(app)(standalone_mode=False)
    except _RefusedArgument as error:
        error.message = cut(error.message) + _HOW_TO_GIVE_A_DASH * _is_no_option(error)
        error.show()
        sys.exit(error.exit_code)
    except typer.Abort as aborted:  # what typer makes of it, without a word of the reason
        if isinstance(aborted.__cause__, EOFError) and not _is_cut(aborted.__cause__):
            raise aborted.__cause__ from None
        what = "a compiled file of the installation is cut short, as by a full disk"
        hint = "delete the folders __pycache__ in it, or install it anew"
        raise UsageError(f"{what}; {hint}") from None
    except ValueError as error:
        if "embedded null" not in str(error):  # what Python says of NUL in a path
            raise
        raise UsageError("a path holds a NUL character; type it anew") from None
    finally:  # now, since nobody can be told of a full disk when Python ends
        sys.stdout.flush()
    sys.exit(code or 0)


def _is_cut(error: EOFError) -> bool:
    """Whether Python says that it has read a compiled file only to its early end."""
    return "marshal" in str(error) or "EOF read" in str(error)


def _is_no_option(error: Any) -> bool:
    """Whether what was taken for an option is a text behind a dash, as a list pasted has it."""
    taken = getattr(error, "option_name", "--")
    return not taken.startswith("--") and not (taken[1:].isascii() and taken[1:].isalnum())


def _prepare_streams() -> None:
    """Let the command speak whatever its caller made of the streams.

    A closed one (`>&-`) swallows what is said. One whose encoding lacks a character (ASCII, the
    code pages of Windows) gets it as an escape. What libraries warn of is for developers.
    """
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (to the end)
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if not (sys.warnoptions or os.environ.get("PILOTMAP_DEBUG")):
        warnings.showwarning = lambda *_args, **_options: None
        if sys.unraisablehook is sys.__unraisablehook__:
            # what a library fails at while it clears up after an error that is told already
            sys.unraisablehook = lambda _unraisable: None
        if sys.excepthook is sys.__excepthook__:
            sys.excepthook = _say_nothing_of_ctrl_c


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Let the signals that end a process end it as an error does: nothing is left half-written."""
    mine = []
    try:
        with suppress(ValueError):  # signals reach the main thread alone
            for each in (signal.SIGINT, *_ENDING):
                own = signal.getsignal(each)
                if own in {signal.SIG_DFL, signal.default_int_handler}:  # not under nohup
                    signal.signal(each, _end)
                    mine.append((each, own))
        yield
    finally:
        for each, own in mine:
            signal.signal(each, own)


def _end(number: int, frame: FrameType | None) -> None:
    _ARRIVED.append(number)
    if number == signal.SIGINT:
        signal.default_int_handler(number, frame)
    raise SystemExit(_BY_SIGNAL + number)


def _say_nothing_of_ctrl_c(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Keep a compiled library from printing the Ctrl-C that it then makes its own error of."""
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)


def _tell_what_stands() -> None:
    """Say what was changed before the signal came; nobody reads it where the terminal is gone."""
    writing = sys.modules.get(f"{__package__.removesuffix('.cli')}.store.writing")
    for entry in writing.STANDING if writing else ():
        done = f"interrupted, but this was done before: {entry.summary}"
        with suppress(OSError):
            warn(f"{done}; `pilotmap undo` takes it back")


def _drop_output() -> None:
    """Send what could not be printed nowhere, or Python tries, and fails, once more as it ends."""
    with suppress(OSError):  # a stream in memory has no descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refuse_broken_text(arguments: list[str]) -> None:
    """Refuse arguments whose bytes are not text: they would fail wherever they are written.

    Raises
    ------
    UsageError
        If there is one.
    """
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError:
            shown = os.fsencode(argument).decode(errors="backslashreplace")
            raise UsageError(f"the argument '{shown}' is not valid UTF-8; type it anew") from None
