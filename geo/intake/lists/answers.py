"""What somebody says of a list and its columns, and what it makes of a layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ...errors import Problem, UsageError
from ...text.escape import shell_word
from .headers import FIELDS, FORMS, OWN, UNUSED, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ...dates import FuzzyDate
    from ...tables.grid import Grid
    from .layout import Layout

    Pairs = Sequence["ColumnAnswer"]


class ColumnAnswer(NamedTuple):
    """What somebody says of a column: (field, header) or (header, field)."""

    left: str
    right: str
    origin: str = "--map"
    """Where it is said: the option, or the file of a recipe."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says of a list beyond what stands in it."""

    mapping: tuple[ColumnAnswer, ...] = ()
    """What is said of columns: (field, header) or (header, field)."""
    level: str = ""
    source: str = ""
    year: str = ""
    within: str = ""
    anchor: FuzzyDate | None = None
    datum: str = "wgs84"
    blanks: tuple[str, ...] = ()
    """Texts of cells that say nothing."""
    excel_dates: bool = False
    """Numbers in columns of dates are the days that a spreadsheet counts."""
    batches: Mapping[str, str] = field(default_factory=dict)
    """Date of each batch, by its number: the dates of lists that only count their batches."""
    events: bool = False
    """Whether rows of one place with several dates are events, each of which is meant."""


def sides_of(pairs: Pairs) -> list[str]:
    """Return what is named in answers, on both sides."""
    return [side for pair in pairs for side in (pair.left, pair.right)]


def parse_mapping(options: Iterable[str]) -> tuple[ColumnAnswer, ...]:
    """Return `--map` options, `FIELD=HEADER` or `HEADER=FIELD`, as pairs.

    Raises
    ------
    UsageError
        If an option has no `=` or no known field.
    """
    pairs = []
    for option in options:
        left, equals, right = (part.strip() for part in option.rpartition("="))
        known = left.lower() in {*FIELDS, *FORMS} or right.lower() in {*FIELDS, OWN, UNUSED}
        if not equals or not left or not right:
            message = "write HEADER=FIELD or FIELD=HEADER, such as place=城市, or HEADER=- for"
            raise UsageError(f"--map {option}: {message} a column that is not used")
        if not known:
            raise UsageError(
                f"--map {option}: no field '{left}' or '{right}'; one of {', '.join(FIELDS)}, {OWN}"
            )
        pairs.append(ColumnAnswer(left, right))
    return tuple(pairs)


def take_answers(grid: Grid, layout: Layout, pairs: Pairs) -> tuple[set[str], list[Problem]]:
    """Put what the user says of columns into the layout; return the fields not to be read."""
    dropped: set[str] = set()
    problems: list[Problem] = []
    for left, right, origin in pairs:
        here, there = _index(layout.header, left), _index(layout.header, right)
        name, role = left.lower(), right.lower()
        if name in FORMS and here is None:
            layout.forms[name] = role
        elif role == UNUSED and (name in FIELDS or here is not None):
            if here is not None:
                layout.roles[here] = UNUSED
            else:
                dropped.add(name)
        elif name in FIELDS and there is not None and (here is None or role not in FIELDS):
            _assign(grid, layout, name, there, problems)
        elif here is not None and role == OWN:
            layout.roles[here] = OWN
        elif here is not None and role in FIELDS:
            _assign(grid, layout, role, here, problems)
        else:
            shown = ", ".join(filter(None, layout.header))
            message = f"{origin} {left}={right}: there is no such column; there are {shown}"
            hint = "write the header as it stands, or #3 for the third column"
            line = layout.header_line or None
            problems.append(Problem("header-missing", message, hint, grid.file, line))
    return dropped, problems


def _assign(grid: Grid, layout: Layout, name: str, index: int, problems: list[Problem]) -> None:
    if layout.columns.setdefault(name, index) != index:
        problems.append(two_columns(grid, layout, name, (layout.columns[name], index)))


def _index(header: Sequence[str], wanted: str) -> int | None:
    """Return the column that `--map` calls so: by its header, or `#3`."""
    number = wanted.removeprefix("#")
    if wanted.startswith("#") and number.isdecimal() and 0 < int(number) <= len(header):
        return int(number) - 1
    if wanted in header:
        return header.index(wanted)
    names = [folded(cell) for cell in header]
    return names.index(folded(wanted)) if folded(wanted) and folded(wanted) in names else None


def two_columns(grid: Grid, layout: Layout, name: str, indexes: tuple[int, int]) -> Problem:
    """Return the problem of two columns that mean one field, with what to answer."""
    first, second = (layout.title(index) for index in indexes)
    where = " and ".join(str(index + 1) for index in indexes)
    keys = [layout.key(index) for index in indexes]
    ways = [f"--map {shell_word(f'{name}={key}')}" for key in keys]
    other = f"--map {shell_word(f'{keys[1]}={OWN}')}"
    return Problem(
        "header-duplicate",
        f"columns {where} ('{first}', '{second}') both mean {name}",
        f"say which one: {ways[0]} {other} (the other is kept as a column of your own), or "
        f"{ways[1]}",
        grid.file,
        layout.header_line or None,
        second,
    )
