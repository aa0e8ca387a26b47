"""The application every command registers on, and the one place where errors become lines."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from .. import __version__
from ..errors import DataError, PilotmapError, UsageError, one_line
from .output import say, warn

_GARBAGE_THRESHOLD = 100_000
"""Objects made, less those freed, between two looks for cycles; Python's own is 700 or so."""

app = typer.Typer(
    name="pilotmap",
    help="Turn sourced statements about places and dates into an honest map of a rollout by year.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        say(__version__)
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Turn sourced statements about places and dates into an honest map of a rollout by year."""
    del version  # handled by its callback


def _run() -> None:
    """Run the command, and tell a path that no system can have from a defect of ours."""
    try:
        app()
    except ValueError as error:
        if "embedded null" not in str(error):  # what Python says of NUL in a path
            raise
        raise UsageError("a path holds a NUL character; type it anew") from None
    finally:  # now, since nobody can be told of a full disk when Python ends
        sys.stdout.flush()


def _drop_output() -> None:
    """Send what could not be printed nowhere, or Python tries, and fails, once more as it ends."""
    with suppress(OSError):  # a stream that is no file of the system
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _replace_closed_streams() -> None:
    """Let a command speak into the void where its caller closed the streams (`>&-`)."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (to the end)
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


def _refuse_broken_text(arguments: list[str]) -> None:
    """Refuse arguments whose bytes are no text: they would fail wherever they are written.

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
            raise UsageError(f"the argument '{shown}' is no valid UTF-8; type it anew") from None


def main() -> None:
    """Run the command; an error made for the user becomes one line a problem and an exit code."""
    from .commands import register

    # A command is over before its garbage matters, and what it reads is all kept: looking for
    # cycles as often as a server does costs a fifth of the time that a short command takes.
    gc.set_threshold(_GARBAGE_THRESHOLD)
    _replace_closed_streams()
    try:
        _refuse_broken_text(sys.argv[1:])
        register(next(iter(sys.argv[1:]), None))
        _run()
    except PilotmapError as error:
        problems = error.problems if isinstance(error, DataError) else (error,)
        for problem in problems:
            warn(f"error: {one_line(str(problem))}")
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader (head, less) went away: that is no error of ours
        _drop_output()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:  # a full disk behind stdout, a folder taken away under our feet
        what = error.filename or "cannot print; what was changed in the project, if anything, stays"
        _drop_output()
        warn(f"error: {error.strerror or error}: {what}")
        sys.exit(1)
    except Exception as error:  # a defect of ours, told as one line; nothing was half-written
        if os.environ.get("PILOTMAP_DEBUG"):
            raise
        warn(
            f"error: a defect of pilotmap, not of your data: {type(error).__name__}: {error}; "
            "please report it with what PILOTMAP_DEBUG=1 shows"
        )
        sys.exit(1)
