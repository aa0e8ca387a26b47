"""Whether colours can be read and told apart: contrast by WCAG 2.2, and as dichromats see them.

References
----------
- Contrast and relative luminance: W3C, Web Content Accessibility Guidelines 2.2, success criterion
  1.4.3 and its definitions.
- Protanopia and deuteranopia: F. Viénot, H. Brettel, J. D. Mollon, "Digital video colourmaps for
  checking the legibility of displays by dichromats", Color Research & Application 24 (1999).
- Difference of colours: CIE 1976 L*a*b* (CIE 15:2004), under D65.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

VISION: dict[str, Matrix] = {
    "full colour vision": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deuteranopia": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
}
"""What becomes of linear sRGB for eyes with three kinds of cones, and with two of them."""
_TO_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE: Triple = (0.95047, 1, 1.08883)
_LINEAR_BELOW = 0.04045
_CUBE_ABOVE = 216 / 24389


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, `#rrggbb`: from 1 to 21."""
    darker, lighter = sorted(_luminance(colour) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def difference(one: str, other: str) -> tuple[float, str]:
    """Return how far two colours are apart for the eyes that see the least of it, and for which.

    Returns
    -------
    distance, vision
        In CIE 1976 L*a*b*, where 2.3 can just be noticed side by side; a key of `VISION`.
    """
    return min(
        (math.dist(_lab(_seen(one, matrix)), _lab(_seen(other, matrix))), vision)
        for vision, matrix in VISION.items()
    )


def mixed(over: str, under: str, strength: float) -> str:
    """Return a colour laid over another, `#rrggbb`, as the scripts mix them (halves go up)."""
    parts = zip(_bytes(over), _bytes(under), strict=True)
    return "#" + "".join(f"{int(strength * a + (1 - strength) * b + 0.5):02x}" for a, b in parts)


def _bytes(colour: str) -> list[int]:
    return list(bytes.fromhex(colour[1:]))


def _linear(colour: str) -> Triple:
    """Return linear sRGB from 0 to 1, by IEC 61966-2-1."""
    red, green, blue = (
        value / 12.92 if value <= _LINEAR_BELOW else ((value + 0.055) / 1.055) ** 2.4
        for value in (byte / 255 for byte in _bytes(colour))
    )
    return red, green, blue


def _seen(colour: str, vision: Matrix) -> Triple:
    red, green, blue = (min(1.0, max(0.0, value)) for value in _product(vision, _linear(colour)))
    return red, green, blue


def _product(matrix: Matrix, vector: Sequence[float]) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lab(linear: Triple) -> Triple:
    x, y, z = (
        value ** (1 / 3) if value > _CUBE_ABOVE else (24389 / 27 * value + 16) / 116
        for value in (
            part / white for part, white in zip(_product(_TO_XYZ, linear), _WHITE, strict=True)
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
