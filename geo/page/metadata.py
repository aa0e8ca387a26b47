"""What machines read of a page: its description for previews, and a schema.org `Dataset`."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .contract import Headline, Payload

CONTEXT = "https://schema.org/"
_LANGUAGES = {"en": "en", "zh": "zh-CN"}
_DESCRIPTIONS = {
    "en": "Where and since when, {years}: {statements} from {sources}, year by year on a map that "
    "shows what is not known as well.",
    "zh": "{years}年在哪里、从何时起：{sources}、{statements}，逐年画在地图上，并标明未知之处。",
}
_COUNTS = {
    "en": ("{n} sourced statement{s}", "{n} source{s}"),
    "zh": ("{n}条有来源的说法", "{n}个来源"),
}


def titled(text: Headline, lang: str) -> str:
    """Return the title in a language, as far as there is one."""
    return (lang == "zh" and text["titleZh"]) or text["title"]


def description(payload: Payload, lang: str) -> str:
    """Say in one sentence what a page holds: its subtitle, or else how much of what."""
    subtitle = payload["text"]["subtitle"]
    if subtitle:
        return subtitle
    statements, sources = (
        form.format(n=n, s="" if n == 1 else "s")
        for form, n in zip(
            _COUNTS[lang], (payload["texts"]["rows"], len(payload["sources"])), strict=True
        )
    )
    return _DESCRIPTIONS[lang].format(
        years=_years(payload, "–"), statements=statements, sources=sources
    )


def address_elements(url: str) -> str:
    """Return what tells machines the address of the page; nothing where it is not known."""
    if not url:
        return ""
    address = html.escape(url)
    return (
        f'<link rel="canonical" href="{address}">\n<meta property="og:url" content="{address}">\n'
    )


def dataset_element(payload: Payload, lang: str) -> str:
    """Return the page's data set as a JSON-LD element, which no browser runs.

    Terms of schema.org. What is cited is what the sources say of themselves; nothing is added.
    """
    data = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": titled(payload["text"], lang),
        "description": description(payload, lang),
        "inLanguage": _LANGUAGES[lang],
        "temporalCoverage": _years(payload, "/"),
        "spatialCoverage": {"@type": "Place", "name": "China"},
        "variableMeasured": "status by administrative unit and year: in, possible, out, unknown",
        "citation": [_work(source) for source in payload["sources"]],
    }
    return f'<script type="application/ld+json">{as_script_json(data)}</script>'


def _work(source: dict[str, str]) -> dict[str, Any]:
    work: dict[str, Any] = {"@type": "CreativeWork", "name": source["title"] or source["id"]}
    for key, kind in (("author", "Person"), ("publisher", "Organization")):
        if source[key]:
            work[key] = {"@type": kind, "name": source[key]}
    if source["url"].lower().startswith(("http://", "https://")):
        work["url"] = source["url"]
    return work


def _years(payload: Payload, dash: str) -> str:
    first, last = payload["years"]["first"], payload["years"]["last"]
    return str(last) if first == last else f"{first}{dash}{last}"


def as_script_json(value: Any) -> str:
    """Write JSON that can stand in a script element whatever its strings hold.

    `<`, `>` and `&` are escaped as well as all that is not ASCII, so that no string can end the
    element, begin a comment, or hold a line separator that a script would trip over.
    """
    written = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return written.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"})
