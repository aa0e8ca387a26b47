"""A Shapefile is several files of one name: they are found, and counted before GDAL reads them.

Layout after the "ESRI Shapefile Technical Description" of 1998. The index names where each shape
stands, and a table of dBASE has a record for each.
"""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SHAPES, INDEX, TABLE = ".shp", ".shx", ".dbf"
_NEEDED = {INDEX: "the index of its shapes", TABLE: "the table of their codes"}
_BESIDE = (*_NEEDED, ".prj", ".cpg")
_INDEX_HEAD, _INDEX_RECORD = 100, 8
_SHAPE_HEAD = 44
"""Bytes from the beginning of a record of a Shapefile to the number of its rings, and of its shape
to its first ring."""
_TABLE_HEAD, _COLUMN = 33, 32
"""Bytes of the head of a table without columns, and of each column that it names."""


class Counts(NamedTuple):
    """What a Shapefile holds, by what its files say of themselves."""

    shapes: int
    rings: int
    positions: int
    columns: int


def files_beside(path: Path) -> dict[str, Path]:
    """Return what belongs to a file of shapes, by its ending, as GDAL finds it.

    Raises
    ------
    ValueError
        If the index or the table is missing.
    """
    found: dict[str, Path] = {}
    for ending in _BESIDE:
        for each in (ending, ending.upper()):
            if ending not in found and os.path.lexists(place := path.with_suffix(each)):
                found[ending] = place
    for ending, what in _NEEDED.items():
        if ending not in found:
            name = path.with_suffix(ending).name
            raise ValueError(f"{what}, '{name}', is not beside it; put all its files together")
    return found


def counts_in(files: Mapping[str, bytes], most: int) -> Counts:
    """Return what there is, no further than the shapes where the index has more than `most`.

    Each record of the index names an offset and a length in units of two bytes; together they
    cannot be longer than the file of shapes. Behind eight bytes and its bounds, 36 more, a shape
    tells the number of its rings and of its positions.

    Raises
    ------
    ValueError
        If the index repeats its shapes.
    """
    index, shapes, table = files[INDEX], files[SHAPES], files[TABLE]
    columns = max(int.from_bytes(table[8:10], "little") - _TABLE_HEAD, 0) // _COLUMN
    count = max(len(index) - _INDEX_HEAD, 0) // _INDEX_RECORD
    if count > most:
        return Counts(count, count, 0, columns)
    end = _INDEX_HEAD + _INDEX_RECORD * count
    records = list(struct.iter_unpack(">II", index[_INDEX_HEAD:end]))
    if 2 * sum(length for _, length in records) > len(shapes):
        message = "its index (.shx) leads to the same shapes several times"
        raise ValueError(f"{message}; export it again")
    rings = positions = 0
    for offset, length in records:
        if 2 * length >= _SHAPE_HEAD and 2 * offset + 8 + _SHAPE_HEAD <= len(shapes):
            parts, points = struct.unpack_from("<ii", shapes, 2 * offset + _SHAPE_HEAD)
            rings, positions = rings + max(parts, 0), positions + max(points, 0)
    return Counts(count, rings, positions, columns)
