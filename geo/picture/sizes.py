"""How large a picture is: for a screen in pixels, for a journal in millimetres."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..errors import UsageError

_PT_PER_MM = 72 / 25.4
_PT_PER_PX = 72 / 96
"""As in CSS: 96 pixels are an inch."""
_SCREEN_DPI = 96
_PRINT_DPI = 600
"""What journals ask of drawings with lines."""
_LEAST_PX, _MOST_PX = 240, 8000
_COUNTED = re.compile(r"([0-9]{1,5})x([0-9]{1,5})")
_BODY_PT = 7.0
"""Of the text of a legend in print; small print has 5.6 points, and journals ask for 5 at least."""
_BODY_PX = 15
"""The same in the units of the design."""


class Size(NamedTuple):
    """The size of a picture, and how large its lettering is on it."""

    width_pt: float
    height_pt: float | None
    """None: as much as what stands in it needs."""
    dpi: int
    unit_pt: float
    """One unit of the design, which is a pixel of a picture 1200 pixels wide, in points."""
    printed: bool = False
    """Whether it goes on white paper, with no margin of its own."""

    @property
    def is_wide(self) -> bool:
        """Whether words stand beside the map and not above it."""
        return self.height_pt is not None and self.width_pt / self.height_pt >= _WIDE


_WIDE = 1.45


def _screen(width_px: int, height_px: int | None, design_px: int) -> Size:
    width = width_px * _PT_PER_PX
    height = None if height_px is None else height_px * _PT_PER_PX
    return Size(width, height, _SCREEN_DPI, width / design_px)


def _print(width_mm: float) -> Size:
    return Size(width_mm * _PT_PER_MM, None, _PRINT_DPI, _BODY_PT / _BODY_PX, printed=True)


SIZES = {
    "wide": _screen(1200, None, 1200),
    "social": _screen(1200, 630, 1060),
    "square": _screen(1080, 1080, 860),
    "portrait": _screen(1080, 1350, 800),
    "column": _print(89),
    "two-columns": _print(183),
}
"""By name. 89 and 183 mm are the widths of one and two columns in journals such as Nature."""


def size_from(text: str, argument: str = "--size") -> Size:
    """Return a size by its name, or of WIDTHxHEIGHT pixels.

    Raises
    ------
    UsageError
        If it is neither, or too small or too large to be drawn.
    """
    if text in SIZES:
        return SIZES[text]
    counted = _COUNTED.fullmatch(text.strip().lower())
    if not counted:
        names = ", ".join(SIZES)
        raise UsageError(
            f"{argument} {text!r}: give {names}, or WIDTHxHEIGHT in pixels such as 1200x800"
        )
    width, height = int(counted[1]), int(counted[2])
    if not all(_LEAST_PX <= side <= _MOST_PX for side in (width, height)):
        raise UsageError(
            f"{argument} {text}: a side is {_LEAST_PX} to {_MOST_PX} pixels long; choose such ones"
        )
    return _screen(width, height, min(1200, max(560, width)))
