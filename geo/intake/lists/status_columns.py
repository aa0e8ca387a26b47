"""Columns that may say where the programme is and where it is not: what is asked of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .column_profile import WHOLE
from .headers import OWN, UNUSED, field_of
from .questions import Answer, Question, answer
from .side_tables import HEADING
from .status_words import (
    MEANINGS,
    asks_of_presence,
    read_status,
    read_status_under,
    says_otherwise,
)
from .titles import is_region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .column_profile import ColumnProfile

_FEW = 4
_MOST_DIFFERENT = 8
_NOT_THERE = frozenset(["out", "planned", "ended"])
_SHORT = 12
_SHARE = 0.6
_SHOWN = 5
_FLAGS = "may say where the programme is and where it is not"
_COUNTS = re.compile(r"数|量|\b(?:numbers?|counts?|total|no)\b", re.IGNORECASE)
_MISSING = ("9", "99")
"""How a column of 0 and 1 codes that nothing is known."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_REGIONS_AND_LEVELS = (
    "东部 中部 西部 东北 东北部 华东 华北 华南 华中 西南 西北 east central west northeast eastern "
    "western 省 市 县 区 省级 市级 县级 地级市 县级市 副省级 副省级市 省会 直辖市 地级 国家级 "
    "计划单列市 自治州 province prefecture county city national provincial municipal"
)
_INNOCENT = frozenset(_REGIONS_AND_LEVELS.split())
_ORDINAL = re.compile(
    r"第?[一二三四五六七八九十\d]{1,3}(?:阶段|期|轮次?|届)"
    r"|(?:phase|stage|round|wave) (?:\d{1,2}|[ivx]{1,4})",
    re.IGNORECASE,
)
_STATE = re.compile(r"状态|狀態|进展|現狀|现状|\bstatus\b", re.IGNORECASE)
_ELSE = "; if they do, add a column 'status' of in, out and planned"
_ASIDE = re.compile(r"[（(][^()（）]{0,60}[)）]")


def _not_used(column: ColumnProfile) -> tuple[tuple[str, str, str], ...]:
    return (
        (column.key, OWN, "it says nothing of place or date; keep it as a column of your own"),
        (column.key, UNUSED, "not used"),
    )


def asked(
    column: ColumnProfile,
    rule: str,
    text: str,
    *ways: tuple[str, str, str],
    is_proposed: bool = False,
) -> Question:
    """Return a question of a column that may also be kept, or left unread."""
    answers = tuple(answer(*way) for way in (*ways, *_not_used(column)))
    return Question(rule, column.title, column.shown, text, answers, is_proposed)


def with_programmes_together(questions: Sequence[Question]) -> list[Question]:
    """Return questions, with one for all columns that say yes or no, where there are several.

    Such a list is about several programmes, and a map is of one: which it is, is asked once.
    """
    flags = [each for each in questions if each.text == _FLAGS and not _YEAR.search(each.column)]
    flags.sort(key=lambda each: not each.is_proposed)
    if len(flags) < len(("one programme", "another")):
        return list(questions)
    titles = ", ".join(f"'{each.column}'" for each in flags[:_SHOWN])
    more = f" and {len(flags) - _SHOWN} more" if len(flags) > _SHOWN else ""
    keys = [each.answers[0].options[0][1].rpartition("=")[0] for each in flags]
    ways = tuple(
        Answer(
            tuple(("--map", f"{key}={'status' if key == mine else OWN}") for key in keys),
            f"the map is about '{flag.column}': {flag.answers[0].meaning}",
        )
        for mine, flag in list(zip(keys, flags, strict=True))[:_SHOWN]
    )
    none = Answer(tuple(("--map", f"{key}={OWN}") for key in keys), "none of them says so")
    text = f"{titles}{more} say yes and no, maybe of several programmes: which is the map about?"
    is_proposed = sum(each.is_proposed for each in flags) == 1
    together = Question("column-status", "", flags[0].values, text, (*ways, none), is_proposed)
    return [each for each in questions if each not in flags] + [together]


