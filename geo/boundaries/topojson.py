"""Topologies as files: TopoJSON 1.0, with the points that coarse outlines keep.

GDAL, QGIS, geopandas and d3 read the files (https://github.com/topojson/topojson-specification):
one object per level, `adcode`, `name` and the adcodes of the ancestors as properties. The member
`kept`, which others pass over, holds one bit per point.

Arcs stand one a line and are decoded when they are asked for: placing one point takes a hundred of
the nine thousand.
"""

from __future__ import annotations

import base64
import gc
import json
import warnings
from collections.abc import Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, overload

from ..errors import ReferenceDataError
from .topology import ANCESTORS, LEVELS, Outline, Topology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from ..model import Level
    from .topology import Point


_POINT_ENDS = "]"
_NO_BRACKETS = str.maketrans("", "", "[]")
_FEW = 500
"""Arcs decoded one by one; who wants more wants them all, which is quicker at once."""


class ArcLines(Sequence["Sequence[Point]"]):
    """Arcs as JSON, one a line: the first point, then the steps from there.

    A decoded arc takes the place of its line.
    """

    def __init__(self, lines: list[Any]) -> None:
        self._arcs = lines
        self.decoded = 0
        """How many were asked for while they were lines."""

    def __len__(self) -> int:
        return len(self._arcs)

    @overload
    def __getitem__(self, at: int) -> Sequence[Point]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Sequence[Point]]: ...
    def __getitem__(self, at: int | slice) -> Sequence[Point] | Sequence[Sequence[Point]]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        arc = self._arcs[at]
        if isinstance(arc, str):
            self.decoded += 1
            if self.decoded > _FEW:
                self._decode_all()
                return self[at]
            arc = self._arcs[at] = _decoded(arc)
        points: Sequence[Point] = arc
        return points

    def __iter__(self) -> Iterator[Sequence[Point]]:
        self._decode_all()
        return iter(self._arcs)

    def lines(self, numbers: Iterable[int]) -> list[str] | None:
        """Return arcs as their lines, or None where one was decoded already."""
        lines = [self._arcs[at] for at in numbers]
        return lines if all(isinstance(line, str) for line in lines) else None

    def _decode_all(self) -> None:
        """Decode the lines that are left, at once."""
        left = [at for at, arc in enumerate(self._arcs) if isinstance(arc, str)]
        arcs = _decoded(f"[{','.join([self._arcs[at] for at in left])}]")
        for at, arc in zip(left, arcs, strict=True):
            self._arcs[at] = arc

    @cached_property
    def ends(self) -> list[int]:
        """By arc, how many points it and those before it have together."""
        return list(
            accumulate(
                arc.count(_POINT_ENDS) - 1 if isinstance(arc, str) else len(arc)
                for arc in self._arcs
            )
        )


