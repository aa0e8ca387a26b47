"""Rows that head the rows below them: provinces, batches, years; and what they say of those."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ...model import Level
from ...toponym.split import strip_list_markup
from .column_profile import is_blank
from .data_rows import Heading, heading_of
from .layout import NAMING
from .questions import Question, answer
from .row_words import HEADING_MARK, TRAILING_COUNT, is_footnote, is_total
from .status_words import IN, MEANINGS
from .titles import date_of_title, is_label, is_region, is_title, standing_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...gazetteer.names import PlaceNames
    from ...model import AdminUnit
    from ...tables.grid import Line
    from .layout import Layout

_NUMBER = re.compile(r"[\d一二三四五六七八九十零〇百（）()、.．①-⑳]+")
_MARKS, _COLON = re.compile(r"[、；;，,\n]"), re.compile("[:：]")
_ASIDE = re.compile(r"[（(][^（）()]{0,60}[)）]")
_WHOLE = re.compile(r"\d{1,5}")
_INSIDE = 0.7
"""Share of the places below a heading that must lie inside it: some may be misspelt."""
_COUNTRY = frozenset(["全国", "中国", "国家", "China", "National", "Nationwide"])
_LONGEST = 1000
"""Characters of a heading, or of a name below one."""
_WITHIN = "within"


class Candidate(NamedTuple):
    """A row that names a unit, and may head others."""

    at: int
    line: int
    text: str
    unit: AdminUnit
    name: str
    """What the rows below it lie in, as a parent is called."""
    is_marked: bool
    """A count, a colon or a number in words shows that it heads others."""


@dataclass(slots=True)
class _Seen:
    """What the rows of a list hold, as far as it tells which of them head others."""

    headings: dict[int, Heading] = field(default_factory=dict)
    """By line, those that say so themselves."""
    candidates: list[Candidate] = field(default_factory=list)
    named: dict[int, str] = field(default_factory=dict)
    """By number, the name in a row that holds nothing else."""
    several: list[int] = field(default_factory=list)
    """Rows that hold more than a name."""
    titles: dict[int, str] = field(default_factory=dict)
    """Titles of lists, by line."""
    labels: list[int] = field(default_factory=list)
    """Numbers of the rows that say what kind of units stand below."""
    standings: dict[int, str] = field(default_factory=dict)
    """By line, rows that only say yes, no, not yet or no longer: 对照组, Control group."""
    countries: list[int] = field(default_factory=list)
    """Lines that name the country alone."""
    dates: bool = False
    """Whether a row that holds more has a date."""


def _look_at(rows: Sequence[Line], layout: Layout, names: PlaceNames) -> _Seen:
    seen = _Seen()
    read = _columns_read(layout)
    plain: dict[str, str] = {}
    """Texts that are names and head nothing: a long list repeats them."""
    for at, row in enumerate(rows):
        text = _only_text(row, read)
        if is_total(next((cell for cell in row.cells if cell.strip()), "")):
            continue
        if not text:
            seen.several.append(at)
            seen.dates = seen.dates or any(_filled(row, index) for index in read.dated)
            continue
        if len(text) > _LONGEST:
            continue
        if text in plain:
            seen.named[at] = plain[text]
            continue
        if is_footnote([text], len(layout.header)):
            continue
        _note(seen, at, row.line, text, names)
        if at in seen.named:
            plain[text] = seen.named[at]
    return seen


def _note(seen: _Seen, at: int, line: int, text: str, names: PlaceNames) -> None:
    """Note what a row that says only one thing may head."""
    if standing_of(text):
        seen.standings[line] = text
    if text in _COUNTRY:
        seen.countries.append(line)
    elif heading := heading_of(text):
        seen.headings[line] = heading
    elif is_title(text):
        seen.titles[line] = text
    elif is_label(text) or line in seen.standings or _is_region(text, names):
        seen.headings[line] = Heading(_WITHIN, "")
        seen.labels.append(at)
    elif found := _unit_of(text, names):
        marked = bool(HEADING_MARK.match(text) or TRAILING_COUNT.search(text) or text[-1] in ":：")
        seen.candidates.append(Candidate(at, line, text, *found, marked))
    else:
        seen.named[at] = strip_list_markup(text)


def _is_region(text: str, names: PlaceNames) -> bool:
    return is_region(text) and names.match(text).status == "none"


def find_headings(
    rows: Sequence[Line], layout: Layout, names: PlaceNames
) -> tuple[dict[int, Heading], list[Question]]:
    """Return the rows that head others, by line, and a question where that is in doubt.

    A row heads others where it holds nothing but a name, a number and a count, no date where
    others have one, and where the places below it lie inside the unit that it names.
    """
    seen = _look_at(rows, layout, names)
    headings = seen.headings
    headings |= _of_titles(seen.titles)
    if seen.dates:  # a country without a date among dated places is a total over them
        headings |= dict.fromkeys(seen.countries, Heading(_WITHIN, ""))
    answered = layout.forms.get("headings", "")
    told = {line: text for line, text in seen.standings.items() if standing_of(text) != IN}
    if told and "status" not in layout.columns:
        if not answered:
            return headings, [_about_standings(told)]
        headings |= {line: Heading("status", text) for line, text in seen.standings.items()}
    if answered == "place":
        return headings, []
    if over := _dated_headings(rows, layout, names):
        if answered != _WITHIN:
            return headings, [_doubt(over, (), layout)]
        index = layout.columns["start" if "start" in layout.columns else "year"]
        return headings | {
            each.line: Heading(_WITHIN, each.name, rows[each.at].cells[index].strip())
            for each in over
        }, []
    return _with_units(rows, layout, names, seen, answered=answered)


def _with_units(
    rows: Sequence[Line], layout: Layout, names: PlaceNames, seen: _Seen, *, answered: str
) -> tuple[dict[int, Heading], list[Question]]:
    """Return the headings with those that name units over what lies in them, or the question."""
    headings, candidates, dates = seen.headings, seen.candidates, seen.dates
    if not candidates:
        return headings, []
    named = seen.named | {at: _name_of(rows[at], layout) for at in seen.several}
    heads = _heading_of_others(candidates, named, (*seen.labels, len(rows)), names)
    chosen = [candidate for candidate in candidates if heads[candidate.at]]
    rest = [
        candidate
        for candidate in candidates
        if not heads[candidate.at] and (candidate.is_marked or candidate.unit.level == "province")
    ]
    certain = dates or all(candidate.is_marked for candidate in chosen)
    if not chosen or (len(rest) > len(chosen) and not certain):
        return headings, []
    if not answered and (not certain or any(candidate.is_marked for candidate in rest)):
        return headings, [_doubt(chosen, rest, layout)]
    for candidate in chosen:
        headings[candidate.line] = Heading(_WITHIN, candidate.name)
    return headings, []


def _about_standings(told: Mapping[int, str]) -> Question:
    """Ask of rows that say of those below them that the programme is not there: 对照组."""
    lines = ", ".join(f"line {line} '{text}'" for line, text in list(told.items())[:3])
    means = "; ".join(f"{text}: {MEANINGS[standing_of(text)]}" for text in list(told.values())[:3])
    way = answer("headings", "status", f"headings that say so of the places below: {means}")
    text = f"{lines}: of the rows below, may say that the programme is not there"
    return Question("headings", "", tuple(told.values())[:2], text, (way,), is_proposed=True)


def _doubt(chosen: Sequence[Candidate], rest: Sequence[Candidate], layout: Layout) -> Question:
    """Ask whether rows head the places below them, or are places themselves."""
    lines = ", ".join(f"line {candidate.line} '{candidate.text}'" for candidate in chosen[:3])
    more = (
        f"; but nothing inside it stands below line {rest[0].line} '{rest[0].text}'" if rest else ""
    )
    names = [layout.title(layout.columns[name]) for name in NAMING if name in layout.columns]
    return Question(
        "headings",
        names[-1] if names else "",
        tuple(candidate.text for candidate in (*chosen, *rest)[:2]),
        f"{lines}: a heading over the places below, or a place of its own?{more}",
        (
            answer("headings", _WITHIN, "headings: the places below lie in it"),
            answer("headings", "place", "places of their own, each a statement"),
        ),
        is_proposed=True,
    )


def _of_titles(titles: Mapping[int, str]) -> dict[int, Heading]:
    """Return what titles between rows say: of several, the year that is each one's own."""
    dates = {line: date_of_title(text) for line, text in titles.items()}
    parted = len(set(filter(None, dates.values()))) > 1
    return {
        line: Heading("start", dates[line]) if parted and dates[line] else Heading("title", text)
        for line, text in titles.items()
    }


