from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.boundaries import committed
from geo.boundaries.locate import polygons
from geo.boundaries.topology import LEVELS

if TYPE_CHECKING:
    import shapely

    from geo.boundaries.topology import Topology
    from geo.model import Level

Shapes = dict["Level", dict[str, "shapely.MultiPolygon"]]


@pytest.fixture(scope="session")
def topology() -> Topology:
    return committed()


@pytest.fixture(scope="session")
def shapes(topology: Topology) -> Shapes:
    """Return the committed outlines by level and adcode."""
    return {level: polygons(topology, level) for level in LEVELS}


@pytest.fixture(scope="session")
def coarse_shapes(topology: Topology) -> Shapes:
    return {level: polygons(topology.coarse(), level) for level in LEVELS}
