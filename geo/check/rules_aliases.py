"""Rules about aliases.csv: names of the project's own, by human decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Severity
from .registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..gazetteer import Alias
    from .material import ProjectContext


@rule("alias-unused", Severity.WARNING)
def alias_unused(material: ProjectContext) -> Iterator[Finding]:
    """No row of the project needs a name that aliases.csv adds.

    The decision behind it is not needed any more, the gazetteer has learnt the name, or it is
    misspelt on one of the two sides.
    """
    book = material.gazetteer.aliases
    if book is None:
        return
    for _, cells in material.locations.records():  # rows that a rule refuses need names too
        place, within = cells.get("place", ""), cells.get("within", "")
        material.match(place, within)
        if within.strip():
            material.match(within)
    for alias in book.unused():
        message = f"no row needs the name '{alias.toponym}'"
        yield _at(material, alias, "toponym", message, "delete it, or correct its spelling")


@rule("alias-contradicts", Severity.ERROR)
def alias_contradicts(material: ProjectContext) -> Iterator[Finding]:
    """The gazetteer speaks against a name that aliases.csv adds.

    An alias adds what the gazetteer lacks. It may not turn a known name into another unit, or the
    same name would mean two things in two projects; its code must be known and lie within its
    parent.
    """
    book = material.gazetteer.aliases
    for fault in book.faults() if book is not None else ():
        hint = "correct the row, or delete it"
        yield _at(material, fault.alias, "adcode", fault.message, hint)


@rule("alias-reason", Severity.WARNING)
def alias_reason(material: ProjectContext) -> Iterator[Finding]:
    """Nothing says why an added name stands for its unit.

    Human judgement is data, with a reason: who meets the name later must be able to disagree.
    """
    book = material.gazetteer.aliases
    for alias in book.aliases if book is not None else ():
        if not alias.reason:
            message = f"'{alias.toponym}' has no reason"
            yield _at(material, alias, "reason", message, "say where the name is met")


def _at(material: ProjectContext, alias: Alias, column: str, message: str, hint: str) -> Finding:
    file = material.aliases.file if material.aliases else ""
    return Finding(message, hint, file, alias.line, column)
