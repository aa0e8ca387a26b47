"""The shifts of Chinese maps, there and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.intake.resolve.datum import gcj02_to_bd09, to_wgs84, wgs84_to_gcj02
from geo.intake.resolve.entry import Entry
from geo.intake.resolve.position import locate, locate_many

# lon, lat in WGS 84 and in GCJ-02, from the tests of eviltransform.
KNOWN = [
    (121.5272106, 31.1774276, 121.531541859215, 31.17530398364597),
    (113.912316, 22.543847, 113.9171764808363, 22.540796131694766),
    (116.377817, 39.911954, 116.38404722455657, 39.91334545536069),
]


@pytest.mark.parametrize(("lon", "lat", "shifted_lon", "shifted_lat"), KNOWN)
def test_known_positions(lon, lat, shifted_lon, shifted_lat):
    assert wgs84_to_gcj02(lon, lat) == pytest.approx((shifted_lon, shifted_lat), abs=1e-9)


@settings(deadline=None)
@given(st.floats(74, 135), st.floats(18, 53))
def test_the_way_back_is_exact_to_a_millimetre(lon, lat):
    gcj02 = wgs84_to_gcj02(lon, lat)

    assert to_wgs84(*gcj02, "gcj02") == pytest.approx((lon, lat), abs=1e-8)
    assert to_wgs84(*gcj02_to_bd09(*gcj02), "bd09") == pytest.approx((lon, lat), abs=1e-8)
    assert to_wgs84(lon, lat, "wgs84") == (lon, lat)


UNSHIFTED = [
    ("中环", "114.158", "22.282", "810000"),
    ("大三巴", "113.5408", "22.1975", "820000"),
    ("台北101", "121.5645", "25.0339", "710000"),
]


@pytest.mark.parametrize(("place", "lon", "lat", "unit"), UNSHIFTED)
def test_gcj02_shifts_nothing_in_hong_kong_macau_and_taiwan(place, lon, lat, unit):
    entry = Entry(place=place, lon=lon, lat=lat)

    spot = locate(entry, "gcj02")
    (many,) = locate_many([entry], "gcj02")

    assert unit in spot.units
    assert (spot.lon_text, spot.lat_text) == (many.lon_text, many.lat_text) == (lon, lat)
    assert "kept as given" in spot.notes[0]


def test_bd09_of_hong_kong_is_undone_without_the_shift_of_gcj02():
    lon, lat = gcj02_to_bd09(114.158, 22.282)

    spot = locate(Entry(place="中环", lon=f"{lon:.9f}", lat=f"{lat:.9f}"), "bd09")

    assert (spot.lon, spot.lat) == pytest.approx((114.158, 22.282), abs=1e-7)


def test_gcj02_shifts_the_mainland_beside_hong_kong():
    spot = locate(Entry(place="店", lon="114.0579", lat="22.5431"), "gcj02")

    assert (spot.lon, spot.lat) == pytest.approx(to_wgs84(114.0579, 22.5431, "gcj02"))
    assert "440300" in spot.units
