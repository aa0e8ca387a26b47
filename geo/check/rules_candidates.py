"""Rules about candidates: units of which a row leaves open which one it means."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from ..errors import Severity
from ..model import COUNTRY
from ..text.escape import shell_argument
from .context import is_blank
from .registry import Finding, at, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Statement
    from .context import ProjectContext


@rule("candidates-open", Severity.WARNING)
def candidates_open(context: ProjectContext) -> Iterator[Finding]:
    """Several adcodes are left open as candidates.

    Until somebody decides, each of them is possible and none is certain. That is honest, and worth
    coming back to: the source's other places, its map or its publisher may settle it. A position
    in one of them alone has settled it.
    """
    for row in context.statements.where(adcodes=_are_several):
        units = [context.gazetteer.describe(context.gazetteer.unit(code)) for code in row.adcodes]
        message = f"'{row.place}' has {len(units)} candidates: {'; '.join(units)}"
        hint = f"settle it with pilotmap edit {shell_argument(row.id)}"
        around = _holding(row)
        if len(around) == 1:
            hint += f" --adcode {around[0]}: the position lies there, and in no other"
        yield at(context, row, "adcode", message, hint)


@rule("candidates-overlap", Severity.WARNING)
def candidates_overlap(context: ProjectContext) -> Iterator[Finding]:
    """Two candidates are no alternatives: one lies in the other, or both are one unit.

    What is in 渭南市 is in the country too, so that `100000|610500` leaves nothing open but how
    exact the row is: give the inner unit where the source names it; else the outer one, with the
    extent `within`. Units that share the name (Linxia is a prefecture, and a city and a county in
    it) are alternatives. Nothing is said where `decision` tells why both stand there.
    """
    for row in context.statements.where(adcodes=_are_several, decision=is_blank):
        for outer, inner in permutations(row.adcodes, 2):
            how = _overlap(context, outer, inner)
            if how and not (_bears(context, row, outer) and _bears(context, row, inner)):
                gazetteer = context.gazetteer
                outer_unit, inner_unit = gazetteer.unit(outer), gazetteer.unit(inner)
                message = f"{inner} {inner_unit.name_zh} {how} {outer} {outer_unit.name_zh}"
                hint = f"keep one: pilotmap edit {shell_argument(row.id)} --adcode {inner}"
                yield at(context, row, "adcode", message, hint)


@rule("candidates-unnamed", Severity.WARNING)
def candidates_unnamed(context: ProjectContext) -> Iterator[Finding]:
    """A candidate does not bear the name of the place, and others do.

    One code among several may be a slip that nobody sees. Where a unit is meant by a name that is
    not its own, write the reason in `decision`, or add the name to aliases.csv.
    """
    for row in context.statements.where(adcodes=_are_several, decision=is_blank):
        bearing = [code for code in row.adcodes if _bears(context, row, code)]
        for code in row.adcodes if bearing else ():
            overlaps = any(
                _overlap(context, *pair) for other in row.adcodes
                for pair in ((code, other), (other, code)) if other != code
            )  # fmt: skip
            if code not in bearing and not overlaps:
                unit = context.gazetteer.describe(context.gazetteer.unit(code))
                message = f"'{row.place}' is no name of {unit}"
                yield at(context, row, "adcode", message, "take it out, or write a decision")


def _are_several(adcodes: tuple[str, ...]) -> bool:
    return len(adcodes) > 1


def _holding(row: Statement) -> list[str]:
    """Return the candidates that the row's position lies in."""
    if row.lon is None or row.lat is None or row.decision.startswith("by coordinates"):
        return []  # there is none, or it was asked already, and a border is too near
    from ..boundaries import neighbours_at, units_at

    here = units_at(row.lon, row.lat)
    across = [each.adcode for each in neighbours_at(row.lon, row.lat, here[0])] if here else ()
    return [code for code in row.adcodes if code in here or code in across]


def _overlap(context: ProjectContext, outer: str, inner: str) -> str:
    """Return how one unit overlaps another, in words; blank if it does not."""
    gazetteer = context.gazetteer
    today = set(gazetteer.current(inner))
    if today & set(gazetteer.current(outer)):
        return "is on the same ground as" if outer < inner else ""  # told once
    around = {parent.adcode for code in (inner, *today) for parent in gazetteer.ancestors(code)}
    return "lies in" if around & {outer, *gazetteer.current(outer)} else ""


def _bears(context: ProjectContext, row: Statement, code: str) -> bool:
    """Whether a unit has the name of a row's place, be others of that name better known."""
    if code == COUNTRY:
        return any(unit.adcode == COUNTRY for unit in context.named(row.place))
    return any(
        named.adcode == code
        for unit in context.gazetteer.units_with_code(code)
        for named in context.named(row.place, unit.parent, unit.valid_to)
    )
