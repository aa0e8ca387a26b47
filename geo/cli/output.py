"""How the command speaks: data on stdout, messages on stderr, nothing a terminal would obey."""

from __future__ import annotations

import json
import sys
import unicodedata
from typing import Any

_KEPT = {"\n", "\t"}


def printable(text: str) -> str:
    """Return `text` with control, format and separator characters shown as escapes, not sent.

    A cell may hold escape sequences that retitle a terminal or override the direction of a line;
    they are data to look at, never orders.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character
        if character in _KEPT
        or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        else character.encode("unicode_escape").decode()
        for character in text
    )


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
    """Print one JSON object on one line of stdout; control characters are escaped by JSON."""
    text = json.dumps(value, ensure_ascii=False)
    if not (text.isascii() and text.isprintable()):
        text = "".join(
            _escaped(character) if printable(character) != character else character
            for character in text
        )
    sys.stdout.write(text + "\n")