def _dated_headings(rows: Sequence[Line], layout: Layout, names: PlaceNames) -> list[Candidate]:
    """Return provinces with a date over places inside them that have none; none if any differs."""
    index = layout.columns.get("start", layout.columns.get("year", -1))
    if index < 0 or not rows or not _filled(rows[0], index):
        return []
    found: list[Candidate] = []
    below = 0
    for at, row in enumerate(rows):
        name = _name_of(row, layout)
        if _filled(row, index):
            unit = names.match(name, level=Level.PROVINCE).unit if name else None
            if unit is None:
                return []
            found.append(Candidate(at, row.line, name, unit, unit.name_zh, is_marked=False))
        elif name and not is_total(name):
            below += 1
            if not _is_inside(name, found[-1].unit, names):
                return []
    return found if below >= len(found) else []


def _filled(row: Line, index: int) -> bool:
    return index < len(row.cells) and not is_blank(row.cells[index].strip())


def _name_of(row: Line, layout: Layout) -> str:
    """Return the innermost name of a row."""
    names = [layout.columns[name] for name in NAMING if name in layout.columns]
    filled = [row.cells[index].strip() for index in names if _filled(row, index)]
    return strip_list_markup(filled[-1]) if filled else ""


class _Read(NamedTuple):
    """The columns of a layout that are read: their numbers."""

    all: frozenset[int]
    number: int
    """That which numbers the rows; -1 for none."""
    others: tuple[int, ...]
    """Those that neither name units nor number the rows, but for the first."""
    dated: tuple[int, ...]


