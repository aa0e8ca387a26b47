"""`datapackage.json`: what the project is called, told to people and to other tools."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.errors import DataError, Problem
from geo.store.source_text import BOM, decode, encoding_problem, read_bytes

if TYPE_CHECKING:
    from pathlib import Path


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
        If it cannot be read, is no JSON object, or has a title that is no text.
    """
    raw = read_bytes(path, file)
    text = decode(raw)
    foreign = encoding_problem(raw, text, file)
    if foreign:
        raise DataError([foreign])
    try:
        package = json.loads(text.removeprefix(BOM))
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        why = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        hint = "mend it, or take one that `pilotmap init` makes"
        message = f"this is no valid JSON: {why}"
        raise DataError([Problem("package-invalid", message, hint, file, line)]) from None
    title = package.get("title", "untitled") if isinstance(package, dict) else None
    if not isinstance(title, str) or not title.strip() or not title.isprintable():
        message = "this is no JSON object with a title in words"
        raise DataError([Problem("package-invalid", message, 'write "title": "..."', file, 1)])
    return {**package, "title": title}
