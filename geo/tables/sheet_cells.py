"""The cells of a sheet as text: what Excel shows of them, and which cannot be taken as they are."""

from __future__ import annotations

import datetime
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from ..dates.figures import SERIALS_FROM_1904
from .grid import SPREADSHEET_ERRORS, Flaw, RowMarks, column_letters
from .shared_strings import TRUE, SharedStrings, string_of, unescaped
from .sheet_tree import NS, PlainRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from .sheet_tree import PlainCell

_Cell = TypeVar("_Cell", bound=tuple[Any, ...])
_CELL, _VALUE, _FORMULA, _INLINE = f"{NS}c", f"{NS}v", f"{NS}f", f"{NS}is"
_COLUMNS_LIMIT = 2**14  # as Excel has them
_DIGITS = "0123456789"
_PLAIN_DIGITS = 16
"""Digits of a number that is shown as it is written; Excel has fifteen."""
_HAS_DAY = re.compile(r"d", re.IGNORECASE)
_HAS_MONTH = re.compile(r"m", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"?|\\.|\[[^\]]*\]?')
_REMEMBERED = 100_000
"""Different dates that are remembered."""
_UNTOLD = "\0"
_NUMBERS = ("", "n")
_FIRST_COLUMNS = list(map(column_letters, range(400)))
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_REFERENCE = re.compile("&(amp|lt|gt|quot|apos);")
_YEARS = range(1900, 2101)
"""Numbers that are a year somebody typed, and no day of the calendar."""


@dataclass(frozen=True, slots=True)
class Styles:
    """What the styles of a workbook say of cells, by the number of the style."""

    dates: dict[int, str]
    """The number format of each style that shows a date or a time."""
    durations: frozenset[int]
    struck: frozenset[int]
    """Styles whose text is struck through."""
    epoch: datetime.datetime
    """From where the workbook counts days."""


class SheetCells:
    """Reads the cells of one sheet, and keeps what is said of them beside their text."""

    def __init__(self, title: str, strings: SharedStrings, styles: Styles) -> None:
        self._title = title
        self._strings = strings
        self._styles = styles
        self._day_zero = styles.epoch.date()
        self._columns: dict[str, int] = {}
        self._odd_styles = {str(style) for style in {*styles.dates, *styles.struck}}
        """Those whose cells are not shown, or not meant, as they are stored."""
        self.line = 0
        """The row that is being read."""
        self.flawed = 0
        """How many cells cannot be taken as they are."""
        self.flaws: dict[int, dict[int, Flaw]] = {}
        self.marks: dict[int, RowMarks] = {}

    def rows(
        self, rows: PlainRows | Element, lines: Iterator[int]
    ) -> Iterator[tuple[int, list[str]]]:
        """Yield the number of each row, and its texts up to its last cell.

        A number is taken from `lines` when its row is read.
        """
        if not isinstance(rows, PlainRows):
            found = [cell for cell in rows if cell.tag == _CELL]
            named = [(cell.get("r", "").rstrip(_DIGITS), cell) for cell in found]
            line = next(lines)
            yield line, self._row(named, self._text, line, is_hidden=rows.get("hidden") in TRUE)
            return
        texts = self._easy_texts(rows.cells)
        letters = [cell[0] for cell in rows.cells]
        begin = 0
        for line, count, is_hidden in zip(lines, rows.counts, rows.are_hidden, strict=True):
            end = begin + count
            row = texts[begin:end]
            if _UNTOLD not in row and letters[begin:end] == _FIRST_COLUMNS[:count]:
                yield line, self._marked(row, [], line, is_hidden=is_hidden)
            else:
                cells = list(zip(letters[begin:end], row, rows.cells[begin:end], strict=True))
                yield line, self._row(cells, self._plain_text, line, is_hidden=is_hidden)
            begin = end

    def _easy_texts(self, cells: Iterable[PlainCell]) -> list[str]:
        """Return the texts of plain cells, `_UNTOLD` for each to be looked at closer.

        One call for many of them: a call for each would take a third of the time of a large sheet.
        """
        odd, shared, struck = self._odd_styles, self._strings.texts, self._strings.struck
        texts = []
        for _, style, kind, value, written in cells:
            text = _UNTOLD
            if style in odd:
                pass
            elif kind == "inlineStr":
                text = unescaped(_resolved(written))
            elif kind == "s":
                number = int(value) if value.isdigit() and value.isascii() else -1
                if 0 <= number < len(shared) and number not in struck:
                    text = shared[number]
            elif kind in _NUMBERS:
                is_as_it_stands = not value or _is_shown(value)
                text = value if is_as_it_stands else _number_text(value)
            texts.append(_UNTOLD if text and text[0] == "#" else text)
        return texts

    def _row(
        self,
        cells: Sequence[_Cell],
        text_of: Callable[[_Cell, int], tuple[str, bool]],
        line: int,
        *,
        is_hidden: bool,
    ) -> list[str]:
        """Return the texts of a row whose cells begin with the letters of their columns."""
        self.line = line
        texts: list[str] = []
        struck: list[int] = []
        at = -1
        is_in_order = True
        columns = self._columns
        for cell in cells:
            at += 1
            if letters := cell[0]:
                known = columns.get(letters)
                at = self._column(letters) if known is None else known
            text, is_struck = text_of(cell, at)
            if at == len(texts):
                texts.append(text)
            elif at > len(texts):
                texts.extend([""] * (at - len(texts)))
                texts.append(text)
            else:
                if is_in_order:
                    is_in_order = False
                    _refuse_twice([each[0] for each in cells], line)
                texts[at] = text
            if is_struck and text.strip():
                struck.append(at)
        return self._marked(texts, struck, line, is_hidden=is_hidden)

    def _marked(
        self, texts: list[str], struck: list[int], line: int, *, is_hidden: bool
    ) -> list[str]:
        if (struck or is_hidden) and any(texts):
            filled = sum(1 for text in texts if text.strip())
            self.marks[line] = RowMarks(is_hidden, tuple(struck), 0 < filled == len(struck))
        return texts

    def _column(self, letters: str) -> int:
        from openpyxl.utils import column_index_from_string

        index = int(column_index_from_string(letters)) - 1
        if index >= _COLUMNS_LIMIT:
            raise ValueError(f"Excel has no column {letters}")
        self._columns[letters] = index
        return index

    def _plain_text(self, cell: tuple[str, str, PlainCell], column: int) -> tuple[str, bool]:
        """Return a cell of a plain row as `_text` returns it."""
        _, text, (_, style, kind, value, written) = cell
        if text != _UNTOLD:
            return text, False
        number = int(style or 0)
        if kind == "inlineStr":
            text = self._unless_error(unescaped(_resolved(written)), column)
            return text, number in self._styles.struck
        return self._stored(_resolved(value), kind or "n", number, column) if value else ("", False)

    def _text(self, cell: tuple[str, Element], column: int) -> tuple[str, bool]:
        """Return a cell as text, and whether it is struck through.

        It is blank, and a flaw, for an error or a formula without a value.
        """
        _, element = cell
        kind, style = element.get("t", "n"), int(element.get("s") or 0)
        if kind == "inlineStr":
            inline = element.find(_INLINE)
            text, runs_struck = ("", False) if inline is None else string_of(inline)
            is_struck = style in self._styles.struck or runs_struck
            return self._unless_error(text, column), is_struck
        value = element.findtext(_VALUE)
        if not value:
            if (formula := element.find(_FORMULA)) is not None:
                what = f"is the formula ={(formula.text or '')[:60]} without a stored value"
                hint = "open and save the file in Excel, or paste the column as values"
                self._note(column, "cell-formula", what, hint)
            return "", False
        return self._stored(value, kind, style, column)

    def _stored(self, value: str, kind: str, style: int, column: int) -> tuple[str, bool]:
        """Return the stored value of a cell as text, and whether it is struck through."""
        is_struck = style in self._styles.struck
        if kind == "s":
            number = int(value)
            if not 0 <= number < len(self._strings.texts):
                raise ValueError(f"the workbook has no shared text {number}")
            text = self._unless_error(self._strings.texts[number], column)
            return text, is_struck or number in self._strings.struck
        if kind == "e":
            self._note(column, "cell-error", f"is the error {value}", "correct or clear the cell")
            return "", False
        if kind in "dn" and style in self._styles.dates:
            return self._date(value, kind, style, column), is_struck
        return self._plain(value, kind, column), is_struck

    def _plain(self, value: str, kind: str, column: int) -> str:
        if kind == "n":
            return value if _is_shown(value) else plain_text(_number(value))
        if kind == "b":
            return plain_text(bool(int(value)))
        if kind == "d":
            return plain_text(_moment(value))
        return self._unless_error(unescaped(value), column)

    def _unless_error(self, text: str, column: int) -> str:
        if text[:1] == "#" and text.strip() in SPREADSHEET_ERRORS:
            self._note(column, "cell-error", f"is the error {text}", "correct or clear the cell")
            return ""
        return text

    def _date(self, value: str, kind: str, style: int, column: int) -> str:
        if kind == "d":
            moment = _moment(value)
            is_day = isinstance(moment, datetime.datetime)
            return _shown_date(moment, self._styles.dates[style]) if is_day else plain_text(moment)
        number = _number(value)
        try:
            moment = _calendar_day(number, self._styles.epoch, style in self._styles.durations)
        except (OverflowError, ValueError):
            what = f"holds {value[:40]} in the format of a date, which is none"
            self._note(column, "date-excel", what, "write the date")
            return ""
        if not isinstance(moment, datetime.datetime):
            return plain_text(moment)
        self._doubt(moment.date(), column)
        return _shown_date(moment, self._styles.dates[style])

    def _doubt(self, day: datetime.date, column: int) -> None:
        """Note a date that nobody meant: before Excel's calendar, or a year shown as a day."""
        number = (day - self._day_zero).days
        since = 0 if self._day_zero == SERIALS_FROM_1904 else 1
        if number < since:
            what = f"holds {number} in the format of a date, which is none"
            self._note(column, "date-excel", what, "write the date")
        elif number in _YEARS:
            what = f"shows {day}: it holds the number {number} in the format of a date"
            hint = f"give the cell the format General if the year {number} is meant"
            self._note(column, "date-excel", what, hint)

    def _note(self, column: int, rule: str, what: str, hint: str) -> None:
        self.flawed += 1
        name = f"sheet '{self._title}', cell {column_letters(column)}{self.line}"
        self.flaws.setdefault(self.line, {})[column] = Flaw(rule, f"{name} {what}", hint)


def _refuse_twice(letters: list[str], line: int) -> None:
    """Refuse a row that has two cells of one column: nobody can tell which is meant."""
    name, count = Counter(filter(None, letters)).most_common(1)[0]
    if count > 1:
        raise ValueError(f"cell {name}{line} stands twice")


def _is_shown(value: str) -> bool:
    """Whether a number is shown as it is written."""
    is_plain = len(value) < _PLAIN_DIGITS and value.isdigit() and value.isascii()
    return is_plain and value[0] != "0"


def _resolved(text: str) -> str:
    """Return a text of XML with the characters that its references stand for."""
    if "&" not in text:
        return text
    return _REFERENCE.sub(lambda found: _NAMED[found.group(1)], text)


def _number(value: str) -> int | float:
    number = float(value) if "." in value or "E" in value or "e" in value else int(value)
    if "_" in value or abs(number) == math.inf:
        raise ValueError(f"{value[:40]} is no number of a spreadsheet")
    return number


def _number_text(value: str) -> str:
    """Return a stored number as a table shows it, `_UNTOLD` for what is no number."""
    try:
        return plain_text(_number(value))
    except ValueError:
        return _UNTOLD


@lru_cache(maxsize=_REMEMBERED)
def _calendar_day(number: float, epoch: datetime.datetime, is_duration: bool) -> Any:
    """Return what a number stands for in the calendar of a workbook: a moment or a duration."""
    from openpyxl.utils.datetime import from_excel

    return from_excel(number, epoch, is_duration)


def _moment(value: str) -> Any:
    """Return a day with its time, or a time alone, from the way in which ISO 8601 writes them."""
    from openpyxl.utils.datetime import from_ISO8601

    found = from_ISO8601(value)
    if isinstance(found, datetime.datetime) or not isinstance(found, datetime.date):
        return found
    return datetime.datetime.combine(found, datetime.time())


def plain_text(value: Any) -> str:
    """Return a value as a table shows it: whole numbers without a fraction, TRUE and FALSE."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value)


def _shown_date(moment: datetime.datetime, number_format: str) -> str:
    """Return a date no more precise than its format shows it: `mmm-yy` is a month, `yyyy` a year.

    Who types 2016-08 into Excel gets the first of the month behind what is shown.
    """
    shape = _LITERAL.sub("", number_format.split(";", 1)[0])
    if "y" not in shape.lower() or _HAS_DAY.search(shape):
        return moment.date().isoformat()
    return f"{moment:%Y-%m}" if _HAS_MONTH.search(shape) else f"{moment:%Y}"
