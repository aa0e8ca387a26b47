"""What the page embeds decodes to the coarse outlines, each border once."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from itertools import pairwise

import pytest
import shapely
from page_decoder import as_shapes, decode_arcs, decode_units

from geo.boundaries.page import LEVEL_BITS, page_topology
from geo.model import Level

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=[(), ("610500", "810000", "659001"), ("620000",)])
def wanted(request):
    return request.param


@pytest.fixture(scope="module")
def page(topology, wanted):
    return page_topology(topology, wanted).as_json()


def test_units_decode_to_the_coarse_outlines(topology, page, wanted, coarse_shapes):
    """With counties their borders are parted otherwise: a few of the other units stand for all."""
    origin_x, origin_y = topology.origin
    decoded = as_shapes(decode_units(page))
    for level, bit in LEVEL_BITS.items():
        shown = [
            code
            for code, levels in zip(page["adcodes"], page["levels"], strict=True)
            if levels & bit
        ]
        for code in shown[:: 7 if wanted and level is not Level.COUNTY else 1]:
            expected = shapely.transform(
                coarse_shapes[level][code],
                lambda degrees: (degrees - (origin_x, origin_y)) / page["gridDeg"],
            )
            moved = shapely.hausdorff_distance(decoded[code].boundary, expected.boundary)
            assert moved <= 1.5, code  # half a step in x and in y is 0.71, of the least islet more


def test_units_are_provinces_prefectures_and_the_counties_asked_for(topology, page, wanted):
    by_level = {
        level: {
            code
            for code, levels in zip(page["adcodes"], page["levels"], strict=True)
            if levels & bit
        }
        for level, bit in LEVEL_BITS.items()
    }
    counties = {
        code
        for code, county in topology.outlines[Level.COUNTY].items()
        if set(wanted) & set(county.ancestors)
    }

    assert by_level[Level.PROVINCE] == set(topology.outlines[Level.PROVINCE])
    assert by_level[Level.PREFECTURE] == set(topology.outlines[Level.PREFECTURE])
    assert by_level[Level.COUNTY] == counties
    assert page["adcodes"] == sorted(page["adcodes"])


def test_a_county_stands_for_its_prefecture(topology):
    assert page_topology(topology, ["610502"]) == page_topology(topology, ["610500"])


def test_codes_without_counties_are_passed_over(topology):
    assert page_topology(topology, ["100000", "999999"]) == page_topology(topology)


def test_kinds_share_out_the_arcs_and_say_what_they_separate(page):
    arcs = decode_arcs(page)
    spans = list(page["kinds"].values())
    assert [first for first, _ in spans] == [0, *(last for _, last in spans[:-1])]
    assert spans[-1][1] == len(arcs)

    units = decode_units(page)
    above: set[frozenset[tuple[int, int]]] = set()
    for level in (Level.PROVINCE, Level.PREFECTURE):
        sides = Counter(
            edge
            for code, levels in zip(page["adcodes"], page["levels"], strict=True)
            if levels & LEVEL_BITS[level]
            for polygon in units[code]
            for ring in polygon
            for edge in _edges(ring)
        )
        first, last = page["kinds"][level]
        stroked = {edge for arc in arcs[first:last] for edge in _edges(arc)}
        assert stroked == {edge for edge, count in sides.items() if count == 2} - above
        above |= stroked


def test_no_edge_is_stored_twice(page):
    edges = Counter(edge for arc in decode_arcs(page) for edge in _edges(arc))

    assert max(edges.values()) == 1


def test_the_national_border_is_the_outline_of_all_provinces(page):
    provinces = [
        shape
        for shape, levels in zip(
            as_shapes(decode_units(page)).values(), page["levels"], strict=True
        )
        if levels & LEVEL_BITS[Level.PROVINCE]
    ]
    rings = shapely.get_parts(shapely.boundary(shapely.coverage_union_all(provinces)))
    expected = {edge for ring in rings for edge in _edges(list(ring.coords))}
    first, last = page["kinds"]["outline"]

    stroked = {edge for arc in decode_arcs(page)[first:last] for edge in _edges(arc)}
    assert stroked == expected


def test_bounds_and_labels_belong_to_their_units(topology, page, coarse_shapes):
    row = page["adcodes"].index("620600")

    assert page["bounds"][4 * row : 4 * row + 4] == pytest.approx(
        coarse_shapes[Level.PREFECTURE]["620600"].bounds, abs=page["gridDeg"] / 2 + 1e-4
    )
    assert tuple(page["labels"][2 * row : 2 * row + 2]) == (
        topology.outlines[Level.PREFECTURE]["620600"].label
    )


def test_provinces_and_prefectures_are_small(topology):
    text = json.dumps(page_topology(topology).as_json(), separators=(",", ":")).encode()

    assert len(text) < 230_000
    assert len(gzip.compress(text)) < 160_000


def test_all_counties_stay_below_the_limit(topology):
    everything = page_topology(topology, topology.outlines[Level.PROVINCE])
    text = json.dumps(everything.as_json(), separators=(",", ":"))

    assert len(text) < 700_000


def _edges(path):
    return frozenset(
        frozenset([tuple(map(int, start)), tuple(map(int, end))]) for start, end in pairwise(path)
    )
