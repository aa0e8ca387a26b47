"""What a payload is: the columns that the page's scripts read, as `schema.json` describes them.

`packing` makes the columns and the blocks.
"""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict


class Column(TypedDict):
    """Numbers as a typed array."""

    t: str
    """The type: `u8`, `i16`, ...; `degrees` and `degrees3` for steps of `packing.DEGREE_STEPS`."""
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
