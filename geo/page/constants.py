"""Constants of the page's scripts as Python reads them, so that a picture has the same look.

The scripts are their only home: colours, patterns and widths stand there once. A constant that is
read here is written as a plain literal: ``const NAME = [...];`` at the beginning of a line.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import cache
from typing import Any, NamedTuple

from .assets import text
from .colours import mixed

_BEGIN = re.compile(r"(?:export )?const ([A-Z][A-Z0-9_]*) = ")
_KEY = re.compile(r"([{,]\s*)(\w+):")
_TRAILING_COMMA = re.compile(r",(\s*[\]}])")


@cache
def constants(module: str) -> dict[str, Any]:
    """Return the constants of a module that are plain literals, by name.

    Parameters
    ----------
    module
        Path within the folder of the scripts, without `.js`: `state/palette`.
    """
    found, name, literal = {}, "", ""
    for line in text(f"{module}.js").splitlines():
        begun = _BEGIN.match(line)
        if begun:
            name, literal = begun[1], ""
        literal += line[begun.end() :] if begun else line
        if name and line.endswith(";"):
            with suppress(ValueError):  # else it is worked out when the script runs
                quoted = _KEY.sub(r'\1"\2":', literal.removesuffix(";"))
                found[name] = json.loads(_TRAILING_COMMA.sub(r"\1", quoted))
            name = ""
    return found


class YearClass(NamedTuple):
    """Years that share a colour, both included."""

    first: int
    last: int
    colour: str
    """As #rrggbb."""


class Palette(NamedTuple):
    """The colours of first years and of the paper, as `state/palette.js` makes them."""

    classes: tuple[YearClass, ...]
    paper: dict[str, str]
    part: float
    """Strength of areas that are in only through something inside them."""
    wash: float
    """Strength of areas beside sites."""

    def of_year(self, year: int) -> str:
        """Return the colour of a first year."""
        later = (each.colour for each in self.classes if year <= each.last)
        if not self.classes:
            return palette({year}).of_year(year)
        return next(later, self.classes[-1].colour)

    def on_land(self, colour: str, strength: float) -> str:
        """Return a colour at some strength over the land."""
        return mixed(colour, self.paper["land"], strength)


_SCALE = "SCALE_LIGHT"


def palette(years: set[int]) -> Palette:
    """Return the page's light colours for these first years."""
    known = constants("state/palette")
    scale, steps = known[_SCALE], known["STEPS"]
    spans = year_classes(years, len(scale))
    at = steps[len(spans)] if len(spans) < len(steps) else range(len(scale))
    classes = tuple(
        YearClass(first, last, scale[step]) for (first, last), step in zip(spans, at, strict=False)
    )
    return Palette(classes, known["PAPER_LIGHT"], known["PART"], known["WASH"])


def year_classes(years: set[int], most: int) -> list[tuple[int, int]]:
    """Return years as at most `most` stretches, as the page does: see `yearClasses` there."""
    distinct = sorted(years)
    if len(distinct) <= most:
        return [(year, year) for year in distinct]
    known = constants("state/palette")
    first, last, even = distinct[0], distinct[-1], known["ROUND"]

    def start_of(width: int) -> int:
        return first if width < even else first // even * even

    def count_of(width: int) -> int:
        return (last - start_of(width)) // width + 1

    fitting = [width for width in known["WIDTHS"] if count_of(width) <= most]
    exact = (
        width
        for width in fitting
        if start_of(width) == first
        and (last - first + 1) % width == 0
        and count_of(width) >= known["LEAST_CLASSES"]
    )
    widest = -(-(last - first + 1) // most)
    width = next(exact, fitting[0] if fitting else widest)
    begins = (start_of(width) + at * width for at in range(count_of(width)))
    return [(begin, begin + width - 1) for begin in begins]
