"""The rows below a header as entries: what their cells say of place, date and source together."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from ...store.schema import locator_of_line
from ...text.escape import spreadsheet_unguarded
from ...toponym.split import strip_list_markup
from ..resolve.entry import Entry, cleaned, respelt_numbers
from ..resolve.position import split_pair
from .data_rows import DataRows
from .headers import COLUMN_LEVELS, folded
from .layout import ALL_OF_IT, BLANKS, NAMING, NO_UNIT
from .place_path import place_of, says_again
from .row_words import batch_number
from .standing import StandingReader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...tables.grid import Grid, Line
    from .answers import Options
    from .data_rows import Heading
    from .layout import Layout
    from .place_path import PlacePath

_NUMERIC = frozenset(["lon", "lat", "start", "year", "end"])
_AS_TEXT = re.compile(r'="([^"]{0,200})"')
_LINE_BREAK = re.compile(r"\s{0,4}<br\s{0,2}/?>\s{0,4}", re.IGNORECASE)
_DIVISIONS = ("province", "city", "county")
_OF_PILOTS = re.compile(r"试点|示范|入选|获批|名单|pilot|selected", re.IGNORECASE)
_MUNICIPAL = ("北京", "天津", "上海", "重庆", "beijing", "tianjin", "shanghai", "chongqing")
BY_CODE = "chosen by adcode, which the list gives"
_SKIP = frozenset(["skip", "跳过", "略过"])
_CHOSEN = re.compile(r"(?P<codes>\d{6}(\s*\|\s*\d{6})*)(?P<reason>\D.*)?", re.DOTALL)


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
    """What was read out of its names and numbers."""
    told: tuple[str, ...] = ()
    """What was read out of what it says of when and whether."""
    listed: tuple[str, ...] = ()
    """That it is one of several places in a cell."""
    aside: str = ""
    """Why the row says nothing that can be written; blank where it does."""
    is_spell: bool = False
    """One of several stretches of years that the table gives of one unit."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Which field a cell of the entry comes from, where it is another: place from city."""


def _read_as(cell: str, name: str) -> str:
    return f"'{cell}' read as {name}"


def _unmarked(cell: str) -> str:
    """Return a cell without the marks of a text for a spreadsheet, and with breaks as lines.

    >>> _unmarked('="2019"'), _unmarked("'2018"), _unmarked("杭州<br>宁波")
    ('2019', '2018', '杭州 & 宁波')
    """
    if quoted := _AS_TEXT.fullmatch(cell):
        cell = quoted[1]
    elif cell[0] == "'" and "'" not in cell[1:]:
        cell = cell[1:]
    return _LINE_BREAK.sub(" & ", cell) if "<" in cell else cell


