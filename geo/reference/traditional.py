"""Which traditional characters stand for those that names of units are written with today.

Reads OpenCC's character table (Apache 2.0) and keeps what place names need: a few hundred of its
four thousand rows.
"""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import io
import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ReferenceDataError

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADER = ("traditional", "simplified")
ATTRIBUTION = "Traditional characters: OpenCC (Apache 2.0), reduced to those of names of units."
_PACKAGE = "opencc"
_DISTRIBUTION = "opencc-python-reimplemented"
_TERMS = ("地级市", "县级市")
"""Terms people add to names; all others stand in the names themselves."""
_TABLE = Path("dictionary", "TSCharacters.txt")


def build(units: bytes) -> dict[str, bytes]:
    """Return `traditional.csv` and the sidecar that tells its origin, by name.

    Parameters
    ----------
    units
        The table of units as it is built: `units.csv`.

    Raises
    ------
    ReferenceDataError
        If the package that holds OpenCC's table is not installed.
    """
    rows = csv.DictReader(units.decode().splitlines())
    names = [row[column] for row in rows for column in ("name_zh", "short_zh")]
    pairs = traditional_rows((*names, *_TERMS))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(pairs)
    table = text.getvalue().encode()
    return {"traditional.csv": table, "traditional.origin.json": _origin(table, len(pairs))}


def _origin(table: bytes, count: int) -> bytes:
    origin = {
        "file": "traditional.csv",
        "sha256": hashlib.sha256(table).hexdigest(),
        "title": "Traditional characters, with those that names of units are written with today",
        "data_date": "2023-02",
        "attribution": ATTRIBUTION,
        "licence": "Apache 2.0",
        "sources": {
            _DISTRIBUTION: {
                "version": version(_DISTRIBUTION),
                "licence": "Apache 2.0; its table is OpenCC's",
                "sha256": {str(_TABLE): hashlib.sha256(_table().read_bytes()).hexdigest()},
            }
        },
        "built_by": "python -m geo.reference",
        "changes": [
            "reduced to characters of names in units.csv",
            "characters that such a name is written with left out: they stand for themselves",
        ],
        "counts": {"characters": count},
    }
    return (json.dumps(origin, ensure_ascii=False, indent=2) + "\n").encode()


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
