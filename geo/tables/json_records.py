"""JSON that holds records: a list of objects, one object a line, or a list under a name.

Each record is a row, and the names of its members are the columns.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

from ..errors import DataError
from .grid import CELLS_LIMIT, Grid, Line, Problems, refuse_wider
from .json_reader import ARRAYS_LIMIT, VALUES_LIMIT, JsonReader, cell_text, why_unread

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORD_MEMBERS_LIMIT = 2_000_000
"""Colons of a file, of which most stand in members; Python makes 200 bytes of each."""
_MAP = re.compile(r'"(?:features|FeatureCollection|Topology|Feature|geometry|coordinates)"')
_SHOWN = 100
_HINT = "save its records as CSV or XLSX"


def is_map(text: str) -> bool:
    """Whether JSON is a map, or is best refused as one that is broken."""
    return text.lstrip()[:1] == "{" and _MAP.search(text) is not None


def read_json_records(text: str, file: str) -> Grid:
    """Return the records of a file.

    Raises
    ------
    DataError
        If the text is no JSON, holds no records, or more than are read.
    """
    reader = JsonReader(text.removeprefix("\ufeff"), file, "json-records")
    if text.count(":") > RECORD_MEMBERS_LIMIT:
        _refuse(reader, 0, f"it has more than {RECORD_MEMBERS_LIMIT:,} members")
    if text.count(",") > VALUES_LIMIT or text.count("[") > ARRAYS_LIMIT:
        _refuse(reader, 0, f"it has more than {VALUES_LIMIT:,} values, or {ARRAYS_LIMIT:,} lists")
    grid = Grid(file, "JSON, its records", (), Problems(file))
    try:
        return _filled(grid, reader)
    except json.JSONDecodeError as error:
        if text.lstrip().startswith("{|"):
            _refuse(reader, 0, "this is a wiki table as its source has it, and no JSON")
        _refuse(reader, error.pos, f"this is no JSON: {error.msg}")
    except RecursionError:
        _refuse(reader, reader.at, "the JSON is nested too deep to hold a list")
    except DataError:  # a ValueError too
        raise
    except ValueError as error:
        _refuse(reader, reader.at, why_unread(error))


def _filled(grid: Grid, reader: JsonReader) -> Grid:
    """Return the grid with the names of all records as its header, and a row for each."""
    names: dict[str, int] = {}
    found: list[tuple[int, dict[str, str]]] = []
    for number, (line, record) in enumerate(_records(reader), 1):
        if not isinstance(record, dict):
            problem = ("json-records", f"record {number} is no object", "correct or delete it")
            grid.set_aside(line, (cell_text(record)[:_SHOWN],), problem)
            continue
        found.append((line, {name: cell_text(value) for name, value in record.items()}))
        for name in record:
            names.setdefault(name, len(names))
        refuse_wider(grid.file, len(names))
        if len(found) * len(names) > CELLS_LIMIT:
            _refuse(reader, 0, f"it has more than {CELLS_LIMIT:,} cells")
    if not names:
        _refuse(reader, 0, "the JSON holds no list of records, and is no map")
    grid.header = tuple(names)
    grid.rows = [Line(line, tuple(cells.get(name, "") for name in names)) for line, cells in found]
    return grid


def _refuse(reader: JsonReader, at: int, message: str) -> NoReturn:
    raise reader.refused(at, message, _HINT) from None


def _records(reader: JsonReader) -> Iterator[tuple[int, Any]]:
    """Yield the records of a file, each with the line it begins on."""
    if reader.peek() == "[":
        yield from reader.elements()
        _expect_end(reader)
        return
    line, first = _value(reader)
    if reader.peek() == "{":  # one object a line
        yield line, first
        while reader.peek():
            yield _value(reader)
        return
    _expect_end(reader)
    lists = [value for value in first.values() if _are_records(value)]
    if len(lists) == 1:
        yield from ((line, record) for record in lists[0])
    elif not lists and not any(isinstance(value, (list, dict)) for value in first.values()):
        yield line, first


def _value(reader: JsonReader) -> tuple[int, Any]:
    reader.peek()
    return reader.line_of(reader.at), reader.value()


def _expect_end(reader: JsonReader) -> None:
    if reader.peek():
        raise json.JSONDecodeError("text follows its end", reader.text, reader.at)


def _are_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)
