"""What a payload is: the columns that the page's scripts read, as `schema.json` describes them.

Numbers are typed arrays in base64, long texts compressed blocks: little-endian whatever the
machine, the narrowest type that holds the values, and no dates or names in the compressed streams,
so that the same input gives the same bytes.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import zlib
from array import array
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

from ..boundaries.topology import packed_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Column(TypedDict):
    """Numbers as a typed array."""

    t: str
    """The type: `u8`, `i16`, ...; `degrees` and `degrees3` for steps of `DEGREE_STEPS`."""
    b: str
    """Base64."""


class Headline(TypedDict):
    """What the page says about itself."""

    title: str
    titleZh: str
    subtitle: str
    note: str
    reviewNumber: str
    credit: str
    creditZh: str
    byline: str
    bylineZh: str
    alt: str
    """Alternative text of the opening view, as the publisher wrote it; empty: from the data."""
    altZh: str


class Paper(TypedDict):
    """Colours that a theme gives to one scheme."""

    years: list[str]
    paper: dict[str, str]


class PageTheme(TypedDict):
    """What the scripts draw with instead of the usual colours."""

    light: Paper
    dark: Paper | None
    logo: str
    logoAlt: str


class YearRange(TypedDict):
    """First and last year of the timeline."""

    first: int
    last: int


Start = TypedDict(
    "Start", {"year": int, "from": int, "mode": str, "lang": str, "view": str, "level": int}
)
"""What the page opens with."""


class ToldNames(TypedDict):
    """How units are told apart whose names are alike, in one language."""

    full: dict[str, str]
    """The full name, by row as text."""
    shared: list[int]
    """Rows whose shown name another unit bears."""


class UnitColumns(TypedDict):
    """The units a page knows, those with an outline first."""

    withoutOutline: list[str]
    level: Column
    parent: Column
    nameEn: list[str]
    nameZh: list[str]
    shortZh: Column
    """How many characters of `nameZh` the short name has."""
    oddShortZh: dict[str, str]
    """Short names that do not begin the full one, by row as text."""
    pinyin: list[str]
    told: dict[str, ToldNames]
    terms: list[str]
    """Generic terms in English."""
    term: Column
    """By unit that is only searched for, the last ones: 1 more than the place of its term; 0: none.
    Its full English name is the short one and the term."""
    aliases: list[str]
    lon: Column
    lat: Column


class StatusColumns(TypedDict):
    """By unit, the years in which its status changes, and its first year."""

    offset: Column
    year: Column
    code: Column
    reached: Column
    earliest: Column
    latest: Column


class ReasonColumns(TypedDict):
    """By unit, the statements and lists that bear on it."""

    offset: Column
    row: Column
    how: Column


class RowColumns(TypedDict):
    """What every statement has, as places in the other tables."""

    unit: Column
    date: Column
    source: Column


class StatementColumns(RowColumns):
    """Statements without a position."""

    id: list[str]
    place: list[str]
    kind: Column
    candidates: dict[str, list[int]]


class SiteColumns(RowColumns):
    """Statements with a position."""

    lon: Column
    lat: Column


class DateColumns(TypedDict):
    """The distinct dates, with the years in which they can and must hold."""

    start: list[str]
    end: list[str]
    possibleFrom: Column
    possibleTo: Column
    certainFrom: Column
    certainTo: Column


class ListRecord(TypedDict):
    """A source that claims to be complete, and what it closes."""

    source: int
    first: int
    last: int
    scope: list[list[int]]
    closes: int
    units: list[int]


class TextBlocks(TypedDict):
    """How many rows of text there are, and how many stand in a block."""

    rows: int
    perBlock: int


class AccountRecord(TypedDict):
    """What became of all rows that were counted or not."""

    read: int
    leftOut: int
    counted: int
    reasons: dict[str, int]


class CountColumns(TypedDict):
    """What is told of counts by unit and year; the numbers themselves are a block."""

    of: str
    """`tally` or `sites`."""
    file: str
    level: int
    value: str
    """The column that was summed; empty where there is none, or nobody told."""
    scale: int
    """What the sums are multiplied with; 0 where there are none."""
    account: AccountRecord | None
    earlier: int
    """Of counted sites, those that may have begun before the year they are counted in."""
    statusLevel: int
    years: list[list[int]]
    """Each year with a count: the year, how much was counted, in how many units."""


class Payload(TypedDict):
    """Everything a page shows."""

    format: str
    text: Headline
    years: YearRange
    start: Start
    units: UnitColumns
    traditional: str
    """Pairs of characters: a traditional one, and the one that names of the units have for it."""
    statuses: StatusColumns
    reasons: ReasonColumns
    places: Column
    statements: StatementColumns
    sites: SiteColumns
    dates: DateColumns
    sources: list[dict[str, str]]
    lists: list[ListRecord]
    topology: dict[str, Any]
    """As `geo.boundaries.PageTopology` tells it, without the outlines themselves."""
    texts: TextBlocks
    blocks: dict[str, list[str]]
    counts: NotRequired[CountColumns]


UNBOUNDED_BELOW = -32_768
"""No first year, or one that nothing bounds from below; the page's NEVER."""
FOREVER = 32_767
"""No last year, or one that nothing bounds from above; the page's FOREVER."""

