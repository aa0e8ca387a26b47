"""Where names stand on a map: beside their dots, over nothing that was there before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Rect(NamedTuple):
    """A box on the sheet, in points, from the lower left corner upwards."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Rect) -> bool:
        """Say whether two boxes share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def lies_in(self, other: Rect) -> bool:
        """Say whether all of it lies in another."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.bottom <= self.bottom
            and self.top <= other.top
        )


class Label(NamedTuple):
    """A name with the point it stands for."""

    x: float
    y: float
    width: float
    height: float
    gap: float
    """From the point to the name; 0: the name stands in the middle of the point."""


class Placed(NamedTuple):
    """Where a name stands: the left end and the middle of its height."""

    x: float
    y: float


def around(x: float, y: float, radius: float) -> Rect:
    """Return the box around a dot."""
    return Rect(x - radius, y - radius, x + radius, y + radius)


def place(
    labels: Sequence[Label], bounds: Rect, taken: Iterable[Rect]
) -> tuple[list[Placed | None], list[Rect]]:
    """Place names in their order; None where one has no room.

    Returns
    -------
    placed
        By label.
    taken
        What is taken now.
    """
    boxes = list(taken)
    placed: list[Placed | None] = []
    for label in labels:
        found = next(
            (
                spot
                for spot, box in _choices(label)
                if box.lies_in(bounds) and not any(box.meets(each) for each in boxes)
            ),
            None,
        )
        placed.append(found)
        if found is not None:
            boxes.append(_box(found, label))
    return placed, boxes


def _choices(label: Label) -> Iterable[tuple[Placed, Rect]]:
    """Yield where a name may stand, the best first: right, left, above, below, the corners."""
    x, y, width, height, gap = label
    if not gap:
        spots = [Placed(x - width / 2, y)]
    else:
        near = gap * 0.75
        rise = height / 2 + near
        spots = [
            Placed(x + gap, y),
            Placed(x - gap - width, y),
            Placed(x - width / 2, y + rise),
            Placed(x - width / 2, y - rise),
            Placed(x + near, y + rise),
            Placed(x + near, y - rise),
            Placed(x - near - width, y + rise),
            Placed(x - near - width, y - rise),
        ]
    for spot in spots:
        yield spot, _box(spot, label)


def _box(spot: Placed, label: Label) -> Rect:
    return Rect(spot.x, spot.y - label.height / 2, spot.x + label.width, spot.y + label.height / 2)
