"""Count what a FlatGeobuf holds before GDAL reads it.

A feature of it is a FlatBuffer: its parts are told by offsets, and a million offsets of four bytes
may lead to one and the same part. Layout after flatgeobuf.org (version 3): magic bytes, the header,
an index of 40 bytes a node, and the features, each after its size. All numbers are little-endian.
"""

from __future__ import annotations

import struct
from math import inf
from typing import NamedTuple

_MAGIC_BYTES = 8
_NODE_BYTES = 40
_COLUMNS, _FEATURES_COUNT, _NODE_SIZE = 7, 8, 9
"""Fields of the header."""
_XY, _PARTS = 1, 7
"""Fields of a geometry, which is field 0 of a feature."""
_DEPTH = 8
"""Collections inside collections; those of polygons are two deep."""
_DEFAULT_NODE_SIZE = 16


class ManyFeaturesError(ValueError):
    """A file has more features than are read."""


class Counts(NamedTuple):
    """What a FlatGeobuf holds."""

    features: int
    positions: int
    columns: int


def counts_of(raw: bytes, most: int, most_features: float = inf) -> Counts:
    """Return what there is; counting ends as soon as there are more positions than `most`.

    A position counts as often as it is told; a part without positions counts as one.

    Raises
    ------
    ManyFeaturesError
        If there are more features than `most_features`.
    ValueError
        If the file is broken.
    """
    try:
        return _count(raw, most, most_features)
    except (struct.error, IndexError) as error:
        raise ValueError(f"it is broken or cut short ({error})") from None


def _count(raw: bytes, most: int, most_features: float) -> Counts:
    (size,) = struct.unpack_from("<I", raw, _MAGIC_BYTES)
    header = _follow(raw, _MAGIC_BYTES + 4)
    at = _MAGIC_BYTES + 4 + size
    columns = _length(raw, told) if (told := _field(raw, header, _COLUMNS)) else 0
    features = _number(raw, header, _FEATURES_COUNT, "<Q", 0)
    node_size = _number(raw, header, _NODE_SIZE, "<H", _DEFAULT_NODE_SIZE)
    if features and node_size:
        if features > len(raw):
            raise ValueError(f"it promises {features:,} features")
        at += _NODE_BYTES * _nodes(features, max(node_size, 2))
    if at > len(raw):
        raise ValueError("it is cut short")
    total = count = 0
    while at < len(raw) and total <= most:
        count += 1
        if count > most_features:
            raise ManyFeaturesError
        (size,) = struct.unpack_from("<I", raw, at)
        if at + 4 + size > len(raw):
            raise ValueError("it is cut short")
        if geometry := _field(raw, _follow(raw, at + 4), 0):
            total += _positions(raw, _follow(raw, geometry), most - total)
        at += 4 + size
    return Counts(count, total, columns)


def _nodes(features: int, node_size: int) -> int:
    """Return how many nodes the index has: one a feature, and at least one level above them."""
    level = -(-features // node_size)
    nodes = features + level
    while level > 1:
        level = -(-level // node_size)
        nodes += level
    return nodes


def _positions(raw: bytes, geometry: int, most: int, depth: int = 0) -> int:
    if depth > _DEPTH:
        raise ValueError("its geometries are nested too deep")
    total = 1
    if xy := _field(raw, geometry, _XY):
        total += _length(raw, xy) // 2
    if parts := _field(raw, geometry, _PARTS):
        first = _follow(raw, parts) + 4
        for part in range(_length(raw, parts)):
            if total > most:
                break
            total += _positions(raw, _follow(raw, first + 4 * part), most - total, depth + 1)
    return total


def _follow(raw: bytes, at: int) -> int:
    """Return where an offset that stands at `at` leads."""
    return at + int(struct.unpack_from("<I", raw, at)[0])


def _length(raw: bytes, at: int) -> int:
    """Return the length of the vector that an offset leads to."""
    return int(struct.unpack_from("<I", raw, _follow(raw, at))[0])


def _field(raw: bytes, table: int, number: int) -> int:
    """Return where a field of a table stands; 0 if the table lacks it."""
    (back,) = struct.unpack_from("<i", raw, table)
    vtable = table - back
    if vtable < 0:
        raise ValueError("a table of it begins before the file")
    (size,) = struct.unpack_from("<H", raw, vtable)
    place = 4 + 2 * number
    if place + 2 > size:
        return 0
    (offset,) = struct.unpack_from("<H", raw, vtable + place)
    return table + int(offset) if offset else 0


def _number(raw: bytes, table: int, number: int, form: str, default: int) -> int:
    at = _field(raw, table, number)
    return int(struct.unpack_from(form, raw, at)[0]) if at else default
