"""Counts that a list gives of its own places, and where other than so many are named.

A column of counts (试点个数), a heading (一、河北省（3个）) and a total (合计30个) say how many
there should be. A list that names fewer has lost a name, or counts something else: a person has to
look.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from .plan import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .layout import Layout
    from .plan import Plan

_MOST_ROWS = 50_000
_COUNT = re.compile(r"(\d{1,3})(?:\.0)?\s?[个家]?", re.ASCII)
_HEADED = re.compile(
    r"[（(\[]\s?共?\s?(\d{1,4})\s?(?:[个家座县市区]|places|cities|counties|pilots)?\s?[)）\]][:：]?$"
)
_TOTAL = re.compile(
    r"(?:合计|总计|共计|total)[:：\s]{0,3}(\d{1,4})\s?(?:[个家座县市区]|places|cities|counties|pilots)"
    r"\S{0,4}$",
    re.IGNORECASE,
)


def counts_that_differ(
    layout: Layout, plan: Plan, passed_over: Sequence[tuple[int, str]]
) -> list[str]:
    """Return, one sentence each, where a list says how many places it names and names others.

    A column, or the headings, count places only where at least half of them agree with what is
    named. Rows of which something is open are not held to their count.

    Parameters
    ----------
    passed_over
        (line, text) of headings and totals.
    """
    counts = any(name.startswith("extra:") for name in layout.columns)
    if len(plan.ready) > _MOST_ROWS or not (counts or passed_over):
        return []
    named = Counter(row.line for row in plan.ready)
    named.update(row.line for row in plan.pending if row.verdict is Verdict.DUPLICATE)
    if not named:
        return []
    is_open = {row.line for row in plan.pending if row.verdict is not Verdict.DUPLICATE}
    told = [*_of_columns(layout, plan, named, is_open)]
    if not is_open:
        told += [*_of_headings(passed_over, named), *_of_total(passed_over, named)]
    return told


def _of_columns(
    layout: Layout, plan: Plan, named: Counter[int], is_open: set[int]
) -> Iterator[str]:
    """Yield the rows whose count in a column of the list's own is not that of their places."""
    if max(named.values()) == 1:
        return
    for title in (name for name in layout.columns if name.startswith("extra:")):
        name = title.removeprefix("extra:")
        if name not in plan.columns:
            continue
        at = plan.columns.index(name)
        cells = {row.line: row.cells[at] or "" for row in plan.ready if row.line not in is_open}
        counts = {
            line: found[1] for line, cell in cells.items() if (found := _COUNT.fullmatch(cell))
        }
        yield from _differing(
            [(line, int(count), named[line]) for line, count in counts.items()], f"'{name}'"
        )


def _of_headings(passed_over: Sequence[tuple[int, str]], named: Counter[int]) -> Iterator[str]:
    """Yield the headings that count other than the places below them."""
    headings = [(line, found) for line, text in passed_over if (found := _HEADED.search(text))]
    lines = [line for line, _ in headings]
    counted = [
        (line, int(found[1]), sum(n for at, n in named.items() if line < at < end))
        for (line, found), end in zip(headings, [*lines[1:], float("inf")], strict=False)
    ]
    yield from _differing([each for each in counted if each[2]], "the heading")


def _differing(counted: Sequence[tuple[int, int, int]], what: str) -> Iterator[str]:
    """Yield what differs of (line, told, named), where at least half agree."""
    agreeing = sum(told == found for _, told, found in counted)
    if agreeing * 2 >= len(counted):
        for line, told, found in counted:
            if told != found:
                yield f"line {line}: {what} says {told}, and {_named(found)}"


def _of_total(passed_over: Sequence[tuple[int, str]], named: Counter[int]) -> Iterator[str]:
    """Yield the totals of places that are not the number of those named."""
    for line, text in passed_over:
        found = _TOTAL.search(text)
        if found and int(found[1]) != named.total():
            yield f"line {line}: the total says {found[1]}, and {_named(named.total())}"


def _named(count: int) -> str:
    return "1 place is named" if count == 1 else f"{count} places are named"
