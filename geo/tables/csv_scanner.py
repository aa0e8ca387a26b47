"""The scanner under `pilotmap.tables.table`: text in, rows with their spans and broken quotes out.

Rows that are sound come by the stretch. Of others a row without quotes costs one regular expression
and one split; a quoted row without fault one expression and the `csv` module; only the rest is
walked cell by cell.

A quote that is opened by mistake is closed by the next one, rows below. Where that gives a row of
the right width, the format is kept and the rows between are gone; only their look betrays them.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .grid import COLUMNS_LIMIT
from .stretch import Row, Rows, plain_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PLAIN = re.compile(r'([^"\r\n]*)(?:\r\n|\n|\r|\Z)')
_LINE_END = re.compile(r"\r\n|\n|\r|\Z")
_BLANK_LINES = re.compile(r"[\r\n]+")
_BREAK = re.compile(r"\r\n|\n|\r")
CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}")
"""A line that git leaves where two versions of a file disagree."""
_MERGE = re.compile(r"(?:<{7}|>{7})(?: .*)?")  # seven equals signs alone may underline a heading
_DIGIT = re.compile(r"\d")
_LEAST_WIDTH = 3


@dataclass(frozen=True, slots=True)
class QuoteError:
    """A cell whose quotes make no cell, or one of things that are none: its row is no row."""

    rule: str
    message: str
    hint: str
    line: int
    """Physical line on which the cell begins."""
    index: int
    """Which cell of its row, from 0."""
    offset: int
    """Offset of the cell in the text."""
    start: int
    """Offset of the row in the text."""


def may_be_merged_text(text: str) -> bool:
    """Whether a text, of any length, may hold marks of git's; one character is found quicker."""
    return any(mark[0] in text and mark in text for mark in ("<<<<<<<", ">>>>>>>"))


def conflict(mark: str) -> tuple[str, str, str]:
    """Return rule, message and hint for a line that git left where two versions disagree."""
    return (
        "merge-conflict",
        f"a merge-conflict marker ({mark[:7]}) stands here",
        "choose one side, and delete the lines with <<<<<<<, ======= and >>>>>>>",
    )


class _BrokenQuoteError(Exception):
    """Carries where a broken cell stands up to the loop that goes on after it."""

    def __init__(self, rule: str, message: str, hint: str, index: int, offset: int) -> None:
        super().__init__(message)
        self.facts = (rule, message, hint)
        self.index = index
        self.offset = offset


def scan(text: str, delimiter: str, *, start: int = 0) -> Iterator[Row | QuoteError]:
    """Yield every row of `text` from offset `start`, and every broken quote.

    Of several blank lines one is yielded: a file of nothing else takes no longer than it must.

    After a broken quote the scan goes on at the line after the one on which that quote opens, so
    that the defects of the other rows are found as well. A second quote that nothing closes ends
    it: each would be searched to the end of the file.
    """
    for found in scan_stretches(text, delimiter, start=start):
        if isinstance(found, Rows):
            yield from found
        else:
            yield found


def scan_stretches(
    text: str, delimiter: str, *, start: int = 0, line: int = 1
) -> Iterator[Rows | Row | QuoteError]:
    """Yield what `scan` does, rows by the stretch where none of them is blank or broken.

    The first row that is not blank, which is the header, stands alone.

    Parameters
    ----------
    start, line
        Offset and number of the first line.
    """
    position, unclosed = start, 0
    may_be_merged = may_be_merged_text(text)
    behind: int | None = None  # a stretch that is read row by row; None: no row was met yet
    while position < len(text):
        if behind is not None and behind <= position:
            rows, behind = plain_rows(text, position, line, delimiter)
            if rows is not None:
                yield rows
                position, line = behind, line + len(rows)
                continue
        if text[position] in "\r\n" and (blank := _BLANK_LINES.match(text, position)):
            yield Row(line, ("",), position, position)
            line += lines_in(text, position, blank.end())
            position = blank.end()
            continue
        try:
            row, after = _read_row(text, position, line, delimiter)
        except _BrokenQuoteError as error:
            opened = line + lines_in(text, position, error.offset)
            yield QuoteError(*error.facts, opened, error.index, error.offset, position)
            unclosed += error.facts[0] == "unclosed-quote"
            if unclosed > 1:
                return
            position, line = _line_end(text, error.offset).end(), opened + 1
            continue
        breaks = lines_in(text, position, row.stop)
        if breaks and (swallowing := _swallowing(row, text, delimiter)):
            yield swallowing
            position, line = _line_end(text, swallowing.offset).end(), swallowing.line + 1
            continue
        marks = list(_marks(row, text, delimiter)) if breaks and may_be_merged else ()
        yield from marks or (row,)
        if behind is None and any(row.cells):
            behind = position
        position, line = after, line + breaks + 1


