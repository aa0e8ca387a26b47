"""Many positions are looked up at once, and say what single ones say."""

import random

from geo.boundaries import nearby as positions
from geo.boundaries.nearby import are_near, lies_near


def test_many_positions_stand_where_single_ones_do():
    chance = random.Random(7)
    spots = [(chance.uniform(96, 124), chance.uniform(20, 46)) for _ in range(60)]
    wanted = [frozenset(["620000", "370000"])] * 60
    lons, lats = zip(*spots, strict=True)

    found = are_near(lons, lats, wanted)

    for (lon, lat), near in zip(spots[:12], found, strict=False):
        anywhere = lies_near(lon, lat, None)
        inside = any(lies_near(lon, lat, code) for code in ("620000", "370000"))
        assert near is (inside if anywhere else None)
    assert len(spots) > positions._FEW
    assert are_near(lons[:5], lats[:5], wanted[:5]) == found[:5]