class EntryReader:
    """Makes records of the rows of one grid."""

    def __init__(
        self,
        grid: Grid,
        layout: Layout,
        options: Options,
        headings: Mapping[int, Heading] | None = None,
    ) -> None:
        self._grid = grid
        self._layout = layout
        self._options = options
        self._extra = [
            (name.removeprefix("extra:"), index)
            for name, index in layout.columns.items()
            if name.startswith("extra:")
        ]
        fields = layout.columns
        self._fields = [name for name in fields if not name.startswith("extra:")]
        self._levels = {
            name: COLUMN_LEVELS.get(folded(layout.header[fields[name]]), "")
            for name in NAMING
            if name in fields and not (name == "place" and name in layout.answered)
        }
        self.rows = DataRows(grid, layout, headings)
        self._standing = StandingReader(grid, layout, options, self._cell)
        divisions = [name for name in _DIVISIONS if name in fields]
        inner = divisions[-1] if len(divisions) > 1 and "place" not in fields else ""
        self._listing = inner if inner and _OF_PILOTS.search(layout.header[fields[inner]]) else ""
        """The innermost column of units, where its header says that it lists pilots."""
        self._row: Sequence[str] = ()
        self._given: dict[str, str] = {}
        """The cells of the row that is read, by field."""
        self._known_origins: dict[tuple[bool, ...], dict[str, str]] = {}
        self._bare: dict[str, str] = {}
        self._file = PurePath(grid.file).name

    def _cell(self, cells: Sequence[str], name: str) -> str:
        """Return the cell of a field without marks; blank where it says nothing."""
        return self._given.get(name, "") if cells is self._row else self._read(cells, name)

    def _read(self, cells: Sequence[str], name: str) -> str:
        index = self._layout.columns.get(name)
        if index is None:
            return ""
        cell = cells[index].strip()
        if not cell:
            return ""
        cell = _unmarked(spreadsheet_unguarded(cell))
        if name in _NUMERIC and cell.casefold() == "nan":
            return cell  # half a position, or a failed computation: nobody's way to leave it blank
        return "" if self._is_blank(cell) else cell

    def _is_blank(self, cell: str) -> bool:
        is_short = len(cell) < 8  # noqa: PLR2004 (no longer word is in BLANKS)
        return cell in self._options.blanks or (is_short and cell.casefold() in BLANKS)

    def record(self, row: Line) -> Record:
        """Return what a row says, as an entry."""
        line, cells = row
        options, read = self._options, self._read
        given = defaultdict(str, {name: read(cells, name) for name in self._fields})
        if given["position"] and not (given["lon"] or given["lat"]):
            # a cell that is no pair stands for both, so that its problem shows it
            pair = split_pair(given["position"]) or (given["position"],) * 2
            given["lon"], given["lat"] = pair
        self._row, self._given = cells, given
        headed = self.rows.headed(line)
        (place, within, level), whole, notes = self._place(line, cells, headed.within)
        batch = batch_number(given["batch"]) if given["batch"] else headed.batch
        said = self._standing.read(cells, batch, headed)
        adcode, decision, is_skipped = self._decision(cells)
        entry = Entry(
            place=place,
            within=given["within"] or within or options.within,
            level=given["level"] or options.level or level,
            adcode=adcode,
            extent=given["extent"],
            start=said.start,
            end=said.end,
            date_note=given["date_note"] or said.note,
            status=said.status,
            source=given["source"] or options.source,
            locator=given["locator"] or self.locator(line, given["number"]),
            statement=given["statement"],
            lon=given["lon"],
            lat=given["lat"],
            datum=given["datum"],
            decision=decision,
            id=given["id"],
            extra=tuple(
                (name, spreadsheet_unguarded(cells[index].strip())) for name, index in self._extra
            ),
            file=self._grid.file,
            line=line,
        )
        kept = cleaned(entry)
        respelt = () if kept is entry else respelt_numbers(entry, kept)
        return Record(
            kept,
            cells,
            self._whole(entry, whole) if whole else None,
            batch,
            is_area=given["geometry"].endswith("Polygon"),
            is_skipped=is_skipped,
            aside=said.aside,
            is_spell=len(cells) > self._layout.width,
            notes=(*notes, *respelt),
            told=said.told,
            origins=self._origins(cells),
        )

    def _whole(self, entry: Entry, whole: PlacePath) -> Entry:
        """Return the entry for the outer one of two units that two columns name alike."""
        stated = whole.level if entry.level == self._levels.get("county") else entry.level
        within = whole.within or self._options.within
        return cleaned(replace(entry, place=whole.place, within=within, level=stated))

    def _origins(self, cells: Sequence[str]) -> dict[str, str]:
        """Return which column the place, its parent and the start were taken from."""
        filled = tuple([bool(self._cell(cells, name)) for name in (*_DIVISIONS, "start")])
        known = self._known_origins.get(filled)
        if known is None:
            known = self._known_origins[filled] = self._origins_of(*filled)
        return known

    def _origins_of(self, *filled: bool) -> dict[str, str]:
        columns = self._layout.columns
        parts = [name for name, has in zip(_DIVISIONS, filled, strict=False) if has]
        if "place" not in columns and not parts:  # the innermost of them is where to write it
            parts = [name for name in _DIVISIONS if name in columns][-1:]
        place = "place" if "place" in columns or not parts else parts.pop()
        within = "within" if "within" in columns or not parts else parts[-1]
        start = "start" if "start" in columns and filled[-1] else "year"
        return {"place": place, "within": within, "start": start}

    def _place(
        self, line: int, cells: Sequence[str], heading: str
    ) -> tuple[PlacePath, PlacePath | None, tuple[str, ...]]:
        """Return what the row names, what it may name instead, and what was read for it."""
        columns = self._layout.columns
        is_site = bool(self._cell(cells, "lon"))  # the name of a shop stays as it is
        notes: list[str] = []

        def name_in(column: str) -> str:
            cell = self._cell(cells, column)
            name = cell if is_site or not cell else self._bare_name(cell)
            if name != cell:
                notes.append(_read_as(cell, name))
            return name

        parts: list[tuple[str, str]] = []
        if heading:
            parts.append(("heading", heading))
        for name in _DIVISIONS:
            part = name_in(name) if name in columns else ""
            if not part and name == self._listing and parts:
                part = self._none_in(parts[-1][1], cells[columns[name]].strip())
            if part and part.casefold() not in NO_UNIT:
                parts.append((name, part))
                reference = self._grid.merged.get((line, columns[name]))
                if reference:
                    notes.append(f"'{part}' filled in from the merged cells {reference}")
        if len(parts) > 1 and says_again(parts[0], parts[1]):
            del parts[0]
        place = name_in("place") if "place" in columns else None
        if place and parts and place.casefold() in ALL_OF_IT:
            notes.append(f"'{place}' read as all of {parts[-1][1]}")
            place = None
        named, whole = place_of(parts, place, self._levels)
        return named, whole, tuple(notes)

    def _none_in(self, outer: str, cell: str) -> str:
        """Return a dash where a column lists pilots: it may say that the outer unit has none.

        A municipality has no cities to list, and is meant itself.
        """
        is_said = cell in self._options.blanks or outer.casefold().startswith(_MUNICIPAL)
        return "" if is_said else cell

    def without_marks(self, named: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
        """Return cells that name a place without the marks of their list, and what is told of them.

        They are returned as they are where more than marks is read out of them.

        Parameters
        ----------
        named
            Cells of a row without a position, by field.
        """
        bare, notes = dict(named), []
        for field_name in (*_DIVISIONS, "place"):
            cell = named.get(field_name, "")
            name = self._bare_name(cell) if cell else cell
            if name == cell:
                continue
            bare[field_name] = name
            notes.append(_read_as(cell, name))
            as_read = [_unmarked(spreadsheet_unguarded(each)) for each in (cell, name)]
            if as_read != [cell, name] or self._is_blank(name) or self._bare_name(name) != name:
                return dict(named), ()
        return bare, tuple(notes)

    def _bare_name(self, cell: str) -> str:
        """Return a name without the marks of its list; equal cells are looked at once."""
        name = self._bare.get(cell)
        if name is None:
            name = self._bare[cell] = strip_list_markup(cell)
        return name

    def year_note(self) -> str:
        """Return the note for a start that the list as a whole was given; blank without one."""
        return self._standing.year_note()

    def parent(self, cells: Sequence[str]) -> str:
        """Return the parent that a row gives, or the list as a whole."""
        return (
            self._cell(cells, "within")
            or self._place(0, cells, "")[0].within
            or self._options.within
        )

    def locator(self, line: int, number: str) -> str:
        """Return where a row stands in its list: its number there, or file and line."""
        return f"no. {number}" if number else locator_of_line(self._file, line)

    def locators(self, lines: Sequence[int]) -> list[str]:
        """Return where rows stand that have no number in their list."""
        file = locator_of_line(self._file, 0).removesuffix("0")
        return [f"{file}{line}" for line in lines]

    def _decision(self, cells: Sequence[str]) -> tuple[str, str, bool]:
        """Return adcode, decision, and whether to skip, from the columns `adcode` and `decision`.

        A decision may be `skip`, a reason, or the code a person chose, with or without a reason.
        """
        adcode = self._cell(cells, "adcode")
        decision = self._cell(cells, "decision")
        if not decision:
            return adcode, "", False
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
