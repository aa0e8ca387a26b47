"""Which unit of a level a row lies in: by its position, its code, or its name."""

from __future__ import annotations

import hashlib
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from ..boundaries import committed
from ..boundaries.locate import Locator, lineage
from ..gazetteer import load as load_gazetteer
from ..gazetteer.match import MatchStatus
from ..paths import REFERENCE
from .partial_counts import LeftOutReason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pyarrow as pa
    from numpy.typing import NDArray

    from ..model import Level

    Numbers = NDArray[np.int32]

_FARTHEST_EAST, _FARTHEST_NORTH = 180, 90
_REMEMBERED = 1_000_000
"""Distinct codes or names remembered in one process."""
_NUMBER = r"^[-+]?(\d{1,20}(\.\d{0,40})?|\.\d{1,40})([eE][-+]?\d{1,3})?$"


@cache
def checksum() -> str:
    """Return what tells apart the outlines and units that rows are counted by."""
    digest = hashlib.sha256()
    for name in ("boundaries.topojson", "units.csv"):
        digest.update((REFERENCE / name).read_bytes())
    return digest.hexdigest()[:16]


@cache
def placer(level: Level) -> Placer:
    """Return the placer of a level, made once in a process."""
    return Placer(level)


@cache
def _locator() -> Locator:
    return Locator(committed())


class Placer:
    """Finds units of one level: by its number in `units`, or a `LeftOutReason` as -1 less it."""

    def __init__(self, level: Level) -> None:
        self._gazetteer = load_gazetteer()
        self.units = self._gazetteer.at_level(level)
        self._numbers = {unit.adcode: number for number, unit in enumerate(self.units)}
        self._of_code: dict[str, int] = {}
        self._of_name: dict[str, int] = {}

    def at(self, lons: pa.Array, lats: pa.Array) -> Numbers:
        """Return the units at positions in degrees (EPSG:4326)."""
        lon, lat = to_numbers(lons), to_numbers(lats)
        missing = _either_null(lons, lats)
        good = (np.abs(lon) <= _FARTHEST_EAST) & (np.abs(lat) <= _FARTHEST_NORTH)
        locator = _locator()
        _ = locator.cells  # rows come by the million
        found: Numbers = self._of_outline[locator.numbers_of(lon, lat)]
        found[~good] = -1 - LeftOutReason.BAD_POSITION
        found[missing] = -1 - LeftOutReason.NO_PLACE
        return found

    def with_code(self, codes: pa.Array) -> Numbers:
        """Return the units that adcodes stand for; of a former unit, the one it lies in today."""
        return self._each(codes, self._of_code, self._code)

    def named(self, names: pa.Array, within: pa.Array | None = None) -> Numbers:
        """Return the units that names name, each within its parent where one is given."""
        import pyarrow.compute as pc

        if within is None:
            return self._each(names, self._of_name, self._name)
        joined = pc.binary_join_element_wise(names, pc.fill_null(within, ""), _BETWEEN)
        return self._each(joined, self._of_name, self._name)

    @cached_property
    def _of_outline(self) -> Numbers:
        """By number of an outline, and last for none, the unit of the level."""
        units = [self._first(lineage(outline)) for outline in _locator().outlines]
        found = [-1 - LeftOutReason.COARSE if unit is None else unit for unit in units]
        return np.array([*found, -1 - LeftOutReason.OUTSIDE], dtype=np.int32)

    def _first(self, codes: Iterable[str]) -> int | None:
        return next((self._numbers[code] for code in codes if code in self._numbers), None)

    def _each(self, column: pa.Array, known: dict[str, int], find: Callable[[str], int]) -> Numbers:
        """Look every distinct text up once."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if not pa.types.is_string(column.type):
            column = column.cast(pa.string(), safe=False)
        coded = pc.utf8_trim_whitespace(column).dictionary_encode()
        if len(known) > _REMEMBERED:
            known.clear()
        found = []
        for text in coded.dictionary.to_pylist():
            if text not in known:
                known[text] = find(text) if text.strip(_BETWEEN) else -1 - LeftOutReason.NO_PLACE
            found.append(known[text])
        found.append(-1 - LeftOutReason.NO_PLACE)
        at = coded.indices.fill_null(len(found) - 1).to_numpy()
        numbers: Numbers = np.array(found, dtype=np.int32)[at]
        return numbers

    def _code(self, text: str) -> int:
        code = text.removesuffix(".0")  # what a column of floats makes of a code
        if self._gazetteer.get(code) is None:
            return -1 - LeftOutReason.UNKNOWN_CODE
        return self._today(self._gazetteer.current(code), LeftOutReason.SPLIT_CODE)

    def _name(self, text: str) -> int:
        name, _, parent = text.partition(_BETWEEN)
        match = self._gazetteer.match(name, parent or None)
        if match.status is MatchStatus.CANDIDATES or (match.unit is None and match.candidates):
            return -1 - LeftOutReason.AMBIGUOUS_NAME
        if match.unit is None:
            return -1 - LeftOutReason.UNKNOWN_NAME
        unit = match.unit
        today = [each.adcode for each in self._gazetteer.successors(unit)]
        return self._today(today, LeftOutReason.SPLIT_CODE)

    def _today(self, codes: Iterable[str], several: LeftOutReason) -> int:
        """Return the one unit of the level that units of today lie in, or why there is none."""
        found = set()
        for code in codes:
            unit = self._gazetteer.unit(code)
            above = (each.adcode for each in self._gazetteer.parents_of(unit))
            found.add(self._first((code, *above)))
        if None in found:
            return -1 - LeftOutReason.COARSE
        numbers = [each for each in found if each is not None]
        return numbers[0] if len(numbers) == 1 else -1 - several


_BETWEEN = "\x1f"
"""Between a name and its parent; a character that no name holds."""


def to_numbers(column: pa.Array) -> NDArray[np.float64]:
    """Return a column of numbers, or of texts that are numbers, as floats; NaN for the rest."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        text = pc.utf8_trim_whitespace(column)
        column = pc.if_else(pc.match_substring_regex(text, _NUMBER), text, None)
    floats: NDArray[np.float64] = (
        column.cast(pa.float64(), safe=False).fill_null(np.nan).to_numpy(zero_copy_only=False)
    )
    return floats


def _either_null(lons: pa.Array, lats: pa.Array) -> NDArray[np.bool_]:
    import pyarrow.compute as pc

    null = pc.or_(lons.is_null(nan_is_null=True), lats.is_null(nan_is_null=True))
    flags: NDArray[np.bool_] = null.to_numpy(zero_copy_only=False)
    return flags
