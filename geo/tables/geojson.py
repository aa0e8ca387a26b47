"""GeoJSON (RFC 7946): each feature is a row, its properties columns, a point its position.

The text is read feature by feature, so that every problem has the line its feature begins on.
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
from .geometry import GEOMETRY, Position, position_of
from .grid import CELLS_LIMIT, Grid, Line, Problems, refuse_wider

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ARRAYS_LIMIT = 5_000_000
"""Positions, rings and lists in one file."""
MEMBERS_LIMIT, VALUES_LIMIT = 2_000_000, 15_000_000
"""Members of one feature, which Python makes 200 bytes of each; and values of the whole file."""
_PARTS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)
"""A string, which may lack its end (else each of its quotes would be tried), or a bracket."""
_TEXTS_KEPT = 100_000
_SHOWN = 100
"""Characters of a value that a message quotes."""
_FEATURE_DEPTH = 2
"""A feature stands in an array that stands in an object."""
_SPACE = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(r"\w+")
_WGS84 = frozenset(["CRS84", "4326", "4490"])
"""Words in the name of a reference system that is WGS 84, or agrees with it to decimetres."""


class _DuplicateKeyError(ValueError):
    pass


def read_geojson(text: str, file: str) -> Grid:
    """Return the features of a collection.

    Raises
    ------
    DataError
        If the text is no JSON or no FeatureCollection, with line and character.
    """
    text = text.removeprefix("\ufeff")
    reader = _Reader(text, file)
    if text.lstrip().startswith("["):
        message = "this is JSON, but a list and no GeoJSON: expected '{'"
        raise reader.refused(0, message, "save its records as CSV or XLSX, or export GeoJSON")
    _refuse_many(text, reader)
    grid = Grid(file, "GeoJSON", (), Problems(file), fixed=dict(GEOMETRY))
    rows = _Rows(grid)
    try:
        members, count = reader.members(rows.keep)
    except DataError:  # a ValueError too
        raise
    except json.JSONDecodeError as error:
        raise reader.refused(error.pos, f"this is no JSON: {error.msg}") from None
    except RecursionError:
        raise reader.refused(reader.at, "the JSON is nested too deep to be a map") from None
    except ValueError as error:
        raise reader.refused(reader.at, why_unread(error)) from None
    _check_collection(members, count, reader)
    if rows.are_many:
        message = f"{rows.count:,} features of {len(rows.names):,} properties are too many cells"
        raise reader.refused(0, f"{message}: over {CELLS_LIMIT:,}")
    grid.header = (*rows.names, *GEOMETRY)
    grid.rows = rows.lines()
    return grid


class _Rows:
    """The rows of the features read so far, each as wide as the properties known at that time."""

    def __init__(self, grid: Grid) -> None:
        self.names: dict[str, int] = {}
        """Where each property stands in a row."""
        self.count = 0
        self._grid = grid
        self._kept: list[Line] = []
        self._positions: list[Position] = []
        self._texts: dict[str, str] = {}
        """A text that many features have is one object in all of them."""

    @property
    def are_many(self) -> bool:
        """Whether they have more cells than are held; then none is."""
        return self.count * len(self.names) > CELLS_LIMIT

    def keep(self, feature: Any, number: int, line: int) -> None:
        """Take a feature, or the problem of one that is broken."""
        row = _row(feature, number, line, self._grid)
        if row is None:
            return
        self.count += 1
        places = [self.names.setdefault(name, len(self.names)) for name in row[0]]
        refuse_wider(self._grid.file, len(self.names))
        if self.are_many:
            self._kept.clear()
            self._positions.clear()
            return
        cells = [""] * (max(places, default=-1) + 1)
        for place, text in zip(places, row[0].values(), strict=True):
            is_new = len(self._texts) < _TEXTS_KEPT
            cells[place] = (
                self._texts.setdefault(text, text) if is_new else self._texts.get(text, text)
            )
        self._kept.append(Line(line, tuple(cells)))
        self._positions.append(row[1])

    def lines(self) -> list[Line]:
        """Return the rows, each as wide as all properties and its position; they are given away."""
        width = len(self.names)
        for at, ((line, cells), position) in enumerate(
            zip(self._kept, self._positions, strict=True)
        ):
            blanks = [""] * (width - len(cells))
            self._kept[at] = Line(line, (*cells, *blanks, *position))
        return self._kept


class _Reader:
    """Walks the top-level object; everything below it is left to the json module."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
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
        self._expect("{")
        members: dict[str, Any] = {}
        count = None
        while self._peek() != "}":
            if members or count is not None:
                self._expect(",")
            key = self._value()
            if not isinstance(key, str):
                raise json.JSONDecodeError("expected a member name", self.text, self.at)
            if key in self.places:
                raise _DuplicateKeyError(_stands_twice(key))
            self._expect(":")
            self.places[key] = self.at
            if key == "features" and self._peek() == "[":
                count = 0
                for count, (line, feature) in enumerate(self._elements(), 1):
                    keep(feature, count, line)
            else:
                members[key] = self._value()
        self._expect("}")
        if self._peek():
            raise json.JSONDecodeError("text follows the end of the object", self.text, self.at)
        return members, count

    def _elements(self) -> Iterator[tuple[int, Any]]:
        self._expect("[")
        first = True
        while self._peek() != "]":
            if not first:
                self._expect(",")
            first = False
            self._peek()
            line = self.line_of(self.at)
            yield line, self._value()
        self._expect("]")

    def _peek(self) -> str:
        self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]
        return self.text[self.at : self.at + 1]

    def _expect(self, character: str) -> None:
        if self._peek() != character:
            raise json.JSONDecodeError(f"expected '{character}'", self.text, self.at)
        self.at += 1

    def _value(self) -> Any:
        self._peek()
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
        return DataError([Problem("geojson", where, hint, self.file, line)])


