"""`datapackage.json`: what the project is called, told to people and to other tools."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import DataError, Problem
from ..model import Level
from ..tables.encoding import BOM, decode, encoding_problem
from ..tables.regular_file import read_bytes
from ..tables.scan import lines_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Control characters, line breaks and halves of characters: none belongs in a title."""
_BETWEEN = re.compile(r"[ \t\n\r,:]*")
"""What stands between the names and the values of an object."""


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
        If it cannot be read, is not a JSON object, or has a title or level that is none.
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
    text = text.removeprefix(BOM)
    package = _parsed(text, file, hint)
    if not isinstance(package, dict):
        raise _invalid(text, 0, "this is not a JSON object", hint, file)
    wrong = _wrong_property(package)
    places: dict[str, int] = {}
    for name, at in _members(text):
        if name in places:
            raise _invalid(text, at, f"the name {name!r} stands twice in it", hint, file)
        places[name] = at
    if wrong:
        name, message, todo = wrong
        raise _invalid(text, places[name], message, todo, file)
    return package


def _parsed(text: str, file: str, hint: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise _invalid(
            text, error.pos, f"this is not valid JSON: {error.msg}", hint, file
        ) from None
    except _NoNumberError as error:
        found = re.search(rf"[:\[,]\s*({re.escape(str(error))})", text)
        at = found.start(1) if found else 0
        message = f"this is not valid JSON: {error} is not a number"
        raise _invalid(text, at, message, hint, file) from None
    except (ValueError, RecursionError) as error:
        raise _invalid(text, 0, f"this is not valid JSON: {error}", hint, file) from None


class _NoNumberError(ValueError):
    """NaN or an infinity, which the json module lets pass and JSON does not have."""


def _no_number(constant: str) -> float:
    raise _NoNumberError(constant)


def _members(text: str) -> Iterator[tuple[str, int]]:
    """Yield the names of the outermost object of a valid JSON text, and where each stands."""
    decoder = json.JSONDecoder()
    at = _BETWEEN.match(text, text.index("{") + 1)
    while at and text[at.end()] != "}":
        name, after = decoder.raw_decode(text, at.end())
        yield name, at.end()
        value = _BETWEEN.match(text, after)
        _, after = decoder.raw_decode(text, value.end() if value else after)
        at = _BETWEEN.match(text, after)


def _invalid(text: str, offset: int, message: str, hint: str, file: str) -> DataError:
    line = lines_in(text, 0, offset) + 1
    return DataError([Problem("package-invalid", message, hint, file, line)])


def _wrong_property(package: dict[str, Any]) -> tuple[str, str, str] | None:
    """Return the property that this tool reads and cannot, what is wrong, and what to do."""
    for name in ("title", "title_zh"):
        title = package.get(name, "untitled")
        if not isinstance(title, str) or not title.strip() or _NO_TEXT.search(title):
            return name, f"the {name} is not a text of one line", f'write "{name}": "..."'
    levels = [level.value for level in Level if level is not Level.COUNTRY]
    if package.get("level", levels[0]) not in levels:
        message = f"the level {package['level']!r} is not known"
        return "level", message, f"write one of {', '.join(levels)}"
    return None
