"""Text tables: CSV, TSV, tables of bars as Markdown writes them, and columns aligned by spaces."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ..errors import DataError, Problem
from .csv_scanner import (
    CONFLICT,
    QuoteError,
    conflict,
    may_be_merged_text,
    scan,
    scan_stretches,
)
from .grid import (
    COLUMNS_LIMIT,
    ErrorCells,
    Grid,
    Line,
    Problems,
    refuse_wider,
)
from .lines import LineStream, Stretch
from .stretch import Row, Rows
from .table import CELL_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_KINDS = {",": "CSV", "\t": "TSV", ";": "CSV with semicolons", "|": "table of bars"}
_SAMPLE_ROWS = 60
_SAMPLE = 2**20
"""Characters of the first rows that are looked at: of a longer line, its beginning."""
_HELD = 2**25
"""Characters of a text that were read before they are let go."""
_SHOWN = 60  # characters of a line that is passed over
_LINE_END = re.compile(r"\r\n|\n|\r")
_RULE = re.compile(r"[\s|:+=\-]+")
_GAP = re.compile(r"\t| {2,}|\u3000+")
_LABELLED = re.compile(
    r"\s{0,8}[^\s:：,，、;；\t|][^:：,，、;；\t|]{0,60}(?:：|:[ \u3000])\s{0,4}[^\s,，]"
)
_DASHED = re.compile(
    r"\s{0,8}(?:[*•·●▪-]\s|\d{1,2}[.)、]\s?)[^:：,，、;；\t|—–-]{1,60}(?:\s[–—-]{1,2}\s|——|\s—)\s{0,4}[^\s,，]"
)
"""A marked line whose label ends in a dash: `* Gansu - Wuwei, Jiuquan`."""
_MAY_LABEL = re.compile("[:：—–-]")
_MOST = 0.6
_BAR = re.compile(r"(?<!\\)\|")


def read_delimited(text: str, file: str) -> Grid:
    """Return the rows of a text table; the delimiter is the one that makes rows of equal width.

    Raises
    ------
    DataError
        If the text is empty.
    """
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise DataError(
            [Problem("empty-file", "the file is empty", "it must name columns", file, 1)]
        )
    is_labelled = _is_labelled(text)
    delimiter = None if is_labelled else _delimiter(text)
    is_aligned = not is_labelled and delimiter is None and _is_aligned(text)
    delimiter = delimiter or ","
    kind = "columns aligned by spaces" if is_aligned else _KINDS[delimiter]
    kind = "lines, each a label and a list" if is_labelled else kind
    grid = Grid(file, kind, (), Problems(file), again=lambda: read_delimited(text, file))
    grid.line_ends = text.count("\n") + text.count("\r") - text.count("\r\n")
    grid.line_ends -= text.endswith(("\n", "\r"))
    if is_aligned or is_labelled:
        parts = _GAP if is_aligned else _LINE_END
        rows = LineStream.of(_parted(text, grid, parts))
    elif delimiter == "|":
        rows = LineStream.of(_bars(text, grid))
    else:
        rows = LineStream(_delimited(text, delimiter, grid))
    grid.rows = LineStream(_cleared(rows.parts(), ErrorCells(grid))) if "#" in text else rows
    return grid


def _delimiter(text: str) -> str | None:
    """Return the delimiter that splits most of the first rows to one same width above one."""
    best, best_score = None, (0.0, 0)
    head = _head(text)
    for delimiter in _KINDS:
        widths = [
            len(row.cells)
            for row in scan(head, delimiter)
            if not isinstance(row, QuoteError) and any(row.cells)
        ]
        wide = Counter(width for width in widths if width > 1)
        if not wide:
            continue
        width, rows = wide.most_common(1)[0]
        score = (round(rows / len(widths), 1), width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _head(text: str) -> str:
    """Return the first lines; cut at a line end, so that no cell is, but where one line is long."""
    end = 0
    for _ in range(_SAMPLE_ROWS):
        found = _LINE_END.search(text, end, _SAMPLE)
        if found is None:
            return text[: end or _SAMPLE] if len(text) > _SAMPLE else text
        end = found.end()
    return text[:end]


def _lines(text: str) -> Iterator[str]:
    """Yield the lines one by one: a list of them may be many times as large as their text."""
    start = 0
    for end in _LINE_END.finditer(text):
        yield text[start : end.start()]
        start = end.end()
    yield text[start:]


def _delimited(text: str, delimiter: str, grid: Grid) -> Iterator[Sequence[Line]]:
    in_conflict = may_be_merged_text(text)
    has_nul = "\0" in text
    is_odd = in_conflict or has_nul
    scanned = _scanned(text, delimiter)
    del text  # what is read of it is let go
    for text, found in scanned:
        if isinstance(found, QuoteError):
            facts = (found.rule, found.message, found.hint)
            if found.rule == "stray-quote":
                grid.set_aside(found.line, (_line_of(text, found.start),), facts)
            else:  # what an open quote holds may be rows
                grid.problems.add(*facts, line=found.line)
        elif isinstance(found, Row):
            if is_odd or found.stop - found.start > COLUMNS_LIMIT:
                yield [*_checked((found,), text, grid, in_conflict=in_conflict, has_nul=has_nul)]
            else:  # of a row so short no cell is oversized
                yield (Line(found.line, found.cells),)
        elif is_odd or max(widths := found.widths) > COLUMNS_LIMIT:
            yield [*_checked(found, text, grid, in_conflict=in_conflict, has_nul=has_nul)]
        elif len(widths) > 1:
            yield [
                Line(line, tuple(cells))
                for line, cells in zip(found.lines, found.cells, strict=True)
            ]
        else:  # of a stretch no cell is oversized
            yield Stretch(found.lines, found.columns())


def _scanned(text: str, delimiter: str) -> Iterator[tuple[str, Rows | Row | QuoteError]]:
    """Yield what a text holds, with the text in which its offsets count.

    Of a long text, what was read is let go: at its end, all that was made of it is held beside it.
    """
    line, is_sound = 1, True
    while True:
        for found in scan_stretches(text, delimiter, line=line):
            yield text, found
            is_sound &= not isinstance(found, QuoteError)  # of open quotes, two are looked for
            if is_sound and isinstance(found, Rows) and found.stop > _HELD:
                break
        else:
            return
        ending = 2 if text.startswith("\r\n", found.stop) else 1
        text, line = text[found.stop + ending :], found.lines[-1] + 1


def _checked(
    rows: Iterable[Row], text: str, grid: Grid, *, in_conflict: bool, has_nul: bool
) -> Iterator[Line]:
    """Yield the rows that hold cells, and note the others."""
    for row in rows:
        if in_conflict and _is_conflict(text[row.start : row.stop], row.line, grid):
            continue
        if has_nul and _has_nul(row.cells, row.line, grid):
            continue
        if row.stop - row.start > COLUMNS_LIMIT:
            refuse_wider(grid.file, len(row.cells), row.line)
        if row.stop - row.start > CELL_LIMIT and _is_oversized(row.cells, row.line, grid):
            continue
        yield Line(row.line, row.cells)


def _line_of(text: str, start: int) -> str:
    """Return a physical line from where it starts, as far as a cell may go."""
    end = _LINE_END.search(text, start)
    return text[start : end.start() if end else None][:CELL_LIMIT]


def _cleared(parts: Iterable[Sequence[Line]], errors: ErrorCells) -> Iterator[Sequence[Line]]:
    """Yield the rows with blank cells where errors stand."""
    for part in parts:
        if isinstance(part, Stretch) and not any("#" in "".join(c) for c in part.columns):
            yield part
        else:
            yield list(map(errors.cleared, part))


def _bars(text: str, grid: Grid) -> Iterator[Line]:
    """Yield the rows of a table of bars; below it, text without a bar behind a blank line is none.

    So Markdown has it: the table ends there, and what follows is told, and passed over.
    """
    begun = ended = False
    is_open: bool | None = None
    """Whether the first row has no bar before and behind it: then a bar that begins one parts."""
    for number, line in enumerate(_lines(text), 1):
        stripped = line.strip()
        if _is_conflict(stripped, number, grid) or _RULE.fullmatch(stripped):
            continue
        begun, ended = begun or "|" in stripped, begun and (ended or not stripped)
        if ended and stripped and "|" not in stripped:
            grid.notes.append(f"line {number} stands below the table: {stripped[:_SHOWN]}")
            continue
        if is_open is None and "|" in stripped:
            is_open = not (stripped.startswith("|") or stripped.endswith("|"))
        inner = line if is_open else stripped.removeprefix("|").removesuffix("|")
        cells = tuple(cell.strip().replace("\\|", "|") for cell in _BAR.split(inner, COLUMNS_LIMIT))
        refuse_wider(grid.file, len(cells), number)
        if not _has_nul(cells, number, grid) and not _is_oversized(cells, number, grid):
            yield Line(number, cells)


def _is_aligned(text: str) -> bool:
    lines = [line for line in _LINE_END.split(_head(text)) if line.strip()]
    gaps = sum(1 for line in lines if _GAP.search(line.strip()))
    return len(lines) > 1 and gaps * 2 > len(lines)


def _is_labelled(text: str) -> bool:
    """Whether lines are labels with lists behind them (`Hebei: Handan, Tangshan`), and no rows.

    Their commas part the places of one cell. Rows of a table have a header without a colon, or
    are all of one width.
    """
    head = _head(text)
    if '"' in head or not _MAY_LABEL.search(head):
        return False
    lines = [line for line in _LINE_END.split(head) if line.strip()]
    labelled = [bool(_LABELLED.match(line) or _DASHED.match(line)) for line in lines]
    are_alike = len({line.count(",") for line in lines}) == 1
    return sum(labelled) > max(1, _MOST * len(lines)) and (labelled[0] or not are_alike)


def _parted(text: str, grid: Grid, gap: re.Pattern[str]) -> Iterator[Line]:
    """Yield lines, parted where the gaps are; a text without one is rows of one cell."""
    for number, line in enumerate(_lines(text), 1):
        cells = tuple(gap.split(line.strip(), COLUMNS_LIMIT))
        if _RULE.fullmatch(line) or _is_conflict(line, number, grid):
            continue
        refuse_wider(grid.file, len(cells), number)
        if not _has_nul(cells, number, grid) and not _is_oversized(cells, number, grid):
            yield Line(number, cells)


def _is_conflict(line: str, number: int, grid: Grid) -> bool:
    if not CONFLICT.fullmatch(line):
        return False
    grid.problems.add(*conflict(line), line=number)
    return True


def _has_nul(cells: tuple[str, ...], number: int, grid: Grid) -> bool:
    for index, cell in enumerate(cells, 1):
        if "\0" in cell:
            message = f"a NUL byte stands in cell {index}, at character {cell.index(chr(0)) + 1}"
            grid.set_aside(number, cells, ("nul-byte", message, "delete it"))
            return True
    return False


def _is_oversized(cells: tuple[str, ...], number: int, grid: Grid) -> bool:
    for index, cell in enumerate(cells, 1):
        if len(cell) > CELL_LIMIT:
            message = f"cell {index} holds {len(cell):,} characters, more than {CELL_LIMIT:,}"
            hint = "shorten it; look for a quote that was never closed"
            shown = tuple(cell[:_SHOWN] for cell in cells)
            grid.set_aside(number, shown, ("cell-too-large", message, hint))
            return True
    return False
