"""Rows and changes as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from ..errors import DataError
from ..text.escape import one_line
from .app import print_data, print_json, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..gazetteer import Gazetteer
    from ..intake.resolve.resolver import Unresolved


def show_row(row: Mapping[str, str], gazetteer: Gazetteer) -> None:
    """Print the filled cells of a row, one a line, the unit with its name."""
    for column, cell in row.items():
        if cell:
            name = f"  {_names(cell, gazetteer)}" if column == "adcode" else ""
            print_data(f"  {column:<10} {one_line(cell)}{name}")


def show_change(before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Print the cells that differ, before and after."""
    for column, cell in after.items():
        if before.get(column, "") != cell:
            old = one_line(before.get(column, "")) or "(blank)"
            print_data(f"  {column:<10} {old} -> {one_line(cell) or '(blank)'}")


def show_effect(lines: Iterable[str]) -> None:
    """Print what a change does to the map."""
    for line in lines:
        print_data(f"  = {line}")


def show_notes(notes: Iterable[str]) -> None:
    """Tell what was read out of the words that they did not spell out."""
    for note in notes:
        warn(f"note: {note}")


def refuse(
    answer: Unresolved, gazetteer: Gazetteer, *, as_json: bool, can_keep: bool = False
) -> NoReturn:
    """Say what is open, with the candidates, and stop with an error; nothing was written.

    Parameters
    ----------
    can_keep
        Whether the command has the option `--candidates keep`.

    Raises
    ------
    DataError
        Always, with the problems.
    """
    from ..intake.edits.add import candidates_of

    candidates = candidates_of(answer)
    if as_json:
        problems = [problem.as_record() for problem in answer.problems]
        units = [gazetteer.record(unit) for unit in candidates]
        print_json({"written": False, "problems": problems, "candidates": units})
    for unit in candidates:
        warn(f"candidate: {gazetteer.describe(unit)}")
    if candidates:
        codes = "|".join(unit.adcode for unit in candidates)
        keep = "--candidates keep" if can_keep else f"--adcode '{codes}' to keep it open"
        warn(f"settle it with --adcode {candidates[0].adcode} or another, or {keep}")
    raise DataError(answer.problems)


def _names(adcodes: str, gazetteer: Gazetteer) -> str:
    units = [gazetteer.get(code.strip()) for code in adcodes.split("|")]
    return " | ".join(f"{unit.name_en} {unit.name_zh}" for unit in units if unit)
