"""`datapackage.json`: what the project is called, told to people and to other tools."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.errors import DataError, Problem
from geo.model import Level
from geo.store.source_text import BOM, decode, encoding_problem, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Control characters, line breaks and halves of characters: none belongs in a title."""


def read_package(path: Path, file: str) -> dict[str, Any]:
    """Return the description of a data package.

    Parameters
    ----------
    path
        A `datapackage.json`.
    file
        Its name in messages.

    Raises
    ------
    DataError
        If it cannot be read, is no JSON object, or has a title or level that is none.
    """
    hint = "mend it, or take one that `pilotmap init` makes"
    try:
        raw = read_bytes(path, file)
    except DataError as error:
        raise DataError([replace(problem, hint=hint) for problem in error.problems]) from None
    text = decode(raw)
    foreign = encoding_problem(raw, text, file)
    if foreign:
        raise DataError([foreign])
    try:
        package = json.loads(text.removeprefix(BOM))
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        why = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        message = f"this is no valid JSON: {why}"
        raise DataError([Problem("package-invalid", message, hint, file, line)]) from None
    if not isinstance(package, dict):
        message = "this is no JSON object"
        raise DataError([Problem("package-invalid", message, hint, file, 1)])
    wrong = _wrong_property(package)
    if wrong:
        raise DataError([Problem("package-invalid", *wrong, file, 1)])
    return package


def _wrong_property(package: dict[str, Any]) -> tuple[str, str] | None:
    """Return what is wrong with the properties that this tool reads, and what to do."""
    for name in ("title", "title_zh"):
        title = package.get(name, "untitled")
        if not isinstance(title, str) or not title.strip() or _NO_TEXT.search(title):
            return f"the {name} is no text of one line", f'write "{name}": "..."'
    levels = [level.value for level in Level if level is not Level.COUNTRY]
    if package.get("level", levels[0]) not in levels:
        return f"the level {package['level']!r} is not known", f"write one of {', '.join(levels)}"
    return None
