"""The position a geometry stands for: a point itself, an area by a point inside it."""

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING, Any

from .self_crossings import is_tangled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Position = tuple[str, str, str]
"""lon, lat, and the kind of the geometry; all blank for a feature without one."""
Ring = list[Any]
Placed = Position | str | Ring

GEOMETRY = {
    "longitude of the geometry": "lon",
    "latitude of the geometry": "lat",
    "kind of the geometry": "geometry",
}
"""The columns a geometry adds to its feature, and the fields they are."""

_UNLOCATED: Position = ("", "", "")
_KINDS = {3: "Polygon", 6: "MultiPolygon"}
"""The areas, by shapely's number of their type."""
_AREAS = frozenset(_KINDS.values())
_LON_MAX, _LAT_MAX = 180.0, 90.0
_PARTS_LIMIT = 20_000
"""Rings of one area; the province of the most islands has a tenth of that."""
_RING_LEAST = 4  # positions of a triangle, its first and last the same
_RING_SMALL = 100
"""Positions of a ring that is made and looked at without any preparation."""


def to_wgs84_from(crs: Any) -> Callable[[Any], Any]:
    """Return what turns positions, an array of shape (n, 2) as x, y, into lon, lat in EPSG:4326.

    Parameters
    ----------
    crs
        Their reference system, as pyproj takes it.

    Raises
    ------
    CRSError
        If pyproj does not know it.
    """
    import numpy as np
    import pyproj

    transformer = pyproj.Transformer.from_crs(crs, 4326, always_xy=True)
    return lambda pairs: np.column_stack(transformer.transform(pairs[:, 0], pairs[:, 1]))


def placed(geometry: Any) -> Placed:
    """Return the position of a GeoJSON geometry object, why it has none, or its one small ring.

    The position is blank for null (an unlocated feature). A geometry has none if it is empty,
    broken, crosses itself, leaves the Earth, or is of another kind. Polygons of one small ring are
    looked at together, see `positions_of`: one by one, most of the time goes into calling shapely.
    """
    try:
        return _position_or_ring(geometry)
    except ValueError as error:
        return str(error)


def positions_of(found: Sequence[Placed]) -> list[Position | str]:
    """Return what `placed` found, with a position (or why there is none) for each ring."""
    rings = [each for each in found if isinstance(each, list)]
    inside: Iterator[Position | str] = iter(())
    if rings:
        import numpy as np
        import shapely

        numbers = np.repeat(np.arange(len(rings)), [*map(len, rings)])
        lines = shapely.linearrings([*chain.from_iterable(rings)], indices=numbers)
        inside = iter(_positions_inside(shapely.polygons(lines)))
    return [next(inside) if isinstance(each, list) else each for each in found]


def _position_or_ring(geometry: Any) -> Position | Ring:
    """Return the position of a geometry, or the one ring of a small polygon."""
    if geometry is None:
        return _UNLOCATED
    if not isinstance(geometry, dict):
        raise ValueError("its geometry is no object")  # noqa: TRY004 (a defect of the file)
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "MultiPoint" and isinstance(coordinates, list) and len(coordinates) == 1:
        kind, coordinates = "Point", coordinates[0]
    if kind == "Point":
        return (*_point(coordinates), "Point")
    if not isinstance(kind, str) or kind not in _AREAS:
        raise ValueError(f"a geometry of type {kind!r} has no place; give points or polygons")
    rings = _rings(coordinates)
    _refuse_many(kind, len(rings))
    for ring in rings:
        _check_ring(kind, ring)
    if kind == "Polygon" and len(rings) == 1 and _is_small(coordinates, rings[0]):
        return rings[0]
    import shapely

    try:
        area = shapely.geometry.shape(geometry)
    except (shapely.errors.ShapelyError, ValueError, TypeError, IndexError, OverflowError) as error:
        raise ValueError(f"its {kind} is broken ({error})") from None
    return _position_of_shape(area)


def positions_of_shapes(shapes: Any) -> list[Position | str]:
    """Return the position of each shapely geometry in WGS 84, or why it has none.

    Parameters
    ----------
    shapes
        An array of them; None has a blank position. See `placed`.
    """
    import numpy as np
    import shapely

    sizes = shapely.get_num_coordinates(shapes)
    small = np.isin(shapely.get_type_id(shapes), [*_KINDS]) & (sizes > 0) & (sizes <= _RING_SMALL)
    inside = iter(_positions_inside(shapes[small]))
    return [
        next(inside) if is_small else _position_or_reason(shape)
        for shape, is_small in zip(shapes, small.tolist(), strict=True)
    ]


def _position_or_reason(shape: Any) -> Position | str:
    try:
        return _position_of_shape(shape)
    except ValueError as error:
        return str(error)


