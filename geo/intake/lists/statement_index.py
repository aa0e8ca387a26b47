"""What a project and the file itself say already: to tell a repeated row from a new one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ...model import Presence
from ..resolve.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...store import Table
    from ..resolve.place import PlaceResolver

_PLACES = 5  # decimals of a degree, about one metre


class DatedRow(NamedTuple):
    """One statement that stands already: when, and where it is written."""

    start: str
    end: str
    line: int
    """In the project's file; negative: in the list that is imported."""


class StatementIndex:
    """The statements met so far, by source, unit, extent and site.

    A row that says the same of the same with the same dates is a duplicate; with other dates, the
    same source contradicts itself.

    Parameters
    ----------
    table
        The project's locations.csv.
    file
        Name of the list that is imported.
    """

    def __init__(self, names: PlaceResolver, table: Table, file: str) -> None:
        self._names = names
        self._files = (table.file, file)
        self._table = table
        self._said: dict[int, tuple[DatedRow, ...]] = {}
        self.ids: dict[str, int] = {}
        """The line each id stands on, as in `DatedRow.line`."""
        for line, row in table.records():
            self.ids[row["id"].strip()] = line
            said = DatedRow(row["start"].strip(), row.get("end", "").strip(), line)
            self.add(self.key(row), said)

    def add(self, key: int, said: DatedRow) -> None:
        """Add a statement about what `key` stands for."""
        before = self._said.get(key)
        self._said[key] = (said,) if before is None else (*before, said)

    def same(self, key: int, start: str, end: str) -> tuple[DatedRow | None, DatedRow | None]:
        """Return the statement that repeats these dates, and one that contradicts them."""
        said = self._said.get(key)
        if said is None:
            return None, None
        repeated = next((one for one in said if one.start == start and one.end == end), None)
        return (repeated, None) if repeated else (None, said[0])

    def decided(self, entry: Entry) -> list[tuple[DatedRow, str]]:
        """Return what the project says of a place printed alike, by the same source, with its code.

        Where a name is a question, only such a row shows that somebody answered it before; a row
        under another name that happens to be about a candidate does not.
        """
        return self._printed.get((entry.source, entry.place, entry.within), [])

    @cached_property
    def _printed(self) -> dict[tuple[str, str, str], list[tuple[DatedRow, str]]]:
        printed: dict[tuple[str, str, str], list[tuple[DatedRow, str]]] = {}
        for line, row in self._table.records():
            place, within = row["place"].strip(), row.get("within", "").strip()
            said = DatedRow(row["start"].strip(), row.get("end", "").strip(), line)
            rows = printed.setdefault((row["source"].strip(), place, within), [])
            rows.append((said, row["adcode"].strip()))
        return printed

    def where(self, line: int) -> str:
        """Return file and line for a line as `DatedRow` keeps it."""
        project, file = self._files
        return f"{project}:{line}" if line > 0 else f"{file}:{-line}"

    def key(self, row: Mapping[str, str]) -> int:
        """Return what stands for source, unit, extent and site of a row."""
        place = row["place"].strip()
        lon, lat = row.get("lon", ""), row.get("lat", "")
        is_site = bool(lon and lat) or not self._names_unit(row, place)
        extent = row.get("extent", "").strip() or "unit"
        if row.get("status", "").strip() == Presence.OUT:
            extent += " out"  # a no is another statement than a yes
        adcode = row["adcode"].strip()
        return site_key(row["source"].strip(), adcode, extent, place if is_site else "", lon, lat)

    def _names_unit(self, row: Mapping[str, str], place: str) -> bool:
        """Whether the place is a name of one of the row's units, in whatever script."""
        match = self._names.match(Entry(place=place, within=row.get("within", "").strip()))
        named = {unit.adcode for unit in match.units}
        return bool(named & set(row["adcode"].strip().split("|")))


def site_key(  # noqa: PLR0917 (what one statement is about)
    source: str, adcode: str, extent: str, site: str, lon: str, lat: str
) -> int:
    """Return a number for what a statement is about; `site` is blank for the unit itself.

    A number instead of the texts keeps a million rows in memory; two of them meet by chance once
    in some ten million lists of a million rows.
    """
    if lon and lat:
        lon, lat = f"{float(lon):.{_PLACES}f}", f"{float(lat):.{_PLACES}f}"
    return hash((source, adcode, extent, site, lon, lat))
