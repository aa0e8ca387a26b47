"""The cells of one row, read one by one, with a problem noted for each that cannot be."""

from __future__ import annotations

import re
from contextlib import suppress
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

from ..errors import DateError, Severity
from ..model import COUNTRY
from ..text.escape import shell_argument

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ..dates import FuzzyDate
    from ..tables.grid import Problems
    from ..tables.stretch import Row
    from ..tables.table import Stream

Choice = TypeVar("Choice", bound=StrEnum)

_SIX_DIGITS = re.compile(r"[0-9]{6}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")


class RowParser:
    """Reads the rows of a table; `sound` tells whether the present row had a problem.

    Parameters
    ----------
    stream
        The rows, and where to note what is wrong with them.
    is_unit
        Tells whether an adcode is one the gazetteer knows.
    """

    def __init__(self, stream: Stream, is_unit: Callable[[str], bool]) -> None:
        self._stream = stream
        self._problems: Problems = stream.problems
        self._is_unit = is_unit
        self._adcodes: dict[str, tuple[str, ...]] = {}
        self.line = 0
        self.sound = True

    def rows(self, columns: Sequence[str]) -> Iterator[dict[str, str]]:
        """Yield the cells of `columns` by column, row by row; see `cells_of`."""
        return self.cells_of(self._stream.rows, columns)

    def cells_of(self, rows: Iterable[Row], columns: Sequence[str]) -> Iterator[dict[str, str]]:
        """Yield the cells of rows by column; blank where the table has no such column."""
        header = self._stream.header
        blank = len(header)  # where the one cell that is added to every row stands
        chosen = itemgetter(*(header.index(c) if c in header else blank for c in columns))
        for row in rows:
            self.line, self.sound = row.line, True
            yield dict(zip(columns, chosen((*row.cells, "")), strict=True))

    def refuse(self, rule: str, column: str, message: str, hint: str = "") -> None:
        """Note an error of the present row, which then becomes no value."""
        self.sound = False
        self._problems.add(rule, message, hint, line=self.line, column=column)

    def is_flooded(self, rule: str) -> bool:
        """Whether a further problem of a rule is only counted, so that it needs no hint."""
        return self._problems.is_flooded(rule)

    def is_conflicted(self) -> bool:
        """Whether git left two versions of the file in it: rows stand twice then."""
        return "merge-conflict" in self._problems

    def warn(self, rule: str, column: str, message: str, hint: str = "") -> None:
        """Note a warning about the present row."""
        severity = Severity.WARNING
        self._problems.add(rule, message, hint, line=self.line, column=column, severity=severity)

    def filled(self, column: str, cell: str) -> str:
        """Return the cell without outer spaces; it must not be blank."""
        kept = cell.strip()
        if not kept and column in self._stream.header:
            self.refuse("cell-missing", column, "the cell is blank", f"give the {column}")
        elif not kept:
            self.sound = False  # that the column is missing was told once, for the header
        return kept

    def date(self, column: str, cell: str) -> FuzzyDate | None:
        """Return the date a cell gives; None for a blank one, and after a problem."""
        cell = cell.strip()
        if not cell:
            return None
        try:
            return _date(cell)
        except DateError as error:
            self.refuse("date-invalid", column, *_why_no_date(cell, error))
            return None

    def degrees(self, column: str, cell: str, limit: int) -> float | None:
        """Return the degrees a cell gives; None for a blank one, and after a problem."""
        cell = cell.strip()
        if not cell:
            return None
        if not _NUMBER.fullmatch(cell):
            hint = "write decimal degrees such as 104.06"
            self.refuse("coordinate-invalid", column, f"{cell[:40]!r} is not a finite number", hint)
            return None
        value = float(cell)
        if not abs(value) <= limit:
            hint = f"give {column} in degrees, WGS 84, from -{limit} to {limit}"
            if column == "lat":
                hint += "; are lon and lat exchanged?"
            self.refuse("coordinate-invalid", column, f"{cell[:40]} is out of range", hint)
        return value

    def one_of(
        self, column: str, cell: str, choices: type[Choice], rule: str, *, blank: Choice
    ) -> Choice:
        """Return the cell as a value of `choices`; `blank` for a blank one, and after a problem."""
        cell = cell.strip()
        if not cell:
            return blank
        try:
            return choices(cell)
        except ValueError:
            values = ", ".join(choice.value for choice in choices)
            self.refuse(rule, column, f"{cell[:40]!r} is not known", f"write one of {values}")
            return blank

    def adcodes(self, column: str, cell: str) -> tuple[str, ...]:
        """Return the unit or the candidates that a cell names; it must not be blank."""
        known = self._adcodes.get(cell)
        if known is not None:
            return known
        codes = tuple(code.strip() for code in cell.split("|")) if self.filled(column, cell) else ()
        sound = bool(codes)
        for index, code in enumerate(codes):
            if not _SIX_DIGITS.fullmatch(code):
                message = f"{code[:40]!r} is not an adcode"
                self.refuse("adcode-invalid", column, message, _adcode_hint(code))
            elif code in codes[:index]:
                self.refuse("adcode-invalid", column, f"{code} is listed twice", "name it once")
            elif not self.is_unit(column, code):
                pass
            else:
                continue
            sound = False
        if sound:
            self._adcodes[cell] = codes
        return codes

    def is_unit(self, column: str, adcode: str) -> bool:
        """Tell whether there is such a unit, or the country; note a problem if not."""
        if adcode == COUNTRY or self._is_unit(adcode):
            return True
        hint = f"look it up with `pilotmap find {shell_argument(adcode)}`"
        self.refuse("adcode-unknown", column, f"no unit has the adcode {adcode}", hint)
        return False


@lru_cache(maxsize=4096)
def _date(text: str) -> FuzzyDate:
    from ..dates import parse

    return parse(text)


def _why_no_date(cell: str, error: DateError) -> tuple[str, str]:
    """Return what is wrong with a date, and the date to write where its words or figures are one.

    A list that is imported may hold such dates; the table keeps EDTF alone.
    """
    from ..dates import read_phrase
    from ..dates.figures import doubt, in_edtf

    found = doubt(cell)
    if found:
        return found.message, found.hint
    for read in (in_edtf, lambda text: str(read_phrase(text).date)):
        with suppress(DateError):
            return str(error), f"write {_date(read(cell))}"
    return str(error), "write EDTF, such as 2020-08"


def _adcode_hint(code: str) -> str:
    digits = re.fullmatch(r"([0-9]{6})(?:\.0+|)", code.replace(" ", ""))
    if digits:
        return f"write {digits[1]}, as text"
    if re.fullmatch(r"[0-9]{2}|[0-9]{4}", code):
        return f"six digits are needed, for this unit perhaps {code.ljust(6, '0')}"
    return "write six digits such as 620600, candidates joined by |"
