"""Which unit a question is about: an adcode, or a name that names exactly one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import ToponymError

if TYPE_CHECKING:
    from ..model import AdminUnit
    from . import Gazetteer

_CODE_LENGTH = 6


def resolve_unit(text: str, gazetteer: Gazetteer, *, within: str | None = None) -> AdminUnit:
    """Return the one unit that an adcode or a name stands for, today's or a former one.

    Raises
    ------
    ToponymError
        If it stands for none, or for several: nothing is chosen, the message lists them.
    """
    asked = text.strip()
    if len(asked) == _CODE_LENGTH and asked.isascii() and asked.isdigit():
        return gazetteer.unit(asked)
    match = gazetteer.match(asked, within=within)
    if match.unit is not None:
        return match.unit
    where = f" within {within}" if within else ""
    if match.candidates:
        fitting = "; ".join(map(gazetteer.describe, match.candidates))
        raise ToponymError(
            f"{asked!r} fits {len(match.candidates)} units{where}: {fitting}; give the adcode"
        )
    near = ", ".join(map(str, match.suggestions))
    why = f": {match.reason}" if match.reason else ""
    hint = f"near it: {near}" if near else "give its adcode"
    raise ToponymError(f"{asked!r} names no unit{where}{why}; {hint}")
