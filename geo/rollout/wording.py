"""Say units and reasons in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.rollout.reasons import Relation

if TYPE_CHECKING:
    from geo.model import AdminUnit, Statement
    from geo.rollout.hierarchy import Tree
    from geo.rollout.reasons import Reason

_LINKS = {
    Relation.DIRECT: "{}, this unit itself",
    Relation.INSIDE: "{}, so somewhere inside this unit",
    Relation.EVERYWHERE: "every part of {}, this unit included",
    Relation.CANDIDATE: "it may be {}; not settled",
    Relation.THROUGH_PARENT: "{}, around this unit; in which of its parts nobody said",
    Relation.UNNAMED_WITHIN: "unnamed places within {}; this unit may hold one",
    Relation.COUNTRY_WIDE: "the country as a whole, no unit in particular",
}


def titled(unit: AdminUnit) -> str:
    """Name a unit in both languages with its code."""
    return f"{unit.name_en} ({unit.name_zh}, {unit.adcode})"


def linked(tree: Tree, reason: Reason) -> str:
    """Say how a statement or a list bears on a unit, by whom, and where it stands in the source."""
    source = reason.source
    cited = f"{source.id} ({source.title})" if source.title else source.id
    if reason.statement is None:
        claim = " and ".join(
            f"every {level}-level unit of {titled(tree.units[code])}"
            for code, level in source.coverage_scope
            if code in tree
        )
        return f"{cited} claims to name {claim} that is in, {reason.years}, and does not name it"
    statement = reason.statement
    names = [titled(tree.units[code]) for code in reason.via]
    if statement.locator:
        cited = f"{cited}, {statement.locator}"
    place = f"names {statement.place!r}" if statement.place else "names no place"
    return f"{statement.id}: {cited}, {place}: {_LINKS[reason.relation].format(' or '.join(names))}"


def dated(statement: Statement) -> str:
    """Say the dates of a statement, and the rule that gave them."""
    start = f"start {statement.start}" if statement.start else "no start given, so no year is sure"
    end = f", end {statement.end}" if statement.end else ""
    note = f" ({statement.date_note})" if statement.date_note else ""
    return f"{start}{end}{note}"


def sentence(tree: Tree, reason: Reason) -> str:
    """Say a reason in one sentence."""
    if reason.statement is None:
        return linked(tree, reason)
    says = f"; it says: {reason.statement.statement}" if reason.statement.statement else ""
    return f"{linked(tree, reason)}; {dated(reason.statement)}{says}"
