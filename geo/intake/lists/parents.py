"""Columns of parents: blank below the first row of a group, or with words that are no units."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...tables.grid import Line
from .column_profile import is_blank
from .headers import UNUSED
from .layout import NAMING, NO_UNIT
from .questions import Answer, Question, answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ...gazetteer import Gazetteer
    from .layout import Layout

_PARENTS = ("province", "city", "within")
_INNER = {
    "province": ("city", "county", "place"),
    "city": ("county", "place"),
    "within": ("place",),
}
_OTHER = ("other", "direct", "其他", "其它", "直辖", "直管", "none", "various", "跨")
_MOST_ROWS = 0.3
_SHARE = 0.5


def questions_of_parents(
    rows: Sequence[Line], layout: Layout, gazetteer: Gazetteer, blanks: Iterable[str]
) -> list[Question]:
    """Ask of words in a column of parents that are not names of units, nor near to one.

    Such a word (`Direct/Other`) would leave every row with it open: a name is not sought in what
    nobody knows.
    """
    known = {*blanks, *NO_UNIT}
    questions = []
    for name in _PARENTS:
        inner = [each for each in _INNER[name] if each in layout.columns]
        if name not in layout.columns or not inner:
            continue
        index = layout.columns[name]
        counts = Counter(row.cells[index].strip() for row in rows if index < len(row.cells))
        for value, count in counts.items():
            is_other = any(word in value.casefold() for word in _OTHER)
            if count < max(2, _MOST_ROWS * len(rows)) and not is_other:
                continue
            if is_blank(value) or value in known or not _is_no_unit(value, gazetteer):
                continue
            known.add(value)
            text = f"'{value}' is not a unit in which the places of {count} rows could be sought"
            ways = (
                Answer((("--blank", value),), "it names no parent: read it as blank"),
                Answer(
                    (("--map", f"{layout.key(index)}=-"),),
                    "the column is not used at all",
                ),
            )
            questions.append(
                Question(
                    "parent-unknown",
                    layout.title(index),
                    (value,),
                    text,
                    ways,
                    is_proposed=is_other,
                )
            )
    return questions


def _is_no_unit(value: str, gazetteer: Gazetteer) -> bool:
    match = gazetteer.match(value)
    return match.status == "none" and not match.suggestions


def filled_down(
    rows: Iterable[Line], head: Sequence[Line], layout: Layout, gazetteer: Gazetteer
) -> tuple[Iterable[Line], str]:
    """Return rows with their parents filled down, where a file leaves them blank below the first.

    Only where every place below lies in the parent above it: a blank may also say nothing.

    Returns
    -------
    rows, note
        The note is blank where nothing is filled.
    """
    for name in _PARENTS:
        inner = [layout.columns[each] for each in _INNER[name] if each in layout.columns]
        if name not in layout.columns or not inner:
            continue
        index = layout.columns[name]
        below = _below(head, index, inner)
        if below and all(_lies_in(place, parent, gazetteer) for place, parent in below):
            title = layout.title(index)
            note = f"'{title}' is filled down into {len(below)} rows, whose places all lie in it"
            return _fill(rows, index, inner), note
    return rows, ""


def question_of_blank_dates(rows: Sequence[Line], layout: Layout) -> Question | None:
    """Ask whether dates left blank below a filled one are merged cells, where the habit shows.

    The date stands before the places, the first row has one, and many below have none.
    """
    naming = [layout.columns[name] for name in NAMING if name in layout.columns]
    for name in ("start", "year"):
        index = layout.columns.get(name, layout.width)
        if index >= min(naming, default=0) or "blanks" in layout.forms:
            continue
        cells = [row.cells[index].strip() for row in rows if index < len(row.cells)]
        blank = sum(map(is_blank, cells))
        if not cells or is_blank(cells[0]) or blank < _MOST_ROWS * len(cells):
            continue
        title = layout.title(index)
        text = f"is blank in {blank} of {len(cells)} rows, below a filled one: were cells merged?"
        ways = (
            answer("blanks", "above", "yes: a blank is what stands above it"),
            answer("blanks", UNUSED, "no: a blank says nothing, and the row has no date"),
        )
        values = tuple(dict.fromkeys(cell for cell in cells if not is_blank(cell)))[:2]
        return Question("blank-dates", title, values, text, ways, is_proposed=True)
    return None


def with_dates_above(rows: Iterable[Line], layout: Layout) -> Iterable[Line]:
    """Return rows with blank dates filled from above, where that was answered."""
    naming = [layout.columns[name] for name in NAMING if name in layout.columns]
    for name in ("start", "year"):
        if name in layout.columns and layout.forms.get("blanks") == "above":
            rows = _fill(rows, layout.columns[name], naming)
    return rows


def _below(head: Sequence[Line], index: int, inner: Sequence[int]) -> list[tuple[str, str]]:
    """Return (place, parent above) of rows whose parent is blank; none if that is not the habit."""
    found = []
    parent, filled = "", 0
    for row in head:
        cells = [cell.strip() for cell in row.cells]
        if len(cells) <= max(index, *inner):
            continue
        names = [cells[at] for at in inner if not is_blank(cells[at])]
        if not is_blank(cells[index]):
            parent, filled = cells[index], filled + bool(names)
        elif names and parent:
            found.append((names[0], parent))
    return found if filled and len(found) >= _SHARE * filled else []


def _lies_in(place: str, parent: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.match(place, within=parent).status != "none"


def _fill(rows: Iterable[Line], index: int, inner: Sequence[int]) -> Iterator[Line]:
    parent = ""
    for row in rows:
        if len(row.cells) <= max(index, *inner):
            yield row
            continue
        cell = row.cells[index].strip()
        if not is_blank(cell):
            parent = cell
        elif parent and any(not is_blank(row.cells[at].strip()) for at in inner):
            cells = list(row.cells)
            cells[index] = parent
            row = Line(row.line, tuple(cells))  # noqa: PLW2901 (the row as it is read)
        yield row
