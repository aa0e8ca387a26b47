"""Counts by unit and year as the page carries them: those of a tally, or of a project's sites."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ..model import COUNTRY, Level, Source
from ..page.packing import deflated
from ..tally.counts import Account, UnitCounts, UnitYear, by_unit
from .units import DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..page.contract import CountColumns
    from ..rollout.evidence import EvidenceRows
    from ..rollout.hierarchy import Tree
    from .opening import Span

_SCALES = (1, 10, 100, 1_000, 1_000_000)
"""What sums may be multiplied with to be whole numbers; millionths are what a tally adds up in."""
_LARGEST = 2**53 - 1
_LAST_OF_BYTE = 0x7F
_SITES_FILE = "locations.csv"
"""Of a project, the file that holds its sites."""


class PageCounts(NamedTuple):
    """Counts that a page shows, and whose they are."""

    counts: UnitCounts
    of: str = "tally"
    """`tally`, or `sites` where the page shows so many sites that it counts them."""
    earlier: int = 0
    """Of the sites, those that may have begun before the year in which they are counted."""

    def within(self, span: Span) -> PageCounts:
        """Return what belongs to the years of a page."""
        last = span.last
        first = span.first if span.mode == "in" else None
        rows = tuple(
            row
            for row in self.counts.rows
            if (last is None or row.year <= last) and (first is None or row.year >= first)
        )
        counts = self.counts
        return self._replace(
            counts=UnitCounts(counts.file, counts.level, rows, counts.value, counts.account)
        )

    @property
    def adcodes(self) -> list[str]:
        """The units that were counted."""
        return [adcode for adcode, _ in by_unit(self.counts.rows)]

    def as_source(self) -> Source:
        """Return the file of the counts as the page cites it; its id is that of no other source."""
        return Source("", self.counts.file)

    def as_json(self, status_level: int) -> CountColumns:
        """Return what the page is told beside the numbers.

        Parameters
        ----------
        status_level
            The level at which statuses are shown, as its place in the hierarchy.
        """
        counts = self.counts
        account = counts.account
        return {
            "of": self.of,
            "file": counts.file,
            "level": DEPTH[counts.level],
            "value": counts.value,
            "scale": _scale(counts.rows) if counts.has_sums else 0,
            "account": None
            if account is None
            else {
                "read": account.read,
                "leftOut": account.left_out,
                "counted": account.counted,
                "reasons": dict(account.reasons),
            },
            "earlier": self.earlier,
            "statusLevel": status_level,
            "years": self._by_year(),
        }

    def _by_year(self) -> list[list[int]]:
        """Return each year with how much was counted in it, and in how many units."""
        counted: Counter[int] = Counter()
        units: Counter[int] = Counter()
        for row in self.counts.rows:
            counted[row.year] += row.n
            units[row.year] += 1
        return [[year, counted[year], units[year]] for year in sorted(units)]

    def packed(self, row_of: Mapping[str, int]) -> str:
        """Return the numbers as a block: LEB128 varints, compressed.

        Parameters
        ----------
        row_of
            By adcode, the row of the unit in the page.

        Returns
        -------
        block
            How many units there are; of each its row and how many years it has; then of each of
            its years how far it is behind the one before it (the first: behind 0); then all
            counts; then, where there are sums, those: times the scale, zigzagged, and 0 for one
            that is missing, else 1 more than it.
        """
        units = [(row_of[adcode], rows) for adcode, rows in by_unit(self.counts.rows)]
        packed = bytearray(_varint(len(units)))
        for row, years in units:
            packed += _varint(row) + _varint(len(years))
        for _, rows in units:
            before = 0
            for each in rows:
                packed += _varint(each.year - before)
                before = each.year
        for each in self.counts.rows:
            packed += _varint(each.n)
        if self.counts.has_sums:
            scale = _scale(self.counts.rows)
            for each in self.counts.rows:
                packed += _varint(_told_sum(each.total, scale))
        return deflated(bytes(packed))


def _told_sum(total: float | None, scale: int) -> int:
    if total is None:
        return 0
    whole = round(total * scale)
    return 1 + (whole << 1 if whole >= 0 else ~(whole << 1))


def _scale(rows: Iterable[UnitYear]) -> int:
    """Return what all sums are whole numbers times, as far as the page's numbers reach."""
    totals = [row.total for row in rows if row.total is not None]
    most = max((abs(total) for total in totals), default=0)
    usable = [scale for scale in _SCALES if most * scale * 2 < _LARGEST]
    for scale in usable:
        if all(abs(round(total * scale) / scale - total) <= abs(total) * 1e-12 for total in totals):
            return scale
    return usable[-1] if usable else 1


def _varint(number: int) -> bytes:
    if number <= _LAST_OF_BYTE:
        return bytes((number,))
    packed = bytearray()
    while number > _LAST_OF_BYTE:
        packed.append(number & _LAST_OF_BYTE | _LAST_OF_BYTE + 1)
        number >>= 7
    packed.append(number)
    return bytes(packed)


def count_sites(sites: EvidenceRows, tree: Tree, last: int | None) -> PageCounts:
    """Count sites by unit, and by the year in which it is certain that they had begun.

    Parameters
    ----------
    sites
        Statements with a position.
    last
        The last year of the page; None: no limit. What is certain only later is open there.
    """
    alike = Counter(sites.numbers)
    level = _usual_level(sites, alike, tree)
    found: Counter[tuple[str, int]] = Counter()
    reasons: Counter[str] = Counter()
    earlier = 0
    for number, item in sites.said.items():
        n = alike[number]
        unit = _at_level(item.worlds[0][0].adcode, level, tree)
        year = item.certain.first if item.certain else None
        if len(item.worlds) > 1 or not unit:
            reasons["coarse"] += n
        elif year is None or year < 1 or (last is not None and year > last):
            reasons["open_date"] += n
        else:
            found[unit, year] += n
            earlier += n if item.possible.first < year else 0
    rows = tuple(UnitYear(adcode, year, found[adcode, year]) for adcode, year in sorted(found))
    account = Account(len(sites), 0, found.total(), dict(sorted(reasons.items())))
    return PageCounts(UnitCounts(_SITES_FILE, level, rows, account=account), "sites", earlier)


def _usual_level(sites: EvidenceRows, alike: Counter[int], tree: Tree) -> Level:
    """Return the level of the units that most sites name; the finer on a tie."""
    levels: Counter[Level] = Counter()
    for number, item in sites.said.items():
        adcode = item.worlds[0][0].adcode
        if adcode != COUNTRY:
            levels[tree.units[adcode].level] += alike[number]
    return max(levels or [Level.PREFECTURE], key=lambda level: (levels[level], DEPTH[level]))


def _at_level(adcode: str, level: Level, tree: Tree) -> str:
    """Return the unit of a level that a unit is or lies in; empty where it is larger."""
    if adcode == COUNTRY:
        return ""
    at_level = tree.levels[level]
    return next((code for code in tree.lineage(adcode) if code in at_level), "")
