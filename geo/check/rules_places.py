"""Rules about places: that name, parent, code, level and position of a row agree."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from ..boundaries.nearby import in_china
from ..errors import Severity
from ..model import COUNTRY, Extent
from ..rollout.years import NO_LAST_YEAR
from ..store.schema import is_reasoned
from .context import first_year, is_blank
from .registry import Finding, at, rule
from .rules_dates import is_early

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model import AdminUnit, Statement
    from .context import ProjectContext


@rule("adcode-former", Severity.WARNING)
def adcode_former(context: ProjectContext) -> Iterator[Finding]:
    """An adcode was no longer, or not yet, in use when the statement begins.

    A code means something only with a date: 371200 was Laiwu until 2018. The outlines drawn are
    today's; a former code is drawn as its successors. Give the code of the time of the statement,
    or today's.
    """

    def have_ended(adcodes: tuple[str, ...]) -> bool:
        return any(context.names.ended_before(code, NO_LAST_YEAR) for code in adcodes)

    for row in context.statements.where(adcodes=have_ended, start=bool):
        for code in row.adcodes:
            ended = context.names.ended_before(code, first_year(row))
            if ended is not None:
                heirs = context.gazetteer.successors(ended)
                today = "; ".join(map(context.gazetteer.describe, heirs)) or "nothing"
                message = f"{code} {ended.name_zh} ended in {ended.valid_to}, before {row.start}"
                yield at(context, row, "adcode", message, f"today: {today}")


@rule("within-contradicts", Severity.ERROR)
def within_contradicts(context: ProjectContext) -> Iterator[Finding]:
    """The parent that is printed is not one the unit lies in.

    `within` is matched like any name; none of the units it may mean is the unit's prefecture,
    province, or the unit itself. Codes and names of the time count too.
    """

    @cache
    def may_differ(adcodes: tuple[str, ...], within: str) -> bool:
        return not all(context.names.is_within([code], within) for code in adcodes)

    def differs(adcodes: tuple[str, ...], within: str) -> bool:
        return bool(within.strip()) and may_differ(adcodes, within)

    for row in context.statements.where_both("adcodes", "within", differs):
        for code in row.adcodes:
            if not context.names.is_within([code], row.within):
                unit = context.gazetteer.unit(code)
                parents = context.gazetteer.parents_of(unit)[:-1]
                names = " or ".join(parent.name_zh for parent in parents) or "nothing"
                message = f"{context.gazetteer.describe(unit)} does not lie in '{row.within}'"
                yield at(context, row, "within", message, f"write {names}, or correct the adcode")


@rule("within-unknown", Severity.WARNING)
def within_unknown(context: ProjectContext) -> Iterator[Finding]:
    """The parent that is printed is the name of no unit.

    Nothing can be checked against it. If it is a region such as 长三角, keep it in the statement
    and leave `within` blank.
    """

    def is_unknown(within: str) -> bool:
        return bool(within.strip()) and not context.names.codes_named(within)

    for row in context.statements.where(within=is_unknown):
        match = context.match(row.within)
        near = "; ".join(context.gazetteer.described(match.suggestions[:2]))
        hint = f"nearest: {near}" if near else "leave it blank, or name the province"
        yield at(context, row, "within", f"no unit is called '{row.within}'", hint)


def _is_about_unit(extent: Extent) -> bool:
    """Whether a row of that extent is about a unit, or a site in one."""
    return extent is not Extent.WITHIN


def _named_without_reason(context: ProjectContext) -> Iterator[Statement]:
    """Yield such rows without a decision, as far as their places may be names of other units."""
    return context.of_other_names.where(
        decision=is_blank, extent=_is_about_unit, place=context.may_name_unit
    )


@rule("place-contradicts", Severity.ERROR)
def place_contradicts(context: ProjectContext) -> Iterator[Finding]:
    """The place is the name of other units than the adcode's, and no decision says why.

    A row says Tianshui and has the code of Wuwei: one of them is a slip. Where both are right (a
    source uses an old or a loose name), write the reason in `decision`.
    """
    for row in _named_without_reason(context):
        # Where nothing of the name lies in the parent, the units of the name elsewhere tell.
        units = context.named_by(row) or (() if row.lon is not None else context.named(row.place))
        named = {unit.adcode for unit in units}
        if not named or named & set(row.adcodes) or _stands_inside(context, row, named):
            continue
        year = first_year(row)
        if any(context.names.bore(code, row.place, row.within, year) for code in row.adcodes):
            continue
        says = "; ".join(
            context.gazetteer.describe(context.gazetteer.unit(code)) for code in sorted(named)
        )
        message = f"'{row.place}' is {says}, not {', '.join(row.adcodes)}"
        hint = "correct one of them, or give the reason as decision"
        yield at(context, row, "adcode", message, hint)


@rule("place-unknown", Severity.ERROR)
def place_unknown(context: ProjectContext) -> Iterator[Finding]:
    """A name is that of no unit.

    Where it is brought in, that is an error: the nearest names are shown and never taken; correct
    the name, give the adcode, or a position for a site. A name that people use and the gazetteer
    lacks goes into aliases.csv with a reason.

    In a project the adcode says where a row is, and nothing but the name can vouch for it. Near to
    a known name, it is most likely misspelt: a warning. Else it is a note: a site without position,
    say. Nothing is said of names that hold the unit's (武威市邮政局), of sites with a position, and
    where `decision` or an alias tells how the unit was found.
    """
    placed_by_name = context.of_other_names.where(
        decision=is_blank, extent=_is_about_unit, lon=lambda lon: lon is None
    )
    names_around = cache(lambda adcodes: _names_around(context, adcodes))
    for row in placed_by_name:
        is_name = context.named_by(row) or context.is_name(row.place)
        if is_name or COUNTRY in row.adcodes or _mentions(names_around(row.adcodes), row.place):
            continue
        numbered = any(character.isdigit() for character in row.place)  # no unit is: a site
        near = () if numbered else context.match(row.place).suggestions[:3]
        nearest = "; ".join(context.gazetteer.described(near))
        hint = f"nearest: {nearest}" if near else "write in decision how the unit was found"
        message = f"no unit is called '{row.place}', so that nothing vouches for the adcode"
        weight = Severity.WARNING if near else Severity.NOTE
        yield at(context, row, "place", message, hint)._replace(severity=weight)


@rule("decision-missing", Severity.WARNING)
def decision_missing(context: ProjectContext) -> Iterator[Finding]:
    """Several units bear the name within its parent, one was chosen, and no decision says why.

    Linxia in Gansu is a prefecture, a city and a county. Who chose among them writes down the
    reason, so that a reader can disagree.
    """
    for row in _named_without_reason(context):
        if len(row.adcodes) != 1:
            continue
        named = context.named_by(row)
        others = [unit for unit in named if unit.adcode not in row.adcodes]
        if len(others) == len(named) or not others:
            continue  # no choice was made among units of this name
        if not _is_position_decisive(row, others):
            shown = "; ".join(map(context.gazetteer.describe, others))
            message = f"'{row.place}' could also be {shown}"
            yield at(context, row, "decision", message, "write why it is this unit")


@rule("decision-unneeded", Severity.NOTE)
def decision_unneeded(context: ProjectContext) -> Iterator[Finding]:
    """A decision is recorded where the name leaves no choice.

    The place alone, without its parent, names exactly this unit. The reason may date from an older
    gazetteer; delete it, or keep it if it tells a reader something else. Nothing is said of a unit
    that several rows name: the reason may be why both are meant.
    """
    counts = Counter(context.statements.column("adcodes"))
    several = {adcodes for adcodes, count in counts.items() if count > 1}

    of_units = context.statements.where(
        decision=str.strip, extent=_is_about_unit, lon=lambda lon: lon is None
    )
    for row in of_units:
        if is_early(row.start) or (row.adcodes in several and is_reasoned(row.decision)):
            continue  # the reason may be that of its dates
        match = context.match(row.place)
        if match.status == "unit" and match.unit and row.adcodes == (match.unit.adcode,):
            yield at(context, row, "decision", f"'{row.place}' names this unit and no other")


@rule("extent-country", Severity.WARNING)
def extent_country(context: ProjectContext) -> Iterator[Finding]:
    """A statement gives the whole country as the one place the programme is in.

    A statement about the country tints nothing, whichever extent it has but `all`. What is meant
    by "many provinces and cities" is `within`: unnamed places inside.
    """
    for row in context.statements.where(adcodes=lambda codes: codes == (COUNTRY,)):
        if row.extent is Extent.UNIT:
            message = f"'{row.place}' is the whole country, with the extent 'unit'"
            yield at(context, row, "extent", message, "write within, or all if it is everywhere")


@rule("coordinates-swapped", Severity.ERROR)
def coordinates_swapped(context: ProjectContext) -> Iterator[Finding]:
    """Longitude and latitude stand in each other's column.

    The position lies outside China, and inside with the two exchanged.
    """
    for line, lon, lat in context.locations.swapped:
        message = f"lon {lon:g}, lat {lat:g} look swapped: {lat:g} E, {lon:g} N is in China"
        yield Finding(message, "exchange the two", context.locations.file, line, "lon")


@rule("coordinates-abroad", Severity.ERROR)
def coordinates_abroad(context: ProjectContext) -> Iterator[Finding]:
    """A position lies in no unit of China.

    It lies at sea or abroad, or a digit is wrong. The outlines are simplified; positions up to two
    kilometres off the coast are taken to lie ashore.
    """
    for row, lon, lat, is_in_china in context.sites_astray:
        if in_china(lon, lat):
            if not is_in_china:
                message = f"{lon:g}, {lat:g} lies in no unit of China"
                yield at(context, row, "lon", message, "correct it, or leave it blank")
        elif not in_china(lat, lon):
            message = f"{lon:g}, {lat:g} is not in China"
            yield at(context, row, "lon", message, "correct it, or leave it blank")


@rule("coordinates-outside", Severity.ERROR)
def coordinates_outside(context: ProjectContext) -> Iterator[Finding]:
    """A position lies outside the unit of its row.

    Coordinates from Chinese maps (GCJ-02 of Gaode and Tencent, BD-09 of Baidu) are some hundred
    metres off, which matters near borders; import them with `--datum`. The outlines are simplified,
    so that two kilometres are let pass.
    """
    for row, lon, lat, is_in_china in context.sites_astray:
        if is_in_china and COUNTRY not in row.adcodes:
            units = "; ".join(
                context.gazetteer.describe(context.gazetteer.unit(c)) for c in row.adcodes
            )
            hint = "correct the position or the unit; declare --datum for Chinese maps"
            yield at(context, row, "lon", f"{lon:g}, {lat:g} does not lie in {units}", hint)


def _mentions(names: Iterable[str], place: str) -> bool:
    """Whether a place holds one of some names, all of them in lower case."""
    folded = place.casefold()
    return any(
        name in folded and (not name.isascii() or re.search(rf"\b{re.escape(name)}\b", folded))
        for name in names
    )


def _names_around(context: ProjectContext, adcodes: tuple[str, ...]) -> set[str]:
    """Return the names of units and of those around them, in lower case."""
    units = {
        around
        for code in adcodes
        for unit in context.gazetteer.units_with_code(code)
        for around in (unit, *context.gazetteer.parents_of(unit)[:-1])
    }
    return {
        name.casefold()
        for unit in units
        for name in (unit.name_zh, unit.short_zh, unit.name_en, *unit.aliases)
        if name
    }


def _stands_inside(context: ProjectContext, row: Statement, named: set[str]) -> bool:
    """Whether the row is a site that bears the name of the city it stands in."""
    return row.lon is not None and any(context.names.around(code) & named for code in row.adcodes)


def _is_position_decisive(row: Statement, others: list[AdminUnit]) -> bool:
    """Whether the row's position lies in none of the other units of its name."""
    if row.lon is None or row.lat is None:
        return False
    from ..boundaries import units_at

    here = set(units_at(row.lon, row.lat))
    return not any(unit.adcode in here for unit in others)
