"""The unit x year panel for staggered adoption, in which silence is blank, and its codebook."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, NamedTuple

from ..model import COUNTRY, Status
from ..text.escape import one_line
from .frames import ATTRIBUTION, LICENCE, behind_status, categorical, evidence_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas

    from ..model import Level, Source
    from ..rollout import Rollout
    from ..rollout.years import YearBounds


class Column(NamedTuple):
    """A column of the panel, as the codebook tells it."""

    name: str
    kind: str
    """`text`, `year`, `count` or `0/1`; every kind may be blank."""
    follows: str
    """How its cells follow from the statements."""


COLUMNS = (
    Column("adcode", "text", "code of today's unit, six digits, to be kept as text"),
    Column("name_en", "text", "English name of the unit"),
    Column("name_zh", "text", "Chinese name of the unit"),
    Column("parent", "text", "code of the unit around it; blank for a province"),
    Column("year", "year", "the calendar year; a status holds by its end"),
    Column(
        "status",
        "text",
        "in: a statement places the programme in the unit or inside it, begun by the end of the "
        "year. possible: a statement allows it and does not settle it. out: a source says that it "
        "was not there, or claims to name every place and does not name this one. unknown: "
        "nobody said anything",
    ),
    Column("in_strict", "0/1", "1 where the status is in, 0 where it is out, else blank"),
    Column("in_possible", "0/1", "1 where the status is in or possible, 0 where it is out"),
    Column(
        "in_dated",
        "0/1",
        "in_strict, and 0 in the years of before_start. It rests on an assumption: that a dated "
        "start is the first. Name the assumption where you use the column",
    ),
    Column(
        "before_start",
        "0/1",
        "1 in the years before the earliest possible start of a unit that is certainly in at some "
        "time, where no source says more; 0 in all other years of such a unit; blank for units "
        "that are never certainly in",
    ),
    Column(
        "contaminated",
        "0/1",
        "1 where the unit may be treated unseen in the year: its status is possible, or it is "
        "unknown while a statement about the country as a whole may hold. Do not take such "
        "unit-years as controls without saying so",
    ),
    Column("first_year_strict", "year", "the first year where its bounds agree, else blank"),
    Column("first_year_early", "year", "the first year in which the unit is at least possible"),
    Column("first_year_late", "year", "the first year in which the unit is certainly in"),
    Column(
        "cohort",
        "year",
        "first_year_strict; 0 where never is 1 (as csdid and R's did take it; did2s and fixest's "
        "sunab want another constant). Blank where neither is known: such units belong to no "
        "cohort, and are to be left out or bounded",
    ),
    Column(
        "never",
        "0/1",
        "1 where sources say of every year of the panel that the programme was not there, and "
        "nothing says of any year that it may have been; 0 where the unit is certainly in at some "
        "time; blank where nobody said",
    ),
    Column("via", "text", "how the strongest evidence of the year bears on the unit"),
    Column("n_statements", "count", "how many statements bear on the unit in the year"),
    Column("sources", "text", "ids of the sources that bear on it in the year, joined by |"),
    Column(
        "closed_by",
        "text",
        "where the status is out, ids of the sources behind the 0, joined by |: they say no, or "
        "leave the unit out of a list that claims to be complete",
    ),
)
_CLAIMS = """\
Blank means that nobody said anything. A 0 stands only where a source says so; in the years of
before_start only in in_dated, under its assumption.

Where every statement is true and its start is the first one, first_year_early <= first year <=
first_year_late for every unit that has both; cumulative counts of the units that are named lie
between those two codings.

Filling blanks with 0 claims that the programme was nowhere but where these data have it. Adopters
that no source names then stand among the controls.

