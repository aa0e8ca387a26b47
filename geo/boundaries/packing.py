"""Pack paths and rings into bytes, as `PageTopology` says: zigzagged steps and LEB128 varints."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .topology import Point, Ring

_MORE = 0x80
"""Set in every byte of a number but the last; seven bits of the number are beside it."""


def packed_paths(paths: Iterable[list[Point]]) -> bytes:
    """Return each path as the number of its points and the steps between them, across paths."""
    packed = []
    before_x = before_y = 0
    for path in paths:
        packed.append(_unsigned(len(path)))
        for x, y in path:
            packed.append(_signed(x - before_x))
            packed.append(_signed(y - before_y))
            before_x, before_y = x, y
    return b"".join(packed)


def packed_rings(units: Iterable[list[list[Ring]]]) -> bytes:
    """Return the polygons of each unit; `~i`, arc `i` walked backwards, is zigzagged to 2i + 1."""
    packed = []
    for polygons in units:
        packed.append(_unsigned(len(polygons)))
        for polygon in polygons:
            packed.append(_unsigned(len(polygon)))
            for ring in polygon:
                packed.append(_unsigned(len(ring)))
                packed.extend(map(_signed, ring))
    return b"".join(packed)


def packed_steps(steps: Iterable[int]) -> bytes:
    """Return numbers of either sign one after another; they are not kept, as those of paths are."""
    packed = bytearray()
    for step in steps:
        number = step << 1 if step >= 0 else ~(step << 1)
        while number >= _MORE:
            packed.append(number & (_MORE - 1) | _MORE)
            number >>= 7
        packed.append(number)
    return bytes(packed)


@cache
def _signed(number: int) -> bytes:
    """Return a number zigzagged: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return _unsigned(number << 1 if number >= 0 else ~(number << 1))


@cache
def _unsigned(number: int) -> bytes:
    packed = bytearray()
    while number >= _MORE:
        packed.append(number % _MORE | _MORE)
        number >>= 7
    packed.append(number)
    return bytes(packed)
