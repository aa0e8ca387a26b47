"""A rollout in the Linked Places format, which gazetteers of historical places read.

See https://github.com/LinkedPasts/linked-places-format, v1.3. It is GeoJSON and JSON-LD. A feature
is a unit in which the programme is or may be, or a site; `when` tells since when, and how sure that
is. The format cannot say that something was not there: units that are out have no feature.
"""

from __future__ import annotations

import io
import json
import re
from itertools import chain
from typing import TYPE_CHECKING, TypedDict

import shapely

from ..boundaries import load as load_outlines
from ..model import COUNTRY, Level, Presence, Status
from .frames import ATTRIBUTION, LICENCE, behind_status, evidence_of, status_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import NotRequired

    from ..dates import FuzzyDate
    from ..model import AdminUnit, Source, Statement
    from ..rollout import Reason, Rollout

CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.1.jsonld"
)
_ID = "urn:pilotmap:"
_TYPES = {
    Level.PROVINCE: "aat:300000774",
    Level.PREFECTURE: "aat:300235099",
    Level.COUNTY: "aat:300000771",
}
"""The terms of the Art & Architecture Thesaurus for the levels."""
_PLAIN_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")


class When(TypedDict):
    """When a place was as it is told: the bounds of its start and end."""

    timespans: list[dict[str, dict[str, str]]]
    certainty: NotRequired[str]
    label: NotRequired[str]


class Citation(TypedDict):
    """A source, with the place in it."""

    label: str
    year: NotRequired[str]


def lpf_file(rollout: Rollout, years: Sequence[int], level: Level) -> bytes:
    """Return the units that are in or possible in some of `years`, and the sites."""
    about = {
        "@context": CONTEXT,
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "licence": LICENCE,
    }
    return json_collection(about, chain(_units(rollout, years, level), _sites(rollout, years)))


def json_collection(about: Mapping[str, object], features: Iterable[object]) -> bytes:
    """Return the features as GeoJSON without blanks; one is made and written after another.

    Parameters
    ----------
    about
        What stands before the features.
    """
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    file = io.BytesIO()
    file.write(encode({**about, "features": []}).encode().removesuffix(b"]}"))
    for at, feature in enumerate(features):
        file.write(f"{',' if at else ''}{encode(feature)}".encode())
    file.write(b"]}\n")
    return file.getvalue()


def _units(rollout: Rollout, years: Sequence[int], level: Level) -> Iterator[dict[str, object]]:
    outlines = load_outlines(level)["geometry"].to_dict()
    for adcode in rollout.tree.levels[level]:
        evidence = evidence_of(rollout, adcode)
        runs = status_runs(rollout, adcode, years) if evidence else []
        if not any(status.rank for _, status in runs):
            continue
        unit, outline = rollout.tree.units[adcode], outlines.get(adcode)
        bounds = rollout.first_year(adcode)
        last, status = runs[-1][0][-1], runs[-1][1]
        behind = behind_status(evidence, last, status)
        parent = rollout.tree.units[unit.parent]
        yield {
            "@id": f"{_ID}adcode:{adcode}",
            "type": "Feature",
            "properties": {
                "title": f"{unit.name_en} {unit.name_zh}",
                "ccodes": ["CN"],
                "fclasses": ["A"],
                "adcode": adcode,
                "status": [
                    {"status": each.value, "first": run[0], "last": run[-1]} for run, each in runs
                ],
                "first_year_earliest": bounds.earliest,
                "first_year_latest": bounds.latest,
                "via": behind.via,
                "sources": behind.sources,
                "cited": behind.cited,
            },
            "when": _when_of_unit(rollout, adcode, runs),
            "names": _names(rollout, unit, evidence),
            "types": [{"identifier": _TYPES[unit.level], "label": unit.level.value}],
            "relations": [
                {
                    "relationType": "gvp:broaderPartitive",
                    "relationTo": f"{_ID}adcode:{parent.adcode}",
                    "label": f"part of {parent.name_en}",
                }
            ]
            if unit.parent != COUNTRY
            else [],
            "descriptions": _descriptions(rollout, [each.statement for each in evidence]),
            "geometry": None
            if outline is None
            else shapely.geometry.mapping(shapely.orient_polygons(outline, exterior_cw=False)),
        }


def _sites(rollout: Rollout, years: Sequence[int]) -> Iterator[dict[str, object]]:
    undated = _undated(f"{years[-1]:04d}" if years else "9999")
    known: dict[tuple[int, int], When] = {}  # by identity: many sites share their dates
    for each in rollout.statements:
        if each.lon is None or each.lat is None or each.status is Presence.OUT:
            continue
        dates = (id(each.start), id(each.end))
        if dates not in known:
            known[dates] = _when(each) or undated
        yield {
            "@id": f"{_ID}statement:{each.id}",
            "type": "Feature",
            "properties": {
                "title": each.place,
                "ccodes": ["CN"],
                "fclasses": ["S"],
                "adcode": "|".join(each.adcodes),
                "sources": each.source,
                "cited": f"{each.source} {each.locator}".strip(),
            },
            "when": known[dates],
            "names": [{"toponym": each.place, "citations": [_citation(rollout, each)]}],
            "descriptions": _descriptions(rollout, [each]),
            "geometry": {"type": "Point", "coordinates": [each.lon, each.lat]},
        }


