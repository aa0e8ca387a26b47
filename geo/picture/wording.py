"""What a picture says: words of the page in both languages, about counts, sources and outlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dates import describe
from ..page.assets import listed, say
from ..page.constants import constants
from ..text.escape import closed, cut, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Source
    from ..rollout import Rollout, YearBounds

LANGUAGES = ("en", "zh")
LETTERS_LIMIT = 1000
"""Of a title, or of another text of the data, in a picture."""
_TEXTS = {
    "en": {
        "km": "{n} km",
        "place": "a named place",
        "placeOpen": "a named place whose date is open",
        "inset": "South China Sea",
        "noDashes": "The outlines given hold no nine-dash line: none is drawn.",
        "noRoom": "Names that have no room on the map: {n}.",
        "silent": "Units of which nobody says anything in these years are left out: {n}.",
        "noOutline": "Without an outline, and so not drawn: {places}.",
        "panel": "Status by unit and year",
        "frames": "{first}–{last}",
    },
    "zh": {
        "km": "{n} 公里",
        "place": "列明的地点",
        "placeOpen": "列明的地点，日期未定",
        "inset": "南海诸岛",
        "noDashes": "所给边界不含九段线，图中未绘。",
        "noRoom": "图上容不下的地名：{n}个。",
        "silent": "这些年份没有任何来源提及的行政区未列出：{n}个。",
        "noOutline": "没有边界、因而未绘出：{places}。",
        "panel": "各行政区逐年状态",
        "frames": "{first}至{last}年",
    },
}
"""What is said only in pictures; all else is in the strings of the page."""


def tell(lang: str, key: str, **values: object) -> str:
    """Return a text of pictures, else one of the page, with its slots filled."""
    filled = {name: str(value) for name, value in values.items()}
    own = _TEXTS[lang].get(key)
    return own.format(**filled) if own is not None else say(lang, key, **filled)


def shown(text: str) -> str:
    """Return a text of the data as a picture writes it: one line, as typed, nothing obeyed.

    Of a very long one both ends: no picture has room for it, and setting it takes minutes.
    """
    return one_line(closed(cut(text, LETTERS_LIMIT)))


def year_text(lang: str, year: int) -> str:
    """Return a year as a heading has it."""
    return say(lang, "date.year", date=str(year))


def sources_text(rollout: Rollout, last: int, lang: str) -> str:
    """Return who said what is shown up to the year `last`: three sources, and how many more."""
    used = dict.fromkeys(
        item.statement.source for item in rollout.evidence if item.possible.first <= last
    )
    used.update(
        dict.fromkeys(claim.source.id for claim in rollout.claims if claim.years.first <= last)
    )
    named = [
        source_text(source, lang) for source in map(rollout.sources.get, used) if source is not None
    ]
    if not named:
        return ""
    most = int(constants("words/citation")["MOST_IN_LINE"])
    return tell(lang, "picture.sources", sources=listed(lang, named, most))


def source_text(source: Source, lang: str) -> str:
    """Return a source as it is cited in a line."""
    by = say(lang, "join.comma").join(
        shown(part) for part in (source.author, source.publisher) if part
    )
    title = (lang == "zh" and source.title_zh) or source.title or say(lang, "source.untitled")
    published = describe(str(source.published), lang) if source.published else ""
    note = say(lang, "source.published", date=published) if published else ""
    about = say(lang, "brackets", text=note) if note else ""
    return f"{by}{say(lang, 'join.colon') if by else ''}{shown(title)}{about}"


def outlines_text(lang: str, boundaries: str = "", review_number: str = "") -> list[str]:
    """Return what has to be said of the outlines: whose, what they do not claim, if reviewed.

    Parameters
    ----------
    boundaries
        Name of the file they come from; empty for the committed ones.
    review_number
        The review number (审图号) that an authority gave the map, if one did.
    """
    whose = (
        say(lang, "about.boundariesOwn", file=shown(boundaries))
        if boundaries
        else say(lang, "about.boundaries")
    )
    reviewed = (
        say(lang, "about.review", number=shown(review_number))
        if review_number
        else say(lang, "about.unreviewed")
    )
    return [whose, say(lang, "about.endorsement"), reviewed, say(lang, "about.projection")]


def bounds_text(bounds: YearBounds, lang: str) -> str:
    """Return the bounds of a first year in words, as the page's panel has them; perhaps none."""
    first, last = bounds.earliest, bounds.latest
    if not bounds.reached:
        return ""
    if first is None:
        key = "open" if last is None else "by"
        return tell(lang, f"panel.started.{key}", year=last)
    if last is None:
        return tell(lang, "panel.started.from", year=first)
    key = "exact" if first == last else "between"
    return tell(lang, f"panel.started.{key}", year=last, **{"from": first, "to": last})


def joined(sentences: Iterable[str], lang: str) -> str:
    """Return sentences in a row; in Chinese nothing stands between them."""
    return ("" if lang == "zh" else " ").join(filter(None, sentences))
