"""The application that every command registers on.

How the command speaks: data on stdout, messages on stderr, nothing a terminal would obey.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer

from .. import __version__
from ..text.escape import is_unseen, one_line

_KEPT = "\n\t"
_ENCODER = json.JSONEncoder(ensure_ascii=False)  # json.dumps would make one for each of a million


def take_escapes(system: str) -> None:
    """Have the terminal take escape sequences, which the console of Windows does when asked."""
    if system == "nt":
        import_module("colorama").just_fix_windows_console()  # comes with typer there


take_escapes(os.name)


def printable(text: str) -> str:
    """Return a text of any number of lines, made safe for a terminal."""
    return one_line(text, keep=_KEPT)


def print_data(text: str = "") -> None:
    """Print data, made safe for a terminal, on stdout."""
    sys.stdout.write(printable(text) + "\n")


def warn(text: str) -> None:
    """Print a message, made safe for a terminal, on stderr."""
    sys.stderr.write(printable(text) + "\n")


def _escaped(character: str) -> str:
    r"""Return a character as JSON escapes it: `\u` and four digits, twice beyond U+FFFF."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def print_json(value: Any) -> None:
    """Print one JSON object on one line of stdout; what cannot be shown is escaped by JSON."""
    text = _ENCODER.encode(value)
    if not _can_print(text):
        text = json.dumps(value)
    if not text.isprintable():
        text = "".join(_escaped(each) if is_unseen(each) else each for each in text)
    sys.stdout.write(text + "\n")


def _can_print(text: str) -> bool:
    """Whether the encoding of stdout (perhaps ASCII, or a code page) has every character."""
    try:
        encoding = sys.stdout.encoding or "utf-8"
        if encoding != "utf-8":
            text.encode(encoding, "surrogatepass")
    except UnicodeEncodeError:
        return False
    except (LookupError, AttributeError):  # a stream in memory has none
        return True
    return True


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
        print_data(__version__)
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
