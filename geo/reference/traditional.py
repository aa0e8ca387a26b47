"""Which traditional characters stand for those that names of units are written with today.

Reads OpenCC's character table (Apache 2.0) and keeps what place names need: a few hundred of its
four thousand rows.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import ReferenceDataError

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADER = ("traditional", "simplified")
_PACKAGE = "opencc"
_TABLE = Path("dictionary", "TSCharacters.txt")


def traditional_rows(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return (traditional, simplified) pairs for every character of the names, sorted.

    A character that a name of today is written with stands for itself and gets no row: 乾 may be
    the traditional form of 干, but 乾县 is written so. Where a traditional character has several
    simplified forms (瀋: 沈 or 渖), the first that occurs in a name is meant.

    Parameters
    ----------
    names
        Chinese names of units, today's and former ones, full and short.

    Raises
    ------
    ReferenceDataError
        If the package that holds the table is not installed.
    """
    written = set().union(*names)
    pairs = []
    for line in _table().read_text(encoding="utf-8").splitlines():
        traditional, _, choices = line.partition("\t")
        simplified = next((one for one in choices.split() if one in written), None)
        if simplified is not None and traditional not in written:
            pairs.append((traditional, simplified))
    return sorted(pairs)


def _table() -> Path:
    package = importlib.util.find_spec(_PACKAGE)
    if package is None or package.origin is None:
        raise ReferenceDataError(
            "the table of traditional characters is missing; "
            "install opencc-python-reimplemented, which the build of data/reference reads"
        )
    return Path(package.origin).parent / _TABLE
