"""Where the header of a grid stands, and which field each of its columns is."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from ...errors import DataError, Problem
from ...tables.grid import Line
from ...tables.lines import LineStream
from ...text.characters import HALF_CHARACTER
from ...text.escape import spreadsheet_unguarded
from .answers import ColumnAnswer, sides_of, take_answers, two_columns
from .header_hints import no_header
from .headers import (
    BARE_EVENTS,
    COLUMN_LEVELS,
    FIELDS,
    FORMS,
    GENERIC_YEARS,
    OWN,
    UNUSED,
    datum_of,
    field_of,
    folded,
    language_of,
    year_of,
)
from .layout import Layout
from .row_words import batch_heading, sub_header
from .side_tables import (
    HEADING,
    heads_above,
    labelled_column,
    stacked_rows,
    unstacked,
    with_labels,
)
from .titles import batch_columns, is_bare_list, is_region, is_title, is_titled
from .year_heads import heads_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...tables.grid import Grid
    from .answers import Pairs

_LONGEST_HEADER = 1000
"""Characters of a cell that may head a column."""
_HEADER_WITHIN = 40
"""Rows among which the header must stand: titles and notes may come before it."""
_NAMING = {"place", "name", "province", "city", "county", "adcode", "code", "problem"}
_SHOWN_COLUMNS = 8
_LISTS = re.compile(r"[:：][^:：、，,；;\n]{1,60}[、，,；;]")
"""A colon and places behind it: such a cell heads no column, whatever stands before the colon."""
_NUMBERED = re.compile(r"\s?(?:[（(]?[一二三四五六七八九十]{1,3}[、)）.．]|\d{1,2}[、.．])")
_COUNT_BEHIND = re.compile(r"\d[个家][)）]?\s?$")
_ASIDE = re.compile(r"[（(][^（）()]{0,200}[)）]")
_FOREIGN = frozenset(["en", "eng", "english", "英文", "pinyin", "拼音"])


def detect_columns(
    grid: Grid, pairs: Pairs, extra: Sequence[str] = (), *, has_source: bool = False
) -> tuple[Layout, LineStream]:
    """Return the layout of a grid and the rows below its header.

    Parameters
    ----------
    pairs
        What the user says of columns: (field, header) or (header, field), where `#3` is the third
        column, `-` as a field means that the column is not used, and `own` that it is kept.
    extra
        Columns the project has beyond the known ones: those of the same name are kept.
    has_source
        The user named the source of the list: then no column is read as the source.

    Raises
    ------
    DataError
        If no header is found, or two columns mean the same field.
    """
    rows = LineStream.of(grid.rows)
    if grid.header is not None:
        if damaged := [name for name in grid.header if HALF_CHARACTER.search(name)]:
            message = f"the name of a column holds damaged text: '{damaged[0][:80]}'"
            raise DataError([Problem("text-damaged", message, "type the name anew", grid.file)])
        if not (grid.fixed or _score(grid.header, pairs) or heads_of(grid.header)):
            head = [Line(1, grid.header), *islice(rows, _HEADER_WITHIN)]
            raise DataError([*grid.problems.all(), no_header(grid, head)])
        return _layout(grid, grid.header, 0, (), pairs, extra, has_source=has_source), rows
    head = list(islice(rows, _HEADER_WITHIN))
    told = [pair for pair in pairs if not _is_of_form(pair)]
    best = max(head, key=lambda row: _score(row.cells, pairs), default=None)
    is_none = best is None or not _score(best.cells, pairs)
    by_number = not told or any(side.startswith("#") for side in sides_of(pairs))
    is_none = is_none or (by_number and _is_one_of(head))
    if best is None or is_none or (not told and is_titled(head, best)):
        return _without_header(grid, head, rows, pairs, extra)
    at = head.index(best)
    titles = tuple(" ".join(dict.fromkeys(filter(None, row.cells))) for row in head[:at])
    header = tuple(spreadsheet_unguarded(cell.strip()) for cell in best.cells)
    below = head[at + 1 :]
    if below and (joined := sub_header(header, below[0].cells)):
        header, below = joined, below[1:]
    header = batch_columns(header)
    blocks = unstacked(header) or unstacked(header, 1)
    name, heads = heads_above(head[:at], blocks)
    if heads or (blocks and len(blocks[0].header) > 1):
        header = blocks[0].header
        under = f", under {', '.join(heads)}" if heads else ""
        grid.notes.append(f"{len(blocks)} tables of the same columns stand side by side{under}")
        has_it = name in header or (field_of(name) and field_of(name) in map(field_of, header))
        header += (name,) if heads and not has_it else ()
        heads = heads if len(header) > len(blocks[0].header) else ()
        titles = tuple(title for title in titles if title != " ".join(heads))
        rows, below = LineStream.of(stacked_rows(chain(below, rows), blocks, heads)), []
    pairs = _province_beside(grid, header, below, _regions_apart(header, below, pairs))
    header, rows = _with_labels(header, below, rows.behind(below))
    layout = _layout(grid, header, best.line, titles, pairs, extra, has_source=has_source)
    return layout, rows


def _with_labels(
    header: tuple[str, ...], head: Sequence[Line], rows: LineStream
) -> tuple[tuple[str, ...], LineStream]:
    """Return a header and its rows, with a column of labels that say where the programme is."""
    at = labelled_column(head)
    if at is None or HEADING in header:
        return header, rows
    return (*header, HEADING), LineStream.of(with_labels(rows, at))


def _is_of_form(pair: ColumnAnswer) -> bool:
    """Whether an answer is about the table as a whole, and names no column of the file."""
    return pair.left.lower() in {*FORMS, HEADING}


def _without_header(
    grid: Grid, head: list[Line], rows: LineStream, pairs: Pairs, extra: Sequence[str]
) -> tuple[Layout, LineStream]:
    """Return the layout of rows without a header: a bare list, or columns told by number."""
    if all(map(_is_of_form, pairs)) and is_bare_list(head):
        grid.notes.append("no header: its only column, under headings, names places")
        header, rows = _with_labels(("place",), head, rows.behind(head))
        return _layout(grid, header, 0, (), pairs, extra), rows
    if at := _heads_of_columns(head):
        below = [row for row in head if row.line > at.line]
        return _layout(grid, at.cells, at.line, (), pairs, extra), rows.behind(below)
    if not any(side.startswith("#") for side in sides_of(pairs)) or not head:
        raise DataError([*grid.problems.all(), no_header(grid, head)])
    width = max(len(row.cells) for row in head)
    header = tuple(f"column {number + 1}" for number in range(width))
    return _layout(grid, header, 0, (), pairs, extra), rows.behind(head)


def _heads_of_columns(head: Sequence[Line]) -> Line | None:
    """Return the row whose cells head columns of places: years, batches or provinces."""
    for row in head:
        filled = [cell for cell in row.cells if cell.strip()]
        if len(filled) > 1 and heads_of(filled):
            return Line(row.line, tuple(cell.strip() for cell in row.cells))
    return None


def _regions_apart(header: Sequence[str], rows: Sequence[Line], pairs: Pairs) -> Pairs:
    """Return the answers, with a column of parts of the country (华东) kept beside another."""
    naming = [at for at, cell in enumerate(header) if field_of(cell) in _NAMING]
    if "place" in sides_of(pairs) or len(naming) < len(("regions", "places")):
        return pairs
    regions = [at for at in naming if (names := _names_in(rows, at)) and all(map(is_region, names))]
    return [*pairs, *(ColumnAnswer(f"#{at + 1}", OWN) for at in regions)]


def _province_beside(
    grid: Grid, header: Sequence[str], rows: Sequence[Line], pairs: Pairs
) -> Pairs:
    """Return the answers, with a column such as 地区 as the province where it holds nothing else.

    Its header only says 'area'; it is looked at where another column names the places.
    """
    fields = [field_of(cell) for cell in header]
    places = [index for index, name in enumerate(fields) if name == "place"]
    divided = {"city", "county"} & set(fields)
    said = set(sides_of(pairs))
    if {"place", "province"} & said or "province" in fields or not places:
        return pairs
    if len(places) == 1 and not divided:
        return pairs
    provinces = [index for index in places if _holds_provinces(rows, index)]
    if len(provinces) != 1:
        return pairs
    index = provinces[0]
    grid.notes.append(f"'{header[index]}' holds only provinces and is read as that")
    return [*pairs, ColumnAnswer(f"#{index + 1}", "province")]


def _holds_provinces(rows: Sequence[Line], index: int) -> bool:
    """Whether the filled cells of a column each name a province."""
    from ... import gazetteer

    names = [name for name in _names_in(rows, index) if not is_region(name)]
    known = gazetteer.load() if names else None
    return known is not None and all(
        known.match(name, level="province").unit is not None for name in names
    )


def _names_in(rows: Sequence[Line], index: int) -> set[str]:
    return {row.cells[index].strip() for row in rows if index < len(row.cells)} - {""}


def _is_one_of(head: Sequence[Line]) -> bool:
    """Whether several rows of one column could head it: then they are what it lists."""
    if not all(len(row.cells) == 1 for row in head):
        return False
    texts = {row.cells[0].strip() for row in head if _score(row.cells, ())}
    return sum(not (batch_heading([text]) or is_title(text)) for text in texts) > 1


def _score(cells: Sequence[str], pairs: Pairs) -> int:
    """Return how many fields a row heads; 0 if none of them could name a place."""
    wanted = {folded(side) for side in sides_of(pairs)} - {"", *FIELDS}
    cells = [cell for cell in cells if len(cell) <= _LONGEST_HEADER]
    fields = {field_of(cell) for cell in cells if cell and not _is_list(cell)} - {""}
    mapped = sum(1 for cell in cells if cell and folded(cell) in wanted)
    places = fields & {*_NAMING, "position"} or {"lon", "lat"} <= fields
    years = sum(bool(year_of(cell)[0]) for cell in cells) if fields else 0
    return len(fields) + mapped + min(years, 2) if places or mapped else 0


def _is_list(cell: str) -> bool:
    before, colon, _ = cell.replace("：", ":").partition(":")
    is_numbered = bool(_NUMBERED.match(before) or _COUNT_BEHIND.search(before))
    return bool(colon) and (is_numbered or bool(_LISTS.search(_ASIDE.sub("", cell))))


def _layout(  # noqa: C901, PLR0917 (one caller's facts)
    grid: Grid,
    header: tuple[str, ...],
    line: int,
    titles: tuple[str, ...],
    pairs: Pairs,
    extra: Sequence[str],
    *,
    has_source: bool = False,
) -> Layout:
    layout = Layout(header, line, {}, titles, width=len(header))
    dropped, problems = take_answers(grid, layout, pairs)
    columns = layout.columns
    layout.answered = answered = {*columns, *dropped}
    if has_source:
        dropped.add("source")
    geometry = set(grid.fixed.values())
    for index, cell in enumerate(header):
        name = grid.fixed.get(cell) or field_of(cell)
        if not name and cell in extra:
            name = f"extra:{cell}"
        taken = index in columns.values() or index in layout.roles
        if not name or taken or name in answered or name in dropped:
            continue
        if name in geometry and cell not in grid.fixed:
            continue  # the geometry says where it is; a property of that name only repeats it
        if name == "year" == field_of(cell) and "start" not in columns and name in columns:
            name = _parted_year(header, columns, index)
        if name in columns:
            first = columns[name]
            if (dated := _headed_by_more(header, first, index)) is not None:
                columns[name] = dated  # the other is asked about by what its cells say
            elif (
                name in _NAMING and (kept := _in_another_language(header, first, index)) is not None
            ):
                columns[name] = kept
                layout.roles[first + index - kept] = UNUSED
            elif len(problems) < _SHOWN_COLUMNS:
                problems.append(two_columns(grid, layout, name, (first, index)))
            continue
        columns[name] = index
    if problems:
        raise DataError(problems)
    _settle_names(columns)
    if "place" in columns and "place" not in answered:  # an answer asks for no level
        layout.level = COLUMN_LEVELS.get(folded(header[columns["place"]]), "")
    title = layout.column_of("lon")
    layout.datum = datum_of(title)
    grid.notes += [f"'{title}' says that coordinates are {layout.datum}"] * bool(layout.datum)
    return layout


def _headed_by_more(header: Sequence[str], *pair: int) -> int | None:
    """Return the column of two that says that it holds dates, as 启动时间 beside 启动 does."""
    told = [index for index in pair if folded(header[index]) not in BARE_EVENTS]
    return told[0] if len(told) == 1 else None


def _parted_year(header: Sequence[str], columns: dict[str, int], index: int) -> str:
    """Return the field of a second column of years; of 'year' and 'start year' one is the start."""
    generic = [folded(header[at]) in GENERIC_YEARS for at in (columns["year"], index)]
    if generic == [True, False]:
        return "start"
    if generic == [False, True]:
        columns["start"] = columns.pop("year")
    return "year"


def _in_another_language(header: Sequence[str], first: int, second: int) -> int | None:
    """Return which of two columns to read where they say the same in two languages."""
    headers = header[first], header[second]
    foreign = [
        language in _FOREIGN if (language := language_of(cell)) else cell.isascii()
        for cell in headers
    ]
    if foreign[0] == foreign[1]:
        return None
    return second if foreign[0] else first


def _settle_names(columns: dict[str, int]) -> None:
    """Decide what 'name' and 'code' mean beside the other columns.

    A name beside administrative columns is that of a site if something places it, and else a title
    that names no unit.
    """
    divided = bool({"city", "county"} & set(columns))
    placed = bool({"lon", "position", "adcode", "code"} & set(columns))
    if "name" in columns and "place" not in columns and (placed or not divided):
        columns["place"] = columns.pop("name")
    if "code" in columns and "adcode" not in columns:
        columns["adcode"] = columns.pop("code")
    for leftover in ("name", "code"):
        columns.pop(leftover, None)
