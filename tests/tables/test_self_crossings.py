"""Outlines that overlap or cross themselves everywhere are told before they are compared."""

import json

import numpy as np
import pytest
import shapely

from geo.boundaries import committed, from_file, load
from geo.errors import ReferenceDataError
from geo.tables.read import read_grids
from geo.tables.self_crossings import crosses_too_often, is_tangled


def comb(teeth):
    """Return a valid polygon of slanting teeth: the boxes of all its segments overlap."""
    at = 1e-6 * np.arange(teeth)
    points = np.empty((2 * teeth, 2))
    points[0::2] = np.column_stack([109 + at, np.full(teeth, 34)])
    points[1::2] = np.column_stack([111 + at, np.full(teeth, 36)])
    end = [[112, 36], [112, 33], [108, 33], [108, 34]]
    return shapely.polygons([*points.tolist(), *end, points[0].tolist()])


def star(points):
    """Return a polygon drawn from each point to the one that lies farthest: all sides cross."""
    count = points | 1
    turned = 2 * np.pi * np.arange(count) * (count // 2) / count
    ring = np.column_stack([110 + np.cos(turned), 35 + np.sin(turned)]).tolist()
    return shapely.polygons([*ring, ring[0]])


def weave(strips):
    """Return strips of a map that each cross all those of the other direction."""
    at = 0.01 * np.arange(strips)
    down = [shapely.box(109 + x, 33, 109.005 + x, 37) for x in at]
    across = [shapely.box(108, 34 + y, 113, 34.005 + y) for y in at]
    return np.array([*down, *across])


def written(path, shapes):
    features = [
        {
            "type": "Feature",
            "properties": {"adcode": "610500", "city": "渭南"},
            "geometry": shapely.geometry.mapping(shape),
        }
        for shape in shapes
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.mark.parametrize("shape", [comb(5000), star(5000)], ids=["comb", "star"])
def test_an_outline_that_overlaps_itself_everywhere_is_told(shape):
    assert is_tangled(shape)


@pytest.mark.parametrize(
    "shapes", [np.array([star(401)]), weave(120)], ids=["one star", "many strips"]
)
def test_outlines_that_cross_everywhere_are_told(shapes):
    assert not is_tangled(shapes)
    assert crosses_too_often(shapes)


def test_a_smooth_outline_of_many_positions_is_not_tangled():
    turned = np.linspace(0, 2 * np.pi, 50_000)
    ring = np.column_stack([110 + np.cos(turned), 35 + np.sin(turned)])

    assert not is_tangled(shapely.polygons([*ring, ring[0]]))


@pytest.mark.slow
def test_the_prefectures_and_the_provinces_in_one_file_are_not_tangled():
    shapes = np.concatenate([load(level).geometry for level in ("province", "prefecture")])

    assert len(shapes) > len(committed().outlines)
    assert not is_tangled(shapes)
    assert not crosses_too_often(shapes)


@pytest.mark.parametrize(
    "shapes", [[comb(500)], [star(401)], weave(120)], ids=["comb", "star", "strips"]
)
def test_outlines_that_no_border_has_are_refused_before_they_are_mended(shapes, tmp_path):
    path = written(tmp_path / "units.geojson", shapes)

    with pytest.raises(ReferenceDataError, match="cross themselves or each other too often"):
        from_file(path)


def test_such_an_area_in_a_list_is_a_broken_row(tmp_path):
    path = written(tmp_path / "list.geojson", [comb(500)])

    (broken,) = read_grids(path.read_bytes(), "list.geojson")[0][""].broken

    assert "overlaps itself so often" in broken.problem.message
