"""Say why a unit has its status: the chain from the sources to it, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ..model import Extent, Presence, Status, unit_label
from ..text.escape import one_line, some_of
from .reasons import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model import AdminUnit, Statement
    from .hierarchy import Tree
    from .reasons import Reason
    from .years import YearBounds

PLACES_HERE = frozenset({Relation.DIRECT, Relation.WHOLE, Relation.INSIDE, Relation.EVERYWHERE})
"""How a statement bears on a unit that it puts the programme in, if not in the year asked for."""
_MEANING = {
    Status.IN: "a statement places the programme in it or in a unit inside it",
    Status.POSSIBLE: "a statement allows it but does not settle it",
    Status.OUT: "a source that claims to be complete does not list it then, and nobody else does",
    Status.UNKNOWN: "no statement reaches it",
}
_DENIED = "a source says that the programme is not there, and nobody says that it is"
_LINKS = {
    Relation.DIRECT: "{}, this unit itself",
    Relation.WHOLE: "{}, this unit itself, in every part",
    Relation.INSIDE: "{}, so somewhere inside this unit",
    Relation.EVERYWHERE: "every part of {}, this unit included",
    Relation.CANDIDATE: "it may be {}; not settled",
    Relation.THROUGH_PARENT: "{}, around this unit; in which of its parts nobody said",
    Relation.UNNAMED_WITHIN: "unnamed places within {}; this unit may hold one",
    Relation.COUNTRY_WIDE: "the country as a whole, no unit in particular",
    Relation.SAYS_NO: "says that the programme is not in {}",
}


class ReasonText(NamedTuple):
    """A reason in words, in the parts a reader looks for; as text, one sentence."""

    claim: str
    """Who says what of which unit, and where in the source."""
    dates: str = ""
    """Start and end, and the rule that gave them; empty for a list."""
    quote: str = ""
    """The statement, in the words of the data."""

    def __str__(self) -> str:
        dates = f"; {self.dates}" if self.dates else ""
        quote = f"; it says: {self.quote}" if self.quote else ""
        return f"{self.claim}{dates}{quote}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a unit has its status in a year."""

    asked: AdminUnit
    """The unit as it was asked for; perhaps a former one."""
    units: tuple[AdminUnit, ...]
    """The units of today that are drawn for it."""
    year: int
    status: Status
    first_year: YearBounds
    status_runs: tuple[tuple[range, Status], ...]
    """The status over all years with evidence, cut where it changes."""
    reasons: tuple[Reason, ...]
    links: tuple[ReasonText, ...]
    """Each reason in words."""
    would_change: tuple[str, ...]
    """What would have to be said for the status to change."""
    disputed: tuple[str, ...]
    """Contradictions between sources about these very units, in words."""

    def __str__(self) -> str:
        """Return the whole of it in words, as `pilotmap explain` prints it."""
        return "\n".join(map(one_line, self._lines()))

    def as_record(self) -> dict[str, object]:
        """Return the whole of it as plain values, as `pilotmap explain --json` prints it."""
        earliest, latest = self.first_year
        return {
            "unit": self.asked.as_record(),
            "drawn": [unit.as_record() for unit in self.units],
            "former": self.former,
            "year": self.year,
            "status": self.status.value,
            "sentence": self.sentence,
            "first_year": {"earliest": earliest, "latest": latest},
            "status_runs": [
                {"first": years[0], "last": years[-1], "status": status.value}
                for years, status in self.status_runs
            ],
            "reasons": [
                {**_reason_record(reason), "sentence": str(words)}
                for reason, words in zip(self.reasons, self.links, strict=True)
            ],
            "disputed": list(self.disputed),
            "would_change": list(self.would_change),
        }

    def _lines(self) -> Iterator[str]:
        if self.former:
            yield self.former
        yield self.sentence
        yield f"first year: {self.first_year.text() or 'none known'}"
        runs = (
            f"{status} {years[0]}" if len(years) == 1 else f"{status} {years[0]}-{years[-1]}"
            for years, status in self.status_runs
        )
        yield f"over time: {', '.join(runs)}"
        if self.reasons:
            yield "why:"
        country_wide = []
        for reason, words in zip(self.reasons, self.links, strict=True):
            if reason.relation is Relation.COUNTRY_WIDE and reason.statement:
                country_wide.append(reason.statement.id)
                continue
            yield f"- {words.claim}"
            yield from _behind(reason, words)
        if country_wide:
            ids = some_of(country_wide)
            yield f"- of the country as a whole, so of no unit in particular: {ids}"
        for dispute in self.disputed:
            yield f"sources differ: {dispute}"
        yield "what would change it:"
        for change in self.would_change:
            yield f"- {change}"

    @property
    def sentence(self) -> str:
        """Say the status in words."""
        meaning = _MEANING[self.status]
        if any(each.certain and each.relation is Relation.SAYS_NO for each in self.reasons):
            meaning = _DENIED
        return f"{unit_label(self.asked)} in {self.year}: {self.status}, {meaning}"

    @property
    def former(self) -> str:
        """Say what is drawn for a former unit; empty for one of today."""
        if len(self.units) == 1 and self.units[0].adcode == self.asked.adcode:
            return ""
        ended = f" (until {self.asked.valid_to})" if self.asked.valid_to is not None else ""
        drawn = some_of(map(unit_label, self.units))
        return f"{unit_label(self.asked)} is a former unit{ended}; drawn for it: {drawn}"


