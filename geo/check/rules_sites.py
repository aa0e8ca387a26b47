"""Rules about positions: that a site lies where its row says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..boundaries.nearby import in_china
from ..errors import Severity
from ..model import COUNTRY
from .registry import Finding, at, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .material import ProjectContext


@rule("coordinates-swapped", Severity.ERROR)
def coordinates_swapped(material: ProjectContext) -> Iterator[Finding]:
    """Longitude and latitude stand in each other's column.

    The position lies outside China, and inside with the two exchanged.
    """
    for line, cells in material.locations.records():
        try:
            lon, lat = float(cells.get("lon", "")), float(cells.get("lat", ""))
        except ValueError:
            continue  # blank, or reported as no number
        if not in_china(lon, lat) and in_china(lat, lon):
            message = f"lon {lon:g}, lat {lat:g} look swapped: {lat:g} E, {lon:g} N is in China"
            yield Finding(message, "exchange the two", material.locations.file, line, "lon")


@rule("coordinates-abroad", Severity.ERROR)
def coordinates_abroad(material: ProjectContext) -> Iterator[Finding]:
    """A position lies in no unit of China.

    It lies at sea or abroad, or a digit is wrong. The outlines are simplified; positions up to two
    kilometres off the coast are taken to lie ashore.
    """
    for row, lon, lat, is_near in material.sites:
        if in_china(lon, lat):
            if is_near is None:
                message = f"{lon:g}, {lat:g} lies in no unit of China"
                yield at(material, row, "lon", message, "correct it, or leave it blank")
        elif not in_china(lat, lon):
            message = f"{lon:g}, {lat:g} is not in China"
            yield at(material, row, "lon", message, "correct it, or leave it blank")


@rule("coordinates-outside", Severity.ERROR)
def coordinates_outside(material: ProjectContext) -> Iterator[Finding]:
    """A position lies outside the unit of its row.

    Coordinates from Chinese maps (GCJ-02 of Gaode and Tencent, BD-09 of Baidu) are some hundred
    metres off, which matters near borders; import them with `--datum`. The outlines are simplified,
    so that two kilometres are let pass.
    """
    for row, lon, lat, is_near in material.sites:
        if is_near is False and COUNTRY not in row.adcodes:
            units = "; ".join(
                material.gazetteer.describe(material.gazetteer.unit(c)) for c in row.adcodes
            )
            hint = "correct the position or the unit; declare --datum for Chinese maps"
            yield at(material, row, "lon", f"{lon:g}, {lat:g} does not lie in {units}", hint)
