"""The rows below a header as entries: what their cells say of place, date and source together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.intake.batches import batch_number
from geo.intake.entry import Entry
from geo.intake.grid import Line
from geo.intake.headers import COLUMN_LEVELS, folded
from geo.intake.text import cleaned
from geo.store.spreadsheet import spreadsheet_safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.dates import FuzzyDate
    from geo.intake.grid import Grid
    from geo.intake.layout import Layout

BLANKS = frozenset({
    "-", "--", "—", "——", "–", "/", "\\", ".", "…", "无", "暂无", "不详", "未知", "空",
    "n/a", "na", "nan", "null", "none", "nil", "unknown", "#n/a",
})  # fmt: skip
"""How tables say that a cell is blank, in lower case."""

_TOTALS = frozenset({
    "合计", "总计", "小计", "共计", "总数", "total", "Total", "TOTAL", "totals", "subtotal",
})  # fmt: skip
_FOOTNOTE = re.compile(
    r"\s*(注|说明|备注|资料来源|数据来源|来源|note|notes|source|sources)\s*[:：.]", re.IGNORECASE
)
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
        self.passed_over: list[tuple[int, str]] = []
        """(line, text) of totals and footnotes, which are no places."""
        self.filled: list[str] = []
        """References of merged cells that were filled down."""
        self.rows = 0

    def lines(self, rows: Iterator[Line]) -> Iterator[Line]:
        """Yield the rows that are entries, each with as many cells as the header.

        Totals and footnotes are passed over; a ragged row is noted as a problem of the grid.
        """
        for row in rows:
            if self._is_passed_over(row):
                continue
            cells = self._fitted(row)
            if cells is not None:
                self.rows += 1
                yield row if cells is row.cells else Line(row.line, cells)

    def _is_passed_over(self, row: Line) -> bool:
        """Whether a row is blank, a total or a footnote; the latter two are noted."""
        head = [cell.strip() for cell in row.cells[:2]]
        if len(head) > 1 and all(head) and head[0] != head[1] and _TOTALS.isdisjoint(head):
            return False  # nearly every row, told quickly
        filled = [text for cell in row.cells if (text := cell.strip())]
        if not filled:
            return True
        # Of a total, a number may come first.
        total = not _TOTALS.isdisjoint(filled[:2])
        footnote = (
            len(filled) < self._width
            and len(set(filled)) == 1
            and _FOOTNOTE.match(filled[0]) is not None
        )
        if total or footnote:
            self.passed_over.append((row.line, " ".join(filled)))
        return total or footnote

    def _fitted(self, row: Line) -> tuple[str, ...] | None:
        """Return as many cells as the header has; None, and a problem, for a ragged row."""
        found, expected = len(row.cells), self._width
        if found == expected:
            return row.cells
        if self._grid.is_spreadsheet and found < expected:
            return row.cells + ("",) * (expected - found)
        if found > expected and not any(cell.strip() for cell in row.cells[expected:]):
            return row.cells[:expected]
        message = f"the row has {found} cells where the header names {expected}"
        hint = (
            "quote the cell that holds the delimiter"
            if found > expected
            else f"it ends before '{self._layout.header[found]}'; add the missing cells"
        )
        self._grid.problems.add("ragged-row", message, hint, line=row.line)
        return None

    def _cell(self, cells: Sequence[str], name: str) -> str:
        index = self._layout.columns.get(name)
        if index is None:
            return ""
        cell = cells[index].strip()
        if (
            cell[:1] == "'" and spreadsheet_safe(cell[1:]) == cell
        ):  # as lists made for Excel have it
            cell = cell[1:]
        if name in {"lon", "lat"} and cell.casefold() == "nan":
            return cell  # half a position, or a failed computation: nobody's way to leave it blank
        return "" if len(cell) < 8 and cell.casefold() in BLANKS else cell  # noqa: PLR2004 (no longer word is in BLANKS)

    def record(self, row: Line) -> Record:
        """Return what a row says, as an entry."""
        line, cells = row
        options, columns = self._options, self._layout.columns
        place, within, level, notes = self._place(line, cells)
        batch = batch_number(self._cell(cells, "batch")) if "batch" in columns else ""
        start, date_note = self._start(cells, batch)
        number = self._cell(cells, "number")
        adcode, decision, is_skipped = self._decision(cells)
        entry = Entry(
            place=place,
            within=within or options.within,
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
        return Record(
            cleaned(entry),
            cells,
            batch,
            is_area=self._cell(cells, "geometry").endswith("Polygon"),
            is_skipped=is_skipped,
            notes=notes,
            origins=self._origins(cells),
        )

    def _origins(self, cells: Sequence[str]) -> dict[str, str]:
        """Return which column the place, its parent and the start were taken from."""
        columns = self._layout.columns
        parts = [name for name in ("province", "city", "county") if self._cell(cells, name)]
        place = "place" if "place" in columns or not parts else parts.pop()
        within = "within" if "within" in columns or not parts else parts[-1]
        start = "start" if "start" in columns and self._cell(cells, "start") else "year"
        return {"place": place, "within": within, "start": start}

    def _place(self, line: int, cells: Sequence[str]) -> tuple[str, str, str, tuple[str, ...]]:
        """Return place, parent, level, notes: the innermost named part and the parts around it."""
        columns = self._layout.columns
        level = self._layout.level
        parts: list[tuple[str, str]] = []
        notes = []
        for name in ("province", "city", "county"):
            part = self._cell(cells, name)
            if part and part not in _NO_UNIT and all(part != other for _, other in parts):
                parts.append((name, part))
                reference = self._grid.merged.get((line, columns[name]))
                if reference:
                    notes.append(f"'{part}' filled in from the merged cells {reference}")
        place = self._cell(cells, "place")
        if not place and parts and "place" not in columns:
            name, place = parts.pop()
            level = COLUMN_LEVELS.get(folded(self._layout.header[columns[name]]), "")
        around = [part for _, part in parts if part != place]
        within = self._cell(cells, "within") or joined(around)
        return place, within, level, tuple(notes)

    def parent(self, cells: Sequence[str]) -> str:
        """Return the parent that a row gives, or the list as a whole."""
        return self._place(0, cells)[1] or self._options.within

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


def joined(parts: Sequence[str]) -> str:
    """Return parents, given outermost first, as their language writes them: Wuwei, Gansu."""
    if all(part.isascii() for part in parts):
        return ", ".join(reversed(parts))
    return "".join(parts)
