"""The arcs of a topology as the lines of its file, each decoded when it is asked for."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, overload

from ..errors import ReferenceDataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .topology import Point

_POINT_ENDS = "]"
_FEW = 500
"""Arcs decoded one by one; who wants more wants them all, which is quicker at once."""


class ArcLines(Sequence["Sequence[Point]"]):
    """Arcs as JSON, one a line: the first point, then the steps from there.

    A decoded arc takes the place of its line.
    """

    def __init__(self, lines: list[Any]) -> None:
        self._arcs = lines
        self.decoded = 0
        """How many were asked for while they were lines."""

    def __len__(self) -> int:
        return len(self._arcs)

    @overload
    def __getitem__(self, at: int) -> Sequence[Point]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Sequence[Point]]: ...
    def __getitem__(self, at: int | slice) -> Sequence[Point] | Sequence[Sequence[Point]]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        arc = self._arcs[at]
        if isinstance(arc, str):
            self.decoded += 1
            if self.decoded > _FEW:
                self._decode_all()
                return self[at]
            arc = self._arcs[at] = _decoded(arc)
        points: Sequence[Point] = arc
        return points

    def __iter__(self) -> Iterator[Sequence[Point]]:
        self._decode_all()
        return iter(self._arcs)

    def _decode_all(self) -> None:
        """Decode the lines that are left, at once."""
        left = [at for at, arc in enumerate(self._arcs) if isinstance(arc, str)]
        arcs = _decoded(f"[{','.join([self._arcs[at] for at in left])}]")
        for at, arc in zip(left, arcs, strict=True):
            self._arcs[at] = arc

    @cached_property
    def ends(self) -> list[int]:
        """By arc, how many points it and those before it have together."""
        return list(
            accumulate(
                arc.count(_POINT_ENDS) - 1 if isinstance(arc, str) else len(arc)
                for arc in self._arcs
            )
        )


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        message = f"the arcs of the boundaries are damaged ({error})"
        raise ReferenceDataError(f"{message}; rebuild: python -m geo.reference") from None


class KeptPoints(Sequence[bytes]):
    """By arc, one byte a point: 1 where the coarse outlines keep it.

    Parameters
    ----------
    packed
        One bit a point, arc after arc, high bit first, in base64.
    arcs
        The arcs, for how many points each has.
    """

    def __init__(self, packed: str, arcs: ArcLines) -> None:
        self._packed = packed
        self._arcs = arcs

    def __len__(self) -> int:
        return len(self._arcs)

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> list[bytes]: ...
    def __getitem__(self, at: int | slice) -> bytes | list[bytes]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number = range(len(self))[at]
        ends = self._arcs.ends
        return self._flags[ends[number - 1] if number else 0 : ends[number]]

    @cached_property
    def _flags(self) -> bytes:
        flags_of = [bytes(byte >> bit & 1 for bit in range(7, -1, -1)) for byte in range(256)]
        return b"".join([flags_of[byte] for byte in base64.b64decode(self._packed)])
