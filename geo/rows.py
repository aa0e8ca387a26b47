"""Rows as columns: a table of a million statements is some twenty lists, not a million objects.

Who goes through all rows asks for the columns it needs; who asks for a row gets a `Statement` made
at that moment. A value that stands in many rows (units, a date, a source) is one object in all of
them, and a column that holds nothing else is that value and a length.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import fields, make_dataclass
from itertools import compress, repeat
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, TypeVar, overload

from .model import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Value = TypeVar("Value")

COLUMNS = tuple(field.name for field in fields(Statement))
"""The columns of a table of statements: the fields of one, in their order."""
TEXTS = (
    "id",
    "place",
    "within",
    "date_note",
    "locator",
    "statement",
    "decision",
    "direction",
    "statement_zh",
    "date_note_zh",
    "decision_zh",
    "quote",
    "quote_zh",
)
"""Those that hold what somebody wrote, and no key of another table."""
_DIFFERENT = ("id", "place", "locator", "statement", "statement_zh", "quote", "quote_zh")
_REPEATED = frozenset(COLUMNS).difference(_DIFFERENT, ("lon", "lat", "line"))
"""Those in which most rows share their values, each of which is one object in all of them."""
_VALUES_OF = attrgetter(*COLUMNS)
_TOGETHER = 512
"""Rows that are made at once where many are asked for."""


_Draft: Any = make_dataclass("_Draft", [(name, object) for name in COLUMNS], slots=True)
"""A statement that is not frozen yet, of the same slots: a frozen class sets each of its fields by
a call, so that a statement takes eight times as long to make as its draft."""


def _frozen(drafts: Iterable[Any]) -> Iterator[Statement]:
    """Yield drafts as the statements they become."""
    for draft in drafts:
        draft.__class__ = Statement
        yield draft


Stretch = TypeVar("Stretch", bound=Sequence[Any])
Read = TypeVar("Read")


def read_together(
    rows: Stretch, read: Callable[[Stretch], Read | None], shortest: int
) -> Iterator[tuple[Stretch, Read | None]]:
    """Yield stretches of rows, in their order, each with what was read of it all at once.

    Sound rows come by the thousand and are read column by column. A stretch that cannot be is
    halved until it is short: then None stands beside it, and its rows are to be read one by one.

    Parameters
    ----------
    rows
        The rows, or a range of their numbers.
    read
        Reads a stretch; None: something in it has to be looked at by itself.
    shortest
        Rows of a stretch that is not halved any more.
    """
    pending: list[Any] = [rows]  # a slice is of the kind of what it is of
    while pending:
        stretch = pending.pop()
        found = read(stretch)
        if found is None and len(stretch) > shortest:
            half = len(stretch) // 2
            pending += [stretch[half:], stretch[:half]]
        else:
            yield stretch, found


class Same(Sequence[Value]):
    """A column that holds one value in every row."""

    __slots__ = ("_length", "value")

    def __init__(self, value: Value, length: int) -> None:
        self.value = value
        self._length = length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> Value: ...
    @overload
    def __getitem__(self, at: slice) -> Same[Value]: ...
    def __getitem__(self, at: int | slice) -> Value | Same[Value]:
        found = range(self._length)[at]  # refuses what is out of range
        return Same(self.value, len(found)) if isinstance(found, range) else self.value

    def __iter__(self) -> Iterator[Value]:
        return repeat(self.value, self._length)

    def __contains__(self, value: object) -> bool:
        return self._length > 0 and bool(self.value == value)


def taken(column: Sequence[Any], numbers: Sequence[int]) -> Sequence[Any]:
    """Return the values of a column in the rows of these numbers, in their order."""
    return taken_from([column], numbers)[0]


def taken_from(columns: Iterable[Sequence[Any]], numbers: Sequence[int]) -> list[Sequence[Any]]:
    """Return, of each column, the values in the rows of these numbers, in their order."""
    # One number less than two would give no sequence.
    chosen = itemgetter(*numbers) if len(numbers) > 1 else lambda found: [found[n] for n in numbers]
    return [
        Same(column.value, len(numbers)) if isinstance(column, Same) else chosen(column)
        for column in columns
    ]


def distinct(column: Iterable[Value]) -> list[Value]:
    """Return the values of a column, each object once, in the order they come in.

    Equal values may be several objects: then they come several times.
    """
    if isinstance(column, Same):
        return [column.value] if len(column) else []
    values = column if isinstance(column, Sequence) else list(column)
    return list(dict(zip(map(id, values), values, strict=True)).values())


def made_of(column: Sequence[Any], make: Callable[[Any], Read]) -> Sequence[Read]:
    """Return what is made of each value of a column, once of those that are one object."""
    made = {id(value): make(value) for value in distinct(column)}
    values = list(made.values())
    if values and values.count(values[0]) == len(values):
        return Same(values[0], len(column))
    return list(map(made.__getitem__, map(id, column)))


class Answers(dict[Any, Any]):
    """Answers to questions, such as distinct cells, each of which is asked once."""

    def __init__(self, ask: Callable[[Any], Any]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, question: Any) -> Any:
        answer = self[question] = self._ask(question)
        return answer


class StatementRows(Sequence[Statement]):
    """Statements as columns.

    Parameters
    ----------
    columns
        By name, the values of each of `COLUMNS`, all of one length.
    """

    __slots__ = ("_columns", "_distinct")

    def __init__(self, columns: Mapping[str, Sequence[Any]]) -> None:
        self._columns = {name: columns[name] for name in COLUMNS}
        self._distinct: dict[str, list[Any]] = {}

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> StatementRows:
        """Return statements as columns; the same ones, if they are that already."""
        if isinstance(statements, StatementRows):
            return statements
        table = Columns()
        table.add(statements)
        return table.rows()

    def column(self, name: str) -> Sequence[Any]:
        """Return a column; it is not to be changed."""
        return self._columns[name]

    def take(self, numbers: Sequence[int]) -> StatementRows:
        """Return the rows of these numbers, counted from 0, in their order."""
        columns = taken_from(self._columns.values(), numbers)
        return StatementRows(dict(zip(self._columns, columns, strict=True)))

    def where(self, **tests: Callable[[Any], object]) -> Iterator[Statement]:
        """Yield the rows whose value in each column named passes the test of it, in their order.

        Each test is asked in turn, of the rows that passed those before it; where rows share their
        values, once of each value.
        """
        rows: Sequence[int] = range(len(self))
        for name, test in tests.items():
            if not rows:
                return
            column = self._columns[name]
            if isinstance(column, Same):
                rows = rows if test(column.value) else ()
                continue
            values = column if isinstance(rows, range) else map(column.__getitem__, rows)
            if name in _REPEATED:
                known = self._values_of(name)
                passed = {id(value) for value in known if test(value)}
                if len(passed) < len(known):
                    rows = list(compress(rows, map(passed.__contains__, map(id, values))))
            else:
                rows = list(compress(rows, map(test, values)))
        yield from self.made(rows)

    def made(self, numbers: Sequence[int]) -> Iterator[Statement]:
        """Yield the rows of these numbers, in their order: some hundreds are made at once."""
        for first in range(0, len(numbers), _TOGETHER):
            yield from self.take(numbers[first : first + _TOGETHER])

    def where_both(
        self, first: str, second: str, test: Callable[[Any, Any], object]
    ) -> Iterator[Statement]:
        """Yield the rows whose values in two columns pass a test together, in their order."""
        one, other = self._columns[first], self._columns[second]
        if isinstance(one, Same):
            yield from self.where(**{second: lambda value: test(one.value, value)})
        elif isinstance(other, Same):
            yield from self.where(**{first: lambda value: test(value, other.value)})
        else:
            yield from self.made(list(compress(range(len(self)), map(test, one, other))))

    def _values_of(self, name: str) -> list[Any]:
        """Return the values of a column, each object once."""
        known = self._distinct.get(name)
        if known is None:
            known = self._distinct[name] = distinct(self._columns[name])
        return known

    def with_columns(self, columns: Mapping[str, Sequence[Any]]) -> StatementRows:
        """Return the rows with other values in some of the columns."""
        return StatementRows({**self._columns, **columns})

    def __len__(self) -> int:
        return len(self._columns["id"])

    @overload
    def __getitem__(self, at: int) -> Statement: ...
    @overload
    def __getitem__(self, at: slice) -> StatementRows: ...
    def __getitem__(self, at: int | slice) -> Statement | StatementRows:
        cells: dict[str, Any] = {name: column[at] for name, column in self._columns.items()}
        return StatementRows(cells) if isinstance(at, slice) else Statement(**cells)

    def __iter__(self) -> Iterator[Statement]:
        return _frozen(map(_Draft, *self._columns.values()))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(map(Statement.__eq__, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<StatementRows: {len(self):,} statements>"


class Columns:
    """Columns that grow while a table is read; `rows` gives them away."""

    def __init__(self) -> None:
        self._columns: dict[str, Any] = dict.fromkeys(COLUMNS, Same(None, 0))
        self._columns["line"] = array("q")
        self._length = 0

    def add(self, statements: Iterable[Statement]) -> None:
        """Append statements."""
        values = list(zip(*map(_VALUES_OF, statements), strict=True))
        if values:
            self.extend(dict(zip(COLUMNS, values, strict=True)))

    def extend(self, columns: Mapping[str, Sequence[Any]]) -> None:
        """Append a stretch of rows, one at least, as its columns."""
        for name in COLUMNS:
            self._extend(name, columns[name])
        self._length += len(columns["id"])

    def _extend(self, name: str, values: Sequence[Any]) -> None:
        known = self._columns[name]
        if not isinstance(known, Same):
            known.extend(values)
            return
        value = known.value if self._length else values[0]
        if isinstance(values, Same):
            alike = values.value == value
        else:
            alike = values.count(value) == len(values)
        if alike:
            self._columns[name] = Same(value, self._length + len(values))
        else:
            self._columns[name] = [*known, *values]

    def rows(self, keep: Sequence[bool] | None = None) -> StatementRows:
        """Return the rows; only those that `keep` says, where it is given."""
        columns = self._columns
        if keep is not None:
            columns = {name: list(compress(column, keep)) for name, column in columns.items()}
        return StatementRows(columns)
