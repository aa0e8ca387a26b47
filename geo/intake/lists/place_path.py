"""Which place the columns of a row name together, and what it lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Part = tuple[str, str]


class PlacePath(NamedTuple):
    """A place, what it lies in, and the level that the header of its column says."""

    place: str
    within: str
    level: str = ""


def place_of(
    parts: Sequence[Part], place: str | None, levels: Mapping[str, str]
) -> tuple[PlacePath, PlacePath | None]:
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
    column = "place"
    if place is None:
        if not outer:
            return PlacePath("", ""), None
        column, place = outer.pop()
    else:  # beside the column of cities, a place of the same name only says it again
        outer = [(name, text) for name, text in outer if text != place or name == "province"]
    named = PlacePath(place, joined([text for _, text in outer]), levels.get(column, ""))
    alike = [name for name, text in outer if text == place]
    if not alike:
        return named, None
    others = joined([text for _, text in outer if text != place])
    return named, PlacePath(place, others, levels.get(alike[-1], ""))


def joined(parts: Sequence[str]) -> str:
    """Return parents, given outermost first, as their language writes them: Wuwei, Gansu."""
    parts = list(dict.fromkeys(parts))
    if all(part.isascii() for part in parts):
        return ", ".join(reversed(parts))
    return "".join(parts)


def says_again(heading: Part, province: Part) -> bool:
    """Whether the province of a row is the one that the heading above it names: 陕西省, 陕西."""
    above, own = heading[1], province[1]
    is_both = heading[0] == "heading" and province[0] == "province"
    return is_both and {above, f"{above}省", f"{above}市"} & {own, f"{own}省", f"{own}市"} != set()
