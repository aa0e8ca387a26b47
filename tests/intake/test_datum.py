"""The shifts of Chinese maps, there and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.intake.datum import gcj02_to_bd09, to_wgs84, wgs84_to_gcj02

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
