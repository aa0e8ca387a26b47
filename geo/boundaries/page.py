"""What the page needs of the boundaries: few arcs, packed, each border once."""

from __future__ import annotations

import base64
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..model import Level
from .topology import LEVELS, arc_of, packed_paths, packed_rings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from .topology import Bounds, Outline, Point, Ring, Topology

OUTLINE = "outline"
"""Kind of the arcs with no unit on the other side: coasts and the border of the country."""
KINDS = (OUTLINE, *map(str, LEVELS))
_TWO_ENDS = 2
_MORE = 0x80
"""Set on every byte of a varint but its last."""
PAGE_STEPS = 4
COUNTY_STEPS = 2
"""Steps of the boundaries' grid in one of the page's, without and with counties.

A pixel is 38 m where the page is largest, but its outlines are simplified by far more
(`arcs.COARSE_DEG`), those of small units, such as the districts of a city, by less. So nobody sees
the grid of 0.002 degrees, nor that of 0.001 beside districts.
"""
LEVEL_BITS = {Level.PROVINCE: 1, Level.PREFECTURE: 2, Level.COUNTY: 4}


@dataclass(frozen=True, slots=True)
class PageTopology:
    """Outlines in the form that the page embeds and JavaScript decodes.

    All numbers are unsigned LEB128 varints (seven bits a byte, low bits first, high bit set on
    all bytes but the last); signed ones are zigzagged first (0, -1, 1, -2 become 0, 1, 2, 3).

    `arcs`, for each arc: the number of its points, then for each point the zigzagged step in x
    and the zigzagged step in y *from the point before it in the stream*, across arcs too; the
    first of all steps from (0, 0). A point (x, y) lies at
    ``(origin[0] + x * grid_deg, origin[1] + y * grid_deg)``, (lon, lat) in EPSG:4326.

    `rings`, for each unit in the order of `adcodes`: the number of polygons; for each polygon the
    number of rings, exterior (counter-clockwise) first, then holes; for each ring the number of
    arcs, then for each ``arc * 2 + (1 if walked backwards else 0)``. The last point of an arc in
    a ring is the first of the next, and the ring closes on itself.
    """

    grid_deg: float
    origin: tuple[float, float]
    arcs: bytes
    kinds: Mapping[str, tuple[int, int]]
    """Arcs are sorted by kind: [first, last + 1) of `outline` (coast and national border),
    `province`, `prefecture`, `county` (the outermost level whose units the arc separates) and of
    each line that bounds no unit (`nine_dash_line`)."""
    adcodes: tuple[str, ...]
    """Ascending; a unit that stands at two levels is here once."""
    levels: tuple[int, ...]
    """By unit, the levels it stands at: 1 province + 2 prefecture + 4 county."""
    labels: tuple[tuple[float, float], ...]
    """By unit, (lon, lat) of the point of its largest part that is farthest from the border."""
    bounds: tuple[Bounds, ...]
    """By unit, (west, south, east, north) in degrees."""
    rings: bytes

    def as_json(self) -> dict[str, Any]:
        """Return plain values for the payload; bytes become base64, pairs lie flat in a row."""
        return {
            "gridDeg": self.grid_deg,
            "origin": list(self.origin),
            "arcs": base64.b64encode(self.arcs).decode(),
            "kinds": {kind: list(span) for kind, span in self.kinds.items()},
            "adcodes": list(self.adcodes),
            "levels": list(self.levels),
            "labels": [number for label in self.labels for number in label],
            "bounds": [number for bounds in self.bounds for number in bounds],
            "rings": base64.b64encode(self.rings).decode(),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> PageTopology:
        """Return what `as_json` was called on."""
        labels, bounds = values["labels"], values["bounds"]
        lon, lat = values["origin"]
        return cls(
            grid_deg=values["gridDeg"],
            origin=(lon, lat),
            arcs=base64.b64decode(values["arcs"]),
            kinds={kind: (first, last) for kind, (first, last) in values["kinds"].items()},
            adcodes=tuple(values["adcodes"]),
            levels=tuple(values["levels"]),
            labels=tuple(zip(labels[::2], labels[1::2], strict=True)),
            bounds=tuple(zip(bounds[::4], bounds[1::4], bounds[2::4], bounds[3::4], strict=True)),
            rings=base64.b64decode(values["rings"]),
        )


def unpacked_arcs(topology: PageTopology) -> list[NDArray[np.float64]]:
    """Return the arcs of a page as points.

    Returns
    -------
    arcs
        By arc, an array of shape (points, 2): lon, lat in degrees, EPSG:4326.
    """
    import numpy as np

    numbers = _varints(topology.arcs)
    counts = []
    at = 0
    while at < len(numbers):
        counts.append(int(numbers[at]))
        at += 1 + 2 * counts[-1]
    heads = np.cumsum([0, *(1 + 2 * count for count in counts[:-1])])
    steps = np.delete(numbers, heads)
    signed = (steps >> 1) ^ -(steps & 1)
    points = np.cumsum(signed.reshape(-1, 2), axis=0) * topology.grid_deg + topology.origin
    return np.split(points, np.cumsum(counts)[:-1])


def unpacked_rings(topology: PageTopology) -> list[list[list[Ring]]]:
    """Return, by unit, its polygons as rings of arcs; a reference ``~arc`` is walked backwards."""
    numbers = _each_varint(topology.rings)

    def ring() -> Ring:
        walked = (next(numbers) for _ in range(next(numbers)))
        return tuple(~(each >> 1) if each & 1 else each >> 1 for each in walked)

    return [
        [[ring() for _ in range(next(numbers))] for _ in range(next(numbers))]
        for _ in topology.adcodes
    ]


def _each_varint(packed: bytes) -> Iterator[int]:
    """Yield the numbers of a short stream of LEB128 varints, without loading NumPy."""
    number = place = 0
    for byte in packed:
        number |= (byte & (_MORE - 1)) << place
        if byte & _MORE:
            place += 7
        else:
            yield number
            number = place = 0


def _varints(packed: bytes) -> NDArray[np.int64]:
    """Return the numbers of a stream of LEB128 varints."""
    import numpy as np

    values = np.frombuffer(packed, np.uint8).astype(np.int64)
    if not len(values):
        return values
    first = np.flatnonzero(np.concatenate([[True], values[:-1] < _MORE]))
    place = np.arange(len(values)) - np.repeat(first, np.diff([*first, len(values)]))
    return np.add.reduceat((values & (_MORE - 1)) << (7 * place), first)


def page_topology(topology: Topology, counties_of: Iterable[str] = ()) -> PageTopology:
    """Return the coarse provinces and prefectures of a topology, and the counties of some units.

    Parameters
    ----------
    topology
        All levels over one set of arcs.
    counties_of
        Adcodes of provinces and prefectures whose counties are wanted too; a county's own adcode
        stands for its prefecture. Codes without counties here are passed over.
    """
    coarse = topology.coarse()
    chosen = _chosen(coarse, frozenset(counties_of))
    kinds = arc_kinds(chosen)
    points = {arc: coarse.arc_points(arc) for arc in kinds}
    chains = _chains(points, kinds)
    spans = _spans([kinds[arc_of(chain[0])] for chain in chains])
    paths = [_path(points, chain) for chain in chains]
    for name, line in coarse.lines.items():
        spans[name] = (len(paths), len(paths) + len(line))
        paths.extend(coarse.ring_points(part) for part in line)
    steps = COUNTY_STEPS if chosen[Level.COUNTY] else PAGE_STEPS
    paths = [_on_page_grid(path, steps) for path in paths]
    gridded = replace(coarse, grid_deg=coarse.grid_deg * steps)
    units = _units(chosen)
    placed = _placed(chains)
    rings = [
        [[_merged(ring, placed) for ring in polygon] for polygon in unit.polygons]
        for unit, _ in units
    ]
    boxes = [_box(path) for path in paths]
    return PageTopology(
        grid_deg=gridded.grid_deg,
        origin=coarse.origin,
        arcs=packed_paths(paths),
        kinds=spans,
        adcodes=tuple(unit.adcode for unit, _ in units),
        levels=tuple(levels for _, levels in units),
        labels=tuple(unit.label for unit, _ in units),
        bounds=tuple(_bounds(gridded, polygons, boxes) for polygons in rings),
        rings=packed_rings(rings),
    )


def _on_page_grid(path: list[Point], steps: int) -> list[Point]:
    """Return a path on a grid of so many steps; points that fall together are one.

    The same point of two paths falls on the same point, so that borders still meet. An islet that
    is narrower than the grid becomes its least triangle, walked the same way.
    """
    half = steps // 2
    moved = [((x + half) // steps, (y + half) // steps) for x, y in path]
    kept = [*(point for point, after in pairwise(moved) if point != after), moved[-1]]
    if path[0] == path[-1] and not _twice_area(kept):
        x, y = moved[0]
        kept = [(x, y), (x + 1, y), (x, y + 1), (x, y)]
        return kept if _twice_area(path) > 0 else kept[::-1]
    return kept


def _twice_area(ring: list[Point]) -> int:
    """Return twice the signed area of a closed path; positive where it is counter-clockwise."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))


def _chosen(topology: Topology, counties_of: frozenset[str]) -> dict[Level, list[Outline]]:
    """Return the outlines the page shows, by level."""
    counties = topology.outlines.get(Level.COUNTY, {})
    wanted = set(counties_of)
    wanted.update(counties[code].ancestors[0] for code in counties_of if code in counties)
    chosen = {level: list(outlines.values()) for level, outlines in topology.outlines.items()}
    chosen[Level.COUNTY] = [
        outline for outline in counties.values() if not wanted.isdisjoint(outline.ancestors)
    ]
    return chosen


def _units(chosen: Mapping[Level, list[Outline]]) -> list[tuple[Outline, int]]:
    """Return each unit once, by adcode, with the sum of the bits of its levels."""
    units: dict[str, Outline] = {}
    levels: Counter[str] = Counter()
    for level, outlines in chosen.items():
        for outline in outlines:
            units.setdefault(outline.adcode, outline)
            levels[outline.adcode] += LEVEL_BITS[level]
    return [(units[adcode], levels[adcode]) for adcode in sorted(units)]


def arc_kinds(chosen: Mapping[Level, list[Outline]]) -> dict[int, str]:
    """Return, for every arc in use, the outermost level whose units it separates."""
    kinds: dict[int, str] = {}
    for level in LEVELS:
        sides = Counter(
            arc_of(reference)
            for outline in chosen.get(level, ())
            for ring in outline.rings()
            for reference in ring
        )
        for arc, count in sides.items():
            alone = count == 1 and level == Level.PROVINCE
            kinds.setdefault(arc, OUTLINE if alone else str(level))
    return kinds


def _chains(points: Mapping[int, list[Point]], kinds: Mapping[int, str]) -> list[Ring]:
    """Return the arcs in use, joined where no third arc meets them, sorted by kind."""
    follows = _follows(points)
    chains = []
    seen: set[int] = set()
    for arc in sorted(points):
        if arc in seen:
            continue
        start = arc
        while ~start in follows and ~follows[~start] != arc:
            start = ~follows[~start]
        chain = [start]
        while chain[-1] in follows and follows[chain[-1]] != start:
            chain.append(follows[chain[-1]])
        seen.update(map(arc_of, chain))
        chains.append(tuple(chain))
    return sorted(chains, key=lambda chain: KINDS.index(kinds[arc_of(chain[0])]))


def _follows(points: Mapping[int, list[Point]]) -> dict[int, int]:
    """Return, for an arc walked in one direction, the arc that goes on where only one does."""
    ends: dict[Point, list[int]] = {}
    for arc, path in points.items():
        ends.setdefault(path[0], []).append(arc)
        ends.setdefault(path[-1], []).append(~arc)  # walked backwards it starts there
    follows = {}
    for meeting in ends.values():
        if len(meeting) == _TWO_ENDS and meeting[0] != ~meeting[1]:  # else a junction, or a loop
            one, other = meeting
            follows[~one] = other
            follows[~other] = one
    return follows


def _spans(kinds: list[str]) -> dict[str, tuple[int, int]]:
    return {
        kind: (kinds.index(kind), kinds.index(kind) + kinds.count(kind))
        for kind in KINDS
        if kind in kinds
    }


def _placed(chains: list[Ring]) -> dict[int, int]:
    """Return, for the arc a chain starts with in either direction, the chain as a reference."""
    placed = {}
    for number, chain in enumerate(chains):
        placed[chain[0]] = number
        placed[~chain[-1]] = ~number
    return placed


def _merged(ring: Ring, placed: Mapping[int, int]) -> Ring:
    """Return a ring of arcs as a ring of chains; arcs inside a chain are passed over."""
    return tuple(placed[reference] for reference in ring if reference in placed)


def _path(points: Mapping[int, list[Point]], chain: Ring) -> list[Point]:
    """Return the points of a chain; where two arcs meet, once."""
    path: list[Point] = []
    for reference in chain:
        path[-1:] = points[reference] if reference >= 0 else points[~reference][::-1]
    return path


def _box(path: list[Point]) -> tuple[int, int, int, int]:
    xs, ys = zip(*path, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _bounds(
    topology: Topology, polygons: list[list[Ring]], boxes: list[tuple[int, int, int, int]]
) -> Bounds:
    arcs = {arc_of(reference) for exterior, *_ in polygons for reference in exterior}
    wests, souths, easts, norths = zip(*(boxes[arc] for arc in arcs), strict=True)
    west, south = topology.degrees((min(wests), min(souths)))
    east, north = topology.degrees((max(easts), max(norths)))
    return round(west, 4), round(south, 4), round(east, 4), round(north, 4)
