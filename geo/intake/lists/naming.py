"""Which place a row names: the innermost of its columns, within the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Part = tuple[str, str]


class Named(NamedTuple):
    """A place, what it lies in, and the level that the header of its column says."""

    place: str
    within: str
    level: str = ""


def place_of(
    parts: Sequence[Part], place: str | None, levels: Mapping[str, str]
) -> tuple[Named, Named | None]:
    """Return what a row names, and what it means where nothing of the name lies inside.

    Province 吉林, city 吉林 is the city of the name within the province; city 东莞, county 东莞 is
    the city itself, as no county of the name lies in it. Only the gazetteer tells them apart.

    Parameters
    ----------
    parts
        (field, name) of the columns province, city, county that are filled, outermost first.
    place
        The cell of the column for places; None: there is no such column.
    levels
        The level that the header of a field says, where it says one.
    """
    outer = list(parts)
    field = "place"
    if place is None:
        if not outer:
            return Named("", ""), None
        field, place = outer.pop()
    else:  # beside the column of cities, a place of the same name only says it again
        outer = [(name, text) for name, text in outer if text != place or name == "province"]
    named = Named(place, joined([text for _, text in outer]), levels.get(field, ""))
    alike = [name for name, text in outer if text == place]
    if not alike:
        return named, None
    others = joined([text for _, text in outer if text != place])
    return named, Named(place, others, levels.get(alike[-1], ""))


def joined(parts: Sequence[str]) -> str:
    """Return parents, given outermost first, as their language writes them: Wuwei, Gansu."""
    parts = list(dict.fromkeys(parts))
    if all(part.isascii() for part in parts):
        return ", ".join(reversed(parts))
    return "".join(parts)
