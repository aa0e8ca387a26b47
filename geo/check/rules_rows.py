"""Rules about rows beside each other: repetitions, contradictions, and what is left blank.

Rules about text: characters that steer a terminal, hide, or pass for other letters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from ..errors import Severity
from ..model import Presence
from ..rows import made_of, taken_from
from ..store.schema import is_reasoned
from ..text.characters import plain
from ..text.escape import shell_argument
from .cells import NAME_COLUMNS
from .context import is_blank
from .registry import Finding, at, at_source, rule

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from ..dates import FuzzyDate
    from ..model import Statement
    from .context import ProjectContext


_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MOST_DATES = 200
"""Different dates of one place that each further row is compared with."""


@rule("id-invalid", Severity.ERROR)
def id_invalid(context: ProjectContext) -> Iterator[Finding]:
    """An id has characters other than letters, digits, dots, hyphens, underscores.

    Ids stand in commands, links and names of files, as the pattern in datapackage.json says. Give
    another with `pilotmap edit ID --id NEW`.
    """
    if not all(map(_ID.fullmatch, context.statements.column("id"))):
        for row in context.statements.where(id=lambda name: not _ID.fullmatch(name)):
            yield at(context, row, "id", f"'{row.id}' is no id", "give another")
    for source in context.programme.sources.values():
        if not _ID.fullmatch(source.id):
            message = f"'{source.id}' is no id"
            yield at_source(context, source, "id", message, "give another, here and in locations")


@rule("duplicate", Severity.WARNING)
def duplicate(context: ProjectContext) -> Iterator[Finding]:
    """Two rows say the same: same source, units, extent, dates and site.

    Nothing on the map changes, but counts of statements do, and a later correction may reach only
    one of them. Remove one, or say in which point they differ.
    """
    place, ids, lines = map(context.statements.column, ("place", "id", "line"))
    for row, dates, earlier in _not_told_apart(context):
        first = next((rows[dates] for rows in earlier if dates in rows), None)
        if first is not None:
            message = f"'{place[row]}' says the same as line {lines[first]} ({ids[first]})"
            hint = f"pilotmap remove {shell_argument(ids[row])}"
            yield Finding(message, hint, context.locations.file, lines[row], "id")


@rule("dates-differ", Severity.WARNING)
def dates_differ(context: ProjectContext) -> Iterator[Finding]:
    """One source gives two starts for one place, and nothing else tells the two rows apart.

    The earlier start counts. If a place left and came back, the first row needs an end; if they
    are two events, `statement`, `locator` or a column of your own says which; where a reason stands
    in `decision`, nothing is said. Else one of the rows is a slip. A row is compared with the first
    200 different dates of its place and source.
    """
    column = context.statements.column
    place, lines = column("place"), column("line")
    start, end, status = (list(column(name)) for name in ("start", "end", "status"))
    reasoned = list(made_of(column("decision"), is_reasoned))

    def wants_reason(row: int) -> bool:  # a no of other years does not
        return status[row] is not Presence.OUT and not reasoned[row]

    for row, dates, earlier in _not_told_apart(context, wants_reason):
        if reasoned[row]:
            continue
        first = next(
            (
                other
                for rows in earlier
                for those, other in islice(rows.items(), _MOST_DATES)
                if those != dates and not _follow(start[other], end[other], start[row], end[row])
            ),
            None,
        )
        if first is not None:
            message = (
                f"'{place[row]}' starts {start[row]}, but {start[first]} in line {lines[first]}"
            )
            hint = "correct one, or give the first an end"
            yield Finding(message, hint, context.locations.file, lines[row], "start")


@rule("sources-conflict", Severity.WARNING)
def sources_conflict(context: ProjectContext) -> Iterator[Finding]:
    """Sources contradict each other about a place.

    Two sources give starts that cannot both be right, a list that claims to be complete does not
    name a place that another source names, a row with the status `out` says no of a place that
    another row puts in, or a place is in while lists and such rows close everything inside it.
    Nothing is decided: a yes wins over a no and over silence, the earlier start decides, and
    `pilotmap explain` shows both sides. A row is told with the first five that say no to it.
    """
    for conflict in context.rollout.conflicts():
        yield at(context, conflict.statement, "start", conflict.sentence())


@rule("no-without-effect", Severity.WARNING)
def no_without_effect(context: ProjectContext) -> Iterator[Finding]:
    """A row with the status `out` settles no year of any unit of today.

    It has neither dates nor a source with the year of its publication, its dates leave every year
    open, its candidates have nothing in common, or its unit is a former one, of which today's may
    hold a part only. `pilotmap explain` shows such a row, and the map draws nothing for it.
    """
    ids = context.rollout.statements.column("id")
    closing = {ids[row] for denial in context.rollout.denials for row in denial.rows}
    for row in _denying(context):
        if row.id not in closing:
            dated = row.start or row.end or _published(context, row)
            message = f"'{row.place}' is said to be out, which settles no year of a unit of today"
            hint = "give the years, one unit, and the unit of today that is meant"
            yield at(context, row, "adcode" if dated else "start", message, hint)


@rule("no-without-end", Severity.NOTE)
def no_without_end(context: ProjectContext) -> Iterator[Finding]:
    """A row with the status `out` has a start and no end, so that it says no for good.

    A source can tell of the years up to its own. Give the last year it speaks of as `end`; leave it
    blank only where the source says that the place was struck out for good.
    """
    for row in _denying(context):
        if row.start and not row.end:
            message = f"'{row.place}' is said to be out from {row.start} on, without an end"
            yield at(context, row, "end", message, "give the last year that the source speaks of")


@rule("locator-missing", Severity.WARNING)
def locator_missing(context: ProjectContext) -> Iterator[Finding]:
    """A row does not say where in its source the statement stands.

    Who wants to verify it must read the whole source. Give the paragraph (`p9`), the page
    (`page 3`) or the number in the list (`no. 17`).
    """
    if all(map(str.strip, context.statements.column("locator"))):
        return
    columns = map(context.statements.column, ("locator", "place", "line"))
    for locator, place, line in zip(*columns, strict=True):
        if is_blank(locator):
            message = f"'{place}' has no locator"
            yield Finding(message, "such as p9", context.locations.file, line, "locator")


@rule("source-unused", Severity.WARNING)
def source_unused(context: ProjectContext) -> Iterator[Finding]:
    """No row takes anything from a source, and it claims no coverage.

    It is listed on the page all the same. Remove it, or add what it says. A source with full
    coverage is used even without rows: its silence says something.
    """
    if not context.locations.is_whole:
        return  # a row that cannot be read may name any of them
    for source in context.programme.sources.values():
        if source.id not in context.locations.sources and not source.coverage_scope:
            message = f"no statement is taken from '{source.id}'"
            hint = f"pilotmap source remove {shell_argument(source.id)}"
            yield Finding(message, hint, context.sources.file, source.line, "id")


def _denying(context: ProjectContext) -> Iterator[Statement]:
    return context.statements.where(status=lambda status: status is Presence.OUT)


def _not_told_apart(
    context: ProjectContext, counts: Callable[[int], bool] | None = None
) -> Iterator[tuple[int, Hashable, list[dict[Hashable, int]]]]:
    """Yield each row, its dates, and the earlier ones that at most their dates tell from it.

    Of the earlier ones that count (None: all do); of those with the same dates only the first: a
    list may say one thing a million times. Rows are given by their numbers.
    """
    starts, ends = (
        made_of(context.statements.column(name), lambda date: date and date.text)
        for name in ("start", "end")
    )
    for rows, words in context.alike():
        every: dict[Hashable, int] = {}
        telling: dict[Hashable, dict[Hashable, int]] = defaultdict(dict)
        dated = zip(*taken_from((starts, ends), rows), strict=True)
        for row, dates, told in zip(rows, dated, words, strict=True):
            alike = telling[told]
            yield row, dates, [alike, telling[()]] if told else [every]
            if dates not in alike and (counts is None or counts(row)):
                every.setdefault(dates, row)
                alike[dates] = row


def _published(context: ProjectContext, row: Statement) -> bool:
    source = context.programme.sources.get(row.source)
    return bool(source and source.published)


def _follow(
    start: FuzzyDate | None,
    end: FuzzyDate | None,
    start_of_other: FuzzyDate | None,
    end_of_other: FuzzyDate | None,
) -> bool:
    """Whether one has ended before the other begins."""
    return bool(
        (end and start_of_other and end.is_over_by(start_of_other))
        or (end_of_other and start and end_of_other.is_over_by(start))
    )


@rule("text-control", Severity.ERROR)
def text_control(context: ProjectContext) -> Iterator[Finding]:
    """A cell holds a control character.

    Such characters retitle terminals, delete what was printed before them, or break a row in two
    for other programs. They come in by copying; nobody types them. The message names the code
    point and where it stands in the cell.
    """
    yield from _found(context, "control", "type the cell anew")


@rule("text-bidi", Severity.ERROR)
def text_bidi(context: ProjectContext) -> Iterator[Finding]:
    """A cell holds a character that turns the direction of the text.

    What is shown is then not what is stored (CVE-2021-42574 "Trojan Source"): a place can read as
    another. Right-to-left text proper needs no such character.
    """
    yield from _found(context, "bidi", "delete it")


@rule("text-invisible", Severity.WARNING)
def text_invisible(context: ProjectContext) -> Iterator[Finding]:
    """A cell holds a character without a glyph.

    Zero-width spaces, joiners, soft hyphens and byte-order marks come in from web pages. Two names
    that look alike then differ, and searching one does not find the other.
    """
    yield from _found(context, "invisible", "delete it")


@rule("text-damaged", Severity.ERROR)
def text_damaged(context: ProjectContext) -> Iterator[Finding]:
    """A cell holds the remains of text that was read in the wrong encoding.

    U+FFFD, private-use characters and 锟斤拷 stand where other characters were; they cannot be
    brought back from the file. Look the cell up in the source. Where Chinese in UTF-8 was taken for
    Windows-1252 or GBK, the message says what it was.
    """
    yield from _found(context, "damaged", "look the cell up in the source")


@rule("text-lookalike", Severity.ERROR)
def text_lookalike(context: ProjectContext) -> Iterator[Finding]:
    """A name holds a letter of another alphabet that looks like the one that belongs there.

    Cyrillic `е` in `Wеinan`, a Greek omicron, the radical ⻄ in the place of 西: the name looks
    right and matches nothing. In prose a word in another alphabet is fine; a word that mixes
    alphabets is a warning.
    """
    yield from _found(context, "lookalike", "")


@rule("cell-error", Severity.ERROR)
def cell_error(context: ProjectContext) -> Iterator[Finding]:
    """A cell holds an error of a spreadsheet, such as #REF!.

    A formula failed, and what it should have given is lost. Mend it in the workbook, or write the
    value.
    """
    for table in context.tables:
        for line, column, cell in table.failed:
            message = f"the cell holds {cell}, which a spreadsheet writes"
            hint = "mend the formula there, or write the value"
            yield Finding(message, hint, table.file, line, column)


def _found(context: ProjectContext, kind: str, hint: str) -> Iterator[Finding]:
    for file, line, column, cell, odd in context.odd_cells:
        matching = [oddity for oddity in odd if oddity.kind == kind]
        if matching:
            more = f", and {len(matching) - 1} more" if len(matching) > 1 else ""
            advice = hint or f"write '{plain(cell)}'"
            weight = None if kind != "lookalike" or column in NAME_COLUMNS else Severity.WARNING
            yield Finding(f"the cell holds {matching[0]}{more}", advice, file, line, column, weight)
