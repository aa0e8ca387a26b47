"""Decode a `PageTopology` as the page does, from its JSON alone."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import shapely

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = list[tuple[int, int]]


def decode_arcs(page: dict[str, Any]) -> list[Path]:
    """Return every arc as grid points."""
    numbers = _varints(base64.b64decode(page["arcs"]))
    x = y = 0
    arcs = []
    for count in numbers:
        arc = []
        for _ in range(count):
            x += _signed(next(numbers))
            y += _signed(next(numbers))
            arc.append((x, y))
        arcs.append(arc)
    return arcs


def decode_units(page: dict[str, Any]) -> dict[str, list[list[Path]]]:
    """Return, by adcode, polygons of rings of grid points."""
    arcs = decode_arcs(page)
    numbers = _varints(base64.b64decode(page["rings"]))
    units = {
        adcode: [[_ring(numbers, arcs) for _ in range(next(numbers))] for _ in range(next(numbers))]
        for adcode in page["adcodes"]
    }
    assert next(numbers, None) is None
    return units


def as_shapes(units: dict[str, list[list[Path]]]) -> dict[str, shapely.MultiPolygon]:
    """Return the units as polygons in grid coordinates."""
    return {
        adcode: shapely.MultiPolygon([shapely.Polygon(rings[0], rings[1:]) for rings in polygons])
        for adcode, polygons in units.items()
    }


def _ring(numbers: Iterator[int], arcs: list[Path]) -> Path:
    ring: Path = []
    for _ in range(next(numbers)):
        reference = next(numbers)
        arc = arcs[reference >> 1]
        arc = arc[::-1] if reference & 1 else arc
        assert not ring or ring[-1] == arc[0]
        ring += arc[1:] if ring else arc
    assert ring[0] == ring[-1]
    return ring


def _varints(packed: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in packed:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number = shift = 0


def _signed(number: int) -> int:
    return (number >> 1) ^ -(number & 1)
