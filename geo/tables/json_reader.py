"""JSON walked by its members and elements, so that every problem has the line it stands on.

What is below them is left to the json module; how much there is, is counted before it is made.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from ..errors import DataError, Problem
from ..text.escape import cut
from .csv_scanner import lines_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ARRAYS_LIMIT = 5_000_000
"""Positions, rings and lists in one file."""
MEMBERS_LIMIT, VALUES_LIMIT = 2_000_000, 15_000_000
"""Members of one feature, which Python makes 200 bytes of each; and values of the whole file."""
_PARTS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)
"""A string, which may lack its end (else each of its quotes would be tried), or a bracket."""
_SHOWN = 100
"""Characters of a value that a message quotes."""
_FEATURE_DEPTH = 2
"""A feature stands in an array that stands in an object."""
_SPACE = re.compile(r"[ \t\n\r]*")


class DuplicateKeyError(ValueError):
    """An object has two members of one name."""


class JsonReader:
    """Walks the top-level object; everything below it is left to the json module."""

    def __init__(self, text: str, file: str, rule: str = "geojson") -> None:
        self.text = text
        self.file = file
        self._rule = rule
        self.at = 0
        self._line, self._counted = 1, 0
        self.places: dict[str, int] = {}
        """Where the value of each member begins."""
        self.decoder = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_number)

    def members(self, keep: Callable[[Any, int, int], None]) -> tuple[dict[str, Any], int | None]:
        """Return the members beside `features`, and how many features there are.

        Each feature is given to `keep` with its number and its line, and is not held: what Python
        makes of its positions is ten times as large as their text.
        """
        self.expect("{")
        members: dict[str, Any] = {}
        count = None
        while self.peek() != "}":
            if members or count is not None:
                self.expect(",")
            key = self.value()
            if not isinstance(key, str):
                raise json.JSONDecodeError("expected a member name", self.text, self.at)
            if key in self.places:
                raise DuplicateKeyError(_stands_twice(key))
            self.expect(":")
            self.places[key] = self.at
            if key == "features" and self.peek() == "[":
                count = 0
                for count, (line, feature) in enumerate(self.elements(), 1):
                    keep(feature, count, line)
            else:
                members[key] = self.value()
        self.expect("}")
        if self.peek():
            raise json.JSONDecodeError("text follows the end of the object", self.text, self.at)
        return members, count

    def elements(self) -> Iterator[tuple[int, Any]]:
        """Yield the elements of the array that begins here, each with its line."""
        self.expect("[")
        first = True
        while self.peek() != "]":
            if not first:
                self.expect(",")
            first = False
            self.peek()
            line = self.line_of(self.at)
            yield line, self.value()
        self.expect("]")

    def peek(self) -> str:
        """Return the next character that is no space; blank at the end."""
        self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]
        return self.text[self.at : self.at + 1]

    def expect(self, character: str) -> None:
        """Go on behind the next character, which must be this one."""
        if self.peek() != character:
            raise json.JSONDecodeError(f"expected '{character}'", self.text, self.at)
        self.at += 1

    def value(self) -> Any:
        """Return the value that begins here."""
        self.peek()
        value, self.at = self.decoder.raw_decode(self.text, self.at)
        return value

    def line_of(self, offset: int) -> int:
        """Return the physical line of an offset, counted on from the one asked for before."""
        if offset < self._counted:
            self._line, self._counted = 1, 0
        # A line feed that belongs to the return before the offset is counted with it.
        begun = offset - (self.text[max(offset - 1, 0) : offset + 1] == "\r\n")
        self._line += lines_in(self.text, self._counted, begun)
        self._counted = begun
        return self._line

    def refused(
        self, offset: int, message: str, hint: str = "export it again as GeoJSON"
    ) -> DataError:
        """Return the error for a defect at an offset of the text."""
        line = self.line_of(offset)
        before = max(self.text.rfind(end, 0, offset) for end in "\r\n")
        character = offset - before
        where = f"{message} (character {character})"
        return DataError([Problem(self._rule, where, hint, self.file, line)])


def refuse_many(text: str, reader: JsonReader) -> None:
    """Refuse a text of more values than are made, counted by their signs."""
    if text.count("[") > ARRAYS_LIMIT:
        message = f"its geometries have more than {ARRAYS_LIMIT:,} positions"
        raise reader.refused(0, message, "simplify the outlines, or give points")
    if text.count(":") > MEMBERS_LIMIT and _most_members(text) > MEMBERS_LIMIT:
        message = f"a value in it has more than {MEMBERS_LIMIT:,} members"
        raise reader.refused(0, message)
    if text.count(",") > VALUES_LIMIT:
        raise reader.refused(0, f"it has more than {VALUES_LIMIT:,} values", "split it")


def _most_members(text: str) -> int:
    """Return the members of the feature that has most, or of what stands beside the features."""
    most = beside = depth = begun = 0
    end = len(text)
    for part in _PARTS.finditer(text):
        sign = text[part.start()]
        if sign in "[{":
            depth += 1
            if depth == _FEATURE_DEPTH + 1:
                begun = part.start()
        elif sign in "]}":
            depth -= 1
            if depth == _FEATURE_DEPTH:
                members = text.count(":", begun, part.start())
                most, beside = max(most, members), beside - members
            if depth <= 0:  # what follows is refused without being read
                end = part.end()
                break
    return max(most, beside + text.count(":", 0, end))


def why_unread(error: Exception) -> str:
    """Return why JSON is not read; what Python says of a long number speaks of Python."""
    text = str(error) or type(error).__name__
    return "a number in it has thousands of digits" if "set_int_max_str_digits" in text else text


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        [(twice, _)] = Counter(name for name, _ in pairs).most_common(1)
        raise DuplicateKeyError(_stands_twice(twice))
    return found


def _stands_twice(name: str) -> str:
    return f"the name '{cut(name, _SHOWN)}' stands twice in one object"


def _no_number(constant: str) -> float:
    raise ValueError(f"{constant} is no JSON number")


def cell_text(value: Any) -> str:
    """Return a property as a cell; a list of plain values as text lists them, the rest as JSON."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, int):  # TRUE and FALSE among them
        return str(value).upper()
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return str(int(value))
    if isinstance(value, list) and not any(isinstance(item, (list, dict)) for item in value):
        return "、".join(map(cell_text, value))
    return json.dumps(value, ensure_ascii=False)
