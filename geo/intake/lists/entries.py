"""The rows below a header as entries: what their cells say of place, date and source together."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TYPE_CHECKING

from ...tables.grid import Line
from ...tables.spreadsheet import spreadsheet_safe
from ..resolve.entry import Entry, cleaned, respelt_numbers
from .batches import batch_number
from .fitting import Fitter
from .headers import COLUMN_LEVELS, folded
from .naming import place_of
from .non_data_rows import TOTAL_STARTS, batch_heading, is_footnote, is_total
from .peeling import strip_list_markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ...dates import FuzzyDate
    from ...tables.grid import Grid
    from .layout import Layout
    from .naming import Named

BLANKS = frozenset({
    "-", "--", "—", "——", "–", "/", "\\", ".", "…", "无", "暂无", "不详", "未知", "空",
    "n/a", "na", "nan", "null", "none", "nil", "unknown", "#n/a",
})  # fmt: skip
"""How tables say that a cell is blank, in lower case."""

_NO_UNIT = frozenset(
    [
        "市辖区",
        "县",
        "省直辖县级行政区划",
        "省直辖县",
        "省直辖",
        "自治区直辖县级行政区划",
        "省直辖行政单位",
    ]
)
_NUMERIC = frozenset(["lon", "lat", "start", "year", "end"])
_DIVISIONS = ("province", "city", "county")
_SKIP = frozenset(["skip", "跳过", "略过"])
_CHOSEN = re.compile(r"(?P<codes>\d{6}(\s*\|\s*\d{6})*)(?P<reason>\D.*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says of a list beyond what stands in it."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    level: str = ""
    source: str = ""
    year: str = ""
    within: str = ""
    anchor: FuzzyDate | None = None
    datum: str = "wgs84"
    batches: Mapping[str, str] = field(default_factory=dict)
    """Date of each batch, by its number: the dates of lists that only count their batches."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the file: the entry it makes, and the cells it came from."""

    entry: Entry
    cells: tuple[str, ...]
    whole: Entry | None = None
    """What the row means where two columns name alike and nothing of that name lies inside."""
    batch: str = ""
    is_area: bool = False
    """The position is a point inside a polygon: it finds the unit, and is no site."""
    is_skipped: bool = False
    """The user decided to leave the row out."""
    notes: tuple[str, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    """Which field a cell of the entry comes from, where it is another: place from city."""


class Reader:
    """Makes records of the rows of one grid."""

    def __init__(self, grid: Grid, layout: Layout, options: Options) -> None:
        self._grid = grid
        self._layout = layout
        self._options = options
        self._width = len(layout.header)
        self._extra = [
            (name.removeprefix("extra:"), index)
            for name, index in layout.columns.items()
            if name.startswith("extra:")
        ]
        fields = layout.columns
        self._levels = {
            name: COLUMN_LEVELS.get(folded(layout.header[fields[name]]), "")
            for name in (*_DIVISIONS, "place")
            if name in fields
        }
        self._naming = [fields[name] for name in (*_DIVISIONS, "place") if name in fields]
        self.headings: list[tuple[int, str]] = []
        """(line, batch) of rows that head the rows below them."""
        self.passed_over: list[tuple[int, str]] = []
        """(line, text) of totals, footnotes and headings, which are no places."""
        self.filled: list[str] = []
        """References of merged cells that were filled down."""
        self.rows = 0

    def lines(self, rows: Iterator[Line]) -> Iterator[Line]:
        """Yield the rows that are entries, each with as many cells as the header.

        Totals, footnotes and headings are passed over; a row that does not fit is a problem of
        the grid.
        """
        fitted = Fitter(self._grid, self._layout).fitted
        for row in rows:
            if self._is_passed_over(row):
                continue
            cells = fitted(row)
            if cells is not None:
                self.rows += 1
                yield row if cells is row.cells else Line(row.line, cells)

    def _is_passed_over(self, row: Line) -> bool:
        """Whether a row is no entry: blank, or a total, footnote or heading, which are noted."""
        cells = row.cells
        head = [cell.strip() for cell in cells[:2]]
        named = [cells[index] for index in self._naming if index < len(cells)]
        plain = not any(cell[:1] in TOTAL_STARTS for cell in (*head, *named))
        if plain and len(head) > 1 and all(head) and head[0] != head[1]:
            return False  # nearly every row, told quickly
        filled = [text for cell in cells if (text := cell.strip())]
        if not filled:
            return True
        # Of a total, a number may come first.
        is_site = bool(self._cell(cells, "lon")) if len(cells) == self._width else False
        total = not is_site and any(map(is_total, (*filled[:2], *named)))
        batch = batch_heading(filled)
        if batch:
            self.headings.append((row.line, batch))
        aside = not any(cell.strip() for cell in named)
        passed = total or bool(batch) or is_footnote(filled, self._width, aside=aside)
        if passed:
            self.passed_over.append((row.line, " ".join(dict.fromkeys(filled))))
        return passed

    def heading_of(self, line: int) -> str:
        """Return the batch under whose heading a line stands; blank under none."""
        at = bisect_right(self.headings, line, key=itemgetter(0))
        return self.headings[at - 1][1] if at else ""

    def _cell(self, cells: Sequence[str], name: str) -> str:
        index = self._layout.columns.get(name)
        if index is None:
            return ""
        cell = cells[index].strip()
        if (
            cell[:1] == "'" and spreadsheet_safe(cell[1:]) == cell
        ):  # as lists made for Excel have it
            cell = cell[1:]
        if name in _NUMERIC and cell.casefold() == "nan":
            return cell  # half a position, or a failed computation: nobody's way to leave it blank
        return "" if len(cell) < 8 and cell.casefold() in BLANKS else cell  # noqa: PLR2004 (no longer word is in BLANKS)

    def record(self, row: Line) -> Record:
        """Return what a row says, as an entry."""
        line, cells = row
        options, columns = self._options, self._layout.columns
        (place, within, level), whole, notes = self._place(line, cells)
        given = self._cell(cells, "batch") if "batch" in columns else ""
        batch = batch_number(given) if given else self.heading_of(line)
        start, date_note = self._start(cells, batch)
        number = self._cell(cells, "number")
        adcode, decision, is_skipped = self._decision(cells)
        entry = Entry(
            place=place,
            within=self._cell(cells, "within") or within or options.within,
            level=self._cell(cells, "level") or options.level or level,
            adcode=adcode,
            extent=self._cell(cells, "extent"),
            start=start,
            end=self._cell(cells, "end"),
            date_note=self._cell(cells, "date_note") or date_note,
            source=self._cell(cells, "source") or options.source,
            locator=self._cell(cells, "locator") or (f"no. {number}" if number else ""),
            statement=self._cell(cells, "statement"),
            lon=self._cell(cells, "lon"),
            lat=self._cell(cells, "lat"),
            datum=self._cell(cells, "datum"),
            decision=decision,
            id=self._cell(cells, "id"),
            extra=tuple((name, cells[index]) for name, index in self._extra),
            file=self._grid.file,
            line=line,
        )
        kept = cleaned(entry)
        return Record(
            kept,
            cells,
            self._whole(entry, whole) if whole else None,
            batch,
            is_area=self._cell(cells, "geometry").endswith("Polygon"),
            is_skipped=is_skipped,
            notes=(*notes, *respelt_numbers(entry, kept)),
            origins=self._origins(cells),
        )

    def _whole(self, entry: Entry, whole: Named) -> Entry:
        """Return the entry for the outer one of two units that two columns name alike."""
        stated = whole.level if entry.level == self._levels.get("county") else entry.level
        within = whole.within or self._options.within
        return cleaned(replace(entry, place=whole.place, within=within, level=stated))

    def _origins(self, cells: Sequence[str]) -> dict[str, str]:
        """Return which column the place, its parent and the start were taken from."""
        columns = self._layout.columns
        parts = [name for name in ("province", "city", "county") if self._cell(cells, name)]
        if "place" not in columns and not parts:  # the innermost of them is where to write it
            parts = [name for name in _DIVISIONS if name in columns][-1:]
        place = "place" if "place" in columns or not parts else parts.pop()
        within = "within" if "within" in columns or not parts else parts[-1]
        start = "start" if "start" in columns and self._cell(cells, "start") else "year"
        return {"place": place, "within": within, "start": start}

    def _place(
        self, line: int, cells: Sequence[str]
    ) -> tuple[Named, Named | None, tuple[str, ...]]:
        """Return what the row names, what it may name instead, and what was read for it."""
        columns = self._layout.columns
        is_site = bool(self._cell(cells, "lon"))  # the name of a shop stays as it is
        notes: list[str] = []

        def name_in(column: str) -> str:
            cell = self._cell(cells, column)
            name = cell if is_site or not cell else strip_list_markup(cell)
            if name != cell:
                notes.append(f"'{cell}' read as {name}")
            return name

        parts: list[tuple[str, str]] = []
        for name in _DIVISIONS:
            part = name_in(name) if name in columns else ""
            if part and part not in _NO_UNIT:
                parts.append((name, part))
                reference = self._grid.merged.get((line, columns[name]))
                if reference:
                    notes.append(f"'{part}' filled in from the merged cells {reference}")
        place = name_in("place") if "place" in columns else None
        named, whole = place_of(parts, place, self._levels)
        return named, whole, tuple(notes)

    def parent(self, cells: Sequence[str]) -> str:
        """Return the parent that a row gives, or the list as a whole."""
        return (
            self._cell(cells, "within") or self._place(0, cells)[0].within or self._options.within
        )

    def year_note(self) -> str:
        """Return the note for a start that the list as a whole was given; blank without one."""
        year = self._options.year
        return f"inferred: {year} was declared for the whole list on import" if year else ""

    def _start(self, cells: Sequence[str], batch: str) -> tuple[str, str]:
        """Return the start as it stands, and the note where it comes from the options."""
        start = self._cell(cells, "start") or self._cell(cells, "year")
        if start:
            return start, ""
        dated = self._options.batches.get(batch)
        if batch and dated:
            return dated, f"inferred: batch {batch} is of {dated}, as declared on import"
        if self._options.year:
            return self._options.year, self.year_note()
        return "", ""

    def _decision(self, cells: Sequence[str]) -> tuple[str, str, bool]:
        """Return adcode, decision, and whether to skip, from the columns `adcode` and `decision`.

        A decision may be `skip`, a reason, or the code a person chose, with or without a reason.
        """
        adcode = self._cell(cells, "adcode")
        decision = self._cell(cells, "decision")
        if decision.casefold() in _SKIP:
            return adcode, "", True
        chosen = _CHOSEN.fullmatch(decision)
        if chosen is None:
            return adcode, decision, False
        codes = "|".join(code.strip() for code in chosen["codes"].split("|"))
        reason = (chosen["reason"] or "").strip(" ,;:：，；")
        among = self._cell(cells, "candidates")
        by_hand = f"chosen by hand among {among}" if among else "chosen by hand"
        return codes, reason or by_hand, False
