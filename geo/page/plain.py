"""What a page says without its scripts: plain HTML for readers, and metadata for machines.

The rows come from the same selection of statements as the payload: neither says more. The metadata
are a description for previews, and a schema.org `Dataset`.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

from ..dates import describe
from .assets import begun, count_strings, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .contract import Headline, Payload


CONTEXT = "https://schema.org/"
_LANGUAGES = {"en": "en", "zh": "zh-CN"}
_DESCRIPTIONS = {
    "en": "Where and since when, {years}: {statements} from {sources}, year by year on a map that "
    "shows what is not known as well.",
    "zh": "{years}年在哪里、从何时起：{sources}、{statements}，逐年画在地图上，并标明未知之处。",
}
_COUNTED = {
    "en": "How many, where and when, {years}: {n} counted by administrative unit and year, "
    "on a map that shows where nothing was counted as well.",
    "zh": "{years}年的数量与分布：按行政区和年份共计{n}，画在地图上，并标明没有计数之处。",
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
    if "counts" in payload and not payload["texts"]["rows"]:
        counted = sum(n for _, n, _ in payload["counts"]["years"])
        return _COUNTED[lang].format(years=_year_span(payload, "–"), n=f"{counted:,}")
    statements, sources = (
        form.format(n=n, s="" if n == 1 else "s")
        for form, n in zip(
            _COUNTS[lang], (payload["texts"]["rows"], len(payload["sources"])), strict=True
        )
    )
    return _DESCRIPTIONS[lang].format(
        years=_year_span(payload, "–"), statements=statements, sources=sources
    )


def address_elements(url: str) -> str:
    """Return what tells machines the address of the page; nothing where it is not known."""
    if not url:
        return ""
    address = html.escape(url)
    return (
        f'<link rel="canonical" href="{address}">\n<meta property="og:url" content="{address}">\n'
    )


def image_elements(url: str, alt: str) -> str:
    """Return what previews elsewhere show as the picture of the page; nothing without one.

    Parameters
    ----------
    url
        Address of a picture of 1200 by 630 pixels, such as the page itself saves.
    alt
        What is seen on it.
    """
    if not url:
        return ""
    values = {"og:image": url, "og:image:width": "1200", "og:image:height": "630"}
    values["og:image:alt"] = alt
    return "".join(
        f'<meta property="{name}" content="{html.escape(value)}">\n'
        for name, value in values.items()
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
        "temporalCoverage": _year_span(payload, "/"),
        "spatialCoverage": {"@type": "Place", "name": "China"},
        "variableMeasured": _measured(payload),
        "citation": [_work(source) for source in payload["sources"]],
    }
    return f'<script type="application/ld+json">{as_script_json(data)}</script>'


def _measured(payload: Payload) -> str | list[str]:
    status = "status by administrative unit and year: in, possible, out, unknown"
    if "counts" not in payload:
        return status
    count = "count by administrative unit and year; missing where nothing was counted"
    return [status, count] if payload["statuses"]["year"]["b"] else count


def _work(source: dict[str, str]) -> dict[str, Any]:
    work: dict[str, Any] = {"@type": "CreativeWork", "name": source["title"] or source["id"]}
    for key, kind in (("author", "Person"), ("publisher", "Organization")):
        if source[key]:
            work[key] = {"@type": kind, "name": source[key]}
    if source["url"].lower().startswith(("http://", "https://")):
        work["url"] = source["url"]
    return work


def _year_span(payload: Payload, dash: str) -> str:
    first, last = payload["years"]["first"], payload["years"]["last"]
    return str(last) if first == last else f"{first}{dash}{last}"


def as_script_json(value: Any) -> str:
    """Write JSON that can stand in a script element whatever its strings hold.

    `<`, `>` and `&` are escaped as well as all that is not ASCII, so that no string can end the
    element, begin a comment, or hold a line separator that a script would trip over.
    """
    written = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return written.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"})


MOST_SITES_LISTED = 150
"""So many stand in the list for readers without scripts; a hundred thousand would double the file
for the few who see it."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")
_LETTERS_A_CHARACTER = 2
"""A Chinese character says as much as so many letters."""
_WORD = re.compile(r"[^\s\u2e80-\uffef]+")
"""A word; at a hyphen inside it a line of the title must not break, as main.js has it."""
_TEXTS = {
    "en": {
        "note": "The map needs JavaScript. This is what it is drawn from, as a list.",
        "more": "{n} more sites are left out of this list.",
        "sources": "Sources",
        "year": "{year}: {n}, in {units} units",
        "not": "{n} of {read} were left out or could not be counted; the page says why.",
    },
    "zh": {
        "note": "地图需要 JavaScript。以下以列表给出绘图所依据的全部说法。",
        "more": "本列表另略去{n}个站点。",
        "sources": "来源",
        "year": "{year}年：{n}，分布在{units}个行政区",
        "not": "{read}中有{n}被略去或未能计入，原因见页面。",
    },
}
"""What the page says only here."""


