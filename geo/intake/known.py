"""What a project and the file itself say already: to tell a repeated row from a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.intake.settle import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.intake.place import Names
    from geo.store import Table

_PLACES = 5  # decimals of a degree, about one metre


class Said(NamedTuple):
    """One statement that stands already: when, and where it is written."""

    start: str
    end: str
    where: str


class Known:
    """The statements met so far, by source, unit, extent and site.

    A row that says the same of the same with the same dates is a duplicate; with other dates, the
    same source contradicts itself.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._said: dict[int, tuple[Said, ...]] = {}
        self.ids: dict[str, str] = {}
        """Where each id stands."""

    def add_table(self, table: Table) -> None:
        """Add the rows of a project's locations.csv."""
        for line, row in table.records():
            where = f"{table.file}:{line}"
            self.ids[row["id"].strip()] = where
            self.add(row, where)

    def add(self, row: Mapping[str, str], where: str) -> None:
        """Add one row."""
        key = self._key(row)
        said = Said(row["start"].strip(), row.get("end", "").strip(), where)
        self._said[key] = (*self._said.get(key, ()), said)

    def same(self, row: Mapping[str, str]) -> tuple[Said | None, Said | None]:
        """Return the statement that `row` repeats, and the one it contradicts; maybe neither."""
        said = self._said.get(self._key(row), ())
        dates = (row["start"], row.get("end", ""))
        repeated = next((one for one in said if (one.start, one.end) == dates), None)
        if repeated or not said:
            return repeated, None
        return None, said[0]

    def _key(self, row: Mapping[str, str]) -> int:
        """Return a number for source, unit, extent and site; the site is blank for the unit itself.

        A number instead of the texts keeps a million rows in memory; two of them meet by chance
        once in some ten million lists of a million rows.
        """
        lon, lat = row.get("lon", ""), row.get("lat", "")
        site = row["place"].strip()
        if lon and lat:
            lon, lat = f"{float(lon):.{_PLACES}f}", f"{float(lat):.{_PLACES}f}"
        elif self._names_unit(row, site):
            site = ""
        extent = row.get("extent", "").strip() or "unit"
        adcode = row["adcode"].strip()
        return hash((row["source"].strip(), adcode, extent, site, lon, lat))

    def _names_unit(self, row: Mapping[str, str], place: str) -> bool:
        """Whether the place is a name of one of the row's units, in whatever script."""
        match = self._names.match(Entry(place=place, within=row.get("within", "").strip()))
        named = {
            unit.adcode for unit in (*match.candidates, *((match.unit,) if match.unit else ()))
        }
        return bool(named & set(row["adcode"].strip().split("|")))
