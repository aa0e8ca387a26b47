"""What the page needs of the boundaries: few arcs, packed, each border once."""

from __future__ import annotations

import base64
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.boundaries.topology import LEVELS, Outline, Ring, Topology, arc_of
from geo.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geo.boundaries.topology import Bounds, Point

OUTLINE = "outline"
"""Kind of the arcs with no unit on the other side: coasts and the border of the country."""
KINDS = (OUTLINE, *map(str, LEVELS))
_TWO_ENDS = 2
_VARINT_MORE = 0x80
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
    topology = topology.coarse()
    chosen = _chosen(topology, frozenset(counties_of))
    arc_kinds = _arc_kinds(chosen)
    chains = _chains(topology, arc_kinds)
    kinds = [arc_kinds[arc_of(chain[0])] for chain in chains]
    spans = _spans(kinds)
    placed = _placed(chains)
    units = {
        outline.adcode: outline for outlines in reversed(chosen.values()) for outline in outlines
    }
    masks: Counter[str] = Counter()
    for level, outlines in chosen.items():
        for outline in outlines:
            masks[outline.adcode] += LEVEL_BITS[level]
    adcodes = tuple(sorted(units))
    paths = [topology.ring_points(chain) for chain in chains]
    for name, line in topology.lines.items():
        first = len(paths)
        paths.extend(topology.ring_points(part) for part in line)
        spans[name] = (first, len(paths))
    rings = {
        adcode: [[_merged(ring, placed) for ring in polygon] for polygon in units[adcode].polygons]
        for adcode in adcodes
    }
    return PageTopology(
        grid_deg=topology.grid_deg,
        origin=topology.origin,
        arcs=_varints(_arc_numbers(paths)),
        kinds=spans,
        adcodes=adcodes,
        levels=tuple(masks[adcode] for adcode in adcodes),
        labels=tuple(units[adcode].label for adcode in adcodes),
        bounds=tuple(_bounds(topology, rings[adcode], paths) for adcode in adcodes),
        rings=_varints(_ring_numbers(rings.values())),
    )


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


def _arc_kinds(chosen: Mapping[Level, list[Outline]]) -> dict[int, str]:
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


def _chains(topology: Topology, arc_kinds: Mapping[int, str]) -> list[Ring]:
    """Return the arcs in use, joined where no third arc meets them, sorted by kind."""
    ends: dict[Point, list[int]] = {}
    for arc in arc_kinds:
        points = topology.arc_points(arc)
        ends.setdefault(points[0], []).append(arc)
        ends.setdefault(points[-1], []).append(~arc)  # walked backwards it starts there
    follows = {}
    for meeting in ends.values():
        if len(meeting) == _TWO_ENDS and meeting[0] != ~meeting[1]:  # else a junction, or a loop
            one, other = meeting
            follows[~one] = other
            follows[~other] = one
    chains = []
    seen: set[int] = set()
    for arc in sorted(arc_kinds):
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
    return sorted(chains, key=lambda chain: KINDS.index(arc_kinds[arc_of(chain[0])]))


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


def _bounds(topology: Topology, polygons: list[list[Ring]], paths: list[list[Point]]) -> Bounds:
    points = [
        point
        for exterior, *_ in polygons
        for reference in exterior
        for point in paths[arc_of(reference)]
    ]
    xs, ys = zip(*points, strict=True)
    west, south = topology.degrees((min(xs), min(ys)))
    east, north = topology.degrees((max(xs), max(ys)))
    return round(west, 4), round(south, 4), round(east, 4), round(north, 4)


def _arc_numbers(paths: list[list[Point]]) -> Iterator[int]:
    before_x = before_y = 0
    for path in paths:
        yield len(path)
        for x, y in path:
            dx, dy = x - before_x, y - before_y
            yield dx << 1 if dx >= 0 else ~(dx << 1)
            yield dy << 1 if dy >= 0 else ~(dy << 1)
            before_x, before_y = x, y


def _ring_numbers(units: Iterable[list[list[Ring]]]) -> Iterator[int]:
    for polygons in units:
        yield len(polygons)
        for polygon in polygons:
            yield len(polygon)
            for ring in polygon:
                yield len(ring)
                for reference in ring:
                    yield reference << 1 if reference >= 0 else ~(reference << 1)


def _varints(numbers: Iterable[int]) -> bytes:
    encoded = bytearray()
    for number in numbers:
        rest = number
        while rest >= _VARINT_MORE:
            encoded.append(rest % _VARINT_MORE | _VARINT_MORE)
            rest >>= 7
        encoded.append(rest)
    return bytes(encoded)