def _read_row(text: str, position: int, line: int, delimiter: str) -> tuple[Row, int]:
    """Return a row, and where the next begins."""
    if plain := _PLAIN.match(text, position):
        cells = tuple(plain[1].split(delimiter, COLUMNS_LIMIT))
        return Row(line, cells, position, plain.end(1)), plain.end()
    if whole := _sound_row(delimiter).match(text, position):
        stop = whole.end(1)
        return Row(line, _split(text[position:stop], delimiter), position, stop), whole.end()
    spans = cell_spans(text, position, delimiter)
    row = Row(line, tuple(unquoted(text[a:b]) for a, b in spans), position, spans[-1][1])
    return row, _line_end(text, row.stop).end()


def _swallowing(row: Row, text: str, delimiter: str) -> QuoteError | None:
    """Return the first cell of a row that holds rows, as a quote that was not closed in time."""
    if len(row.cells) < _LEAST_WIDTH and not row.cells[-1].startswith(("\n", "\r")):
        return None
    looks = list(map(_look, row.cells))
    for index, cell in enumerate(row.cells[:COLUMNS_LIMIT]):
        breaks = lines_in(cell, 0, len(cell))
        if breaks and _swallows_rows(cell, looks, index, delimiter):
            opened, _ = cell_spans(text, row.start, delimiter)[index]
            lines = f"{breaks} lines" if breaks > 1 else "1 line"
            return QuoteError(
                "unclosed-quote",
                f"the quote before {_excerpt(cell, 0)} closes {lines} below, behind whole rows",
                "close the cell where it ends; if it means 'as above', write 同上 or ditto",
                row.line + lines_in(text, row.start, opened),
                index,
                opened,
                row.start,
            )
    return None


def _marks(row: Row, text: str, delimiter: str) -> Iterator[QuoteError]:
    """Yield the marks of a merge that stand inside the cells of a row."""
    for index, cell in enumerate(row.cells[:COLUMNS_LIMIT]):
        marks = _conflict_lines(cell) if "\n" in cell or "\r" in cell else ()
        opened = cell_spans(text, row.start, delimiter)[index][0] if marks else 0
        for number, mark in marks:
            line = row.line + lines_in(text, row.start, opened) + number
            yield QuoteError(*conflict(mark), line, index, opened, row.start)


@cache
def _sound_row(delimiter: str) -> re.Pattern[str]:
    """Return what matches a row that is written without fault.

    Between tabs, a quote that stands alone opens nothing (see `_is_mark`). The quantifiers are
    possessive, so that no text makes the match slow.
    """
    d = re.escape(delimiter)
    opening = r'"(?![\t\r\n]|\Z)' if delimiter == "\t" else '"'
    cell = rf'(?:{opening}[^"]*+(?:""[^"]*+)*+"|[^"{d}\r\n]*+)'
    return re.compile(rf"({cell}(?:{d}{cell})*+)(?:\r\n|\n|\r|\Z)")


def _split(row: str, delimiter: str) -> tuple[str, ...]:
    """Return the cells of a row that `_sound_row` matched."""
    if len(row) < csv.field_size_limit():
        return tuple(next(csv.reader((row,), delimiter=delimiter)))
    return tuple(unquoted(row[a:b]) for a, b in cell_spans(row, 0, delimiter))


def cell_spans(text: str, start: int, delimiter: str) -> list[tuple[int, int]]:
    """Return the (start, stop) offsets of each cell of the row at `start`, quotes included.

    Of a row wider than a table may be, the cells up to the first beyond are returned.
    """
    spans: list[tuple[int, int]] = []
    position = start
    while True:
        if text.startswith('"', position) and not _is_mark(text, position, delimiter):
            stop = _closing_quote(text, position, len(spans)) + 1
            _expect_end_of_cell(text, position, stop, delimiter, len(spans))
        else:
            stop = _end_of_unquoted(text, position, delimiter, len(spans))
        spans.append((position, stop))
        if not text.startswith(delimiter, stop) or len(spans) > COLUMNS_LIMIT:
            return spans
        position = stop + 1


def _is_mark(text: str, at: int, delimiter: str) -> bool:
    """Whether a quote between tabs stands alone: it says 'as above', and opens nothing."""
    return delimiter == "\t" and text[at + 1 : at + 2] in {"", "\t", "\r", "\n"}