DEGREE_STEPS = {"degrees": 1e-5, "degrees3": 1e-3}
"""To this the page knows positions: sites to a metre, seats and places of labels to some 100 m."""

_KINDS = {
    "u8": ("B", 0, 0xFF),
    "u16": ("H", 0, 0xFFFF),
    "u32": ("I", 0, 0xFFFF_FFFF),
    "i16": ("h", -0x8000, 0x7FFF),
    "i32": ("i", -0x8000_0000, 0x7FFF_FFFF),
}


def integers(values: Sequence[int]) -> Column:
    """Pack whole numbers as the narrowest type that holds them all."""
    low, high = (min(values), max(values)) if values else (0, 0)
    kind = next(name for name, (_, least, most) in _KINDS.items() if least <= low and high <= most)
    return {"t": kind, "b": _base64(array(_KINDS[kind][0], values))}


def degrees(values: Sequence[float], kind: str = "degrees") -> Column:
    """Pack degrees as steps from one to the next, in units of `DEGREE_STEPS`.

    Neighbours in a list are often neighbours on the map: then steps are small, and take few bytes.
    """
    if len(values) < _MANY:
        whole = [round(value / DEGREE_STEPS[kind]) for value in values]
        steps = packed_steps(number - before for before, number in pairwise([0, *whole]))
    else:
        from .packing import packed_degrees

        steps = packed_degrees(values, DEGREE_STEPS[kind])
    return {"t": kind, "b": base64.b64encode(steps).decode("ascii")}


_MANY = 10_000
"""From so many numbers on it is worth loading NumPy."""
_LEVEL_OF_ROWS = 7
"""Of a hundred thousand rows, 0.4 % more bytes than at 9, in a quarter of the time."""
_SAFE = str.maketrans({"<": ",", ">": ".", "&": ":"})
"""Base 85 of RFC 1924, without the three characters that mean something in HTML."""
_DIGITS_85 = (
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_`{|}~"
)


def blocks(
    columns: Sequence[Sequence[str]], per_block: int, progress: Callable[[int], None] | None = None
) -> list[str]:
    """Pack columns of strings, as long as each other, into blocks that can be unpacked one by one.

    Each block is a JSON array of columns, each with `per_block` rows: like stands by like, which
    packs better than rows. All cores pack.

    Parameters
    ----------
    columns
        At least one.
    per_block
        How many rows a block has; the last may have fewer.
    progress
        Is told of many blocks how many rows are packed.
    """

    def packed(first: int) -> str:
        rows = slice(first, first + per_block)
        cells = [list(column[rows]) for column in columns]
        return packed_json(cells, _LEVEL_OF_ROWS, with_numpy=are_many)

    firsts = range(0, len(columns[0]), per_block)
    are_many = len(firsts) >= _MANY_BLOCKS
    if not are_many:
        return list(map(packed, firsts))
    from concurrent.futures import ThreadPoolExecutor

    found = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for block in pool.map(packed, firsts):
            found.append(block)
            if progress is not None:
                progress(len(found) * per_block)
    return found


_MANY_BLOCKS = 4


def packed_json(value: Any, level: int = 9, *, with_numpy: bool = False) -> str:
    """Return a value as compressed JSON; see `deflated`."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return deflated(written.encode("utf-8"), level, with_numpy=with_numpy)


def deflated(data: bytes, level: int = 9, *, with_numpy: bool = False) -> str:
    """Return bytes compressed by raw deflate, in base 85: a sixteenth shorter than base 64.

    Parameters
    ----------
    data
        Any bytes.
    level
        Of the compression, to 9.
    with_numpy
        Whether there is so much more to pack that it is worth loading NumPy.
    """
    packer = zlib.compressobj(level=level, wbits=-15)
    packed = packer.compress(data) + packer.flush()
    if with_numpy:
        from .packing import in_base_85

        return in_base_85(packed).decode("ascii").translate(_SAFE)
    written = base64.b85encode(packed)
    return written.decode("ascii").translate(_SAFE)


def _base64(values: array[int]) -> str:
    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    return base64.b64encode(values.tobytes()).decode("ascii")
