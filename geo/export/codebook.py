"""The codebook of the panel: what each column is, how it follows, and what may be claimed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from ..text.escape import one_line
from .frames import ATTRIBUTION, LICENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas

    from ..model import Level, Source
    from ..rollout import Rollout
    from ..tally.counts import UnitCounts


class PanelColumn(NamedTuple):
    """A column of the panel, as the codebook tells it."""

    name: str
    kind: str
    """`text`, `year`, `count`, `number` or `0/1`; every kind may be blank."""
    follows: str
    """How its cells follow from the statements."""


COLUMNS = (
    PanelColumn(
        "adcode",
        "text",
        "code of the unit, six digits, to be kept as text: today's, or with the codes of the time "
        "(then) that of a unit in force at the end of the year",
    ),
    PanelColumn("name_en", "text", "English name of the unit"),
    PanelColumn("name_zh", "text", "Chinese name of the unit"),
    PanelColumn("parent", "text", "code of the unit around it; blank for a province"),
    PanelColumn("year", "year", "the calendar year; a status holds by its end"),
    PanelColumn(
        "status",
        "text",
        "in: a statement places the programme in the unit or inside it, begun by the end of the "
        "year. possible: a statement allows it and does not settle it. out: a source says that it "
        "was not there, or claims to name every place and does not name this one. unknown: "
        "nobody said anything",
    ),
    PanelColumn("in_strict", "0/1", "1 where the status is in, 0 where it is out, else blank"),
    PanelColumn("in_possible", "0/1", "1 where the status is in or possible, 0 where it is out"),
    PanelColumn(
        "in_dated",
        "0/1",
        "in_strict, and 0 before a start; assumes that a dated start is the first. The "
        "zeros added are those of before_start. Name the assumption where you use the column",
    ),
    PanelColumn(
        "assumes",
        "text",
        "what the 0 of in_dated rests on, where it rests on more than a source: the assumption, in "
        "words; else blank",
    ),
    PanelColumn(
        "before_start",
        "0/1",
        "1 in the years before the earliest possible start of a unit that is certainly in at some "
        "time, where no source says more; 0 in all other years of such a unit; blank for units "
        "that are never certainly in",
    ),
    PanelColumn(
        "contaminated",
        "0/1",
        "1 where the unit may be treated unseen in the year: its status is possible, or it is "
        "unknown while a statement about the country as a whole may hold. Do not take such "
        "unit-years as controls without saying so",
    ),
    PanelColumn("first_year_strict", "year", "the first year where its bounds agree, else blank"),
    PanelColumn(
        "first_year_early", "year", "the first year in which the unit is at least possible"
    ),
    PanelColumn("first_year_late", "year", "the first year in which the unit is certainly in"),
    PanelColumn(
        "cohort",
        "year",
        "first_year_strict; 0 where never is 1, as csdid, jwdid and R's did take it "
        "(did_imputation wants a missing value there, sunab a year outside the panel; did2s takes "
        "in_dated). Blank where neither is known: such units belong to no cohort, and are to be "
        "left out or bounded",
    ),
    PanelColumn(
        "never",
        "0/1",
        "1 where sources say of every year of the panel that the programme was not there, and "
        "nothing says of any year that it may have been; 0 where the unit is certainly in at some "
        "time; blank where nobody said",
    ),
    PanelColumn("via", "text", "how the strongest evidence of the year bears on the unit"),
    PanelColumn("n_statements", "count", "how many statements bear on the unit in the year"),
    PanelColumn("sources", "text", "ids of the sources that bear on it in the year, joined by |"),
    PanelColumn(
        "closed_by",
        "text",
        "where the status is out, ids of the sources behind the 0, joined by |: they say no, or "
        "leave the unit out of a list that claims to be complete",
    ),
    PanelColumn(
        "codes_then",
        "text",
        "codes at the end of the year of what the unit was then, joined by |; blank where the "
        "record of units does not tell (it does from 2002 on)",
    ),
    PanelColumn("codes_now", "text", "today's codes of what the unit became, joined by |"),
    PanelColumn(
        "changed",
        "0/1",
        "1 where the unit of the year and that of today are not the same ground, since units were "
        "merged, split or moved; 0 where they are, under whatever code; blank where the record "
        "does not tell. Land that moved without any code changing is not on record",
    ),
)

COUNT = PanelColumn(
    "n",
    "count",
    "how many observations the tally counted in the unit in the year; blank where it counted none, "
    "which is not a count of 0: rows without a place or a date, and places nobody looked at, leave "
    "a unit blank as well",
)
SUM = PanelColumn(
    "sum", "number", "sum of the tally's value over those observations; blank where there is none"
)


def panel_columns(counts: UnitCounts | None = None) -> tuple[PanelColumn, ...]:
    """Return the columns of a panel, with those of a tally where it has one."""
    if counts is None:
        return COLUMNS
    return (*COLUMNS, COUNT, SUM) if counts.has_sums else (*COLUMNS, COUNT)


ASSUMPTION = "a dated start is the first"
"""What the zeros of `in_dated` rest on before a start."""

_CLAIMS = """\
Blank means that nobody said anything. A 0 stands only where a source says so; in the years of
before_start only in in_dated, under its assumption, which the column assumes repeats.

Dates and counts are bracketed. Where every statement is true and its start is the first one,
first_year_early <= first year <= first_year_late for every unit that has both, and the cumulative
count of the units that are named lies between the counts of these two codings, in every year.