def _columns_read(layout: Layout) -> _Read:
    naming = {layout.columns[name] for name in NAMING if name in layout.columns}
    number = layout.columns.get("number", -1)
    every = frozenset(layout.columns.values())
    others = tuple(sorted(every - naming - {0, number}))
    dated = [layout.columns[name] for name in ("start", "year", "end") if name in layout.columns]
    return _Read(every, number, others, tuple(dated))


def _only_text(row: Line, read: _Read) -> str:
    """Return what a row says where it says only one thing, but for a number and a count."""
    if any(_filled(row, index) for index in read.others):
        return ""  # nearly every row, told quickly
    named = read.all | {0}
    unread = {cell.strip() for index, cell in enumerate(row.cells) if index not in named}
    texts = {text for text in unread if not _WHOLE.fullmatch(text)}
    for index in named:
        text = row.cells[index].strip() if index < len(row.cells) else ""
        if index != read.number or not _NUMBER.fullmatch(text):
            texts.add(text)
    said = [text for text in texts if not is_blank(text)]
    return said[0] if len(said) == 1 else ""


def _unit_of(text: str, names: PlaceNames) -> tuple[AdminUnit, str] | None:
    """Return the province or prefecture that a heading names, and what to call it.

    The Corps of Xinjiang lies in Xinjiang, and is a parent of its own name.
    """
    name = strip_list_markup(text)
    for form in dict.fromkeys((name, TRAILING_COUNT.sub("", name), name.strip("：:【】[]《》 "))):
        if not form:
            continue
        is_name = names.match(form).status != "none"  # else no level makes it one
        for level in (Level.PROVINCE, Level.PREFECTURE) if is_name else ():
            unit = names.match(form, level=level).unit
            if unit is not None:
                return unit, unit.name_zh
        for code in names.gazetteer.corps(form):
            if (around := names.gazetteer.get(code)) is not None:
                return around, form
    return None


def _heading_of_others(
    candidates: Sequence[Candidate],
    named: dict[int, str],
    ends: Sequence[int],
    known: PlaceNames,
) -> dict[int, bool]:
    """Return for each candidate whether the places below it, as far as the next, lie inside it."""
    heads: dict[int, bool] = {}
    for number, candidate in enumerate(candidates):
        is_province = candidate.unit.level == "province"
        stop = ends[bisect_right(ends, candidate.at)]
        inner = False
        for following in range(number + 1, len(candidates)):  # a slice would copy them all
            other = candidates[following]
            if other.at >= stop:
                break
            below = not is_province or other.unit.level == "province"
            if below or not _is_inside(other.unit.name_zh, candidate.unit, known):
                stop = other.at
                break
            inner = True
        texts = (named.get(at, "") for at in range(candidate.at + 1, stop))
        names = [name for text in texts for name in _names_in(text)]
        inside = sum(_is_inside(name, candidate.unit, known) for name in names)
        heads[candidate.at] = bool(names or inner) and inside >= _INSIDE * len(names)
    return heads


def _names_in(text: str) -> list[str]:
    """Return the names that a row lists, without what stands in brackets behind them."""
    if text.isalpha():
        return [text]
    if _COLON.search(text):
        return []  # it says itself where its places lie
    return [name for part in _MARKS.split(_ASIDE.sub("", text)) if (name := part.strip())]


def _is_inside(name: str, unit: AdminUnit, names: PlaceNames) -> bool:
    return names.match(name, unit.name_zh).status != "none"
