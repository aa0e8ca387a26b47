"""What a payload says, row by row and in words: for readers whose browser runs no scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..dates import describe_span
from ..payload.columns import FOREVER, NEVER, numbers, unpacked
from .words import listed, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_IN_CHINESE = 5
"""Of the columns behind statement and locator, the one with the statement in Chinese."""
_NAMED, _WITHIN, _COUNTRY_WIDE, _CANDIDATES, _EVERYWHERE = range(5)
_MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One statement, as it is read."""

    year: int | None
    """The first that it can hold in, else the last that it can begin in; None: no year is told."""
    when: str
    """Empty where no date is told."""
    about: str
    """Its place, or what it says of places that it does not settle."""
    text: str
    source: int
    locator: str


def rows_of(payload: dict[str, Any], lang: str, most_sites: int) -> Iterator[Row]:
    """Yield the statements that have no position, then the first sites, then complete lists."""
    statements, sites = payload["statements"], payload["sites"]
    count = len(statements["id"])
    total = min(payload["texts"]["rows"], count + most_sites)
    read = -(-total // payload["texts"]["perBlock"])  # blocks that hold what is wanted
    names, *_ = _columns(payload["blocks"]["names"][:read]) or [[]]
    texts, locators, *others = _columns(payload["blocks"]["texts"][:read]) or [[], []]
    if lang == "zh" and len(others) > _IN_CHINESE:
        texts = [zh or text for zh, text in zip(others[_IN_CHINESE], texts, strict=True)]
    unit, date, source = (
        [*numbers(statements[name]), *numbers(sites[name])] for name in ("unit", "date", "source")
    )
    units = _Units(payload["units"], lang)
    subjects = _subjects(statements, units, lang)
    subjects += [
        " · ".join(filter(None, (name, units.placed(row) if row >= 0 else "")))
        for name, row in zip(names, unit[count:], strict=False)
    ]
    when = list(_dates(payload["dates"], lang))
    for row in range(total):
        yield Row(*when[date[row]], subjects[row], texts[row], source[row], locators[row])
    yield from _lists(payload["lists"], units, lang)


class _Units:
    """Units by their rows, as they are called in one language; as `names.js` calls them."""

    def __init__(self, columns: dict[str, Any], lang: str) -> None:
        names = columns["shortZh" if lang == "zh" else "nameEn"]
        self._short = [name or full for name, full in zip(names, columns["nameZh"], strict=True)]
        self._full: dict[str, str] = columns["told"][lang]["full"]
        self._shared = frozenset(columns["told"][lang]["shared"])
        self._parents = numbers(columns["parent"])
        self._levels = numbers(columns["level"])
        self._lang = lang

    def name(self, row: int) -> str:
        """Return the name as it tells the unit where nothing beside it does: `Fuzhou (Jiangxi)`."""
        name = self._full.get(str(row), self._short[row])
        around = self._around(row) if row in self._shared else []
        if self._lang == "zh":
            return "".join([*reversed(around), name])
        return f"{name} ({', '.join(around)})" if around else name

    def all_of(self, row: int, level: int) -> str:
        """Return what is meant by the units of a level in a unit, the country where it is -1."""
        place = self.name(row) if row >= 0 else say(self._lang, "unnamed.everywhere")
        if row >= 0 and self._levels[row] == level:
            return place
        named = say(self._lang, f"level.one.{level}")
        return say(self._lang, "lists.every", level=named, place=place)

    def placed(self, row: int) -> str:
        """Return a name with those of the units around it: `Linxia City, Linxia, Gansu`."""
        around = self._around(row)
        name = self._full.get(str(row), self._short[row]) if around else self._short[row]
        return (
            "".join([*reversed(around), name]) if self._lang == "zh" else ", ".join([name, *around])
        )

    def _around(self, row: int) -> list[str]:
        """Return the names of the units around one, innermost first."""
        names = []
        while (row := self._parents[row]) >= 0:
            names.append(self._short[row])
        return names


def _subjects(statements: dict[str, Any], units: _Units, lang: str) -> list[str]:
    """Say what each statement without a position is about, as `subjectInWords` of the scripts."""
    subjects = []
    for row, (kind, unit, toponym) in enumerate(
        zip(
            numbers(statements["kind"]),
            numbers(statements["unit"]),
            statements["place"],
            strict=True,
        )
    ):
        if kind == _NAMED:
            subjects.append(units.placed(unit))
        elif kind == _WITHIN:
            subjects.append(say(lang, "unnamed.within", place=units.name(unit)))
        elif kind in {_COUNTRY_WIDE, _EVERYWHERE}:
            whole = kind == _EVERYWHERE
            subjects.append(say(lang, "unnamed.everywhere" if whole else "unnamed.country"))
        else:
            names = [units.name(each) for each in statements["candidates"].get(str(row), ())]
            places = listed(lang, names, _MOST_CANDIDATES)
            subjects.append(say(lang, "unnamed.candidates", places=places, name=toponym))
    return subjects


def _lists(lists: list[dict[str, Any]], units: _Units, lang: str) -> Iterator[Row]:
    """Yield what sources leave out that claim to be complete, as `lists.js` of the scripts."""
    for each in lists:
        scope = [units.all_of(unit, level) for unit, level in each["scope"]]
        places = listed(lang, [units.name(unit) for unit in each["units"]])
        closed = (
            say(lang, "lists.names", places=places)
            if places
            else say(lang, "lists.counts", n=f"{each['closes']:,}")
        )
        years = dict.fromkeys((each["first"], each["last"]))
        when = describe_span("/".join(map(str, years)), "", lang)
        about = say(lang, "lists.of", scope=listed(lang, scope))
        yield Row(each["first"], when, about, closed, each["source"], "")


def _dates(dates: dict[str, Any], lang: str) -> Iterator[tuple[int | None, str]]:
    """Yield, for each pair of start and end, the year it is told under, and the pair in words."""
    for start, end, first, settled in zip(
        dates["start"],
        dates["end"],
        numbers(dates["possibleFrom"]),
        numbers(dates["certainFrom"]),
        strict=True,
    ):
        year = settled if first == NEVER else first
        when = describe_span(start, end, lang) if start or end else ""
        yield None if year == FOREVER else year, when


def _columns(blocks: Sequence[str]) -> list[list[str]]:
    """Return the columns of strings of several blocks, one block's after another's."""
    parts = zip(*(unpacked(block) for block in blocks), strict=True)
    return [[text for part in column for text in part] for column in parts]
