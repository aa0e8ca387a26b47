"""Take the outlines from a user's file instead of the committed ones.

A vector file with a column `adcode`. Units of any level may be mixed. What the file leaves out is
made of its parts: a prefecture without a row of its own is the union of its counties in the file.
Where a unit and only some of its parts are given, the unit keeps its whole area. Lines, such as the
nine-dash line, are not carried over: the file says what is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..errors import ReferenceDataError
from ..model import COUNTRY, Level
from ..tables.self_crossings import crosses_too_often, is_tangled
from .arcs import Lineage, clean, compose
from .topology import ANCESTORS, LEVELS, Topology
from .vector_file import read_layers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from geopandas import GeoDataFrame

    from .arcs import Polygons
    from .topology import Outline

COLUMN = "adcode"
SLIVER_SHARE = 0.01
"""What remains of a unit beside its parts is noise of the drawing below this share of its area."""
_AREA_OF_CHINA = (70.0, 0.0, 140.0, 56.0)
_CODE_DIGITS = 6
_SHOWN = 8
_SHOWN_TEXT = 200


def from_file(
    path: Path, *, known: Topology, current: Callable[[str], tuple[str, ...]] | None = None
) -> Topology:
    """Return the outlines of a file, cleaned, simplified and dissolved upward.

    Parameters
    ----------
    path
        GeoJSON, TopoJSON, GeoPackage, Shapefile or FlatGeobuf; all its layers that have a column
        `adcode` are read. Coordinates are transformed to EPSG:4326; a datum shift that the file
        does not declare (GCJ-02, BD-09) cannot be seen and stays. Rows of the whole country
        (100000, also 100000_JD) are passed over.
        A file of all counties in full detail takes half a minute.
    known
        The committed outlines: they tell which codes there are and what lies in what.
    current
        Returns today's codes of a former one, raises `LookupError` for others; a row whose code
        has exactly one successor is counted to it. None: former codes are unknown codes.

    Raises
    ------
    ReferenceDataError
        If the file cannot be read, or lacks adcodes, a CRS, or valid outlines for them.
    """
    rows = _read(path)
    codes = [_code(value) for value in rows[COLUMN]]
    unread = [str(value) for value, code in zip(rows[COLUMN], codes, strict=True) if code is None]
    if unread:
        raise ReferenceDataError(
            f"{path}: {_some(unread)} in column '{COLUMN}': expected codes of six digits"
        )
    polygons = _polygons(path, rows, codes)
    resolved = _resolved(path, {code for code in codes if code}, known, current)
    by_unit: dict[str, list[shapely.Geometry]] = {}
    for code, polygon in zip(codes, polygons, strict=True):
        if code in resolved:
            by_unit.setdefault(resolved[code], []).append(polygon)
    if not by_unit:
        raise ReferenceDataError(f"{path}: no unit below the country in column '{COLUMN}'")
    given = {code: shapely.union_all(parts) for code, parts in sorted(by_unit.items())}
    return _composed(path, given, known)


def _read(path: Path) -> GeoDataFrame:
    """Return all rows that have an adcode column, in EPSG:4326."""
    import pandas
    from pyproj.exceptions import CRSError, ProjError

    layers, names = read_layers(path, COLUMN)
    named = [[name for name in layer.columns if str(name).lower() == COLUMN] for layer in layers]
    if twice := next((names for names in named if len(names) > 1), None):
        raise ReferenceDataError(
            f"{path}: the columns {_some(twice)} have one name but for letter case; keep one"
        )
    frames = [
        layer.rename(columns={found[0]: COLUMN})
        for layer, found in zip(layers, named, strict=True)
        if found and len(layer)
    ]
    if not frames:
        read = {str(name) for layer in layers for name in layer.columns}
        columns = sorted(read.union(names) - {"geometry"})
        raise ReferenceDataError(
            f"{path}: no outlines with a column '{COLUMN}' (columns: {_some(columns) or 'none'}); "
            "name the column that holds the six-digit code of each unit so"
        )
    if any(frame.crs is None for frame in frames):
        raise ReferenceDataError(
            f"{path}: the file does not say its coordinate reference system; declare it, "
            "EPSG:4326 for longitude and latitude (a Shapefile needs its .prj)"
        )
    try:
        return pandas.concat([frame.to_crs("EPSG:4326") for frame in frames], ignore_index=True)
    except (CRSError, ProjError) as error:
        raise ReferenceDataError(
            f"{path}: its coordinate reference system leads to no longitude and latitude "
            f"({' '.join(str(error).split())[:_SHOWN_TEXT]}); reproject it to EPSG:4326"
        ) from None


def _code(value: object) -> str | None:
    """Return a cell as a code: text as it stands, numbers without decimals; None if it is none."""
    text = str(value).strip().removesuffix(".0")
    head = text.split("_")[0]
    return head if head.isascii() and head.isdigit() and len(head) == _CODE_DIGITS else None


def _polygons(path: Path, rows: GeoDataFrame, codes: list[str | None]) -> Polygons:
    """Return the outlines as valid polygons in the place of China."""
    polygons: Polygons = shapely.force_2d(rows.geometry.to_numpy())
    areal = np.isin(shapely.get_type_id(polygons), (3, 6)) & ~shapely.is_empty(polygons)
    if is_tangled(polygons[areal]) or crosses_too_often(polygons[areal]):
        raise ReferenceDataError(
            f"{path}: its outlines cross themselves or each other too often to be borders; "
            "export them again, or simplify them first"
        )
    polygons[areal] = shapely.make_valid(polygons[areal], method="structure", keep_collapsed=False)
    bad = ~areal | ~(shapely.area(polygons) > 0)
    if bad.any():
        broken = [codes[at] or "" for at in np.flatnonzero(bad)]
        raise ReferenceDataError(
            f"{path}: no usable outline for {_some(broken)}: expected polygons with an area"
        )
    west, south, east, north = bounds = shapely.total_bounds(polygons)
    if not (
        west >= _AREA_OF_CHINA[0]
        and south >= _AREA_OF_CHINA[1]
        and east <= _AREA_OF_CHINA[2]
        and north <= _AREA_OF_CHINA[3]
    ):
        shown = ", ".join(f"{value:.6g}" for value in bounds)
        raise ReferenceDataError(
            f"{path}: outlines reach beyond China (west, south, east, north: {shown}); "
            "check the coordinate reference system that the file declares, and the axis order"
        )
    return polygons


def _resolved(
    path: Path,
    codes: Iterable[str],
    known: Topology,
    current: Callable[[str], tuple[str, ...]] | None,
) -> dict[str, str]:
    """Return, by the code in the file, the code of the known unit that is meant."""
    of_known = {
        other: adcode
        for units in known.outlines.values()
        for adcode, outline in units.items()
        for other in (adcode, *outline.other_codes)
    }
    resolved: dict[str, str] = {}
    unknown = []
    for code in sorted(set(codes) - {COUNTRY}):
        today = (code,) if code in of_known else _successors(code, current)
        if len(today) == 1 and today[0] in of_known:
            resolved[code] = of_known[today[0]]
        else:
            unknown.append(code)
    if unknown:
        raise ReferenceDataError(
            f"{path}: unknown codes in column '{COLUMN}': {_some(unknown)}; "
            "expected codes of provinces, prefectures or counties of today"
        )
    return resolved


def _successors(code: str, current: Callable[[str], tuple[str, ...]] | None) -> tuple[str, ...]:
    try:
        return current(code) if current else ()
    except LookupError:
        return ()


def _composed(path: Path, given: Mapping[str, shapely.Geometry], known: Topology) -> Topology:
    faces, lineages = _faces(given, known)
    tiles = clean(np.array(faces))
    hidden = [
        code
        for at in np.flatnonzero(shapely.is_empty(tiles))
        for code in list(lineages[at].values())[:1]
    ]
    if hidden:
        raise ReferenceDataError(
            f"{path}: {_some(hidden)} lie wholly under other units; give each area to one unit"
        )
    return compose(tiles, lineages, known.outlines)


def _faces(
    given: Mapping[str, shapely.Geometry], known: Topology
) -> tuple[list[shapely.Geometry], list[Lineage]]:
    """Return areas that each belong to one unit a level, innermost units first.

    A unit whose parts are given is the parts and what they leave of its own outline.
    """
    faces: list[shapely.Geometry] = []
    lineages: list[Lineage] = []
    parts: dict[str, list[shapely.Geometry]] = {}
    for level in reversed(LEVELS):
        for code, outline in known.outlines[level].items():
            if code not in given or code in outline.ancestors:  # a face of the outer level
                continue
            face = given[code]
            if code in parts:
                face = _areal(shapely.difference(face, shapely.union_all(parts[code])))
                if face.area < SLIVER_SHARE * given[code].area:
                    continue
            faces.append(face)
            lineages.append(_lineage(level, outline, known))
            for ancestor in outline.ancestors:
                parts.setdefault(ancestor, []).append(face)
    return faces, lineages


def _lineage(level: Level, outline: Outline, known: Topology) -> Lineage:
    """Return what a unit lies in, and the inner levels it stands at itself."""
    lineage = {
        inner: outline.adcode
        for inner in reversed(LEVELS)
        if level in ANCESTORS[inner] and outline.adcode in known.outlines[inner]
    }
    lineage[level] = outline.adcode
    lineage.update(zip(ANCESTORS[level], outline.ancestors, strict=True))
    return lineage


def _areal(geometry: shapely.Geometry) -> shapely.Geometry:
    """Return the polygons of a geometry, without lines and points left by a difference."""
    parts = shapely.get_parts(geometry)
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == 3])  # noqa: PLR2004


def _some(values: Iterable[object]) -> str:
    """Return the first few values for a message, and how many more there are."""
    texts = [str(value) for value in values]
    more = f" and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
    return ", ".join(texts[:_SHOWN]) + more