def _behind(reason: Reason, words: ReasonText) -> Iterator[str]:
    """Yield the lines below a reason: its dates, what it says, and the source's own words."""
    if words.dates:
        yield f"  {words.dates}"
    if words.quote:
        yield f"  it says: {words.quote}"
    if reason.statement and reason.statement.quote:
        yield f"  in its own words: “{reason.statement.quote}”"


def reason_text(tree: Tree, reason: Reason, listed: Iterable[Reason] = ()) -> ReasonText:
    """Say how a statement or a list bears on a unit.

    `listed` are links by which statements put the programme there at another time; those of a list
    that closes the unit tell for which time it names it.
    """
    source, statement = reason.source, reason.statement
    cited = f"{source.id} ({source.title})" if source.title else source.id
    if statement is None:
        scope = " and ".join(
            f"every {level}-level unit of {unit_label(tree.units[code])}"
            for code, level in source.coverage_scope
            if code in tree
        )
        own = [each.statement for each in listed if each.source == source and each.statement]
        times = "; ".join(f"{each.id}: {_dated(each)}" for each in own)
        but = f"and this one only for a time ({times})" if times else "but not this one"
        return ReasonText(f"{cited} claims to name {scope} that is in, {reason.years}, {but}")
    names = " or ".join(unit_label(tree.units[code]) for code in reason.via)
    where = f", {statement.locator}" if statement.locator else ""
    place = f"names {statement.place!r}" if statement.place else "names no place"
    bears = _LINKS[reason.relation].format(names)
    if reason.relation is Relation.SAYS_NO and not reason.certain:
        bears += ", which settles nothing here"
    claim = f"{statement.id}: {cited}{where}, {place}: {bears}"
    return ReasonText(claim, _dated(statement), statement.statement)


def _dated(statement: Statement) -> str:
    """Say when a statement holds, and by which rule."""
    if statement.start:
        start = f"start {statement.start}"
    elif statement.end:
        start = "no start given"
    elif statement.status is Presence.OUT:
        start = "no dates given, so the year of its source counts"
    else:
        start = "no start given, so no year is sure"
    end = f", end {statement.end}" if statement.end else ""
    note = f" ({statement.date_note})" if statement.date_note else ""
    return f"{start}{end}{note}"


def would_change(
    asked: AdminUnit, status: Status, year: int, reasons: tuple[Reason, ...]
) -> Iterator[str]:
    """Say what would have to be said, or unsaid, for the status to be another."""
    name = asked.name_en or asked.name_zh
    if status is Status.IN:
        settling = (
            reason.statement.id
            for reason in reasons
            if reason.statement
            and reason.relation is not Relation.SAYS_NO
            and (reason.certain or reason.statement.adcodes == (asked.adcode,))
        )
        ids = some_of(settling)
        yield f"an end before {year}, or the removal, of every statement that settles it: {ids}"
    elif status is Status.OUT:
        yield f"a statement of any source that names {name} or a unit inside it in {year}"
        if any(reason.relation is Relation.FULL_LIST for reason in reasons):
            yield "a narrower scope or period of the list that closes it"
        for reason in reasons:
            if reason.statement and reason.relation is Relation.SAYS_NO and reason.certain:
                yield f"other dates on {reason.statement.id}, which says no, or its removal"
            elif reason.statement and reason.relation in PLACES_HERE:
                yield f"other dates on {reason.statement.id}: {_dated(reason.statement)}"
    elif status is Status.UNKNOWN:
        yield f"a statement that names {name}, a unit inside it, or places within its province"
        yield f"a list that is complete for {name} in {year}, or a no (then it would be out)"
    else:
        yield f"a statement that names {name} or a unit inside it, started by the end of {year}"
        yield from dict.fromkeys(filter(None, map(_settling, reasons)))
        yield f"a complete list of the units around {name} that does not name it (then out)"


def _settling(reason: Reason) -> str:
    """Say what would settle a statement that is open about a unit; empty if nothing of its own."""
    statement = reason.statement
    if statement is None:
        return ""
    if reason.relation is Relation.CANDIDATE:
        return f"the decision which of {'|'.join(reason.via)} {statement.id} means"
    if reason.relation is Relation.THROUGH_PARENT:
        return f"extent {Extent.ALL} on {statement.id}, if it covers every part"
    if reason.relation is Relation.UNNAMED_WITHIN:
        return f"the names of the places that {statement.id} speaks of"
    if reason.relation in {Relation.COUNTRY_WIDE, Relation.SAYS_NO}:
        return ""
    start = statement.start.text if statement.start else "not given"
    end = f" and end (now {statement.end})" if statement.end else ""
    return f"narrower dates on {statement.id}: start (now {start}){end}"


def _reason_record(reason: Reason) -> dict[str, object]:
    statement = reason.statement
    return {
        "relation": reason.relation.value,
        "certain": reason.certain,
        "source": reason.source.id,
        "id": statement.id if statement else None,
        "locator": statement.locator if statement else "",
        "place": statement.place if statement else "",
        "quote": statement.quote if statement else "",
        "via": list(reason.via),
        "start": str(statement.start or "") if statement else "",
        "end": str(statement.end or "") if statement else "",
        "date_note": statement.date_note if statement else "",
    }
