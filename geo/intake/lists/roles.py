"""The role of each column that no field reads: kept, set aside, or a question that stops the list.

A column may turn a row round: it holds dates, or says yes and no, or counts with zeros, or finer
places than the one that is read, or codes of units. Nobody can know which, so it is asked.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from ..resolve.position import split_pair
from .column_profile import profile, reads_as_date
from .headers import BARE_EVENTS, OWN, UNUSED, folded
from .layout import NAMING
from .questions import Answer, Question, answer
from .row_words import is_total
from .said_dates import read_period
from .standing import ONGOING
from .status_columns import about_counts, about_status, asked, with_programmes_together
from .status_words import ENDED, OUT, PLANNED, asks_of_presence, read_status, yes_means
from .titles import is_region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...gazetteer import Gazetteer
    from ...model import AdminUnit
    from ...tables.grid import Line
    from .column_profile import ColumnProfile
    from .layout import Layout

_NAMES_LOOKED_AT = 40
_FEW = 4
_MOST_OWN = 12
"""Columns kept as the user's own; of a table with more, the others are set aside and told."""
_SHARE = 0.6
_SHARE_UNDER_A_HEADER = 0.25
"""Of the cells, where the header itself speaks of a time: the others are dates not understood."""
_OF_ELSE = re.compile(
    r"访问|检索|查阅|浏览|更新|目标|峰值|首个|\b(?:accessed|retrieved|visited|updated|targets?|goals?)\b",
    re.IGNORECASE,
)
"""Headers of dates that are hardly those of a beginning: none is proposed."""
_MAY_BE_DATE = re.compile(
    r"(?:FY|CY|财年)?\s?(?:19|20)\d\d\s?[/–-]\s?\d\d(?:财年|学年)?|(?:FY|CY)\s?\d{2,4}(?:财年)?"
    r"|\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d",
    re.IGNORECASE,
)
"""A date that is perhaps not read, as a fiscal year, and is one all the same."""
_OF_TIME = re.compile(r"时间|日期|年份|年度|年月|\b(?:date|year|time|when)\b", re.IGNORECASE)
_LISTED = re.compile(r"[、；;，,/\n&]|\band\b|[和及与]")
_WORDS = re.compile(rf"等?(?:{_LISTED.pattern})|等$|(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff])")
_OF_PLACES = re.compile(
    r"(?:名单|城市|地区|[市县区])$|\b(?:cities|counties|places)$", re.IGNORECASE
)
_INSIDE = "names units inside the places that are read"
_ELSEWHERE = "names units that are not those that are read"
_SHARE_INSIDE = 0.25
"""Of the cells of a column that says other things too."""
_ASIDE = re.compile(r"[（(][^()（）]{0,60}[)）]")
_CODE = re.compile(r"[1-9]\d{5}(\.0+|000|0{6})?", re.ASCII)


def questions_of_columns(
    rows: Sequence[Line], layout: Layout, gazetteer: Gazetteer, *, keeps: bool
) -> list[Question]:
    """Return what is asked of the columns that nothing reads, and give the others their role.

    Parameters
    ----------
    keeps
        Whether columns of the user's own can be kept: not those of a list of many thousands.
    """
    questions = []
    kept = 0
    if keeps and layout.columns.get("batch", layout.width) < layout.width:
        title = layout.header[layout.columns["batch"]]
        layout.columns.setdefault(f"extra:{_own_name(title)}", layout.columns["batch"])
    wants_none = layout.forms.get("others") == UNUSED
    for index in layout.unread:
        role = layout.roles.get(index, "")
        if role == UNUSED or (wants_none and not role):
            continue
        column = profile(rows, layout, index)
        if not role and (question := question_of(column, rows, layout, gazetteer)):
            questions.append(question)
            continue
        is_kept = role == OWN or (keeps and kept < _MOST_OWN and not layout.forms.get("panel"))
        if is_kept and column.filled and layout.header[index]:
            kept += 1
            layout.columns[f"extra:{_own_name(layout.header[index])}"] = index
    return questions if "status" in layout.columns else with_programmes_together(questions)


def _own_name(header: str) -> str:
    """Return a name for a column of the user's own that is not one of the project's."""
    from ...store.schema import LOCATION_COLUMNS, LOCATION_TRANSLATIONS

    name = " ".join(header.split())
    reserved = {*LOCATION_COLUMNS, *LOCATION_TRANSLATIONS, "status"}
    return f"list {name}" if name.casefold() in reserved else name


def question_of(
    column: ColumnProfile, rows: Sequence[Line], layout: Layout, gazetteer: Gazetteer
) -> Question | None:
    """Return what must be asked of a column; None where it cannot turn a row round."""
    if not column.values or (layout.used and is_total(column.title)):
        return None  # nothing, or a total of the years beside it
    return (
        _about_dates(column, layout)
        or about_status(column)
        or about_counts(column)
        or _about_codes(column, layout, gazetteer)
        or _about_names(column, rows, layout, gazetteer)
    )