def _position_of_shape(shape: Any) -> Position:
    """Return the position of a shapely geometry in WGS 84."""
    import shapely

    if shape is None:
        return _UNLOCATED
    if shape.is_empty:
        raise ValueError("its geometry is empty")
    if shape.geom_type == "MultiPoint" and len(shape.geoms) == 1:
        shape = shape.geoms[0]
    if shape.geom_type == "Point":
        return (*_point([shape.x, shape.y]), "Point")
    if shape.geom_type not in _AREAS:
        raise ValueError(f"a {shape.geom_type} has no place; give points or polygons")
    _refuse_many(shape.geom_type, shapely.get_num_geometries(shape))
    if is_tangled(shape):
        message = "overlaps itself so often that it would take too long to look at"
        raise ValueError(f"its {shape.geom_type} {message}")
    [inside] = _positions_inside([shape])
    if isinstance(inside, str):
        raise ValueError(inside)  # noqa: TRY004 (a defect of the file)
    return inside


def _positions_inside(areas: Any) -> list[Position | str]:
    """Return a position inside each polygon, or why it has none: it crosses itself."""
    import numpy as np
    import shapely

    areas = np.asarray(areas, dtype=object)
    inside = shapely.point_on_surface(areas[valid := shapely.is_valid(areas)])
    pairs = zip(shapely.get_x(inside).tolist(), shapely.get_y(inside).tolist(), strict=True)
    found: list[Position | str] = []
    for area, number, is_valid in zip(
        areas, shapely.get_type_id(areas).tolist(), valid.tolist(), strict=True
    ):
        kind = _KINDS[number]
        if is_valid:
            lon, lat = next(pairs)
            found.append((f"{lon:.6f}", f"{lat:.6f}", kind))
        else:
            found.append(f"its {kind} is invalid: {shapely.is_valid_reason(area)}")
    return found


def _is_small(coordinates: Any, ring: list[Any]) -> bool:
    """Whether the coordinates of a polygon are one ring of a few positions, without heights."""
    is_one = len(ring) <= _RING_SMALL and len(coordinates) == 1 and coordinates[0] is ring
    return is_one and all(len(pair) == len(("lon", "lat")) for pair in ring)


def _refuse_many(kind: str, parts: int) -> None:
    """Refuse an area of so many parts that comparing them with each other would not end."""
    if parts > _PARTS_LIMIT:
        raise ValueError(f"its {kind} has {parts:,} parts, more than {_PARTS_LIMIT:,}")


def _check_ring(kind: str, ring: list[Any]) -> None:
    for pair in ring:
        if not _is_plain(pair):
            _point(pair)
    if len(ring) < _RING_LEAST or ring[0] != ring[-1]:
        raise ValueError(f"its {kind} has a ring that is not closed")


def _is_plain(pair: Any) -> bool:
    """Whether a position is two numbers on Earth, told quickly: rings have millions of them."""
    return (
        type(pair) is list
        and len(pair) == len(("lon", "lat"))
        and type(pair[0]) is float
        and type(pair[1]) is float
        and -_LON_MAX <= pair[0] <= _LON_MAX
        and -_LAT_MAX <= pair[1] <= _LAT_MAX
    )


def _point(pair: Any) -> tuple[str, str]:
    if not isinstance(pair, (list, tuple)) or len(pair) < len(("lon", "lat")):
        raise ValueError("its geometry has no coordinates" if not pair else f"{pair!r} is no point")
    values = pair[:2]
    if not all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in values):
        raise ValueError(f"{values!r} are no two numbers")
    if any(
        isinstance(v, int) and abs(v) > _LON_MAX for v in values
    ):  # too large for a float, maybe
        raise ValueError(f"{str(values)[:60]} is no place on Earth: GeoJSON is lon, lat in degrees")
    if not all(map(math.isfinite, values)):
        raise ValueError(f"{values!r} are not finite")
    lon, lat = values
    if abs(lon) > _LON_MAX or abs(lat) > _LAT_MAX:
        raise ValueError(f"{lon:g}, {lat:g} is no place on Earth: GeoJSON is lon, lat in degrees")
    return repr(lon), repr(lat)


def _rings(coordinates: Any) -> list[list[Any]]:
    """Return the rings of a polygon or of several, however deep they are nested."""
    if not isinstance(coordinates, list) or not coordinates:
        raise ValueError("its geometry has no coordinates")
    rings: list[list[Any]] = []
    pending = list(coordinates)
    while pending:
        item = pending.pop()
        if not isinstance(item, list) or not item:
            raise ValueError(f"{item!r} is no ring of positions")
        if isinstance(item[0], list) and item[0] and isinstance(item[0][0], list):
            pending.extend(item)
        else:
            rings.append(item)
    return rings
