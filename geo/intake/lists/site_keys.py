"""What a statement is about and what it tells, as numbers: of one row, or of many by their columns.

A number instead of the texts keeps a million rows in memory. Both ways give the same numbers: what
was added together is found by itself.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

from ...store.schema import are_lines, are_words, told_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PLACES = 5  # decimals of a degree, about one metre
_DOUBTFUL = 1e-4
"""Of the last place: far more than the error of a product of 180 degrees."""


def keys_of_sites(cells: Mapping[str, Sequence[str]]) -> list[int]:
    """Return the keys of rows whose names are no units', by their columns."""
    told = (cells[name] for name in ("source", "adcode", "extent", "place", "lon", "lat"))
    *texts, lon, lat = told
    return [*map(hash, zip(*texts, _all_rounded(lon), _all_rounded(lat), strict=True))]


def tellings_of_sites(cells: Mapping[str, Sequence[str]]) -> list[int]:
    """Return what `StatementIndex.telling` says of rows that have no columns of their own."""
    locators, statements = cells["locator"], cells["statement"]
    if are_lines(locators):
        told = zip(repeat(""), map(str.strip, statements), strict=False)
        return [hash(words) or 1 if words[1] else 0 for words in told]
    if are_words(locators):
        both = [*zip(map(str.strip, locators), map(str.strip, statements), strict=True)]
    else:
        both = [*map(told_in_words, locators, statements)]
    return [hash(words) or 1 if any(words) else 0 for words in both]


def number_for(told: tuple[str, ...]) -> int:
    """Return a number for what tells a row from others of its place; 0: nothing does."""
    return hash(told) or 1 if told else 0


def site_key(  # noqa: PLR0917 (what one statement is about)
    source: str, adcode: str, extent: str, site: str, lon: str, lat: str
) -> int:
    """Return a number for what a statement is about; `site` is blank for the unit itself.

    A number instead of the texts keeps a million rows in memory; two of them meet by chance once
    in some ten million lists of a million rows.
    """
    position = (_rounded(lon), _rounded(lat)) if lon and lat else (lon, lat)
    return hash((source, adcode, extent, site, *position))


def _rounded(degrees: str) -> int:
    """Return degrees as a whole number of the last place that counts."""
    return int(f"{float(degrees):.{_PLACES}f}".replace(".", ""))


def _all_rounded(column: Sequence[str]) -> list[int | str]:
    """Return what `_rounded` does of each cell; a blank one stays blank."""
    import numpy as np

    if "" in column:
        numbers = iter(_all_rounded([cell for cell in column if cell]))
        return [next(numbers) if cell else "" for cell in column]
    exact = np.array([*map(float, column)]) * 10**_PLACES
    whole = np.rint(exact)
    found: list[int | str] = whole.astype(np.int64).tolist()
    # Half-way between two numbers, the product may have been rounded to the other side.
    for at in np.flatnonzero(np.abs(exact - whole) > 0.5 - _DOUBTFUL).tolist():
        found[at] = _rounded(column[at])
    return found