def _when_of_unit(
    rollout: Rollout, adcode: str, runs: Sequence[tuple[Sequence[int], Status]]
) -> When:
    """Return since when, and until when at least and at most, the programme is in a unit.

    The start is bounded as its first year is. The end is open where it is there in the last year.
    """
    earliest, latest = rollout.first_year(adcode)
    reached = [(run, status) for run, status in runs if status.rank]
    certain = [run for run, status in reached if status is Status.IN]
    first, last = reached[0][0][0], reached[-1][0][-1]
    start = {
        name: f"{year:04d}"
        for name, year in (("earliest", earliest), ("latest", latest))
        if year is not None
    }
    if earliest is not None and earliest == latest:
        start = {"in": f"{earliest:04d}"}
    if not start:
        return _undated(f"{last:04d}", first=f"{first:04d}")
    end = {"earliest": f"{certain[-1][-1]:04d}"} if certain else {}
    if last < runs[-1][0][-1]:
        end["latest"] = f"{last:04d}"
    certainty = "uncertain" if not certain else "certain" if "in" in start else "less-certain"
    return {
        "timespans": [{"start": start, **({"end": end} if end else {})}],
        "certainty": certainty,
    }


def _undated(last: str, first: str | None = None) -> When:
    """Return the years told of, for what no source dates."""
    span = {"start": {"in": first} if first else {"latest": last}}
    if first:
        span["end"] = {"in": last}
    label = "no source dates it; these are years in which it may be there"
    return {"timespans": [span], "certainty": "uncertain", "label": label}


def _when(statement: Statement) -> When | None:
    """Return the dates of a statement; None where it gives none that is bounded."""
    ends = {"start": _date(statement.start), "end": _date(statement.end)}
    if not ends["start"] and ends["end"]:
        # A timespan needs a start: it began by the time at which it ended.
        ends["start"] = {"latest": ends["end"].get("latest", ends["end"].get("in", ""))}
    span = {name: date for name, date in ends.items() if date}
    return {"timespans": [span]} if span and ends["start"] != {"latest": ""} else None


def _date(date: FuzzyDate | None) -> dict[str, str]:
    if date is None:
        return {}
    if _PLAIN_DATE.fullmatch(date.text):
        return {"in": date.text}
    bounds = {"earliest": date.not_before, "latest": date.not_after}
    return {name: day.isoformat() for name, day in bounds.items() if day}


def _names(
    rollout: Rollout, unit: AdminUnit, evidence: Sequence[Reason]
) -> list[dict[str, object]]:
    """Return the official names, and what statements about the unit itself call it."""
    cited = list(map(_source, {each.source.id: each.source for each in evidence}.values()))
    names: list[dict[str, object]] = [
        {"toponym": unit.name_zh, "lang": "zh-Hans", "citations": cited},
        {"toponym": unit.name_en, "lang": "en"},
    ]
    for reason in evidence:
        said = reason.statement
        if said is None or said.adcodes != (unit.adcode,) or said.status is Presence.OUT:
            continue
        when = _when(said)
        printed: dict[str, object] = {
            "toponym": said.place,
            "citations": [_citation(rollout, said)],
        }
        names.append({**printed, "when": when} if when else printed)
    return names


def _descriptions(rollout: Rollout, statements: Sequence[Statement | None]) -> list[dict[str, str]]:
    told = []
    for each in statements:
        if each is None:
            continue
        source = rollout.sources.get(each.source)
        link = {"source": source.url} if source and source.url else {}
        for value, lang in ((each.statement, "en"), (each.statement_zh, "zh-Hans")):
            if value:
                told.append({"value": value, "lang": lang, **link})
    return told


def _citation(rollout: Rollout, statement: Statement) -> Citation:
    source = rollout.sources.get(statement.source)
    if source is None:
        return {"label": f"{statement.source} {statement.locator}".strip()}
    cited = _source(source)
    if statement.locator:
        cited["label"] = f"{cited['label']}, {statement.locator}"
    return cited


def _source(source: Source) -> Citation:
    cited: Citation = {"label": source.title or source.id}
    if source.published and source.published.not_after:
        cited["year"] = f"{source.published.not_after.year}"
    return {**cited, **({"@id": source.url} if source.url else {})}  # type: ignore[typeddict-item]
