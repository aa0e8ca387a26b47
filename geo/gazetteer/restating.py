"""Other words for a text that names no unit as it stands: without what is around it, or by a code.

Each says how the text was read, and is matched as any name is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..model import MUNICIPALITIES
from ..toponym.split import BEGINNINGS, ENDINGS, without_surroundings

if TYPE_CHECKING:
    from .hierarchy import UnitTable

_CODE = re.compile(r"([0-9]{6})(?:0{6}|\.0)?")
"""Six digits, the twelve of the statistics, or what a spreadsheet makes of six."""
_BETWEEN = r"[\s_:：/|,，.()（）\[\]-]*"
_CODE_AND_NAME = re.compile(
    rf"[(（\[]?(?P<code>[0-9]{{6}}){_BETWEEN}(?P<name>[^\W\d].*)"
    rf"|(?P<name2>.*[^\W\d]){_BETWEEN}(?P<code2>[0-9]{{6}})[)）\]]?"
)
_LONGEST = 80
"""Characters of a name with something around it; a longer text is peeled for nothing."""
_PROVINCE, _PREFECTURE = 2, 4
"""Digits of a code that name its province and its prefecture."""


class Restated(NamedTuple):
    """A text in other words."""

    name: str
    said: str
    """How it was read."""
    former: bool = False
    """Whether the text says that the name is no longer borne."""


class Coded(NamedTuple):
    """A code and a name that stand together."""

    code: str
    name: str


def restated(toponym: str, text: str, table: UnitTable) -> Restated | None:
    """Return a text in other words; None where there are none.

    Parameters
    ----------
    toponym
        The text as it was given, in which list markup can still be told.
    text
        The same, clean.
    table
        Says which codes are units.
    """
    if text[:1].isdigit() and (code := _CODE.fullmatch(text)):
        return _district_code(code[1], table)
    if len(toponym) > _LONGEST:
        return None
    plain = text.isalpha() and toponym == text
    if plain and not (text.endswith(ENDINGS) or text.startswith(BEGINNINGS)):
        return None  # as nearly all texts are
    given = toponym.strip()
    core = without_surroundings(given)
    if core is None and given != text:
        core = without_surroundings(text)
    if core is None or not core.name:
        return None
    said = "says that the name is a former one" if core.former else "stands around the name"
    return Restated(core.name, f"'{core.around}' {said}", core.former)


def code_and_name(text: str) -> Coded | None:
    """Part a cell that holds a code and a name, in either order; None if it does not."""
    found = None if text.isalpha() else _CODE_AND_NAME.fullmatch(text)
    if found is None:
        return None
    return Coded(found["code"] or found["code2"], (found["name"] or found["name2"]).strip())


def city_of_districts(code: str, table: UnitTable) -> str:
    """Return the code of the city whose districts a statistical code counts together; else ''."""
    province, prefecture = f"{code[:_PROVINCE]}0000", f"{code[:_PREFECTURE]}00"
    if table.get(code) is not None:
        return ""
    if province in MUNICIPALITIES and code == f"{code[:_PROVINCE]}0100":
        return province
    return prefecture if code == f"{code[:_PREFECTURE]}01" and table.get(prefecture) else ""


def _district_code(code: str, table: UnitTable) -> Restated | None:
    """Read the statistical code of all districts of a city (市辖区) as that of the city.

    310100 stands for the districts of Shanghai, 130101 for those of Shijiazhuang.
    """
    city = city_of_districts(code, table)
    if not city:
        return None
    return Restated(city, f"{code} is the statistical code of its districts (市辖区) together")


def code_around(code: str, table: UnitTable) -> str:
    """Return the innermost unit that the digits of an unknown code place it in; empty if none."""
    for whole in (f"{code[:_PREFECTURE]}00", f"{code[:_PROVINCE]}0000"):
        if table.get(whole):
            return whole
    return ""
