"""What a payload is: the columns that the page's scripts read, as `schema.json` describes them."""

from __future__ import annotations

from typing import Any, TypedDict


class Column(TypedDict):
    """Numbers as a typed array."""

    t: str
    """The type: `u8`, `i16`, ...; `degrees` for steps of `columns.DEGREE_STEP`."""
    b: str
    """Base64."""


class Headline(TypedDict):
    """What the page says about itself."""

    title: str
    titleZh: str
    subtitle: str
    note: str
    reviewNumber: str


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
    shortZh: list[str]
    pinyin: list[str]
    told: dict[str, ToldNames]
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


class StatementColumns(TypedDict):
    """Statements without a position."""

    id: list[str]
    place: list[str]
    kind: Column
    unit: Column
    date: Column
    source: Column
    candidates: dict[str, list[int]]


class SiteColumns(TypedDict):
    """Statements with a position."""

    lon: Column
    lat: Column
    unit: Column
    date: Column
    source: Column


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


class Payload(TypedDict):
    """Everything a page shows."""

    format: str
    text: Headline
    years: YearRange
    start: Start
    units: UnitColumns
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