@dataclass(frozen=True, slots=True)
class PlainRow:
    """One statement, as it is read."""

    year: int | None
    """The first that it can hold in, else the last that it can begin in; None: no year is told."""
    when: str
    """Empty where no date is told."""
    about: str
    """Its place, or what it says of places that it does not settle."""
    text: str
    source: int
    """Its row in the payload."""
    locator: str


def plain_html(
    payload: Payload, rows: Iterable[PlainRow], lang: str, boundaries: str = "", figure: str = ""
) -> str:
    """Return the statements of a page as a list by year, with their sources.

    Browsers that run scripts do not even parse it. `boundaries` names the file of the outlines,
    where they are not the committed ones; `figure` is markup of the map.
    """
    words = _TEXTS[lang]
    text = payload["text"]
    left_out = payload["texts"]["rows"] - len(payload["statements"]["id"]) - MOST_SITES_LISTED
    outlines = (
        say(lang, "about.boundariesOwn", file=boundaries)
        if boundaries
        else say(lang, "about.boundaries")
    )
    number = text["reviewNumber"]
    reviewed = say(lang, "about.review" if number else "about.unreviewed", number=number)
    title = _WORD.sub(_unbroken, escape(titled(text, lang)))
    lines = [
        "<noscript>",
        f"<h1>{title}</h1>",
        _paragraph(text["subtitle"], "subtitle"),
        _paragraph(_told(text, "byline", lang), "byline"),
        figure,
        _paragraph(words["note"]),
        _paragraph(say(lang, "about.method"), "quiet"),
        *_years(payload, rows, lang),
        _paragraph(words["more"].format(n=left_out) if left_out > 0 else ""),
        *_counted(payload, lang),
        f"<h2>{words['sources']}</h2>",
        _list(_source(source, lang) for source in payload["sources"]),
        _paragraph(_told(text, "credit", lang)),
        _paragraph(text["note"]),
        _paragraph(outlines, "quiet"),
        _paragraph(say(lang, "about.endorsement"), "quiet"),
        _paragraph(reviewed, "quiet"),
        "</noscript>",
    ]
    return "\n".join(line for line in lines if line)


def _counted(payload: Payload, lang: str) -> Iterator[str]:
    """Yield how much was counted in each year, where a page has counts, and what was not."""
    if "counts" not in payload:
        return
    counts = payload["counts"]
    heading = str(count_strings(lang)[f"counts.timeline.{counts['of']}"])
    yield f"<h2>{escape(heading)}</h2>"
    words = _TEXTS[lang]["year"]
    yield _list(words.format(year=year, n=f"{n:,}", units=k) for year, n, k in counts["years"])
    account = counts["account"]
    if account:
        left = account["read"] - account["counted"]
        yield _paragraph(_TEXTS[lang]["not"].format(read=f"{account['read']:,}", n=f"{left:,}"))


