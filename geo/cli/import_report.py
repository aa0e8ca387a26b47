"""What an import found, as a person reads it and as one JSON object a line."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from ..intake.lists.plan import Verdict
from ..intake.lists.titles import date_of_title, stretch_of_title
from ..intake.lists.told_counts import counts_that_differ
from ..text.escape import one_line
from .app import print_data, print_json, warn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..errors import Problem
    from ..intake.lists.data_rows import DataRows
    from ..intake.lists.importing import ImportOutcome, OpenedList
    from ..intake.lists.plan import Pending

_SHOWN = 20
"""Rows of one verdict told one by one; the file for open rows and --json have all."""
_SHOWN_NOTES = 12
_SHOWN_IGNORED = 40
_REPEATED = 3
_SHOWN_READY = 20


def report(outcome: ImportOutcome, *, wanted: bool) -> None:
    """Print the report; `wanted` says whether writing was asked for."""
    tell_table(outcome.source, outcome.reader.rows)
    plan = outcome.plan
    if not wanted:
        _tell_ready(outcome)
    for verdict in Verdict:
        rows = [row for row in plan.pending if row.verdict is verdict]
        _tell_rows(rows, verdict)
    for problem in plan.file_problems:
        print_data(f"error: {problem}")
    _tell_contests(outcome)
    _tell_findings(plan.findings, plan.more_findings)
    print_data(_counts(outcome))
    _tell_totals(outcome)
    _tell_end(outcome, wanted=wanted)


def tell_table(source: OpenedList, rows: DataRows | None = None) -> None:
    """Print what the table is: its kind, its columns, and what was passed over."""
    layout = source.layout
    encoding = f", {source.encoding}" if source.encoding else ""
    header = f"header in line {layout.header_line}, " if layout.header_line else ""
    counted = f"{rows.count:,} {_plural('row', rows.count)}" if rows else "not read yet"
    print_data(f"{source.file}: {source.grid.kind}{encoding}; {header}{counted}")
    read = ", ".join(f"{header} -> {name}" for header, name in layout.recognised())
    print_data(f"  columns   {one_line(read)}")
    if layout.ignored:
        more = len(layout.ignored) - _SHOWN_IGNORED
        shown = ", ".join(layout.ignored[:_SHOWN_IGNORED])
        print_data(f"  not read  {one_line(shown)}{f' and {more:,} more' if more > 0 else ''}")
    if titles := [title for title in layout.titles if title.strip()]:
        print_data(f"  above it  {one_line(' / '.join(titles))}")
    passed_over = rows.passed_over if rows else []
    for line, text in passed_over[:_SHOWN_NOTES]:
        print_data(f"  line {line} is no place: {one_line(text)}")
    if len(passed_over) > _SHOWN_NOTES:
        print_data(f"  and {len(passed_over) - _SHOWN_NOTES:,} more such lines")
    for note in source.grid.notes:
        print_data(f"  note      {one_line(note)}")


def _tell_ready(outcome: ImportOutcome) -> None:
    """Print what the first rows would become, and what was read out of them."""
    for row in islice(outcome.plan.ready, _SHOWN_READY):
        cells = dict(zip(outcome.plan.columns, row.cells, strict=True))
        within = f" in {cells['within']}" if cells.get("within") else ""
        dates = "/".join(filter(None, (cells["start"], cells.get("end", "")))) or "no date"
        read = f"  ({'; '.join(row.notes)})" if row.notes else ""
        units = " | ".join(map(outcome.unit_name, cells["adcode"].split("|")))
        no = "not there: " if cells.get("status") == "out" else ""
        text = f"{cells['place']}{within} -> {units}, {no}{dates}, {cells['source']}{read}"
        print_data(f"ready: {outcome.source.file}:{row.line}: {one_line(text)}")
    more = len(outcome.plan.ready) - _SHOWN_READY
    if more > 0:
        print_data(f"ready: and {more:,} more; --json tells every row")


def _tell_contests(outcome: ImportOutcome) -> None:
    """Print the names that were taken by rank, though other units bear them too."""
    contests = outcome.plan.contests
    for line, why in contests[:_SHOWN_READY]:
        print_data(f"by rank: {outcome.source.file}:{line}: {one_line(why)}")
    if len(contests) > _SHOWN_READY:
        print_data(f"by rank: and {len(contests) - _SHOWN_READY:,} more; --json tells every row")


def _tell_findings(findings: Sequence[Problem], more: Mapping[str, Sequence[int]]) -> None:
    """Print what `check` will say of the ready rows, each rule once with its lines."""
    rules: dict[str, list[Problem]] = {}
    for problem in findings:
        rules.setdefault(problem.rule, []).append(problem)
    for rule, found in rules.items():
        lines = [problem.line for problem in found if problem.line is not None]
        lines += more.get(rule, ())
        others = f"; so in {_listed(lines)}" if len(found) > 1 else ""
        print_data(f"check will say: {found[0].severity}: {one_line(f'{found[0]}{others}')}")


def _tell_rows(rows: Sequence[Pending], verdict: Verdict) -> None:
    """Print one line a problem, its advice once; the same in many rows once, with all lines."""
    same: dict[tuple[str, str, str], list[int]] = {
        (each.rule, each.column, each.message): [] for row in rows[:_SHOWN] for each in row.found
    }
    lines_of: dict[int, list[list[int]]] = {}  # rows that are alike share what was found
    for row in rows:
        if id(row.found) not in lines_of:
            said = ((each.rule, each.column, each.message) for each in row.found)
            lines_of[id(row.found)] = [same[key] for key in said if key in same]
        for lines in lines_of[id(row.found)]:
            lines.append(row.line)
    told = set()
    advised = set()
    for row in rows[:_SHOWN]:
        for problem in row.problems:
            if problem in told:  # of several places in one cell
                continue
            told.add(problem)
            lines = same.get((problem.rule, problem.column, problem.message), [])
            if len(lines) > _REPEATED and lines[0] != row.line:
                continue
            proposes = row.proposal and problem.rule == "place-ambiguous"
            proposal = f"; proposal: {row.proposal}" if proposes else ""
            more = f"; so in {_listed(lines)}" if len(lines) > _REPEATED else ""
            advice = problem.rule, problem.hint
            shown = replace(problem, hint="") if advice in advised else problem
            advised.add(advice)
            print_data(f"{verdict}: {one_line(f'{shown}{proposal}{more}')}")
    if len(rows) > _SHOWN:
        print_data(f"{verdict}: and {len(rows) - _SHOWN:,} more rows; --json tells every row")


def _listed(lines: Sequence[int]) -> str:
    """Return lines as ranges: 4-10, 12."""
    ranges: list[list[int]] = []
    for line in sorted(set(lines)):
        if ranges and line == ranges[-1][1] + 1:
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
    shown = [str(a) if a == b else f"{a}-{b}" for a, b in ranges[:_SHOWN_NOTES]]
    more = f" and {len(ranges) - _SHOWN_NOTES} more ranges" if len(ranges) > _SHOWN_NOTES else ""
    return f"lines {', '.join(shown)}{more}"


def _counts(outcome: ImportOutcome) -> str:
    counts = outcome.plan.counts
    named = {
        Verdict.READY: "ready",
        Verdict.AMBIGUOUS: "ambiguous",
        Verdict.UNKNOWN: "unknown",
        Verdict.DUPLICATE: _plural("duplicate", counts[Verdict.DUPLICATE]),
        Verdict.CONFLICT: _plural("conflict", counts[Verdict.CONFLICT]),
        Verdict.INVALID: "invalid",
        Verdict.SKIPPED: "skipped",
    }
    always = {
        Verdict.READY,
        Verdict.AMBIGUOUS,
        Verdict.UNKNOWN,
        Verdict.DUPLICATE,
        Verdict.CONFLICT,
    }
    return ", ".join(
        f"{counts[verdict]:,} {word}"
        for verdict, word in named.items()
        if counts[verdict] or verdict in always
    )


def _tell_totals(outcome: ImportOutcome) -> None:
    """Print what is ready with and without a date, and how much was set aside."""
    plan = outcome.plan
    ready = plan.counts[Verdict.READY]
    rows = outcome.reader.rows
    aside = [
        f"{count:,} {_plural(noun, count)}"
        for noun, count in (
            ("row", plan.counts[Verdict.SKIPPED]),
            ("heading", len(rows.headings)),
            ("total or note", len(rows.passed_over) - len(rows.headings)),
        )
        if count
    ]
    told = f"; set aside: {', '.join(aside)}" if aside else ""
    dated = f"{ready - plan.undated:,} with a date, {plan.undated:,} without a date"
    print_data(f"of the ready rows {dated}{told}")
    for text in _differing(outcome):
        print_data(f"look at {text}")
    if plan.undated and (date := _date_of_titles(outcome)):
        print_data(f"the title of the list tells {date}: if they began then, pass --year {date}")


def _differing(outcome: ImportOutcome) -> list[str]:
    """Return where the list says how many places it names, and names others."""
    rows = outcome.reader.rows
    return counts_that_differ(outcome.source.layout, outcome.plan, rows.passed_over)[:_SHOWN]


def _date_of_titles(outcome: ImportOutcome) -> str:
    """Return the only date that titles above or between the rows tell; blank for none."""
    source = outcome.source
    passed_over = (text for _, text in outcome.reader.rows.passed_over)
    titles = (*source.layout.titles, *passed_over, source.grid.kind)
    dates = {date_of_title(text) or stretch_of_title(text) for text in titles} - {""}
    return dates.pop() if len(dates) == 1 else ""


def _tell_end(outcome: ImportOutcome, *, wanted: bool) -> None:
    """Say what was written and what to do next."""
    plan = outcome.plan
    undated = [batch for batch in plan.undated_batches if batch]
    if undated:
        flags = " ".join(f"--batch {batch}=YEAR" for batch in undated[:_SHOWN_NOTES])
        print_data(f"the batches have no dates; declare them: {flags}")
    if plan.several_dates:
        places = "1 place has" if plan.several_dates == 1 else f"{plan.several_dates:,} places have"
        print_data(f"{places} several dates in this list, and nothing else tells the rows apart:")
        print_data("  if each row is an event of its own, pass --events, and the first counts;")
        print_data("  if not, correct or skip the wrong ones")
    level = plan.majority
    if level and plan.counts[Verdict.AMBIGUOUS]:
        print_data(f"most names are of level {level}; if all are, pass --level {level}")
    if outcome.written:
        print_data(f"wrote {outcome.written:,} {_plural('row', outcome.written)}")
        if outcome.todo is not None:
            left = len(plan.open_rows)
            print_data(
                f"left open: {left:,} {_plural('row', left)}, in {outcome.todo}: fill in 'decision'"
            )
            print_data("  (an adcode, several joined by |, skip, or a reason) and import that file")
    elif plan.file_problems:
        warn("nothing was written: the file has defects that no decision mends")
    elif wanted and not plan.is_clean:
        left = len(plan.open_rows)
        are = "are" if left != 1 else "is"
        warn(f"nothing was written: {left:,} {_plural('row', left)} {are} open (see --write-ready)")
    elif wanted:
        print_data("nothing to write: all of it is there already")
    elif len(plan.ready):
        flag = "--write" if plan.is_clean else "--write-ready"
        print_data(f"nothing was written; pass {flag} to write what is ready")


def report_json(outcome: ImportOutcome, *, wanted: bool) -> None:
    """Print the reading, each row, and the counts, one object a line."""
    source, layout, plan = outcome.source, outcome.source.layout, outcome.plan
    print_json(
        {
            "file": source.file,
            "kind": source.grid.kind,
            "encoding": source.encoding,
            "header_line": layout.header_line,
            "columns": dict(layout.recognised()),
            "ignored": list(layout.ignored),
            "titles": [title for title in layout.titles if title.strip()],
            "passed_over": [
                {"line": line, "text": text} for line, text in outcome.reader.rows.passed_over
            ],
            "notes": source.grid.notes,
        }
    )
    for ready in plan.ready:
        row = dict(zip(plan.columns, ready.cells, strict=True))
        print_json({"line": ready.line, "verdict": "ready", "row": row, "notes": list(ready.notes)})
    for pending in plan.pending:
        print_json(
            {
                "line": pending.line,
                "verdict": pending.verdict,
                "problems": [problem.as_record() for problem in pending.problems],
                "candidates": [outcome.gazetteer.record(unit) for unit in pending.candidates],
                "proposal": pending.proposal,
            }
        )
    for problem in plan.file_problems:
        print_json({"verdict": "invalid", **problem.as_record()})
    print_json(
        {
            "counts": {verdict.value: plan.counts[verdict] for verdict in Verdict},
            "ready_without_date": plan.undated,
            "defects": len(plan.file_problems),
            "majority_level": plan.majority,
            "undated_batches": list(plan.undated_batches),
            "several_dates": plan.several_dates,
            "counts_that_differ": _differing(outcome),
            "contests": [{"line": line, "reason": why} for line, why in plan.contests],
            "findings": [problem.as_record() for problem in plan.findings],
            "findings_left_out": {rule: len(lines) for rule, lines in plan.more_findings.items()},
            "written": outcome.written,
            "todo": str(outcome.todo) if outcome.todo else "",
            "dry_run": not wanted,
        }
    )


def _plural(noun: str, count: int) -> str:
    return noun if count == 1 else f"{noun}s"