def doubt_columns(rows: Sequence[Line], layout: Layout) -> None:
    """Leave columns unread whose header reads as a field, and whose cells do not."""
    _doubt_events(rows, layout)
    _doubt_regions(rows, layout)
    if "position" in layout.columns.keys() - layout.answered:
        pairs = list(map(split_pair, profile(rows, layout, layout.columns["position"]).values))
        if 2 * pairs.count(None) >= len(pairs):
            layout.columns.pop("position")


def _doubt_regions(rows: Sequence[Line], layout: Layout) -> None:
    """Leave a column unread that names parts of the country (华东, East) beside units."""
    if "place" in layout.columns and "place" not in layout.answered:
        column = profile(rows, layout, layout.columns["place"])
        is_divided = not {"province", "city", "county"}.isdisjoint(layout.columns)
        if is_divided and column.values and all(map(is_region, column.values)):
            layout.columns.pop("place")


def _doubt_events(rows: Sequence[Line], layout: Layout) -> None:
    """Leave a column unread that is headed by what happened (启动), and holds no date of it."""
    for name in {"start", "end"} & layout.columns.keys() - layout.answered:
        header = folded(layout.column_of(name))
        if header in BARE_EVENTS and header != name:
            column = profile(rows, layout, layout.columns[name])
            if column.values and not any(map(_may_tell_time, column.values)):
                layout.columns.pop(name)


def _may_tell_time(value: str) -> bool:
    return any(map(str.isdigit, value)) or any(sign in value for sign in "年月日期") or " " in value


def _about_dates(column: ColumnProfile, layout: Layout) -> Question | None:
    values = [value for value in column.values[:60] if value.casefold() not in ONGOING]
    dated = [v for v in values if reads_as_date(v) or _MAY_BE_DATE.fullmatch(v)]
    tells = _OF_TIME.search(column.title) or yes_means(column.title) == ENDED
    share = _SHARE_UNDER_A_HEADER if tells else _SHARE
    if len(dated) < max(1, share * len(values)):
        return None
    zeros = [value for value in values if value in {"0", "0.0"}]
    has_start = bool({"start", "year", "first_treat"} & set(layout.columns))
    start = (column.key, "start", "when the programme began there")
    end = (column.key, "end", "when it ended there")
    if zeros or read_status(values[0]) == "out":
        start = (column.key, "first_treat", "the year it began; 0 or 'never' means never")
    periods = [value for value in values if read_period(value)]
    if len(periods) >= _SHARE * len(values) and not has_start:
        start = (column.key, "period", "from when to when it was there")
    ways = [way for way, taken in ((start, has_start), (end, "end" in layout.columns)) if not taken]
    text = "holds dates and is not read; without it rows may be on the map in the wrong years"
    if yes_means(column.title) == "planned":
        start = (column.key, "planned", "where no start is told: it may begin then or later")
        return asked(column, "column-dates", "holds dates of a plan", start, is_proposed=True)
    is_end = yes_means(column.title) == ENDED and end in ways
    ways = [end, *(way for way in ways if way is not end)] if is_end else ways
    is_proposed = is_end or (len(ways) > 1 and not _OF_ELSE.search(column.title))
    return asked(column, "column-dates", text, *ways, is_proposed=is_proposed)


def _about_codes(column: ColumnProfile, layout: Layout, gazetteer: Gazetteer) -> Question | None:
    codes = [value[:6] for value in column.values if _CODE.fullmatch(value)]
    if "adcode" in layout.columns or len(codes) < _SHARE * len(column.values):
        return None
    known = sum(gazetteer.get(code) is not None for code in codes)
    if known < _SHARE * len(codes):
        return None
    text = "holds codes of units and is not read"
    way = (column.key, "adcode", "the code of the place in its row")
    return asked(column, "column-codes", text, way, is_proposed=True)


