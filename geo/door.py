"""`pilotmap.Rollout`: the rollout with what leads out of it, to pandas and geopandas and to files.

The core in `rollout` knows neither libraries nor files; this class, which people get from
`pilotmap.load`, adds them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .arguments import all_of, edtf_from, level_from, names_from, switch_from, table_from, text_from
from .export.methods import ToldRollout
from .model import Source
from .picture.methods import ShownRollout

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Self

    import pandas

    from .model import Level


class Rollout(ToldRollout, ShownRollout):
    """What is known, by unit and year, of where a programme is; made by `pilotmap.load`.

    >>> import pilotmap
    >>> rollout = pilotmap.load()
    >>> rollout.status("610500", 2018).value
    'in'
    """

    @classmethod
    def from_frame(
        cls,
        frame: pandas.DataFrame,
        *,
        columns: Mapping[str, str] | None = None,
        source: str = "",
        sources: Iterable[Source] = (),
        level: Level | str | None = None,
        within: str = "",
        year: int | str = "",
        excel_dates: bool = False,
        events: bool = False,
    ) -> Self:
        """Make a rollout of the rows of a DataFrame, by the rules of `pilotmap import`.

        Nothing is guessed: what is open or not understood stops it, all of it told at once.

        >>> import pandas, pilotmap
        >>> pilots = pandas.DataFrame({"city": ["武威市", "Longnan"], "since": [2018, 2020]})
        >>> rollout = pilotmap.Rollout.from_frame(
        ...     pilots, columns={"since": "start"}, source="report-2020", within="Gansu"
        ... )
        >>> rollout.first_year("620600").latest, rollout.status("621200", 2020).value
        (2018, 'in')

        Parameters
        ----------
        frame
            The columns of `locations.csv`, or any that `import` understands (city, 城市,
            province, year, ...). An index with a name is read as a column.
        columns
            What a column is where its name does not say it: `{"since": "start"}`; `-` for one
            that is not to be used.
        source
            The id of the source of rows that name none.
        sources
            What is known of the sources; one that is only named is known by its id.
        level
            Level of the names: province, prefecture or county.
        within
            The unit around rows that name none.
        year
            When rows without a date started, as EDTF.
        excel_dates, events
            As the options of `import`: numbers are days that a spreadsheet counts; rows of one
            place with several dates are all meant.

        Raises
        ------
        DataError
            With every row that is open or wrong, and every question about the columns.
        UsageError
            If an argument is not what it should be.
        """
        from .gazetteer import load
        from .intake.frame import column_answers, statements_of_frame
        from .intake.lists.answers import Options

        table_from(frame, "frame")
        told = all_of(sources, Source, "sources", "sources")
        options = Options(
            mapping=column_answers(names_from(columns, "columns")),
            level="" if level is None else level_from(level).value,
            source=text_from(source, "source"),
            year=edtf_from(year, "year"),
            within=text_from(within, "within"),
            excel_dates=switch_from(excel_dates, "excel_dates"),
            events=switch_from(events, "events"),
        )
        table = load()
        read = statements_of_frame(frame, options, sources=told, gazetteer=table, level=None)
        return cls(*read, table)
