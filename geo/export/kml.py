"""KML, written here since GDAL's writer knows neither TimeSpan nor Style (OGC 12-007r2)."""

from __future__ import annotations

import io
import re
from functools import partial
from itertools import chain, starmap
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from ..boundaries import load as load_outlines
from ..model import Status
from ..rows import distinct, made_of
from ..text.escape import one_line
from .frames import behind_status, edge_of, evidence_of, status_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
    file = io.BytesIO()
    parts = chain(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>',
            f"<name>{_text(f'{level.value}s by status')}</name>",
            f"<description>{_text(attribution)}</description>",
        ],
        starmap(_style, _COLOURS.items()),
        _units(rollout, years, level),
        _sites(rollout),
        ["</Document></kml>"],
    )
    file.writelines(f"{part}\n".encode() for part in parts)
    return file.getvalue()


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
            facts = {
                "adcode": adcode,
                "status": status.value,
                "first_year_earliest": bounds.earliest,
                "first_year_latest": bounds.latest,
                "via": behind.via,
                "cited": behind.cited,
            }
            yield _placemark(
                _text(f"{unit.name_en} {unit.name_zh}"),
                (f"{run[0]:04d}", f"{run[-1]:04d}"),
                status.value,
                {key: "" if fact is None else _text(fact) for key, fact in facts.items()},
                _polygons(outlines[adcode]),
            )


def _sites(rollout: Rollout) -> Iterator[str]:
    column = rollout.statements.column
    dates = {name: made_of(column(name), lambda date: str(date or "")) for name in ("start", "end")}
    told = {
        "id": column("id"),
        "adcode": made_of(column("adcodes"), "|".join),
        **dates,
        **{name: column(name) for name in ("source", "locator", "statement")},
    }
    rows = zip(
        _texts(column("place")),
        made_of(column("start"), partial(edge_of, edge="not_before")),
        made_of(column("end"), partial(edge_of, edge="not_after")),
        column("lon"),
        column("lat"),
        zip(*map(_texts, told.values()), strict=True),
        strict=True,
    )
    for place, begin, until, lon, lat, facts in rows:
        if lon is not None and lat is not None:
            point = f"<Point><coordinates>{lon!r},{lat!r}</coordinates></Point>"
            yield _placemark(place, (begin, until), "", dict(zip(told, facts, strict=True)), point)


def _texts(column: Sequence[str]) -> Sequence[str]:
    """Return a column as XML: the same one, where none of it needs an escape."""
    together = "".join(distinct(column))
    is_plain = together.isprintable() and not any(each in together for each in "&<>")
    return column if is_plain else made_of(column, _text)


def _placemark(
    name: str, span: tuple[str, str], style: str, facts: Mapping[str, str], geometry: str
) -> str:
    """Return what stands on the map; what it is told of is XML already, and blank is left out."""
    begin, end = span
    times = f"<begin>{begin}</begin>" * bool(begin) + f"<end>{end}</end>" * bool(end)
    data = "".join(
        [
            f'<Data name="{key}"><value>{value}</value></Data>'
            for key, value in facts.items()
            if value
        ]
    )
    return (
        f"<Placemark><name>{name}</name>"
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