def _told(text: Headline, name: str, lang: str) -> str:
    """Return what was typed in a language, else in the other."""
    told = cast("dict[str, str]", text)
    return (lang == "zh" and told[f"{name}Zh"]) or told[name] or told[f"{name}Zh"]


def _years(payload: Payload, told: Iterable[PlainRow], lang: str) -> Iterator[str]:
    """Yield the statements of each year under it; those of no year that is shown come last."""
    first, last = payload["years"]["first"], payload["years"]["last"]

    def year_of(row: PlainRow) -> int:
        return last + 1 if row.year is None else min(max(first, row.year), last + 1)

    @cache
    def cited(source: int, locator: str) -> str:
        """Say where a statement stands; a single source stands below, and not each time."""
        sources = payload["sources"]
        parts = [_title(sources[source], lang) if len(sources) > 1 else "", locator]
        where = say(lang, "join.comma").join(part for part in parts if part)
        return f"<small>{escape(say(lang, 'brackets', text=where))}</small>" if where else ""

    rows = sorted(told, key=year_of)
    for year, group in groupby(rows, key=year_of):
        dated = say(lang, "date.year", date=str(year))
        heading = dated if year <= last else begun(say(lang, "date.none"))
        yield f"<h2>{heading}</h2>"
        yield _list(_item(row) + cited(row.source, row.locator) for row in group)


def _item(row: PlainRow) -> str:
    """Return a statement with its place and its date."""
    when = f" · {escape(row.when)}" if row.when else ""
    said = f"<br>{escape(row.text)}" if row.text else ""
    return f"<strong>{escape(begun(row.about))}</strong>{when}{said}"


def _title(source: dict[str, str], lang: str) -> str:
    translated = source["titleZh"] if lang == "zh" else ""
    return translated or source["title"] or say(lang, "source.untitled")


def _source(source: dict[str, str], lang: str) -> str:
    """Return a source as it is cited: who by, title with its link, dates, what it claims."""
    by = say(lang, "join.comma").join(
        escape(part) for part in (source["author"], source["publisher"]) if part
    )
    notes = [
        escape(say(lang, f"source.{key}", date=describe(source[key], lang)))
        for key in ("published", "accessed")
        if source[key]
    ]
    if source["coverage"] == "full":
        notes.append(say(lang, "source.full"))
    if _is_link(source["archive"]):
        notes.append(_link(source["archive"], say(lang, "source.archive")))
    if not _is_link(source["url"]):
        notes.append(say(lang, "source.noAddress"))
    about = say(lang, "brackets", text=say(lang, "join.comma").join(notes)) if notes else ""
    title = _link(source["url"], _title(source, lang)) + _typed_in(_title(source, lang), lang)
    return f"{by}{say(lang, 'join.colon') if by else ''}{title}{about}"


def _typed_in(text: str, lang: str) -> str:
    """Return the mark of a text that is not in the page's language, as `typed.js` does."""
    han, latin = len(_HAN.findall(text)), len(_LATIN.findall(text))
    own = "zh" if _LETTERS_A_CHARACTER * han > latin else "en" if latin else ""
    return f" <small>{say(lang, f'typed.{own}')}</small>" if own and own != lang else ""


def _is_link(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _link(address: str, words: str) -> str:
    """Return a link to a web address; only the words where it is anything else."""
    if not _is_link(address):
        return escape(words)
    return f'<a href="{escape(address)}" rel="noopener noreferrer">{escape(words)}</a>'


def _unbroken(word: re.Match[str]) -> str:
    return f"<span>{word[0]}</span>" if "-" in word[0][1:-1] else word[0]


def _paragraph(text: str, look: str = "") -> str:
    attribute = f' class="{look}"' if look else ""
    return f"<p{attribute}>{escape(text)}</p>" if text else ""


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
