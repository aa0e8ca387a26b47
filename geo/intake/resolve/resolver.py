"""Turn one entry, as a person or a file gives it, into one row of locations.csv, or say why not.

The one place where `add` and `import` decide what a name, a date and a position mean, so that both
decide alike. Nothing is guessed: an entry is settled, or it is a problem with candidates.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from ...dates.figures import SERIALS_FROM_1900
from ...errors import DataError, Problem
from ...store.schema import LOCATION_COLUMNS
from .dates import NO_DATES, DateReading, DateResolver
from .entry import LEVEL_WORDS, Entry, Resolved, Unresolved, check_status, check_text
from .place import SITE_UNKNOWN, PlaceResolver
from .position import LOST_POSITION, Position, locate

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping

    from ...dates import FuzzyDate
    from ...gazetteer import Gazetteer, Match
    from ...model import Level, Source
    from .entry import PlaceResult

__all__ = ["Entry", "Resolved", "Resolver", "Unresolved"]

T = TypeVar("T")


class Resolver:
    """Decides what entries mean, all alike; what repeats (names, dates) is worked out once.

    The name is matched within the parent and at the level that are given; an adcode must agree
    with it. Words for dates become EDTF, with the phrase, the anchor and the rule in `date_note`.
    A position must lie in China and in the unit; where the name is no unit's, the position decides,
    and `decision` says so.

    Parameters
    ----------
    anchor
        What 'this year' and 'since August' are counted from; None: when the source was published.
    datum
        What the coordinates are given in, unless the entry says: wgs84, gcj02 or bd09.
    day_zero
        From where the workbook that the entries come from counts days.
    level
        The level that the project is told at: it decides where a name fits units of several.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        sources: Mapping[str, Source],
        *,
        anchor: FuzzyDate | None = None,
        datum: str = "wgs84",
        day_zero: datetime.date = SERIALS_FROM_1900,
        level: Level | None = None,
    ) -> None:
        self._level = level
        self._sources = sources
        self._datum = datum
        self.places = PlaceResolver(gazetteer)
        self.dates = DateResolver(sources, anchor, day_zero)

    def resolve(
        self, entry: Entry, position: Position | DataError | None = None
    ) -> Resolved | Unresolved:
        """Resolve one entry; `position` is what `locate_many` found where there are many."""
        found: list[Problem] = [
            *check_text(entry),
            *check_status(entry),
            *self._check_source(entry),
        ]
        dates = _tried(found, lambda: self.dates.read(entry))
        if position is None:
            position = _tried(found, lambda: locate(entry, self._datum))
        elif isinstance(position, DataError):
            found += position.problems
            position = None
        if position is None:  # what the name means is said all the same
            position = LOST_POSITION
        if any(problem.column == "place" for problem in found):
            return self._unresolved(entry, found, None)  # a damaged name needs no nearest names
        choice, match = self.choose(entry, position, dates or NO_DATES)
        if isinstance(choice, Problem) and choice is not SITE_UNKNOWN:
            found.append(choice)
        if found or dates is None or isinstance(choice, Problem):
            return self._unresolved(entry, found, match)
        row = dict.fromkeys(LOCATION_COLUMNS, "")
        row |= {
            "id": entry.id,
            "place": choice.place,
            "within": entry.within,
            "adcode": choice.adcode,
            "extent": choice.extent,
            "start": dates.start,
            "end": dates.end,
            "date_note": dates.note,
            "source": entry.source,
            "locator": entry.locator,
            "statement": entry.statement,
            "lon": position.lon_text,
            "lat": position.lat_text,
            "decision": choice.decision,
            "status": entry.status,
        }
        row.update(entry.extra)
        return Resolved(row, match, (*choice.notes, *dates.notes, *position.notes))

    def choose(self, entry: Entry, position: Position, dates: DateReading) -> PlaceResult:
        """Choose the unit; the level of the project decides where the name leaves it open."""
        choice, match = self.places.choose(entry, position, dates)
        is_open = isinstance(choice, Problem) and choice.rule == "place-ambiguous"
        if not is_open or self._level is None or entry.level or entry.adcode:
            return choice, match
        at_level = self.places.choose(replace(entry, level=self._level.value), position, dates)
        if isinstance(at_level[0], Problem):
            return choice, match
        note = f"taken at the level of the project: {self._level}"
        return replace(at_level[0], notes=(*at_level[0].notes, note)), at_level[1]

    def is_known(self, entry: Entry) -> bool | None:
        """Whether the name is one of units; None if the level is a word that is not read."""
        if entry.level and entry.level.lower() not in LEVEL_WORDS:
            return None
        return self.places.match(entry).status != "none"

    @staticmethod
    def _unresolved(entry: Entry, found: list[Problem], match: Match | None) -> Unresolved:
        problems = tuple(replace(p, file=entry.file, line=entry.line or None) for p in found)
        return Unresolved(entry, problems, match)

    def plain_dates(self, entry: Entry) -> DateReading | None:
        """Return the dates of an entry whose source is known; None where either is a question."""
        if self._check_source(entry):
            return None
        try:
            return self.dates.read(entry)
        except DataError:
            return None

    def _check_source(self, entry: Entry) -> list[Problem]:
        if not entry.source:
            known = ", ".join(list(self._sources)[:5]) or "none yet: pilotmap source add"
            hint = f"pass --source ID (known: {known})"
            return [Problem("source-missing", "no source is named", hint, column="source")]
        if entry.source not in self._sources:
            known = ", ".join(list(self._sources)[:5]) or "none"
            return [
                Problem(
                    "source-unknown",
                    f"source '{entry.source}' is not in sources.csv (known: {known})",
                    "add it with pilotmap source add, or name a known one",
                    column="source",
                )
            ]
        return []


def _tried(found: list[Problem], read: Callable[[], T]) -> T | None:
    """Return what `read` gives, or None with its problems added to `found`."""
    try:
        return read()
    except DataError as error:
        found.extend(error.problems)
        return None