Estimates under first_year_early and under first_year_late are a check of robustness, not bounds of
the effect: both may understate it.
"""

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|!&~]")
_DTYPES = {"0/1": "Int8", "year": "Int16", "count": "Int32", "text": "string"}
_STRICT = {Status.IN: 1, Status.OUT: 0}
_POSSIBLE = _STRICT | {Status.POSSIBLE: 1}


def panel_frame(rollout: Rollout, level: Level, years: Sequence[int]) -> pandas.DataFrame:
    """Return a balanced panel: every unit of `level` in each of `years`, by unit, then year.

    See `COLUMNS` for what each column says. Numbers are nullable integers of pandas; `status` is
    an ordered categorical.
    """
    import pandas

    frames = [rollout.frame(year, level) for year in years]
    open_years = [bool(rollout.country_wide(year)) for year in years]
    rows: list[tuple[object, ...]] = []
    for adcode in rollout.tree.levels[level]:
        statuses = [frame[adcode] for frame in frames]
        rows.extend(_rows_of(rollout, adcode, years, statuses, open_years))
    table = pandas.DataFrame(rows, columns=[column.name for column in COLUMNS])
    table = table.astype({column.name: _DTYPES[column.kind] for column in COLUMNS})
    table["status"] = categorical(table["status"])
    return table


def _rows_of(
    rollout: Rollout,
    adcode: str,
    years: Sequence[int],
    statuses: Sequence[Status],
    open_years: Sequence[bool],
) -> Iterator[tuple[object, ...]]:
    """Yield the rows of one unit; `open_years` tells where a country-wide statement may hold."""
    unit = rollout.tree.units[adcode]
    names = (adcode, unit.name_en, unit.name_zh, "" if unit.parent == COUNTRY else unit.parent)
    bounds = rollout.first_year(adcode)
    early, late = bounds
    exact = late if early == late else None
    never = 0 if late is not None else 1 if _is_never(bounds, statuses) else None
    about = (exact, early, late, 0 if never else exact, never)
    evidence = evidence_of(rollout, adcode)
    for year, status, is_open in zip(years, statuses, open_years, strict=True):
        is_silent = status is Status.UNKNOWN
        is_before = is_silent and late is not None and early is not None and year < early
        strict = _STRICT.get(status)
        yield (
            *names,
            year,
            status.value,
            strict,
            _POSSIBLE.get(status),
            0 if is_before else strict,
            None if late is None else int(is_before),
            int(status is Status.POSSIBLE or (is_silent and is_open)),
            *about,
            *behind_status(evidence, year, status)[:3],
            _closed_by(rollout, adcode, year) if status is Status.OUT else "",
        )


def _closed_by(rollout: Rollout, adcode: str, year: int) -> str:
    closing = rollout.excluding(adcode, rollout.timeline.bit(year))
    return "|".join(dict.fromkeys(reason.source.id for reason in closing))


def _is_never(bounds: YearBounds, statuses: Sequence[Status]) -> bool:
    return not bounds.reached and set(statuses) == {Status.OUT}


def panel_csv(table: pandas.DataFrame) -> bytes:
    """Return a panel as CSV in UTF-8; a blank is an empty cell."""
    return str(table.to_csv(index=False, lineterminator="\n")).encode()


def panel_dta(table: pandas.DataFrame) -> bytes:
    """Return a panel for Stata 14 and later; a blank is a missing value, `status` has labels."""
    import datetime

    file = io.BytesIO()
    table.to_stata(
        file,
        write_index=False,
        version=118,
        time_stamp=datetime.datetime(2000, 1, 1),  # noqa: DTZ001 (the same data, the same bytes)
        variable_labels={column.name: column.follows[:80] for column in COLUMNS},
    )
    return file.getvalue()


PANEL_FORMATS: Mapping[str, Callable[[pandas.DataFrame], bytes]] = {
    ".csv": panel_csv,
    ".dta": panel_dta,
}
"""How a panel is written, by the ending of its file."""


def codebook_json(rollout: Rollout, level: Level, years: Sequence[int]) -> str:
    """Return the codebook for programs: the columns, and what may be claimed."""
    content = {
        "level": level.value,
        "years": [years[0], years[-1]],
        "columns": [column._asdict() for column in COLUMNS],
        "claims": [" ".join(claim.split()) for claim in _CLAIMS.split("\n\n")],
        "sources": [source.as_record() for source in rollout.sources.values()],
        "attribution": ATTRIBUTION,
        "licence": LICENCE,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def codebook_markdown(rollout: Rollout, level: Level, years: Sequence[int]) -> str:
    """Return the codebook for people."""
    sources = "\n".join(
        f"- `{source.id}`: {_markdown(', '.join(filter(None, _cited(source))))}"
        for source in rollout.sources.values()
    )
    table = "\n".join(f"| `{name}` | {kind} | {follows} |" for name, kind, follows in COLUMNS)
    return f"""# Codebook

One row for every unit at the level {level.value} and every year from {years[0]} to {years[-1]}, by
today's codes. A former unit is told under what took over from it.

| column | kind | how it follows |
|---|---|---|
{table}

## What may be claimed

{_CLAIMS}
## From where

{sources}

{ATTRIBUTION}

{LICENCE}
"""


def _cited(source: Source) -> tuple[str, ...]:
    return source.title, source.author, source.publisher, str(source.published or ""), source.url


def _markdown(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return _MARKUP.sub(r"\\\g<0>", one_line(text))