The strict coding can estimate an effect. With an estimator that takes the untreated outcomes from
cells that are certainly untreated (in_dated 0 and contaminated 0) and the effects from cells that
are certainly treated (in_strict 1), such as imputation or did2s, its mean error was under 0.03 of
an effect of 1 in 40 simulated panels of 330 units and 11 years, in which silence had nothing to do
with the outcomes. Where silence depends on the outcomes' shocks, nothing is claimed. Two-way fixed
effects alone are biased where effects grow, whatever the coding.

Filling blanks with 0 claims that the programme was nowhere but where these data have it. Adopters
that no source names then stand among the controls: in the same simulations the naive estimate was
too small by more than 0.15.

Estimates under first_year_early and under first_year_late are a check of robustness, not bounds of
the effect: both understated it in the simulations, since each puts wrong labels into the panel.
"""

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|!&~]")
_BY = {
    "now": "by today's codes. A former unit is told under what took over from it",
    "then": "by the codes of the year: a unit has rows only for the years at whose end it was in "
    "force, and what it joined later says nothing of it",
}


class ChangedUnit(TypedDict):
    """A unit of the panel that is not the same ground as its counterpart of the other time."""

    adcode: str
    name_en: str
    name_zh: str
    first: int
    last: int
    codes_then: str
    codes_now: str


def changed_units(table: pandas.DataFrame) -> list[ChangedUnit]:
    """Return the units that were merged, split or moved, each with the years it is told for."""
    rows = table[table["changed"].eq(1).fillna(value=False)]
    keys = ["adcode", "name_en", "name_zh", "codes_then", "codes_now"]
    spans = rows.groupby(keys, sort=False, dropna=False)["year"].agg(["min", "max"])
    return [
        {
            "adcode": str(adcode),
            "name_en": str(name_en),
            "name_zh": str(name_zh),
            "first": int(first),
            "last": int(last),
            "codes_then": str(then),
            "codes_now": str(now),
        }
        for (adcode, name_en, name_zh, then, now), first, last in spans.itertuples()
    ]


def codebook_json(
    rollout: Rollout,
    table: pandas.DataFrame,
    level: Level,
    years: Sequence[int],
    codes: str,
    *,
    counts: UnitCounts | None = None,
) -> str:
    """Return the codebook for programs: the columns, and what may be claimed.

    Parameters
    ----------
    table
        The panel that it tells of.
    codes
        `now` or `then`.
    counts
        The tally that the panel has columns of.
    """
    content = {
        "level": level.value,
        "years": [years[0], years[-1]],
        "codes": codes,
        "rows": len(table),
        "assumption": ASSUMPTION,
        "columns": [column._asdict() for column in panel_columns(counts)],
        **({"tally": _account(counts)} if counts else {}),
        "claims": [" ".join(claim.split()) for claim in _CLAIMS.split("\n\n")],
        "changed_units": changed_units(table),
        "sources": [source.as_record() for source in rollout.sources.values()],
        "attribution": ATTRIBUTION,
        "licence": LICENCE,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def codebook_markdown(
    rollout: Rollout,
    table: pandas.DataFrame,
    level: Level,
    years: Sequence[int],
    codes: str,
    *,
    counts: UnitCounts | None = None,
) -> str:
    """Return the codebook for people; its parameters are those of `codebook_json`."""
    sources = "\n".join(
        f"- `{source.id}`: {_markdown(', '.join(filter(None, _cited(source))))}"
        for source in rollout.sources.values()
    )
    columns = "\n".join(
        f"| `{name}` | {kind} | {follows} |" for name, kind, follows in panel_columns(counts)
    )
    return f"""# Codebook

One row for every unit at the level {level.value} and every year from {years[0]} to {years[-1]},
{_BY[codes]}. {len(table)} rows.

The column in_dated rests on the assumption that {ASSUMPTION}.

| column | kind | how it follows |
|---|---|---|
{columns}
{_tally_told(counts)}
## What may be claimed

{_CLAIMS}
## Units that were merged, split or moved

{_changes(table)}

## From where

{sources}

{ATTRIBUTION}

{LICENCE}
"""


def _account(counts: UnitCounts) -> dict[str, object]:
    """Return where the counts come from, and what was not counted, as far as the file tells."""
    told = counts.account
    about: dict[str, object] = {"file": counts.file, "value": counts.value}
    if told:
        about |= {"read": told.read, "left_out": told.left_out, "counted": told.counted}
        about["reasons"] = dict(told.reasons)
    return about


def _tally_told(counts: UnitCounts | None) -> str:
    if counts is None:
        return ""
    told = counts.account
    text = f"n is counted by `pilotmap tally`: {_markdown(counts.file)}."
    if told is None:
        return f"\n{text} The file does not tell how many rows could not be counted.\n"
    reasons = "".join(f"\n- {n}: {name.replace('_', ' ')}" for name, n in told.reasons.items())
    rows = f"Of {told.read} rows, {told.left_out} were left out by a condition"
    return f"\n{text} {rows}, {told.counted} counted, and these not:\n{reasons or '- none'}\n"


def _changes(table: pandas.DataFrame) -> str:
    told = "\n".join(_change(each) for each in changed_units(table))
    return told or "None in these years, as far as the record of units tells."


def _change(each: ChangedUnit) -> str:
    years = f"{each['first']}-{each['last']}" if each["first"] != each["last"] else each["first"]
    then = each["codes_then"].replace("|", ", ") or "part of another unit"
    now = each["codes_now"].replace("|", ", ")
    name = _markdown(f"{each['name_en']} ({each['name_zh']}, {each['adcode']})")
    return f"- {name}, {years}: then {then}; now {now}"


def _cited(source: Source) -> tuple[str, ...]:
    return source.title, source.author, source.publisher, str(source.published or ""), source.url


def _markdown(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return _MARKUP.sub(r"\\\g<0>", one_line(text))