def about_status(column: ColumnProfile) -> Question | None:
    """Ask of a column whose words may say yes, no, not yet or no longer."""
    statuses = {value: read_status_under(column.title, value) for value in column.values}
    said = {status for status in statuses.values() if status}
    few = column.distinct <= _FEW and all(len(value) <= _SHORT for value in column.values)
    in_words = (
        few and said and (len(statuses) > 1 or said & _NOT_THERE or column.filled < column.rows)
    )
    bare = [read_status(_ASIDE.sub("", value).strip()) for value in column.values]
    if sum(map(bool, bare)) >= _SHARE * len(bare) and len(set(bare) - {""}) > 1:
        in_words = True  # yes and no, however many ways of writing them and remarks behind them
    aside = [value for value in column.values if says_otherwise(value)]
    if in_words and not _is_counted(column):
        declared = {
            value: read_status_under(column.title, value, text=True)
            for value in list(statuses)[:_FEW]
        }
        means = "; ".join(
            f"{value}: {MEANINGS.get(status, 'asked row by row')}"
            for value, status in declared.items()
        )
        way = (column.key, "status", means)
        tells = all(statuses.values()) and asks_of_presence(column.title)
        return asked(column, "column-status", _FLAGS, way, is_proposed=tells)
    if aside and not in_words:
        shown = tuple(dict.fromkeys([*aside, *column.values]))[:2]
        text = "has cells that may say that the programme is over, planned, or never began"
        way = (
            column.key,
            "status",
            "it says so of the place of its row: not, planned, over or begun",
        )
        return asked(column, "column-status", text, way)._replace(values=shown)
    is_coded = _is_counted(column) and "0" not in column.values
    return _about_unknown_words(column, few=few) if is_coded or not said else None


def _about_headings(column: ColumnProfile) -> Question | None:
    """Ask of what stands over tables side by side and may be of several programmes."""
    values = [_ASIDE.sub("", value).casefold() for value in column.values]
    if all(value in _INNOCENT or is_region(value) for value in values):
        return None
    shown = ", ".join(f"'{value}'" for value in column.values[:_SHOWN])
    text = f"stands over the tables side by side ({shown}): are they of one programme?"
    ways = (
        answer(column.key, OWN, "of one; keep it as a column of your own"),
        answer(column.key, UNUSED, "of one; not used. If of several, import each table alone"),
    )
    return Question("column-status", column.title, column.shown, text, ways)


def _about_unknown_words(column: ColumnProfile, *, few: bool) -> Question | None:
    """Ask of a column whose words are not understood, and may say where the programme is."""
    if column.title == HEADING:
        return _about_headings(column)
    if field_of(column.title) not in {"", "status"}:
        return None  # a source, a title: its header says what it is
    if _STATE.search(column.title) and column.distinct > 1:
        text = "is headed by a state, and its words are not understood"
        return asked(column, "column-status", text + _ELSE)
    repeated = few and column.distinct > 1 and column.filled >= 2 * column.distinct
    if repeated and not all(
        v.casefold() in _INNOCENT or _ORDINAL.fullmatch(v) for v in column.values
    ):
        is_coded = asks_of_presence(column.title) and not _COUNTS.search(column.title)
        if all(map(WHOLE.fullmatch, column.values)) and "0" not in column.values and not is_coded:
            return None
        text = "has few values, which may say where the programme is and where it is not"
        return asked(column, "column-status", text + _ELSE)
    return None


def _is_counted(column: ColumnProfile) -> bool:
    known = {"0", "1", *(_MISSING if asks_of_presence(column.title) else ())}
    return any(value not in known and WHOLE.fullmatch(value) for value in column.values)


def about_counts(column: ColumnProfile) -> Question | None:
    """Ask of a column of numbers in which a zero may say no."""
    whole = [value for value in column.values if WHOLE.fullmatch(value)]
    if len(whole) < len(column.values) or not {"0", "0.0"} & set(column.values):
        return None
    if max(len(value) for value in whole) > 5:  # noqa: PLR2004 (people, yuan: no count of pilots)
        return None
    if column.distinct == column.filled > _MOST_DIFFERENT:
        return None  # it numbers its rows
    text = "counts something, and has zeros: a zero may say that the programme is not there"
    way = (column.key, "count", "more than 0: it is there; 0: it is not")
    return asked(column, "column-count", text, way)