def _refuse_many(text: str, reader: _Reader) -> None:
    """Refuse a text of more values than are made, counted by their signs."""
    if text.count("[") > _ARRAYS_LIMIT:
        message = f"its geometries have more than {_ARRAYS_LIMIT:,} positions"
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
        raise _DuplicateKeyError(_stands_twice(twice))
    return found


def _stands_twice(name: str) -> str:
    return f"the name '{cut(name, _SHOWN)}' stands twice in one object"


def _no_number(constant: str) -> float:
    raise ValueError(f"{constant} is no JSON number")


def _check_collection(members: dict[str, Any], count: int | None, reader: _Reader) -> None:
    kind = members.get("type")
    if count is None or kind != "FeatureCollection":
        at = reader.places.get("type", 0) if count is not None else 0
        raise reader.refused(
            at, f"expected a FeatureCollection with features, found {cut(repr(kind), _SHOWN)}"
        )
    if not count:
        raise reader.refused(0, "the collection has no features")
    crs = json.dumps(members.get("crs") or "CRS84")
    if _WGS84.isdisjoint(_WORD.findall(crs)):
        at = reader.places["crs"]
        raise reader.refused(
            at, f"the coordinates are in {cut(crs, _SHOWN)}; GeoJSON is in WGS 84 (EPSG:4326)"
        )


def _row(
    feature: Any, number: int, line: int, grid: Grid
) -> tuple[dict[str, str], Position] | None:
    """Return the cells and the position of one feature; None, and a problem, if it is broken.

    Many files are one line long: the number of the feature tells then which it is.
    """
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        message = f"feature {number} is no Feature"
        grid.set_aside(line, (), ("geojson", message, "export it again as GeoJSON"))
        return None
    if properties is not None and not isinstance(properties, dict):
        message = f"feature {number}: its properties are no object"
        grid.set_aside(line, (), ("geojson", message, "export it again"))
        return None
    cells = {name: cell_text(value) for name, value in (properties or {}).items()}
    if "id" in feature and "id" not in cells:
        cells["id"] = cell_text(feature["id"])
    try:
        position = position_of(feature.get("geometry"))
    except ValueError as error:
        message = f"feature {number}: {error}"
        hint = "correct the geometry, or remove it"
        grid.set_aside(line, tuple(cells.values()), ("geometry", message, hint))
        return None
    return cells, position


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
