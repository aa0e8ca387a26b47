"""Long columns packed at once, with NumPy: the same bytes as `contract` makes one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

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


_DIGITS = np.frombuffer(
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~",
    dtype=np.uint8,
)


def in_base_85(data: bytes) -> bytes:
    """Return bytes in base 85 as `base64.b85encode` does, which takes twenty times as long."""
    missing = -len(data) % 4
    number = np.frombuffer(data + bytes(missing), dtype=">u4").astype(np.uint32)
    written = np.empty((len(number), 5), dtype=np.uint8)
    for column in range(4, -1, -1):
        number, rest = np.divmod(number, np.uint32(85))
        written[:, column] = _DIGITS[rest]
    return written.tobytes()[: written.size - missing]
