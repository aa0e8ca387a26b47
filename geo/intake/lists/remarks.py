"""Notes below a list that say of some of its places that the programme is over, or only planned.

A mark (武威市*, 2016†) leads to such a note, or the note names the place. The rows themselves only
say yes; nothing of the list is ready until somebody said what the note means for them.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from .column_profile import profile
from .headers import UNUSED
from .layout import NAMING
from .questions import Question, answer
from .row_words import TOTAL_STARTS, is_footnote, is_total
from .status_words import says_otherwise
from .titles import is_title, no_presence

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from ...tables.grid import Line
    from .layout import Layout
    from .row_words import HeaderRows

_TITLES_AMONG, _MOST_SHOWN = 40, 60
_LONGEST, _SHORTEST = 400, 2
"""Characters of a note, and of a name in it."""
_MARK = re.compile(r"[*＊†‡※①-⑳▲△☆★◆◇]|[\[［〔]\d{1,3}[\]］〕]")
_REMARK = re.compile(
    r"\s*(?:[*＊†‡※①-⑳▲△☆★◆◇#]|[\[［〔]\d|(?:附?注|说明|备注|notes?)\s?\d{0,2}\s?[:：.、])",
    re.IGNORECASE,
)
_OF_A_STUDY = re.compile(r"robust|sample|regression|estimat|analys[ie]s|样本|稳健性|回归|估计")
"""In a note on what a paper did with the places, and not the programme."""
_DATED = ("start", "year", "first_treat", "batch")


def entries_and_remarks(
    rows: Sequence[Line], headings: Container[int], again: HeaderRows, width: int
) -> tuple[list[Line], list[str]]:
    """Return the rows that look like entries, and what rows of one cell say besides.

    An entry is not blank, and no heading, total or footnote.
    """
    body, remarks = [], []
    for row in rows:
        if row.line in headings:
            continue
        if _is_plainly_entry(row.cells, again):
            body.append(row)
            continue
        filled = [text for cell in row.cells if (text := cell.strip())]
        if not filled:
            continue
        is_note = is_footnote(filled, width)
        if len(set(filled)) == 1 and (is_note or _REMARK.match(filled[0])):
            remarks.append(filled[0])
        if not is_note and not any(map(is_total, filled[:2])) and not again.is_header(row.cells):
            body.append(row)
    return body, remarks


def _is_plainly_entry(cells: Sequence[str], again: HeaderRows) -> bool:
    """Whether the first two cells differ, and neither heads columns or may begin a total.

    So it is in nearly every row, and told quickly.
    """
    if len(cells) < len(("first", "second")):
        return False
    first, second = cells[0].strip(), cells[1].strip()
    if not first or not second or first == second or again.may_be_header(first):
        return False
    return first[0] not in TOTAL_STARTS and second[0] not in TOTAL_STARTS


def questions_of_titles(
    layout: Layout, kind: str, rows: Sequence[Line], remarks: Sequence[str], body: Sequence[Line]
) -> list[Question]:
    """Return what is asked where a title, or a note, may say that places are not in the programme.

    撤销示范县名单 lists where it is over, 拟入选名单 where it may begin, and no row says so; nor
    does one where 武威市* is explained below the table as 已退出.

    Parameters
    ----------
    kind
        What the table is, with the name of its sheet or its caption.
    """
    if {"status", "titles"} & {*layout.columns, *layout.forms} or "end" in layout.columns:
        return []
    alone = (row.cells[0] for row in rows[:_TITLES_AMONG] if len(row.cells) == 1)
    texts = (*layout.titles, kind, *filter(is_title, alone))
    text = "may say that the programme is over, or only planned, in the places of the list"
    way = (
        "it says no such thing: the programme began there; else add a column 'status' "
        "(out, planned) or 'end' to the list"
    )
    told = next(filter(no_presence, texts), "")
    if not told and (told := _remark_of_places(remarks, body, layout)):
        text = "is a note that may say of some places that it is over, or only planned there"
    if not told:
        return []
    answers = (answer("titles", UNUSED, way),)
    return [Question("column-status", "", (told[:_MOST_SHOWN],), text, answers)]


def _remark_of_places(remarks: Sequence[str], body: Sequence[Line], layout: Layout) -> str:
    """Return the first note that says so of places: by a mark that they bear, or by their names."""
    told = [
        text[:_LONGEST]
        for text in remarks
        if (no_presence(text) or says_otherwise(text)) and not _OF_A_STUDY.search(text)
    ]
    if not told:
        return ""
    known: Mapping[str, int] = layout.columns
    columns = [known[name] for name in (*NAMING, *_DATED) if name in known]
    cells = {*chain.from_iterable(profile(body, layout, at).values for at in columns)}
    marks = {mark for cell in cells for mark in _MARK.findall(cell)}
    names = {_MARK.sub("", cell).strip() for cell in cells}
    names = {name for name in names if len(name) >= _SHORTEST and not name.isdecimal()}
    for text in told:
        if marks.intersection(_MARK.findall(text)) or any(name in text for name in names):
            return text
    return ""
