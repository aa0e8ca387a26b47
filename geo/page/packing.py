"""Numbers and texts packed for the page: typed arrays in base64, compressed blocks in base 85.

Little-endian whatever the machine, the narrowest type that holds the values, and no dates or names
in the compressed streams, so that the same input gives the same bytes. Deflate is that of
libdeflate, which the package `deflate` brings along: its output depends on its version alone, that
of `zlib` on the zlib that Python was built with. Long columns are packed at once with NumPy, which
a small page does without: the bytes are the same.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from array import array
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from deflate import deflate_compress

from ..boundaries.topology import packed_steps
from ..rows import Same

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from .contract import Column

DEGREE_STEPS = {"degrees": 1e-5, "degrees3": 1e-3}
"""To this the page knows positions: sites to a metre, seats and places of labels to some 100 m."""

_KINDS = {
    "u8": ("B", 0, 0xFF),
    "u16": ("H", 0, 0xFFFF),
    "u32": ("I", 0, 0xFFFF_FFFF),
    "i16": ("h", -0x8000, 0x7FFF),
    "i32": ("i", -0x8000_0000, 0x7FFF_FFFF),
}


def integers(values: Sequence[int] | NDArray[np.int64]) -> Column:
    """Pack whole numbers as the narrowest type that holds them all."""
    if isinstance(values, Sequence):
        low, high = (min(values), max(values)) if values else (0, 0)
    else:
        low, high = int(values.min(initial=0)), int(values.max(initial=0))
    kind = next(name for name, (_, least, most) in _KINDS.items() if least <= low and high <= most)
    letter = _KINDS[kind][0]
    if isinstance(values, Sequence):
        return {"t": kind, "b": _base64(array(letter, values))}
    return {"t": kind, "b": base64.b64encode(values.astype(f"<{letter}").tobytes()).decode("ascii")}


def looked_up(by_number: Mapping[int, int], numbers: array[int]) -> list[int] | NDArray[np.int64]:
    """Return what belongs to each of many numbers; an array where there are many.

    Parameters
    ----------
    by_number
        By number, from 0 on; perhaps not each.
    numbers
        Of type code `l`.
    """
    if len(numbers) < MANY:
        return list(map(by_number.__getitem__, numbers))
    import numpy as np

    table = np.zeros(max(by_number) + 1, np.int64)
    table[list(by_number)] = list(by_number.values())
    found: NDArray[np.int64] = table[np.frombuffer(numbers, np.dtype("l"))]
    return found


def degrees(values: Sequence[float], kind: str = "degrees") -> Column:
    """Pack degrees as steps from one to the next, in units of `DEGREE_STEPS`.

    Neighbours in a list are often neighbours on the map: then steps are small, and take few bytes.
    """
    if len(values) < MANY:
        whole = [round(value / DEGREE_STEPS[kind]) for value in values]
        steps = packed_steps(number - before for before, number in pairwise([0, *whole]))
    else:
        steps = packed_degrees(values, DEGREE_STEPS[kind])
    return {"t": kind, "b": base64.b64encode(steps).decode("ascii")}


MANY = 40_000
"""From so many rows on it is worth loading NumPy, which takes as long as it then saves."""
_MANY_BYTES = 1_000_000
"""The same of bytes to be packed at once."""
_LEVELS_OF_ROWS = (1, 4, 7)
"""Of a hundred thousand rows, 7 gives 2 % more bytes than 9, in a quarter of the time; 4 takes half
the time of 7, and gives 9 % more bytes of short sentences that are alike, 2 % of prose; 1 takes two
thirds of 4, and as many bytes of letters at random, 17 % more of sentences that are alike."""
_LEVEL_OF_FEW, _FEW_BYTES = 10, 100_000
"""A small page's outlines and columns have up to so many bytes; of those, 10 gives 2 % less than 9
in twice its time, and 12 takes twice as much for nothing."""
_WORTH_IT = 0.95
"""Of the bytes at a level, what each higher one has to come down to where rows are many; few are
always packed at the last."""
_SAFE = bytes.maketrans(b"<>&", b",.:")
"""Base 85 of RFC 1924, without the three characters that mean something in HTML."""
_QUOTE, _BACKSLASH, _SPACE = b'"\\ '


def blocks(
    columns: Sequence[Sequence[str]], per_block: int, progress: Callable[[int], None] | None = None
) -> list[str]:
    """Pack columns of strings, as long as each other, into blocks that can be unpacked one by one.

    Each block is a JSON array of columns, each with `per_block` rows: like stands by like, which
    packs better than rows. All cores pack where there are many.

    Parameters
    ----------
    columns
        At least one.
    per_block
        How many rows a block has; the last may have fewer.
    progress
        Is told of many rows how many are packed.
    """
    firsts = range(0, len(columns[0]), per_block)
    are_many = len(columns[0]) >= MANY

    def written(first: int) -> bytes:
        rows = [column[first : first + per_block] for column in columns]
        plainly = _plain_json(rows) if are_many else None
        return plainly or f"[{','.join(map(_json_of, rows))}]".encode()

    level = _level_of(written(0)) if are_many else _LEVELS_OF_ROWS[-1]

    def packed(first: int) -> str:
        return deflated(written(first), level, with_numpy=are_many)

    if not are_many:
        return list(map(packed, firsts))
    from concurrent.futures import ThreadPoolExecutor

    found = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for block in pool.map(packed, firsts):
            found.append(block)
            if progress is not None:
                progress(len(found) * per_block)
    return found


def _level_of(block: bytes) -> int:
    """Return the level for blocks like one: a higher one where that saves bytes."""
    sizes = [len(deflate_compress(block, level)) for level in _LEVELS_OF_ROWS]
    best = 0
    for at, size in enumerate(sizes):
        if size < _WORTH_IT ** (at - best) * sizes[best]:
            best = at
    return _LEVELS_OF_ROWS[best]


def _plain_json(columns: Sequence[Sequence[str]]) -> bytes | None:
    """Return columns as JSON; None where a cell holds a character that JSON would escape.

    To write every cell by itself takes five times as long as to look for such a one in all.
    """
    import numpy as np

    between = '","'
    lists = [
        ",".join([f'"{cells.value}"'] * len(cells))
        if isinstance(cells, Same)
        else f'"{between.join(cells)}"'
        for cells in columns
    ]
    written = f"[[{'],['.join(lists)}]]".encode()
    characters = np.frombuffer(written, np.uint8)
    quotes = 2 * sum(map(len, columns))
    is_plain = (
        np.count_nonzero(characters == _QUOTE) == quotes
        and not (characters == _BACKSLASH).any()
        and characters.min() >= _SPACE
    )
    return written if is_plain else None


def _json_of(cells: Sequence[str]) -> str:
    """Return a column as JSON; that of one value is not written cell by cell."""
    if isinstance(cells, Same):
        return f"[{','.join([_json(cells.value)] * len(cells))}]"
    return _json(cells)


def packed_json(value: Any) -> str:
    """Return a value as compressed JSON; see `deflated`."""
    return deflated(_json(value).encode("utf-8"))


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def deflated(data: bytes, level: int | None = None, *, with_numpy: bool = False) -> str:
    """Return bytes compressed by raw deflate, in base 85: a sixteenth shorter than base 64.

    Parameters
    ----------
    data
        Any bytes.
    level
        Of the compression, to 12; None: what is worth it for so many bytes.
    with_numpy
        Whether there is so much more to pack that it is worth loading NumPy; used where loaded.
    """
    if level is None:
        level = _LEVEL_OF_FEW if len(data) <= _FEW_BYTES else _LEVELS_OF_ROWS[-1]
    packed = deflate_compress(data, level)
    at_once = with_numpy or "numpy" in sys.modules or len(packed) >= _MANY_BYTES
    written = in_base_85(packed) if at_once else base64.b85encode(packed).translate(_SAFE)
    return written.decode("ascii")


def _base64(values: array[int]) -> str:
    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    return base64.b64encode(values.tobytes()).decode("ascii")


_BITS = 7
"""Of a number in every byte; the highest bit says that another byte follows."""


def packed_degrees(values: Sequence[float], step: float) -> bytes:
    """Return degrees as `boundaries.topology.packed_steps` packs the steps between them.

    Parameters
    ----------
    values
        Degrees, one after another.
    step
        Degrees of a unit of the steps.
    """
    import numpy as np

    whole = np.rint(np.asarray(values, dtype=np.float64) / step).astype(np.int64)
    steps = np.diff(whole, prepend=0)
    zigzag = ((steps << 1) ^ (steps >> 63)).astype(np.uint64)
    length = np.ones(len(zigzag), dtype=np.int64)
    for more in range(1, 10):
        length += zigzag >> np.uint64(_BITS * more) > 0
    ends = np.cumsum(length)
    packed = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    for place in range(int(length.max(initial=0))):
        has = length > place
        bits = (zigzag[has] >> np.uint64(_BITS * place)) & np.uint64(0x7F)
        more_follow = (length[has] > place + 1).astype(np.uint64) << np.uint64(_BITS)
        packed[(ends - length)[has] + place] = bits | more_follow
    return packed.tobytes()


_DIGITS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
_AS_DIGITS = _DIGITS.translate(_SAFE).ljust(256)


def in_base_85(data: bytes | bytearray) -> bytes:
    """Return bytes in our base 85; `base64.b85encode` takes fifty times as long."""
    import numpy as np

    missing = -len(data) % 4
    number = np.frombuffer(data + bytes(missing), dtype=">u4").astype(np.uint32)
    written = np.empty((len(number), 5), dtype=np.uint8)
    for column in range(4, 0, -1):
        higher = number // np.uint32(85)  # twice as quick as `divmod`
        written[:, column] = number - higher * np.uint32(85)
        number = higher
    written[:, 0] = number
    return written.tobytes().translate(_AS_DIGITS)[: written.size - missing]
