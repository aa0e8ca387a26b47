"""What decided a match, in words for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .match import NOTHING_CALLED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import AdminUnit
    from .match import Hints

_SHOWN = 4


def nothing_called(toponym: str) -> str:
    """Say that no unit bears the name."""
    if not toponym.strip():
        return "no name was given"
    return f"{NOTHING_CALLED} '{toponym[:60]}'"


def not_nested(pieces: Sequence[str]) -> str:
    """Say that the parts of a text name units, but not one inside another."""
    named = " and ".join(f"'{piece}'" for piece in pieces)
    return f"{named} name units, but none of them inside the other; give one place at a time"


def understood(described: Sequence[str], unread: str) -> str:
    """Say which unit a text holds, and what else in it was not understood."""
    return f"understood in it is {' or '.join(described)}; not understood: '{unread[:60]}'"


def zone(text: str, name: str, kind: str, described: Sequence[str]) -> str:
    """Say that a name is that of a zone, and in which units it lies."""
    called = f"'{text[:60]}'" if text == name else f"'{text[:60]}' holds {name}: it"
    return f"{called} is a {kind}, not a unit of the gazetteer; it lies in {'; '.join(described)}"


def unknown_code(code: str, described: str) -> str:
    """Say that a code is not in the gazetteer, and where its digits place it."""
    return (
        f"{code} is not the code of a unit; its digits place it in {described}: a zone, a group of "
        "units that the statistics count together, or a unit the gazetteer does not have"
    )


def code_with_name(code: str, name: str) -> str:
    """Say that a code and a name in one cell mean the same unit."""
    return f"the code {code} and the name '{name[:60]}' agree"


def code_against_name(described: str, name: str, named: Sequence[str]) -> str:
    """Say that a code and a name in one cell mean different units."""
    return f"the code is that of {described}, but '{name[:60]}' names {'; '.join(named[:_SHOWN])}"


def code_without_unit(code: str, name: str, why: str) -> str:
    """Say that the code beside a name is not on record."""
    return f"{code} beside '{name[:60]}' is not the code of a unit; of the name: {why}"


def contradiction(toponym: str, named: Sequence[str], hints: Hints) -> str:
    """Say which units bear the name, and that what else was said fits none of them."""
    said = []
    if hints.within:
        said.append(f"within '{hints.within}'")
    if hints.level is not None:
        said.append(f"at the {hints.level} level")
    if hints.on is not None:
        said.append(f"in {hints.on}")
    more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
    shown = "; ".join(named[:_SHOWN])
    return f"'{toponym[:60]}' names {shown}{more}, but nothing {' '.join(said)}; no hint is dropped"


def silence(toponym: str, year: int, described: Sequence[str], units: Sequence[AdminUnit]) -> str:
    """Say that the record does not tell what bore a name in an early year."""
    known = [
        f"{words} is on record {f'since {unit.valid_from}' if unit.valid_from else 'since 1980'}"
        for words, unit in zip(described[:_SHOWN], units, strict=False)
    ]
    return f"what '{toponym[:60]}' was in {year} is not known here: {'; '.join(known)}"


def question(toponym: str, rivals: Sequence[AdminUnit], hints: Hints, parents: bool) -> str:
    """Say that a name fits several units, and what would settle it."""
    missing = []
    if hints.within is None and not parents:
        missing.append("its parent")
    if hints.level is None:
        missing.append("its level or generic term")
    if hints.on is None and any(unit.valid_to is not None for unit in rivals):
        missing.append("the year")
    settle = " or ".join(missing) or "the adcode"
    return f"'{toponym[:60]}' fits {len(rivals)} units; {settle} would settle it"


def outranked(described: Sequence[str]) -> str:
    """Say which units of lower rank bear the name too, to be read behind a question."""
    more = f" and {len(described) - _SHOWN} more" if len(described) > _SHOWN else ""
    return f"; of lower rank, and not asked about: {'; '.join(described[:_SHOWN])}{more}"


def life(unit: AdminUnit, heirs: Sequence[str]) -> str:
    """Say when a former unit ended, and what the map draws for it."""
    since = f" from {unit.valid_from}" if unit.valid_from is not None else ""
    today = f"today {' and '.join(heirs)}, whose outline the map draws" if heirs else "no successor"
    return f"of this name and code{since} until {unit.valid_to}; {today}"


def changed(described: str, year: int) -> str:
    """Say that the name or code changed during the year asked for; the later one was taken."""
    return f"changed during {year}; before, it was {described}"


def also_former(described: str, unit: AdminUnit) -> str:
    """Say that a unit which is no more bore the name as well."""
    return f"until {unit.valid_to} the name was also that of {described}"