def unquoted(raw: str) -> str:
    """Return the value of a cell written as `raw`."""
    return raw[1:-1].replace('""', '"') if raw.startswith('"') and raw != '"' else raw


def quoted(value: str, delimiter: str = ",") -> str:
    """Return `value` as a cell is written: quoted only where it must be."""
    special = delimiter in value or '"' in value or "\n" in value or "\r" in value
    # Outer spaces survive every reader only inside quotes.
    if special or value != value.strip():
        return '"' + value.replace('"', '""') + '"'
    return value


def lines_in(text: str, start: int, stop: int) -> int:
    """Return how many lines end in the span."""
    span = text[start:stop]
    lines = span.count("\n")
    return lines + span.count("\r") - span.count("\r\n") if "\r" in span else lines


def _line_end(text: str, position: int) -> re.Match[str]:
    found = _LINE_END.search(text, position)
    assert found is not None  # noqa: S101 (the end of the text matches)
    return found


def _closing_quote(text: str, opening: int, index: int) -> int:
    position = opening + 1
    while True:
        closing = text.find('"', position)
        if closing < 0:
            raise _BrokenQuoteError(
                "unclosed-quote",
                f"the quote before {_excerpt(text, opening + 1)} is never closed",
                "add the closing quote, or get the whole file if it was cut short",
                index,
                opening,
            )
        if not text.startswith('"', closing + 1):
            return closing
        position = closing + 2


def _expect_end_of_cell(text: str, opening: int, stop: int, delimiter: str, index: int) -> None:
    if stop == len(text) or text[stop] in (delimiter, "\n", "\r"):
        return
    below = lines_in(text, opening, stop)
    where = f" {below} lines below" if below > 1 else " on the next line" if below else ""
    raise _BrokenQuoteError(
        "stray-quote",
        f"the quote before {_excerpt(text, opening + 1)} closes{where} "
        f"and is followed by {_excerpt(text, stop)}",
        "close the cell where it ends, and write a quote inside it twice",
        index,
        opening,
    )


def _end_of_unquoted(text: str, start: int, delimiter: str, index: int) -> int:
    pattern = _UNQUOTED.get(delimiter) or re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    found = pattern.match(text, start)
    assert found is not None  # noqa: S101 (the empty cell matches)
    if '"' in found[0] and delimiter != "\t":
        raise _BrokenQuoteError(
            "stray-quote",
            f"a quote stands inside the unquoted cell {_excerpt(text, start)}",
            "quote the whole cell, and write the quote inside it twice",
            index,
            start,
        )
    return found.end()


_UNQUOTED = {delimiter: re.compile(rf"[^{delimiter}\r\n]*") for delimiter in ",;\t"}


def _excerpt(text: str, start: int, length: int = 24) -> str:
    end = min(_line_end(text, start).start(), start + length)
    return repr(text[start:end]) + ("..." if end == start + length else "")


def _conflict_lines(cell: str) -> list[tuple[int, str]]:
    """Return the marks of a merge that stand in a cell, each with its line within it, from 0."""
    lines = _BREAK.split(cell)
    if not any(map(_MERGE.fullmatch, lines)):
        return []
    return [(number, line) for number, line in enumerate(lines) if CONFLICT.fullmatch(line)]


def _swallows_rows(cell: str, looks: Sequence[str], index: int, delimiter: str) -> bool:
    """Whether the lines of the cell at `index` are rows of the table, whose cells look so.

    Such a line has as many cells as the row, and one at least of the same look as the row's in the
    same column: the same but for its digits. The last line goes on in the cells after it. Prose
    has no such lines but by a double chance.
    """
    width = len(looks)
    _, *between, last = _BREAK.split(cell)
    if cell[0] in {delimiter, "\n", "\r"} and index and last.count(delimiter) == index:
        return True  # a quote that means 'as above' opened it, and the next one closed it
    whole = [line for line in between if line.count(delimiter) == width - 1]
    return any(_alike(line.split(delimiter), looks, index) for line in whole) or (
        index > 1 and len(row := last.split(delimiter)) == index + 1 and _alike(row, looks, index)
    )


def _alike(row: Sequence[str], looks: Sequence[str], index: int) -> bool:
    return any(
        _look(cell) == look != "" and column != index
        for column, (cell, look) in enumerate(zip(row, looks, strict=False))
    )


def _look(cell: str) -> str:
    return _DIGIT.sub("9", cell.strip())
