"""What a page says, as plain HTML for readers whose browser runs no scripts.

It is read back from the payload, so that it cannot say more than the page that carries it.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from geo.page.assets import strings
from geo.page.metadata import titled
from geo.payload.columns import NEVER, numbers, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_SITES = 180
"""A list for reading; a hundred thousand sites would double the file for the few who see it."""
_IN_CHINESE = 5
"""Of the columns behind statement and locator, the one with the statement in Chinese."""
_NAMED, _WITHIN, _COUNTRY_WIDE, _CANDIDATES = range(4)
_TEXTS = {
    "en": {
        "note": "The map needs JavaScript. This is what it is drawn from, as a list.",
        "more": "{n} more sites are left out of this list.",
        "sources": "Sources",
        "undated": "undated",
    },
    "zh": {
        "note": "地图需要 JavaScript。以下以列表给出绘图所依据的全部说法。",
        "more": "本列表另略去{n}个地点。",
        "sources": "来源",
        "undated": "日期不明",
    },
}


def plain_html(payload: dict[str, Any], lang: str) -> str:
    """Return the places and statements of a payload as a list by year, with their sources.

    Browsers that run scripts do not even parse it.
    """
    words = _TEXTS[lang]
    text = payload["text"]
    total = payload["texts"]["rows"]
    listed = min(total, len(payload["statements"]["id"]) + _MOST_SITES)
    items = sorted(_items(payload, lang, listed), key=lambda item: item[0])
    left_out = total - listed
    lines = [
        "<noscript>",
        f"<h1>{escape(titled(text, lang))}</h1>",
        f"<p>{escape(text['subtitle'])}</p>" if text["subtitle"] else "",
        f"<p>{words['note']}</p>",
        f"<ul>{''.join(f'<li>{item}</li>' for _, item in items)}</ul>",
        f"<p>{words['more'].format(n=left_out)}</p>" if left_out else "",
        f"<h2>{words['sources']}</h2>",
        f"<ul>{''.join(f'<li>{_source(source)}</li>' for source in payload['sources'])}</ul>",
        f"<p>{escape(text['note'])}</p>" if text["note"] else "",
        f"<p>{_text(lang, 'about.boundaries')} {_text(lang, 'about.endorsement')}</p>",
        "</noscript>",
    ]
    return "\n".join(line for line in lines if line)


def _items(payload: dict[str, Any], lang: str, listed: int) -> Iterator[tuple[int, str]]:
    """Yield each statement with the first year it can hold in."""
    statements, sites, dates = payload["statements"], payload["sites"], payload["dates"]
    count = len(statements["id"])
    rows = {
        name: [*numbers(statements[name]), *numbers(sites[name])]
        for name in ("unit", "date", "source")
    }
    kinds = numbers(statements["kind"])
    first_years = numbers(dates["possibleFrom"])
    units = _unit_names(payload["units"], lang)
    read = -(-listed // payload["texts"]["perBlock"])  # blocks that hold what is listed
    names, *_ = _columns(payload["blocks"]["names"][:read]) or [[]]
    texts, locators, *others = _columns(payload["blocks"]["texts"][:read]) or [[], []]
    if lang == "zh" and len(others) > _IN_CHINESE:
        texts = [zh or text for zh, text in zip(others[_IN_CHINESE], texts, strict=True)]
    for row in range(listed):
        unit = rows["unit"][row]
        place = units[unit] if unit >= 0 else ""
        if row >= count:
            head = f"{names[row - count]} ({place})"
        else:
            head = _head(kinds[row], place, statements["place"][row], lang)
        date = rows["date"][row]
        year = first_years[date]
        span = "/".join(part for part in (dates["start"][date], dates["end"][date]) if part)
        source = payload["sources"][rows["source"][row]]
        cited = ", ".join(part for part in (source["title"], locators[row]) if part)
        when = escape(span or _TEXTS[lang]["undated"])
        said = f"{escape(texts[row])} <small>({escape(cited)})</small>"
        item = f"<strong>{escape(head)}</strong>, {when}: {said}"
        yield year if year != NEVER else payload["years"]["first"], item


def _head(kind: int, unit: str, toponym: str, lang: str) -> str:
    if kind == _NAMED:
        return unit
    if kind == _WITHIN:
        return _text(lang, "unnamed.within").replace("{place}", unit)
    if kind == _COUNTRY_WIDE:
        return _text(lang, "unnamed.country")
    return _text(lang, "unnamed.candidates").replace("{places}", toponym)


def _unit_names(units: dict[str, Any], lang: str) -> list[str]:
    """Return each unit's name with that of the unit around it."""
    names = units["shortZh" if lang == "zh" else "nameEn"]
    names = [name or full for name, full in zip(names, units["nameZh"], strict=True)]
    return [
        name if parent < 0 else f"{name}, {names[parent]}"
        for name, parent in zip(names, numbers(units["parent"]), strict=True)
    ]


def _source(source: dict[str, str]) -> str:
    by = ", ".join(part for part in (source["author"], source["publisher"]) if part)
    title = escape(source["title"] or source["id"])
    if source["url"].lower().startswith(("http://", "https://")):
        title = f'<a href="{escape(source["url"])}" rel="noopener noreferrer">{title}</a>'
    published = f" ({escape(source['published'])})" if source["published"] else ""
    return f"{escape(by)}: {title}{published}" if by else f"{title}{published}"


def _columns(blocks: list[str]) -> list[list[str]]:
    """Return the columns of strings of several blocks, one block's after another's."""
    parts = zip(*(unpacked(block) for block in blocks), strict=True)
    return [[text for part in column for text in part] for column in parts]


def _text(lang: str, key: str) -> str:
    return str(strings(lang)[key])