def steps_of(
    arcs: Sequence[Sequence[Point]], numbers: Sequence[int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the steps of several arcs, one after another, and how many each arc has.

    Arcs that are still lines are read as numbers at once, without a list for each point.

    Returns
    -------
    steps
        Of shape (n, 2): grid steps east and north; the first of an arc is its first point.
    counts
        By arc.
    """
    import numpy as np

    lines = arcs.lines(numbers) if isinstance(arcs, ArcLines) else None
    if lines is None:
        found = [arcs[at] for at in numbers]
        counts = np.fromiter(map(len, found), dtype=np.int64, count=len(found))
        flat = chain.from_iterable(chain.from_iterable(found))
        return np.fromiter(flat, np.int64, count=2 * int(counts.sum())).reshape(-1, 2), counts
    counts = np.array([line.count(_POINT_ENDS) - 1 for line in lines], dtype=np.int64)
    cells = _numbers(",".join(lines).translate(_NO_BRACKETS))
    if len(cells) != 2 * counts.sum():
        message = "the arcs of the boundaries are damaged (not two numbers a point)"
        raise ReferenceDataError(f"{message}; rebuild: python -m geo.reference")
    return cells.reshape(-1, 2), counts


def _numbers(text: str) -> NDArray[np.int64]:
    """Return whole numbers with commas between them; none or a part of them if it is damaged."""
    import numpy as np

    try:
        with warnings.catch_warnings(category=DeprecationWarning, action="ignore"):
            return np.fromstring(text, dtype=np.int64, sep=",")  # a damage: a warning, later ...
    except ValueError:  # ... an error
        return np.array([], dtype=np.int64)


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        message = f"the arcs of the boundaries are damaged ({error})"
        raise ReferenceDataError(f"{message}; rebuild: python -m geo.reference") from None


class KeptPoints(Sequence[bytes]):
    """By arc, one byte a point: 1 where the coarse outlines keep it.

    Parameters
    ----------
    packed
        One bit a point, arc after arc, high bit first, in base64.
    arcs
        The arcs, for how many points each has.
    """

    def __init__(self, packed: str, arcs: ArcLines) -> None:
        self._packed = packed
        self._arcs = arcs

    def __len__(self) -> int:
        return len(self._arcs)

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> list[bytes]: ...
    def __getitem__(self, at: int | slice) -> bytes | list[bytes]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number = range(len(self))[at]
        ends = self._arcs.ends
        return self._flags[ends[number - 1] if number else 0 : ends[number]]

    @cached_property
    def _flags(self) -> bytes:
        flags_of = [bytes(byte >> bit & 1 for bit in range(7, -1, -1)) for byte in range(256)]
        return b"".join([flags_of[byte] for byte in base64.b64decode(self._packed)])


_BEFORE_ARCS = '},\n"arcs":[\n'
_BETWEEN_ARCS = ",\n"
_AFTER_ARCS = "\n]}\n"

_CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
"""EPSG:4326 with longitude first; the specification leaves it out, GDAL asks for it."""


def read(path: Path) -> Topology:
    """Read a topology that `to_bytes` wrote.

    Raises
    ------
    ReferenceDataError
        If the file is missing or is not such a topology.
    """
    try:
        with without_cycle_search():
            return _topology(path.read_bytes().decode())
    except OSError as error:
        raise ReferenceDataError(f"cannot read boundaries {path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise ReferenceDataError(
            f"{path} is no topology of this project ({error!r}); rebuild: python -m geo.reference"
        ) from error


@contextmanager
def without_cycle_search() -> Iterator[None]:
    """Keep the garbage collector from walking a few 100,000 new lists time and again.

    They hold no cycles; without this, reading takes more than twice as long.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _topology(text: str) -> Topology:
    head, begun, rest = text.partition(_BEFORE_ARCS)
    if not begun or not rest.endswith(_AFTER_ARCS):
        raise ValueError("no arcs, one a line, at its end")
    arcs = ArcLines(rest.removesuffix(_AFTER_ARCS).split(_BETWEEN_ARCS))
    document = json.loads(f"{head}}}}}")
    objects = document["objects"]
    lon, lat = document["transform"]["translate"]
    return Topology(
        grid_deg=document["transform"]["scale"][0],
        origin=(lon, lat),
        arcs=arcs,
        kept=KeptPoints(document["kept"], arcs),
        outlines={
            level: {
                geometry["properties"]["adcode"]: _outline(level, geometry)
                for geometry in objects[level]["geometries"]
            }
            for level in LEVELS
            if level in objects
        },
        lines={
            name: item["geometries"][0]["arcs"]
            for name, item in objects.items()
            if name not in set(LEVELS)
        },
    )


def _outline(level: Level, geometry: dict[str, Any]) -> Outline:
    properties = geometry["properties"]
    arcs = geometry["arcs"]
    others = properties.get("other_codes")
    return Outline(
        adcode=properties["adcode"],
        name=properties["name"],
        ancestors=tuple([properties[ancestor] for ancestor in ANCESTORS[level]]),
        label=(properties["label_lon"], properties["label_lat"]),
        polygons=(arcs,) if geometry["type"] == "Polygon" else arcs,
        other_codes=tuple(others.split("|")) if others else (),
    )


def to_bytes(topology: Topology) -> bytes:
    """Return the topology as TopoJSON: UTF-8, one outline or arc a line, so that diffs are small.

    The same topology always gives the same bytes.
    """
    header = {
        "type": "Topology",
        "crs": _CRS,
        "transform": {"scale": [topology.grid_deg] * 2, "translate": topology.origin},
        "kept": _packed(topology.kept),
    }
    objects = {
        level.value: [_geometry(level, outline) for _, outline in sorted(outlines.items())]
        for level, outlines in topology.outlines.items()
    } | {
        name: [{"type": "MultiLineString", "properties": {"name": name}, "arcs": line}]
        for name, line in topology.lines.items()
    }
    text = (
        _compact(header)[:-1]
        + ',\n"objects":{'
        + ",\n".join(f'"{name}":' + _collection(geometries) for name, geometries in objects.items())
        + _BEFORE_ARCS
        + _BETWEEN_ARCS.join(map(_compact, topology.arcs))
        + _AFTER_ARCS
    )
    return text.encode()


def _collection(geometries: Iterable[dict[str, Any]]) -> str:
    lines = ",\n".join(map(_compact, geometries))
    return '{"type":"GeometryCollection","geometries":[\n' + lines + "]}"


def _geometry(level: Level, outline: Outline) -> dict[str, Any]:
    single = len(outline.polygons) == 1
    others = {"other_codes": "|".join(outline.other_codes)} if outline.other_codes else {}
    return {
        "type": "Polygon" if single else "MultiPolygon",
        "properties": {
            "adcode": outline.adcode,
            "name": outline.name,
            **dict(zip(ANCESTORS[level], outline.ancestors, strict=True)),
            "label_lon": outline.label[0],
            "label_lat": outline.label[1],
            **others,
        },
        "arcs": outline.polygons[0] if single else outline.polygons,
    }


def _packed(kept: Iterable[bytes]) -> str:
    flags = b"".join(kept)
    bits = flags.translate(bytes.maketrans(b"\0\1", b"01")).decode() + "0" * (-len(flags) % 8)
    return base64.b64encode(int(bits, 2).to_bytes(len(bits) // 8, "big")).decode()


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
