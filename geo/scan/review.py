"""The review page: one HTML file with the text, the proposals and a map, for a person to decide.

The technique and the safety of the map's page: no network, scripts and styles by their hashes,
text reaches the document as text alone.
"""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, TypedDict

import rcssmin

from ..model import COUNTRY, Level
from ..page import assets
from ..page.document import LOCALES, content_policy, data_element, fill_slots
from ..page.plain import as_script_json
from .model import Proposal, Role, Unnamed
from .rows import COLUMNS, row_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from ..gazetteer import Gazetteer
    from .model import Scan

_ALBERS = "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +datum=WGS84 +units=km"
_TOLERANCE_KM = 1.5
_MARGIN_SHARE = 0.03
_WITHOUT_SCRIPT = (
    "This page needs its own scripts; without them, read the report of `pilotmap scan`."
)


class UnitShape(TypedDict):
    """A unit of a proposal, with its outline in kilometres of the map's projection."""

    en: str
    zh: str
    about: str
    path: str
    x: float
    y: float


class ReviewMap(TypedDict):
    """The map: prefectures of the provinces concerned, the units, and the box around them."""

    ground: list[str]
    units: dict[str, UnitShape]
    box: list[int]


def build_review(scan: Scan, gazetteer: Gazetteer, *, source: str = "", lang: str = "en") -> bytes:
    """Return the review page of a text; the same proposals give the same bytes.

    Parameters
    ----------
    source
        Id of the source that the text is, for the rows that are downloaded.
    lang
        `en` or `zh`: what the page opens in.
    """
    found: list[Proposal | Unnamed] = [*scan.proposals, *scan.statements]
    found.sort(key=lambda each: (each.paragraph, each.start))
    strings = {each: json.loads(assets.text(f"review/{each}.json")) for each in assets.LANGUAGES}
    title = scan.paragraphs[0][:200] if scan.paragraphs else strings[lang]["title"]
    review = {
        "title": title,
        "lang": lang,
        "columns": list(COLUMNS),
        "paragraphs": list(scan.paragraphs),
        "proposals": [_record(number, each, source) for number, each in enumerate(found)],
        **_ground(found, gazetteer),
    }
    styles = [rcssmin.cssmin(assets.text("styles/1-base.css") + assets.text("review/review.css"))]
    scripts = [assets.join(assets.modules(), "review/main")]
    slots = {
        "lang": LOCALES[lang],
        "title": html.escape(title),
        "policy": content_policy(styles, scripts, None),
        "styles": "\n".join(f"<style>{style}</style>" for style in styles),
        "noscript": html.escape(_WITHOUT_SCRIPT),
        "data": "\n".join(
            [
                data_element("strings", as_script_json(strings)),
                data_element("review", as_script_json(review)),
            ]
        ),
        "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
    }
    return fill_slots(assets.text("review/review.html"), slots).encode("utf-8")


def _record(number: int, each: Proposal | Unnamed, source: str) -> dict[str, object]:
    shared = {
        "id": number,
        "paragraph": each.paragraph,
        "start": each.start,
        "end": each.end,
        "text": each.text,
        "status": each.status.value,
        "reason": each.reason,
        "row": row_of(each, source),
    }
    if isinstance(each, Unnamed):
        return shared | {"role": "unnamed", "adcode": each.within, "candidates": []}
    candidates = list(each.candidates)
    return shared | {"role": each.role.value, "adcode": each.adcode, "candidates": candidates}


def _ground(found: Iterable[Proposal | Unnamed], gazetteer: Gazetteer) -> ReviewMap:
    """Return the shapes that the map needs: of what may be accepted, and the land around it."""
    codes = {code for each in found for code in _codes(each)}
    provinces = {_province(code, gazetteer) for code in codes} - {""}
    if not provinces:
        return {"ground": [], "units": _without_shape(codes, gazetteer), "box": [0, 0, 1, 1]}
    from ..boundaries import load

    shapes: dict[str, BaseGeometry] = {}
    land: list[str] = []
    for level in (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE):
        frame = load(level)
        near = [code for code in frame.index if _province(code, gazetteer) in provinces]
        wanted = near if level is Level.PREFECTURE else [code for code in near if code in codes]
        drawn = frame.geometry.loc[wanted].to_crs(_ALBERS).simplify(_TOLERANCE_KM)
        shapes |= {code: shape for code, shape in drawn.items() if code in codes}
        if level is Level.PREFECTURE:
            land = [_path(shape) for shape in drawn]
            box = drawn.total_bounds
    margin = _MARGIN_SHARE * max(box[2] - box[0], box[3] - box[1])
    left, top = box[0] - margin, -box[3] - margin
    width, height = box[2] - box[0] + 2 * margin, box[3] - box[1] + 2 * margin
    units = _without_shape(codes, gazetteer)
    for code, shape in shapes.items():
        point = shape.representative_point()
        units[code] |= {"path": _path(shape), "x": round(point.x, 1), "y": round(-point.y, 1)}
    return {"ground": land, "units": units, "box": [round(n) for n in (left, top, width, height)]}


def _codes(each: Proposal | Unnamed) -> tuple[str, ...]:
    if isinstance(each, Unnamed):
        return (each.within,)
    if each.role is Role.CONTEXT:
        return ()
    return (each.adcode,) if each.adcode else each.candidates


def _province(code: str, gazetteer: Gazetteer) -> str:
    unit = gazetteer.get(code)
    if unit is None or code == COUNTRY:
        return ""
    chain = (unit, *gazetteer.parents_of(unit))
    return next((each.adcode for each in chain if each.level is Level.PROVINCE), "")


def _without_shape(codes: Iterable[str], gazetteer: Gazetteer) -> dict[str, UnitShape]:
    found: dict[str, UnitShape] = {}
    for code in sorted(codes):
        unit = gazetteer.unit(code)
        about = gazetteer.describe(unit)
        found[code] = {
            "en": unit.name_en,
            "zh": unit.short_zh,
            "about": about,
            "path": "",
            "x": 0,
            "y": 0,
        }
    return found


def _path(shape: BaseGeometry) -> str:
    """Return the rings of a polygon as an SVG path; y grows downward there."""
    parts = getattr(shape, "geoms", [shape])
    rings = [
        ring
        for part in parts
        if not part.is_empty and part.geom_type == "Polygon"
        for ring in (part.exterior, *part.interiors)
    ]
    return "".join(
        "M" + "L".join(f"{x:.0f} {-y:.0f}" for x, y in ring.coords[:-1]) + "Z" for ring in rings
    )
