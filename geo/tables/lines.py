"""Rows of a table that is walked once: one by one, or by the stretch, whose cells stand by column.

Whoever looks at some rows before the others takes them one by one, and puts them back in front.
Whoever goes through all of them takes parts: what the reader of a file cut by column stays so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, overload

from .grid import Line

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOGETHER = 512
"""Rows of a part, where they are read one by one."""
_AS_LINE = partial(tuple.__new__, Line)


class Stretch(Sequence[Line]):
    """Lines of one width that follow each other, kept by column.

    Parameters
    ----------
    numbers
        The `line` of each.
    columns
        The cells by column, as many in each as there are numbers.
    """

    __slots__ = ("columns", "numbers")

    def __init__(self, numbers: Sequence[int], columns: Sequence[Sequence[str]]) -> None:
        self.numbers = numbers
        self.columns = columns

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> Stretch: ...
    def __getitem__(self, at: int | slice) -> Line | Stretch:
        if isinstance(at, slice):
            return Stretch(self.numbers[at], [column[at] for column in self.columns])
        return Line(self.numbers[at], tuple([column[at] for column in self.columns]))

    def __iter__(self) -> Iterator[Line]:
        return map(_AS_LINE, zip(self.numbers, zip(*self.columns, strict=True), strict=True))


def turned(rows: Sequence[Line]) -> Stretch | None:
    """Return lines, one at least, by column; None if one of them is not as wide as another."""
    if isinstance(rows, Stretch):
        return rows
    numbers, cells = zip(*rows, strict=True)
    if len(set(map(len, cells))) > 1:
        return None
    return Stretch(numbers, [*zip(*cells, strict=True)])


class LineStream:
    """The rows of a table, to be walked once.

    Parameters
    ----------
    parts
        Lines in their order, some at a time.
    """

    def __init__(self, parts: Iterable[Sequence[Line]]) -> None:
        self._parts = iter(parts)
        self._lines: Iterator[Line] = iter(())

    @classmethod
    def of(cls, rows: Iterable[Line]) -> LineStream:
        """Return rows as a stream; the same one, if they are that already."""
        return rows if isinstance(rows, LineStream) else cls(_bunched(iter(rows)))

    def __iter__(self) -> Iterator[Line]:
        """Yield the rows that are left; who begins again goes on where the last one stopped."""
        while True:
            yield from self._lines
            part = next(self._parts, None)
            if part is None:
                return
            self._lines = iter(part)

    def parts(self) -> Iterator[Sequence[Line]]:
        """Yield the rows that are left, some at a time."""
        if left := list(self._lines):
            yield left
        yield from self._parts

    def parts_of(self, most: int) -> Iterator[Sequence[Line]]:
        """Yield the rows that are left, no more than `most` at a time."""
        for part in self.parts():
            for first in range(0, len(part), most):
                yield part[first : first + most]

    def behind(self, head: Sequence[Line]) -> LineStream:
        """Return the stream of what is left, with lines put back in front."""
        return LineStream(chain([head] if head else [], self.parts()))


def _bunched(rows: Iterator[Line]) -> Iterator[list[Line]]:
    while some := list(islice(rows, _TOGETHER)):
        yield some
