"""KML, written here since GDAL's writer knows neither TimeSpan nor Style (OGC 12-007r2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from ..boundaries import load as load_outlines
from ..model import Status
from ..text.escape import one_line
from .frames import behind_status, evidence_of, sites_frame, status_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import shapely

    from ..model import Level
    from ..rollout import Rollout

_COLOURS = {Status.IN: "c8556b2f", Status.POSSIBLE: "805fa8c8", Status.OUT: "40dae4e7"}
_NONCHARACTERS = re.compile("[\ufffe\uffff]")
"""Fill of each status as KML writes colours: opacity, blue, green, red. Unknown is not filled."""


def kml(rollout: Rollout, years: Sequence[int], level: Level, *, attribution: str) -> bytes:
    """Return the units and sites as KML; what a unit is known to be, with the years in which it is.

    Parameters
    ----------
    years
        One placemark for each run of them in which a unit has one status. Years in which a status
        is unknown have no placemark.
    """
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>',
        f"<name>{_text(f'{level.value}s by status')}</name>",
        f"<description>{_text(attribution)}</description>",
        *(_style(status, colour) for status, colour in _COLOURS.items()),
        *_units(rollout, years, level),
        *_sites(rollout),
        "</Document></kml>",
    ]
    return ("\n".join(parts) + "\n").encode()


def _units(rollout: Rollout, years: Sequence[int], level: Level) -> Iterator[str]:
    outlines = load_outlines(level)["geometry"].to_dict()
    for adcode in rollout.tree.levels[level]:
        unit, bounds = rollout.tree.units[adcode], rollout.first_year(adcode)
        evidence = evidence_of(rollout, adcode)
        if adcode not in outlines or not evidence:
            continue
        for run, status in status_runs(rollout, adcode, years):
            if status is Status.UNKNOWN:
                continue
            behind = behind_status(evidence, run[-1], status)
            yield _placemark(
                f"{unit.name_en} {unit.name_zh}",
                (run[0], run[-1]),
                status.value,
                {
                    "adcode": adcode,
                    "status": status.value,
                    "first_year_earliest": bounds.earliest,
                    "first_year_latest": bounds.latest,
                    "via": behind.via,
                    "cited": behind.cited,
                },
                _polygons(outlines[adcode]),
            )


def _sites(rollout: Rollout) -> Iterator[str]:
    sites = sites_frame(rollout)
    for row in sites.drop(columns="geometry").to_dict("records"):
        facts = {
            name: row[name]
            for name in ("id", "adcode", "start", "end", "source", "locator", "statement")
        }
        begin, end = row["start_not_before"], row["end_not_after"]
        point = f"<Point><coordinates>{row['lon']!r},{row['lat']!r}</coordinates></Point>"
        yield _placemark(row["place"], (begin, end), "", facts, point)


def _placemark(
    name: str,
    span: tuple[object, object],
    style: str,
    facts: dict[str, object],
    geometry: str,
) -> str:
    begin, end = ("" if each in {None, ""} else str(each).zfill(4) for each in span)
    times = f"<begin>{begin}</begin>" * bool(begin) + f"<end>{end}</end>" * bool(end)
    data = "".join(
        f'<Data name="{key}"><value>{_text(value)}</value></Data>'
        for key, value in facts.items()
        if value not in {None, ""}
    )
    return (
        f"<Placemark><name>{_text(name)}</name>"
        + (f"<TimeSpan>{times}</TimeSpan>" if times else "")
        + (f"<styleUrl>#{style}</styleUrl>" if style else "")
        + f"<ExtendedData>{data}</ExtendedData>{geometry}</Placemark>"
    )


def _style(status: Status, colour: str) -> str:
    return (
        f'<Style id="{status.value}"><LineStyle><color>ff606060</color><width>0.6</width>'
        f"</LineStyle><PolyStyle><color>{colour}</color></PolyStyle></Style>"
    )


def _polygons(outline: shapely.MultiPolygon) -> str:
    polygons = "".join(
        f"<Polygon><outerBoundaryIs>{_ring(part.exterior.coords)}</outerBoundaryIs>"
        + "".join(
            f"<innerBoundaryIs>{_ring(ring.coords)}</innerBoundaryIs>" for ring in part.interiors
        )
        + "</Polygon>"
        for part in outline.geoms
    )
    return f"<MultiGeometry>{polygons}</MultiGeometry>"


def _ring(points: Sequence[tuple[float, float]]) -> str:
    coordinates = " ".join(f"{lon!r},{lat!r}" for lon, lat in points)
    return f"<LinearRing><coordinates>{coordinates}</coordinates></LinearRing>"


def xml_text(value: object) -> str:
    """Return text that XML 1.0 can hold: what it has no room for is shown as an escape."""
    return _NONCHARACTERS.sub(
        lambda found: found[0].encode("unicode_escape").decode(),
        one_line(str(value), keep="\n\t"),
    )


def _text(value: object) -> str:
    return escape(xml_text(value))
