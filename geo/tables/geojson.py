"""GeoJSON (RFC 7946): each feature is a row, its properties columns, a point its position.

The text is read feature by feature, so that every problem has the line its feature begins on.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from ..errors import DataError
from ..text.escape import cut
from .geometry import GEOMETRY, Placed, Position, placed, positions_of
from .grid import CELLS_LIMIT, Grid, Line, Problems, refuse_wider
from .json_reader import JsonReader, cell_text, refuse_many, why_unread

_TEXTS_KEPT = 100_000
_TOGETHER = 2**14
"""Cells of the features whose geometries are looked at together."""
_SHOWN = 100
"""Characters of a value that a message quotes."""
_WORD = re.compile(r"\w+")
_WGS84 = frozenset(["CRS84", "4326", "4490"])
"""Words in the name of a reference system that is WGS 84, or agrees with it to decimetres."""


def read_geojson(text: str, file: str) -> Grid:
    """Return the features of a collection.

    Raises
    ------
    DataError
        If the text is no JSON or no FeatureCollection, with line and character.
    """
    text = text.removeprefix("\ufeff")
    reader = JsonReader(text, file)
    refuse_many(text, reader)
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
    lines = rows.lines()
    if rows.are_many:
        message = f"{rows.count:,} features of {len(rows.names):,} properties are too many cells"
        raise reader.refused(0, f"{message}: over {CELLS_LIMIT:,}")
    grid.header = (*rows.names, *GEOMETRY)
    grid.rows = lines
    return grid


class _Feature(NamedTuple):
    """A feature whose geometry may have to be looked at."""

    number: int
    line: int
    cells: dict[str, str]
    placed: Placed
    flaw: tuple[str, str, str] | None = None
    """Rule, message and hint, where more is wrong with it than its geometry."""


class _Rows:
    """The rows of the features read so far, each as wide as the properties known at that time."""

    def __init__(self, grid: Grid) -> None:
        self.names: dict[str, int] = {}
        """Where each property stands in a row."""
        self.count = 0
        self._grid = grid
        self._kept: list[Line] = []
        self._positions: list[Position] = []
        self._waiting: list[_Feature] = []
        self._cells_waiting = 0
        self._texts: dict[str, str] = {}
        """A text that many features have is one object in all of them."""

    @property
    def are_many(self) -> bool:
        """Whether they have more cells than are held; then none is."""
        return self.count * len(self.names) > CELLS_LIMIT

    def keep(self, value: Any, number: int, line: int) -> None:
        """Take a feature, or the problem of one that is broken."""
        feature = _feature(value, number, line)
        self._waiting.append(feature)
        self._cells_waiting += 1 + len(feature.cells)
        if self._cells_waiting >= _TOGETHER:
            self._take_waiting()

    def _take_waiting(self) -> None:
        """Take the features that wait for their positions."""
        waiting, self._waiting, self._cells_waiting = self._waiting, [], 0
        found = positions_of([feature.placed for feature in waiting])
        for feature, position in zip(waiting, found, strict=True):
            if isinstance(position, str):
                message = f"feature {feature.number}: {position}"
                flaw = feature.flaw or ("geometry", message, "correct the geometry, or remove it")
                self._grid.set_aside(feature.line, tuple(feature.cells.values()), flaw)
            else:
                self._take(feature, position)

    def _take(self, feature: _Feature, position: Position) -> None:
        self.count += 1
        places = [self.names.setdefault(name, len(self.names)) for name in feature.cells]
        refuse_wider(self._grid.file, len(self.names))
        if self.are_many:
            self._kept.clear()
            self._positions.clear()
            return
        cells = [""] * (max(places, default=-1) + 1)
        for place, text in zip(places, feature.cells.values(), strict=True):
            is_new = len(self._texts) < _TEXTS_KEPT
            cells[place] = (
                self._texts.setdefault(text, text) if is_new else self._texts.get(text, text)
            )
        self._kept.append(Line(feature.line, tuple(cells)))
        self._positions.append(position)

    def lines(self) -> list[Line]:
        """Return the rows, each as wide as all properties and its position; they are given away."""
        self._take_waiting()
        width = len(self.names)
        for at, ((line, cells), position) in enumerate(
            zip(self._kept, self._positions, strict=True)
        ):
            blanks = [""] * (width - len(cells))
            self._kept[at] = Line(line, (*cells, *blanks, *position))
        return self._kept


def _check_collection(members: dict[str, Any], count: int | None, reader: JsonReader) -> None:
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


def _feature(value: Any, number: int, line: int) -> _Feature:
    """Return the cells of one feature and where it is, or why it is broken.

    Many files are one line long: the number of the feature tells then which it is.
    """
    if not isinstance(value, dict) or value.get("type") != "Feature":
        flaw = ("geojson", f"feature {number} is no Feature", "export it again as GeoJSON")
        return _Feature(number, line, {}, "", flaw)
    properties = value.get("properties")
    if properties is not None and not isinstance(properties, dict):
        message = f"feature {number}: its properties are no object"
        return _Feature(number, line, {}, "", ("geojson", message, "export it again"))
    cells = {name: cell_text(text) for name, text in (properties or {}).items()}
    if "id" in value and "id" not in cells:
        cells["id"] = cell_text(value["id"])
    return _Feature(number, line, cells, placed(value.get("geometry")))
