"""The frozen values everything is made of: units, statements, sources, and the four statuses.

Values are parsed once, at the edge (`store`, `gazetteer`); inside, they are never checked
again. Coordinates are `(lon, lat)` in degrees, WGS 84 (EPSG:4326).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypedDict

from .text.escape import one_line

if TYPE_CHECKING:
    from .dates import FuzzyDate

COUNTRY = "100000"
"""The adcode of the whole country: statements about it tint nothing."""
MUNICIPALITIES = frozenset(["110000", "120000", "310000", "500000"])
"""The adcodes of the cities that are provinces: Beijing, Tianjin, Shanghai, Chongqing."""


class Level(StrEnum):
    """The levels of the administrative hierarchy, outermost first.

    Each level tiles the country: a municipality and a special administrative region stand at the
    province and at the prefecture level under the same adcode, a county directly under a province
    stands at the prefecture and at the county level.
    """

    COUNTRY = "country"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


class Status(StrEnum):
    """What is known of a unit in a year."""

    OUT = "out"
    UNKNOWN = "unknown"
    POSSIBLE = "possible"
    IN = "in"

    @property
    def rank(self) -> int:
        """0 for out and unknown (no evidence for), 1 for possible, 2 for in."""
        return {"out": 0, "unknown": 0, "possible": 1, "in": 2}[self.value]


class Extent(StrEnum):
    """What part of its unit a statement speaks of."""

    UNIT = "unit"
    """The programme is in this unit; in which of its parts, nobody said."""
    ALL = "all"
    """The programme is in every part of this unit."""
    WITHIN = "within"
    """The programme is in at least one unnamed place inside this unit."""


class Presence(StrEnum):
    """Whether a statement says that the programme is in its unit, or that it is not."""

    IN = "in"
    OUT = "out"
    """In the years of the row, or without dates in the year of its source, it was not there."""


class Coverage(StrEnum):
    """Whether a source claims to name every place."""

    FULL = "full"
    PARTIAL = "partial"
    UNKNOWN = "unknown"


class UnitRecord(TypedDict):
    """A unit as every `--json` prints it."""

    adcode: str
    name_zh: str
    name_en: str
    level: str
    valid_from: int | None
    valid_to: int | None


@dataclass(frozen=True, slots=True)
class AdminUnit:
    """An administrative unit under one name and code, for the years that held.

    A unit that was renamed or recoded is several values; `(adcode, valid_from)` is the key.
    """

    adcode: str
    """Six digits; means something only with a date."""
    level: Level
    """The innermost level the unit stands at in its own right (a municipality: province)."""
    parent: str
    """Adcode of the unit it lies in; `COUNTRY` for a province, empty for the country."""
    name_zh: str
    """Official full name, e.g. 武威市."""
    short_zh: str
    """Customary short name, e.g. 武威."""
    name_en: str
    """Customary English name without a generic term, e.g. Wuwei, Inner Mongolia."""
    pinyin: str
    """The short name in pinyin with tone marks, e.g. Wǔwēi."""
    aliases: tuple[str, ...] = ()
    """Other names in any script, as they are met in print."""
    seat: tuple[float, float] | None = None
    """(lon, lat) of the seat, or of a representative point where no seat is known."""
    valid_from: int | None = None
    """First year of this name and code; None: older than the record."""
    valid_to: int | None = None
    """Last year of this name and code; None: still in force."""
    successors: tuple[str, ...] = ()
    """Adcodes of today that took over, where it ended."""

    def as_record(self) -> UnitRecord:
        """Return the unit as `--json` prints it; `Gazetteer.record` adds where it lies."""
        return {
            "adcode": self.adcode,
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "level": self.level.value,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
        }


def unit_label(unit: AdminUnit) -> str:
    """Name a unit within a sentence: `Wuwei (武威市, 620600)`; a list has `Gazetteer.describe`."""
    return f"{unit.name_en} ({unit.name_zh}, {unit.adcode})"


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that statements are taken from."""

    id: str
    title: str
    publisher: str = ""
    author: str = ""
    published: FuzzyDate | None = None
    url: str = ""
    accessed: str = ""
    coverage: Coverage = Coverage.UNKNOWN
    coverage_scope: tuple[tuple[str, Level], ...] = ()
    """(adcode, level) pairs: every unit at that level inside that unit would have been named."""
    coverage_period: FuzzyDate | None = None
    """The years the claim holds for; None: the year of `published` alone."""
    note: str = ""
    title_zh: str = ""
    """The title in Chinese, for the page in that language; an optional column."""
    archive_url: str = ""
    """Where a copy is kept, such as a web archive; an optional column."""
    line: int = 0
    """Physical line in sources.csv, for messages."""

    def as_record(self) -> dict[str, str]:
        """Return the cells of the source by column, as `--json` prints them."""
        return {
            "id": self.id,
            "title": self.title,
            "publisher": self.publisher,
            "author": self.author,
            "published": str(self.published or ""),
            "url": self.url,
            "accessed": self.accessed,
            "coverage": self.coverage.value,
            "coverage_scope": "|".join(f"{a} {level.value}" for a, level in self.coverage_scope),
            "coverage_period": str(self.coverage_period or ""),
            "note": self.note,
            "title_zh": self.title_zh,
            "archive_url": self.archive_url,
        }


@dataclass(frozen=True, slots=True)
class Statement:
    """One row of locations.csv: a source says something about a place and a date."""

    id: str
    place: str
    """The toponym as the source prints it."""
    adcodes: tuple[str, ...]
    """One code where the place is settled; several are candidates."""
    source: str
    within: str = ""
    extent: Extent = Extent.UNIT
    start: FuzzyDate | None = None
    """None: the source gives no start; the statement then settles no year."""
    end: FuzzyDate | None = None
    """None: the source gives no end."""
    date_note: str = ""
    locator: str = ""
    statement: str = ""
    lon: float | None = None
    lat: float | None = None
    decision: str = ""
    direction: str = ""
    """The course that the source says the programme took, `N-S; W-E`; an optional column."""
    status: Presence = Presence.IN
    """Whether the source says yes or no; an optional column."""
    statement_zh: str = ""
    """`statement` in Chinese, for the page in that language; an optional column, like the next."""
    date_note_zh: str = ""
    decision_zh: str = ""
    quote: str = ""
    """The source's own words, short, in the language it is written in; an optional column."""
    quote_zh: str = ""
    """Those words in Chinese: the original, where the source is Chinese."""
    line: int = 0
    """Physical line in locations.csv, for messages."""

    def __repr__(self) -> str:
        when = f"{self.start or '?'}" + (f" to {self.end}" if self.end else "")
        where = f"{self.extent} {'|'.join(self.adcodes)}"
        where = f"not in {where}" if self.status is Presence.OUT else where
        cited = f"{self.source} {self.locator}".strip()
        return one_line(f"<Statement {self.id}: {self.place}, {where}, {when}; {cited}>")