def _about_names(
    column: ColumnProfile, rows: Sequence[Line], layout: Layout, gazetteer: Gazetteer
) -> Question | None:
    """Ask about names that may be finer than the places that are read."""
    naming = [layout.columns[name] for name in NAMING if name in layout.columns]
    if "place" in layout.columns and "lon" in layout.columns:
        return None
    listed = [parts for value in column.values if (parts := _parts(value))]
    way = (column.key, "place", "the place that the row is about")
    if len(listed) < _SHARE * len(column.values):
        inside = _rows_inside(column.index, rows, naming, gazetteer)
        return asked(column, "column-names", _INSIDE, way) if inside >= _SHARE_INSIDE else None
    if yes_means(column.title) == OUT and naming:
        return _about_controls(column, layout, naming[-1])
    names = list(dict.fromkeys(chain.from_iterable(listed)))
    read = {tuple(row.cells[at].strip() for at in naming if at < len(row.cells)) for row in rows}
    sample = names[:_NAMES_LOOKED_AT]
    are_units = sum(gazetteer.match(name).status != "none" for name in sample)
    is_of_units = are_units >= _SHARE * len(sample)
    if is_of_units and naming and yes_means(column.title) in {ENDED, PLANNED}:
        text = (
            "names places where, by its header, the programme ended or is planned, which no row "
            "says: give their rows an 'end', or the status planned"
        )
        return asked(column, "column-names", text)
    if is_of_units and len(names) > len(read):
        text = "names units, and more of them than the column that is read as the place"
    elif (inside := _rows_inside(column.index, rows, naming, gazetteer)) and (
        is_of_units or inside >= _SHARE_INSIDE
    ):
        text = _INSIDE
    elif is_of_units and _are_elsewhere(column.index, rows, naming, gazetteer):
        text = _ELSEWHERE
    elif column.distinct > 2 * len(read) and len(read) * 2 <= len(rows) and layout.level == "":
        text = f"may name the places: the rows are read as only {len(read)} different ones"
    else:
        return None
    is_list = text.endswith("read as the place") and _OF_PLACES.search(column.title) is not None
    return asked(column, "column-names", text, way, is_proposed=is_list)


def _about_controls(column: ColumnProfile, layout: Layout, index: int) -> Question | None:
    """Ask of names under a header such as `Control for`, beside places that may be the controls.

    Beside 试点城市 a column 对照城市 says what it is.
    """
    title = layout.title(index)
    if asks_of_presence(title):
        return None
    text = f"names places, and its header speaks of a control: '{title}' may name the controls"
    turned = (("--map", f"{column.key}=place"), ("--map", f"{layout.key(index)}={OWN}"))
    ways = (
        answer(column.key, OWN, f"the programme is in the places of '{title}'"),
        Answer(turned, "it is in the places of this column, and the others are controls"),
    )
    return Question("column-names", column.title, column.shown, text, ways)


def _rows_inside(
    index: int, rows: Sequence[Line], naming: Sequence[int], gazetteer: Gazetteer
) -> float:
    """Return how many of the first rows name, in a column, a unit inside the place they are about.

    As a share of those that say anything there: 杭州、宁波等 beside 浙江, 全部地级市 beside 安徽.
    """
    filled = inside = 0
    for row in rows[:_NAMES_LOOKED_AT] if naming else ():
        inner = row.cells[index].strip() if index < len(row.cells) else ""
        if not inner:
            continue
        filled += 1
        cells = [row.cells[at].strip() for at in naming if at < len(row.cells)]
        around = [gazetteer.match(cell).unit for cell in cells if cell]
        if not around or around[-1] is None:
            continue
        for name in filter(_may_be_name, _WORDS.split(_ASIDE.sub("", inner), maxsplit=_FEW)[:_FEW]):
            found = gazetteer.match(name, within=around[-1].adcode).unit
            if found is not None and set(around).issubset(gazetteer.parents_of(found)):
                inside += 1
                break
    return inside / max(filled, 1)


def _are_elsewhere(
    index: int, rows: Sequence[Line], naming: Sequence[int], gazetteer: Gazetteer
) -> bool:
    """Whether many rows name, in a column, units beside those that are read: none around or in."""
    filled = elsewhere = 0
    for row in rows[:_NAMES_LOOKED_AT] if naming else ():
        width = len(row.cells)
        named = _units_in([row.cells[index]], gazetteer) if index < width else set()
        inner = _units_in([row.cells[at] for at in naming[-1:] if at < width], gazetteer)
        read = inner | _units_in([row.cells[at] for at in naming[:-1] if at < width], gazetteer)
        read |= {around for unit in read for around in gazetteer.parents_of(unit)}
        filled += bool(named)
        inside = {around for unit in named for around in gazetteer.parents_of(unit)} & inner
        elsewhere += bool(named) and named.isdisjoint(read) and not inside
    return elsewhere >= _SHARE_INSIDE * max(filled, 1)


def _units_in(cells: Sequence[str], gazetteer: Gazetteer) -> set[AdminUnit]:
    """Return the units that cells may name, alone or in a list."""
    lists = (_LISTED.split(_ASIDE.sub("", cell), maxsplit=_FEW)[:_FEW] for cell in cells)
    names = {name.strip() for name in chain(cells, *lists)} - {""}
    return {unit for name in names for unit in gazetteer.match(name).units}


def _parts(value: str) -> list[str]:
    """Return the parts of a cell that lists names, without their brackets; none of prose."""
    parts = [part.strip() for part in _LISTED.split(_ASIDE.sub("", value)) if part.strip()]
    return parts if all(map(_may_be_name, parts)) else []


def _may_be_name(value: str) -> bool:
    return 1 < len(value) <= 30 and not any(map(str.isdigit, value)) and "/" not in value  # noqa: PLR2004 (a name is no sentence)
