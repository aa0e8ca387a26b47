"""Tables of human decisions: judgement as data, each row with its reason.

A row that names what does not exist, or that nothing asked for, is an error: a decision that is no
longer needed must go, or a reader takes it for one that works.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ReferenceDataError

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "decisions"

Row = dict[str, str]


class DecisionTable:
    """One CSV of decisions, looked up by key; knows which of its rows were used.

    Parameters
    ----------
    name
        File name in `geo/reference/decisions/` without `.csv`.
    key
        Columns that identify a row, e.g. `("adcode", "name_zh")`.

    Raises
    ------
    ReferenceDataError
        If a row lacks its reason or repeats a key.
    """

    def __init__(self, name: str, key: tuple[str, ...]) -> None:
        self.name = name
        self._rows: dict[tuple[str, ...], Row] = {}
        self._used: set[tuple[str, ...]] = set()
        with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), start=2):
                identity = tuple(row[column] for column in key)
                if not row["reason"]:
                    raise ReferenceDataError(
                        f"{name}.csv:{number}: no reason given for {identity}; say why"
                    )
                if identity in self._rows:
                    raise ReferenceDataError(
                        f"{name}.csv:{number}: {identity} is decided twice; keep one row"
                    )
                self._rows[identity] = row

    def take(self, *key: str) -> Row | None:
        """Return the decision for `key` and count it as used; None where there is none."""
        row = self._rows.get(key)
        if row is not None:
            self._used.add(key)
        return row

    def take_all(self, *key: str) -> list[Row]:
        """Return the decisions whose key begins with `key`, in file order, all counted as used."""
        found = [identity for identity in self._rows if identity[: len(key)] == key]
        self._used.update(found)
        return [self._rows[identity] for identity in found]

    def __iter__(self) -> Iterator[Row]:
        """Yield every row in file order, without counting it as used."""
        return iter(self._rows.values())

    def refuse_unused(self) -> None:
        """Raise a `ReferenceDataError` that lists the decisions nothing asked for."""
        unused = sorted(set(self._rows) - self._used)
        if unused:
            shown = ", ".join(" ".join(key) for key in unused[:10])
            raise ReferenceDataError(
                f"{self.name}.csv: {len(unused)} decisions are not used any more ({shown}); "
                "remove them, or correct what they name"
            )
