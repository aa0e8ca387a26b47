"""The outlines of a page on a small drawing, in whole pixels.

Those of the committed outlines without counties, which nearly every page has, are kept beside the
page's other parts: to draw them anew takes two libraries and a fifth of the time in which a small
page is built. `make shell` draws them anew; a test compares.
"""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..boundaries.page import PageTopology

WIDTH_PX = 500
KEPT = Path(__file__).parent / "assets" / "outlines.json"

Pixel = tuple[int, int]


class Sheet(NamedTuple):
    """Where outlines lie on the drawing, simplified arc by arc; neighbours share their arcs."""

    digest: str
    """Of the outlines."""
    height: int
    """Pixels."""
    scale: float
    """Pixels to a radius of the Earth."""
    corner: tuple[float, float]
    """The upper left corner, in radii of the Earth, as `sheet.albers` projects."""
    land: str
    """Path data of what the coast and the border enclose, without what is too small to be seen."""
    arcs: Sequence[Sequence[Pixel]]

    def arc(self, reference: int) -> Sequence[Pixel]:
        """Return the pixels of an arc; `~number` is walked backwards."""
        return self.arcs[reference] if reference >= 0 else self.arcs[~reference][::-1]

    def as_json(self) -> str:
        """Return the content of the file that keeps it."""
        return json.dumps(self._asdict(), separators=(",", ":")) + "\n"


def digest_of(topology: PageTopology) -> str:
    """Return what tells the outlines of a page from others."""
    told = hashlib.sha256(topology.arcs)
    told.update(json.dumps(topology.kinds, sort_keys=True).encode())
    return told.hexdigest()


def kept_sheet() -> Sheet:
    """Return the committed outlines on the drawing, as they are kept."""
    return Sheet(**json.loads(KEPT.read_bytes()))


def area(ring: Sequence[Pixel]) -> str:
    """Return a closed ring, its last point the first one, as path data."""
    return f"{path(ring[:-1])}z"


def path(pixels: Sequence[Pixel]) -> str:
    """Return a line as path data, each pixel as its step from the one before."""
    steps = [(x - left, y - top) for (left, top), (x, y) in pairwise(pixels)]
    steps = [step for step in steps if step != (0, 0)] or [(1, 0)]
    walked = " ".join([f"{dx} {dy}" for dx, dy in steps]).replace(" -", "-")
    x, y = pixels[0]
    return f"M{x} {y}l{walked}"
