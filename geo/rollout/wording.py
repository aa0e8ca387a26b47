"""Say units and reasons in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model import unit_label
from .reasons import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Statement
    from .hierarchy import Tree
    from .reasons import Reason

_LINKS = {
    Relation.DIRECT: "{}, this unit itself",
    Relation.WHOLE: "{}, this unit itself, in every part",
    Relation.INSIDE: "{}, so somewhere inside this unit",
    Relation.EVERYWHERE: "every part of {}, this unit included",
    Relation.CANDIDATE: "it may be {}; not settled",
    Relation.THROUGH_PARENT: "{}, around this unit; in which of its parts nobody said",
    Relation.UNNAMED_WITHIN: "unnamed places within {}; this unit may hold one",
    Relation.COUNTRY_WIDE: "the country as a whole, no unit in particular",
}


class Link(NamedTuple):
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


def link(tree: Tree, reason: Reason, listed: Iterable[Reason] = ()) -> Link:
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
        times = "; ".join(f"{each.id}: {dated(each)}" for each in own)
        but = f"and this one only for a time ({times})" if times else "but not this one"
        return Link(f"{cited} claims to name {scope} that is in, {reason.years}, {but}")
    names = " or ".join(unit_label(tree.units[code]) for code in reason.via)
    where = f", {statement.locator}" if statement.locator else ""
    place = f"names {statement.place!r}" if statement.place else "names no place"
    bears = _LINKS[reason.relation].format(names)
    claim = f"{statement.id}: {cited}{where}, {place}: {bears}"
    return Link(claim, dated(statement), statement.statement)


def dated(statement: Statement) -> str:
    """Say when a statement holds, and by which rule."""
    start = f"start {statement.start}" if statement.start else "no start given, so no year is sure"
    end = f", end {statement.end}" if statement.end else ""
    note = f" ({statement.date_note})" if statement.date_note else ""
    return f"{start}{end}{note}"
