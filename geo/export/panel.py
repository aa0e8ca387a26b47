"""The unit x year panel for staggered adoption, in which silence is blank."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from ..model import COUNTRY, Status
from ..text.escape import shell_argument
from .codebook import ASSUMPTION, COLUMNS, COUNT, SUM
from .codes import Correspondence, all_on_record, rollout_of_year, units_on_record
from .frames import Behind, behind_status, categorical, evidence_of
from .tabular import spreadsheet_csv, stata_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import pandas

    from ..model import Level
    from ..rollout import Reason, Rollout
    from ..rollout.years import YearBounds
    from ..tally.counts import UnitCounts
    from .codes import YearUnits

_DTYPES = {"0/1": "Int8", "year": "Int16", "count": "Int32", "text": "string"}
_TEXT = {status: status.value for status in Status}  # asking an enum is slow
_STRICT = {Status.IN: 1, Status.OUT: 0}
_POSSIBLE = _STRICT | {Status.POSSIBLE: 1}
_NOTHING = Behind("", 0, "", "")
ROWS_LIMIT = 1_000_000
"""Rows of a panel: a source may date something from the year 1 to the year 9999."""
_BY_YEAR = ("year", "codes_then", "codes_now", "changed")
"""The columns that may differ between years in which nothing else does."""
_OF_RUN = tuple(column for column in COLUMNS if column.name not in _BY_YEAR)


class _Run(NamedTuple):
    """Years in which nothing that the panel tells of a unit changes."""

    years: Sequence[int]
    status: Status
    is_open: bool
    """Whether a statement about the country as a whole may hold."""
    bounds: YearBounds
    behind: Behind
    closed_by: str


def panel_frame(
    rollout: Rollout,
    level: Level,
    years: Sequence[int],
    codes: str = "now",
    tally: UnitCounts | None = None,
) -> pandas.DataFrame:
    """Return a panel: every unit of `level` in each of `years`, by unit, then year.

    See `pilotmap.export.codebook.COLUMNS` for what each column says. Numbers are nullable integers
    of pandas; `status` is an ordered categorical.

    Parameters
    ----------
    codes
        `now`: today's units, each in every year. `then`: the units that were in force at the end
        of each year, by the codes of that year.
    tally
        Observations by unit and year, of units of this level: they become the columns `n` and,
        where a value was summed, `sum`. A unit and year that was not counted is blank.

    Raises
    ------
    UsageError
        If `codes` is `then` and the record of units does not reach one of the years; if the
        counts are of another level, or go with the codes of the time; if it has more rows than
        `ROWS_LIMIT`.
    """
    import numpy as np
    import pandas

    if tally is not None:
        _check_counts(tally, rollout, level, codes)
    _check_size(rollout, level, years)
    on_record = units_on_record(rollout, years)
    parts = _parts(rollout, years, None if codes == "now" else on_record)
    histories = _histories(parts, level)
    told_codes = {
        year: _told_codes(known, codes) for year, known in _known(rollout, level, on_record)
    }
    rows: list[tuple[object, ...]] = []
    counts: list[int] = []
    every_year: list[int] = []
    units: list[str] = []
    for adcode in sorted(histories):
        never = _is_never([run for _, run in histories[adcode]])
        for told, run in histories[adcode]:
            rows.append((*told, *_cells(run, never=never)))
            counts.append(len(run.years))
            every_year.extend(run.years)
            units.extend([adcode] * len(run.years))
    table = pandas.DataFrame(rows, columns=[column.name for column in _OF_RUN])
    table["status"] = categorical(table["status"])
    kinds = {column.name: _DTYPES[column.kind] for column in _OF_RUN if column.name != "status"}
    table = table.astype(kinds).take(np.repeat(np.arange(len(rows)), counts)).reset_index(drop=True)
    for name, cells in zip(_BY_YEAR, _codes_of(told_codes, units, every_year), strict=True):
        kind = next(column.kind for column in COLUMNS if column.name == name)
        table[name] = pandas.array(cells, dtype=_DTYPES[kind])
    table = table[[column.name for column in COLUMNS]]
    return table if tally is None else _with_counts(table, tally)


def _check_size(rollout: Rollout, level: Level, years: Sequence[int]) -> None:
    """Refuse a panel that no table should hold."""
    most = ROWS_LIMIT // max(len(rollout.tree.levels[level]), 1)
    if len(years) > most:
        raise UsageError(
            f"the panel has more than {ROWS_LIMIT:,} rows: {len(years):,} years of every {level}; "
            f"choose at most {most:,} with --from and --to"
        )


def _histories(
    parts: Iterable[tuple[Rollout, Sequence[int]]], level: Level
) -> dict[str, list[tuple[tuple[str, ...], _Run]]]:
    """Return by code each run of years, with the names of the unit in it."""
    histories: dict[str, list[tuple[tuple[str, ...], _Run]]] = {}
    for part, stretch in parts:
        for adcode, runs in _runs_by_unit(part, level, stretch):
            unit = part.tree.units[adcode]
            parent = "" if unit.parent == COUNTRY else unit.parent
            names = adcode, unit.name_en, unit.name_zh, parent
            histories.setdefault(adcode, []).extend((names, run) for run in runs)
    return histories


def _check_counts(counts: UnitCounts, rollout: Rollout, level: Level, codes: str) -> None:
    if not {row.adcode for row in counts.rows} <= set(rollout.tree.levels[level]):
        raise UsageError(
            f"{counts.file} counts by {counts.level.value}, the panel is by {level.value}; count "
            f"anew with `pilotmap tally --level {shell_argument(level.value)}`, or ask for the "
            "other panel"
        )
    if codes == "then":
        raise UsageError(
            f"{counts.file} counts by today's units, so it does not go with the units of the time; "
            "leave the tally out, or ask for today's codes"
        )


def _with_counts(table: pandas.DataFrame, counts: UnitCounts) -> pandas.DataFrame:
    """Return a panel with what was counted in each unit and year; blank where nothing was."""
    import pandas

    found = {(row.adcode, row.year): row for row in counts.rows}
    rows = [found.get(key) for key in zip(table["adcode"], table["year"], strict=True)]
    numbers = [None if row is None else row.n for row in rows]
    table = table.assign(n=pandas.array(numbers, dtype="Int64"))
    if counts.has_sums:
        sums = [None if row is None else row.total for row in rows]
        table["sum"] = pandas.array(sums, dtype="Float64")
    return table


def _parts(
    rollout: Rollout, years: Sequence[int], on_record: Mapping[int, YearUnits | None] | None
) -> Iterator[tuple[Rollout, Sequence[int]]]:
    """Yield the rollout to be asked, with the years for which it is.

    Parameters
    ----------
    on_record
        By year, its units, where they count; None: today's do.
    """
    if on_record is None:
        yield rollout, years
        return
    of_year = all_on_record(on_record)
    for _, same in groupby(years, key=lambda year: id(of_year[year])):
        stretch = list(same)
        yield rollout_of_year(rollout, of_year[stretch[0]]), stretch


def _runs_by_unit(
    rollout: Rollout, level: Level, years: Sequence[int]
) -> Iterator[tuple[str, list[_Run]]]:
    """Yield each unit of a level with the stretches of `years` in which nothing changes for it."""
    stretches = [list(same) for _, same in groupby(years, key=rollout.timeline.bit)]
    opened = [bool(rollout.country_wide(stretch[0])) for stretch in stretches]
    frames = [rollout.frame(stretch[0], level) for stretch in stretches]
    told = list(zip(stretches, frames, opened, strict=True))
    statuses = rollout.statuses
    silent: dict[tuple[int, int], list[_Run]] = {}  # units of which nobody spoke are told alike
    for adcode in rollout.tree.levels[level]:
        evidence = evidence_of(rollout, adcode)
        key = statuses.certain[adcode], statuses.possible[adcode]
        if evidence or statuses.out[adcode]:
            yield adcode, _runs(rollout, adcode, evidence, told)
        else:
            if key not in silent:
                silent[key] = _runs(rollout, adcode, (), told)
            yield adcode, silent[key]


def _runs(
    rollout: Rollout,
    adcode: str,
    evidence: tuple[Reason, ...],
    told: Iterable[tuple[Sequence[int], Mapping[str, Status], bool]],
) -> list[_Run]:
    """Return what the panel tells of a unit in each stretch of years.

    Parameters
    ----------
    told
        Of each stretch: its years, every status in it, and whether a statement about the country
        as a whole may hold.
    """
    bounds = rollout.statuses.first_year(adcode)
    runs: list[_Run] = []
    for years, statuses, is_open in told:
        status = statuses[adcode]
        behind = behind_status(evidence, years[0], status) if evidence else _NOTHING
        closed_by = _closed_by(rollout, adcode, years[0]) if status is Status.OUT else ""
        before = runs[-1] if runs and not evidence else None
        if before and before[1:] == (status, is_open, bounds, behind, closed_by):
            runs[-1] = before._replace(years=[*before.years, *years])
            continue
        runs.append(_Run(years, status, is_open, bounds, behind, closed_by))
    return runs


def _cells(run: _Run, *, never: int | None) -> tuple[object, ...]:
    """Return the cells of the columns `_OF_RUN` after the names."""
    early, late = run.bounds
    exact = late if early == late else None
    is_silent = run.status is Status.UNKNOWN
    is_before = is_silent and late is not None and early is not None and run.years[0] < early
    strict = _STRICT.get(run.status)
    return (
        _TEXT[run.status],
        strict,
        _POSSIBLE.get(run.status),
        0 if is_before else strict,
        ASSUMPTION if is_before else "",
        None if late is None else int(is_before),
        int(run.status is Status.POSSIBLE or (is_silent and run.is_open)),
        exact,
        early,
        late,
        0 if never else exact,
        never,
        *run.behind[:3],
        run.closed_by,
    )


def _is_never(runs: Sequence[_Run]) -> int | None:
    """Say whether sources deny every year (1), the unit is in at some time (0), or neither."""
    if any(run.bounds.latest is not None for run in runs):
        return 0
    denied = all(run.status is Status.OUT and not run.bounds.reached for run in runs)
    return 1 if denied else None


def _closed_by(rollout: Rollout, adcode: str, year: int) -> str:
    closing = rollout.excluding(adcode, rollout.timeline.bit(year))
    return "|".join(dict.fromkeys(reason.source.id for reason in closing))


def _codes_of(
    told: Mapping[int, Mapping[str, tuple[str, str, int]] | None],
    units: Sequence[str],
    years: Sequence[int],
) -> tuple[Sequence[int], list[str], list[str], list[int | None]]:
    """Return the columns `_BY_YEAR` of every row."""
    then: list[str] = []
    now: list[str] = []
    changed: list[int | None] = []
    for adcode, year in zip(units, years, strict=True):
        of_year = told[year]
        at_the_time, today, is_changed = (
            ("", adcode, None) if of_year is None else of_year.get(adcode, (adcode, adcode, 0))
        )
        then.append(at_the_time)
        now.append(today)
        changed.append(is_changed)
    return years, then, now, changed


def _known(
    rollout: Rollout, level: Level, on_record: Mapping[int, YearUnits | None]
) -> Iterator[tuple[int, Correspondence | None]]:
    """Yield what stands for what in each year; None where the record of units does not reach."""
    made: dict[int, Correspondence] = {}
    for year, units in on_record.items():
        if units is not None and id(units) not in made:
            made[id(units)] = Correspondence(units, rollout.tree, level)
        yield year, None if units is None else made[id(units)]


def _told_codes(known: Correspondence | None, codes: str) -> dict[str, tuple[str, str, int]] | None:
    """Return the cells of units whose codes differ between a year and today, or that changed."""
    if known is None:
        return None
    others, back = (known.then, known.now) if codes == "now" else (known.now, known.then)
    told = {}
    for code, found in others.items():
        is_changed = len(found) != 1 or any(len(back[other]) != 1 for other in found)
        if is_changed or code not in found:
            other = "|".join(found)
            pair = (other, code) if codes == "now" else (code, other)
            told[code] = (*pair, int(is_changed))
    return told


def panel_csv(table: pandas.DataFrame) -> bytes:
    """Return a panel as CSV in UTF-8; a blank is an empty cell, and no cell is a formula."""
    return spreadsheet_csv(table)


def panel_dta(table: pandas.DataFrame) -> bytes:
    """Return a panel for Stata 14 and later; see `stata_bytes`."""
    told = {column.name: column.follows for column in (*COLUMNS, COUNT, SUM)}
    return stata_bytes(table, {name: told[name] for name in table})


PANEL_FORMATS: Mapping[str, Callable[[pandas.DataFrame], bytes]] = {
    ".csv": panel_csv,
    ".dta": panel_dta,
}
"""How a panel is written, by the ending of its file."""
