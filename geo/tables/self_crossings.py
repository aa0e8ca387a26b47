"""How much work the outlines of a file are, told before they are compared with each other.

Whether a polygon is valid, and what valid polygons an invalid one makes, is found by comparing
segments whose bounding boxes overlap. In a drawn outline these are a few for each segment; a comb
of slanting teeth, or a star drawn without lifting the pen, overlaps itself everywhere, and the work
grows with the square of its positions, or with its crossings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Pairs = tuple[NDArray[Any], NDArray[Any]]

_RUN = 16
"""Segments of a ring that share one bounding box."""
_FEW = 500
"""Positions that are compared with each other in no time."""
_PAIRS_A_POSITION = 400
"""Pairs of segments in boxes that overlap; outlines of counties have 70 for each position."""
_CROSSINGS_A_POSITION, _LEAST_CROSSINGS = 2, 20_000
"""Two drawings of one border cross about once for each position; each crossing takes 30 us."""
_AT_ONCE = 2_000_000


def is_tangled(shapes: Any) -> bool:
    """Whether outlines overlap themselves so much that looking at them would take too long.

    Parameters
    ----------
    shapes
        One polygon or an array of them, in any reference system.
    """
    import shapely

    if int(shapely.get_num_coordinates(shapes).sum()) <= _FEW:
        return False
    runs = _Runs(shapes)
    left = _PAIRS_A_POSITION * len(runs.xy)
    for one, other in runs.overlapping():
        left -= int((runs.sizes[one] * runs.sizes[other]).sum()) // 2
        if left < 0:
            return True
    return False


def crosses_too_often(shapes: Any) -> bool:
    """Whether outlines cross themselves or each other far oftener than drawn ones do.

    Segments that have an end in common, as the borders of neighbours have, do not count.

    Parameters
    ----------
    shapes
        An array of polygons that are not tangled, see `is_tangled`.
    """
    runs = _Runs(shapes)
    left = _CROSSINGS_A_POSITION * len(runs.xy) + _LEAST_CROSSINGS
    for one, other in runs.overlapping():
        once = one < other
        for a, b in runs.segments(one[once], other[once]):
            left -= _crossing(runs.xy[a], runs.xy[a + 1], runs.xy[b], runs.xy[b + 1])
            if left < 0:
                return True
    return False


class _Runs:
    """The segments of all rings, in runs that each lie in one bounding box."""

    def __init__(self, shapes: Any) -> None:
        import numpy as np
        import shapely

        rings = shapely.get_rings(shapely.get_parts(shapes))
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        self.xy: NDArray[Any] = xy
        segments = np.flatnonzero(ring[1:] == ring[:-1])
        first = np.flatnonzero(np.diff(ring[segments], prepend=-1))
        place = np.arange(len(segments))
        place -= np.repeat(first, np.diff([*first, len(segments)]))
        starts = np.flatnonzero(place % _RUN == 0)
        self.firsts: NDArray[Any] = segments[starts]
        self.sizes: NDArray[Any] = np.diff([*starts, len(segments)])
        if len(starts):
            low, high = (
                compare.reduceat(compare(xy[segments], xy[segments + 1]), starts)
                for compare in (np.minimum, np.maximum)
            )
            self.boxes: NDArray[Any] = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])

    def overlapping(self) -> Iterator[Pairs]:
        """Yield pairs of runs whose boxes meet, each pair in both orders, a run with itself too."""
        import shapely

        if not len(self.sizes):
            return
        tree = shapely.STRtree(self.boxes)
        step = max(1, _AT_ONCE // len(self.boxes))
        for at in range(0, len(self.boxes), step):
            one, other = tree.query(self.boxes[at : at + step])
            yield one + at, other

    def segments(self, one: NDArray[Any], other: NDArray[Any]) -> Iterator[Pairs]:
        """Yield the segments of pairs of runs, each with each, by the number of their first end."""
        import numpy as np

        offsets = np.arange(_RUN)
        step = max(1, _AT_ONCE // _RUN**2)
        for at in range(0, len(one), step):
            first, second = one[at : at + step], other[at : at + step]
            a, b = np.broadcast_arrays(
                (self.firsts[first, None] + offsets)[:, :, None],
                (self.firsts[second, None] + offsets)[:, None, :],
            )
            within = (offsets < self.sizes[first, None])[:, :, None]
            within = within & (offsets < self.sizes[second, None])[:, None, :]
            yield a[within], b[within]


def _crossing(a: NDArray[Any], b: NDArray[Any], c: NDArray[Any], d: NDArray[Any]) -> int:
    """Return how many segments from `a` to `b` meet those from `c` to `d`, no end in common."""

    def side(p: NDArray[Any], q: NDArray[Any], r: NDArray[Any]) -> NDArray[Any]:
        turned: NDArray[Any] = (q[:, 0] - p[:, 0]) * (r[:, 1] - p[:, 1])
        turned -= (q[:, 1] - p[:, 1]) * (r[:, 0] - p[:, 0])
        return turned

    meet = (side(a, b, c) * side(a, b, d) <= 0) & (side(c, d, a) * side(c, d, b) <= 0)
    for one in (a, b):
        for other in (c, d):
            meet &= (one != other).any(axis=1)
    return int(meet.sum())
