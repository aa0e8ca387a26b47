"""What leads out of a rollout to pandas and geopandas and to files, as methods.

`pilotmap.Rollout` has them; libraries are imported when one is called.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ..arguments import (
    adcode_from,
    level_from,
    path_from,
    table_from,
    text_from,
    year_from,
    years_from,
)
from ..errors import UsageError
from ..rollout import Rollout as Core
from ..text.escape import some_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    import geopandas
    import pandas

    from ..model import Level


class ToldRollout(Core):
    """A rollout whose answers are tables and files."""

    def to_gdf(
        self, year: int | None = None, level: Level | str = "prefecture"
    ) -> geopandas.GeoDataFrame:
        """Return every unit of a level with its status in a year and its outline.

        >>> import pilotmap
        >>> units = pilotmap.load().to_gdf(2020)
        >>> units.loc["622900", ["name_zh", "status", "sources"]].tolist()
        ['临夏回族自治州', 'in', 'pandaily-2020']
        >>> units.crs.to_epsg(), units.index.name
        (4326, 'adcode')

        Parameters
        ----------
        year
            None: the last one with evidence.
        level
            province, prefecture or county.

        Returns
        -------
        units
            Indexed by `adcode`, in EPSG:4326 (longitude, latitude); see
            `pilotmap.export.frames.units_frame` for the columns. `status` is an ordered
            categorical, `out < unknown < possible < in`; nothing is filled in where nobody said
            anything.

        Raises
        ------
        UsageError
            If an argument is not what it should be, or no year is given and none is known.
        """
        from .frames import units_frame, year_of

        wanted = year_of(self, None if year is None else year_from(year))
        return units_frame(self, [wanted], level_from(level))

    def panel(
        self,
        level: Level | str = "prefecture",
        years: Iterable[int] | None = None,
        *,
        codes: Literal["then", "now"] = "now",
        tally: str | os.PathLike[str] | None = None,
    ) -> pandas.DataFrame:
        """Return the unit x year panel, in which silence is blank and never zero.

        >>> import pilotmap
        >>> panel = pilotmap.load().panel("prefecture", range(2015, 2018))
        >>> panel.query("adcode == '610500'")["in_dated"].tolist()
        [0, 1, 1]
        >>> panel.query("adcode == '610500'")["in_strict"].tolist()
        [<NA>, 1, 1]

        Parameters
        ----------
        level
            province, prefecture or county.
        years
            None: from the first to the last year with evidence.
        codes
            "now": today's units, each in every year; the panel is balanced. "then": the units in
            force at the end of each year, by their codes of that year; what a unit joined later
            says nothing of it. Which stands for which is told in `codes_then`, `codes_now` and
            `changed`.
        tally
            Counts by unit and year from `pilotmap tally`, of today's units of this level: they
            become the column `n`, and `sum` where a value was summed.

        Returns
        -------
        panel
            By unit, then year; the columns are those of `pilotmap.export.codebook.COLUMNS`, which
            also says how each follows from the statements.

        Raises
        ------
        UsageError
            If an argument is not what it should be, there are no years, or units of the time are
            asked for in years in which they are not on record.
        DataError
            If the tally is not a file of counts by unit and year.
        """
        from ..tally.counts import read_counts
        from .codes import codes_from
        from .panel import panel_frame

        wanted = years_from(self.years if years is None else years)
        file = path_from(tally, "tally")
        counts = read_counts(file) if file else None
        return panel_frame(self, level_from(level), wanted, codes_from(codes), counts)

    def statements_frame(self) -> pandas.DataFrame:
        """Return the statements, one a row, with the bounds of their dates and their sources.

        >>> import pilotmap
        >>> statements = pilotmap.load().statements_frame().set_index("id")
        >>> statements.loc["wuwei-2020", ["place", "adcode", "start_not_before"]].tolist()
        ['Wuwei', '620600', '2020-08-01']

        Returns
        -------
        statements
            See `pilotmap.export.frames.statements_frame` for the columns.
        """
        from .frames import statements_frame

        return statements_frame(self)

    def sites_gdf(self) -> geopandas.GeoDataFrame:
        """Return the statements that have a position, as points in EPSG:4326.

        >>> import pilotmap
        >>> pilotmap.load().sites_gdf().geom_type.unique().tolist()
        []
        """
        from .frames import sites_frame

        return sites_frame(self)

    def join(
        self,
        df: pandas.DataFrame,
        on: str = "adcode",
        *,
        year: int | str | None = None,
        codes: Literal["then", "now"] = "then",
    ) -> pandas.DataFrame:
        """Return a table of one's own with what is known of the unit of each row.

        No row is dropped or moved: where a code is not known, `status` is blank and `join_note`
        says why.

        >>> import pandas, pilotmap
        >>> mine = pandas.DataFrame({"adcode": ["610500", "999999"], "gdp": [1.5, 2.5]})
        >>> joined = pilotmap.load().join(mine, year=2018)
        >>> joined["status"].tolist(), joined["join_note"].tolist()
        (['in', nan], ['', "'999999' is not the code of a unit"])

        Parameters
        ----------
        df
            With a column of adcodes, as text.
        on
            The name of that column; that of the index is one too.
        year
            A year for all rows, or the name of a column of years. None: the last one with
            evidence.
        codes
            "then": a code means the unit that bore it at the end of the year of the row, on the
            ground that it had then; one that was in force in other years only has the status of
            what took over from it. "now": only today's codes count, and the others are told.

        Returns
        -------
        joined
            The rows of `df` with its index, and the columns of `pilotmap.export.join.JOINED`.

        Raises
        ------
        UsageError
            If a column is missing or there already, or an argument is not what it should be.
        """
        from .codes import codes_from
        from .frames import year_of
        from .join import join_frame

        table_from(df, "df")
        wanted = codes_from(codes)
        adcodes = [adcode_from(code, on) for code in _column(df, on, "on")]
        if isinstance(year, str):
            years = [year_from(each, year) for each in _column(df, year, "year")]
        else:
            years = [year_of(self, None if year is None else year_from(year))] * len(df)
        return join_frame(self, df, adcodes, years, codes=wanted)

    def compare(
        self, other: Core, *, level: Level | str = "prefecture", year: int | None = None
    ) -> pandas.DataFrame:
        """Return which units had this programme and another one, and in which order.

        >>> import pandas, pilotmap
        >>> pilots = pandas.DataFrame({"city": ["武威市", "天水市"], "start": ["2018", "2021"]})
        >>> other = pilotmap.Rollout.from_frame(pilots, source="list", within="Gansu")
        >>> units = pilotmap.load().compare(other)
        >>> units.loc[["620600", "620500"], ["both", "order"]].to_numpy().tolist()
        [['in', 'b'], ['in', 'a']]

        Parameters
        ----------
        other
            Another rollout on the same units: programme b, where this one is a.
        level
            province, prefecture or county.
        year
            Until its end; None: the last one with evidence in either.

        Returns
        -------
        units
            Every unit of the level, by adcode. `both` is `in` where both certainly were there in
            some year, `possible` where both may have been, `out` where one of them was not in any
            year, else `unknown`. `order` holds what the bounds of the first years allow.
            See `pilotmap.export.compare.compare_frame` for the other columns.

        Raises
        ------
        UsageError
            If an argument is not what it should be, or no year is given and none is known.
        """
        from .compare import compare_frame

        if not isinstance(other, Core):
            raise UsageError(f"other: {other!r} is not a rollout; pass one, such as load('stores')")
        wanted = None if year is None else year_from(year)
        return compare_frame(self, other, level_from(level), wanted)

    def export(
        self,
        path: str | os.PathLike[str],
        *,
        year: int | None = None,
        years: Iterable[int] | None = None,
        level: Level | str = "prefecture",
    ) -> list[Path]:
        """Write units, statements and sources as a file for another tool, and return its path.

        >>> import pilotmap, tempfile, pathlib
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     written = pilotmap.load().export(pathlib.Path(folder, "rollout.csv"), year=2020)
        >>> [path.name for path in written]
        ['rollout.csv', 'rollout.csv-metadata.json']

        Parameters
        ----------
        path
            Where to; its ending names the format: .csv, .geojson, .gpkg, .fgb, .parquet, .kml,
            .xlsx, .jsonld (Linked Places), .zip (a Data Package) or .dta (Stata). A file that is
            there is replaced.
        year
            None: the last one with evidence; in KML and Linked Places all of them.
        years
            Several years instead: a unit has a row for each.
        level
            province, prefecture or county.

        Raises
        ------
        UsageError
            If the ending is of no format, an argument is not what it should be, or the format
            needs a library that is not installed.
        StoreError
            If the file cannot be written; none is left half-written.
        """
        from ..store.replace import replace_together
        from .files import FORMATS, rollout_files

        if not isinstance(path, (str, os.PathLike)):
            raise UsageError(f"path: {path!r} is not a path; pass the name of a file")
        target = Path(path)
        ending = target.suffix.lower()
        form = next((name for name, each in FORMATS.items() if each.ending == ending), None)
        if form is None:
            endings = ", ".join(each.ending for each in FORMATS.values())
            raise UsageError(f"path: '{target.name}' ends in none of {endings}")
        if year is not None and years is not None:
            raise UsageError("years: give either year or years, not both")
        wanted = None if year is None else [year_from(year)]
        if years is not None:
            wanted = years_from(years)
        files = rollout_files(self, target.name, form, wanted, level_from(level))
        written = {target.with_name(name): content for name, content in files.items()}
        replace_together(written)
        return list(written)


def _column(df: pandas.DataFrame, name: str, argument: str) -> Iterable[object]:
    """Return the cells of a column, or of the index of that name."""
    text_from(name, argument)
    if name in df.columns:
        return list(df[name])
    if name in df.index.names:
        return list(df.index.get_level_values(name))
    columns = some_of(map(str, df.columns))
    raise UsageError(f"{argument}: there is no column {name!r}; there are {columns}")
