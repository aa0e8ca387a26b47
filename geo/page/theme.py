"""The look of a house: colours, type and logo from a small TOML file, checked before use."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ..errors import DataError, PilotmapError
from ..tables.regular_file import read_bytes
from ..tables.toml import parse_toml
from .colours import contrast, difference, mixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from .contract import PageTheme, Paper

LARGEST_LOGO = 200_000
"""Bytes; in the page it takes a third more."""
_LARGEST_THEME = 100_000
LEAST_TEXT = 4.5
"""Contrast of text on its ground: WCAG 2.2, 1.4.3, level AA."""
LEAST_AREA = 2.0
"""Contrast of the years' areas with the land. Below the 3:1 of WCAG 1.4.11, which would leave no
room for a scale of several steps: an area is also outlined, named or listed with its year."""
LEAST_DIFFERENCE = 10.0
"""Of the colours of two years, in CIE L*a*b*, for full colour vision and for dichromats."""
_MOST_YEARS = 7
_LEAST_YEARS = 2
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_FONTS = re.compile(r"[\w '\",.-]{1,300}")
_COLOURS = ("paper", "sea", "land", "ink", "muted")
_TEXTS = ("serif", "sans", "logo", "logo_alt")
_LIGHT = {
    "paper": "#fffdf8",
    "sea": "#f4f3ee",
    "land": "#e7e4da",
    "ink": "#1c1e20",
    "muted": "#5d5e5c",
}
_DARK = {
    "paper": "#141618",
    "sea": "#17191b",
    "land": "#2b2e31",
    "ink": "#f0ede5",
    "muted": "#b0aea6",
}
_LOGO_KINDS = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}


@dataclass(frozen=True, slots=True)
class Scheme:
    """Colours of the light or the dark page, each `#rrggbb`."""

    colours: Mapping[str, str]
    """By role: paper, sea, land, ink, muted."""
    years: tuple[str, ...] = ()
    """From the first years to the last; empty: those of pilotmap."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A checked theme; without a dark scheme the page is light on every screen."""

    light: Scheme
    dark: Scheme | None = None
    fonts: Mapping[str, str] = field(default_factory=dict)
    """Families as in CSS, by `serif` and `sans`."""
    logo: str = ""
    """As a `data:` address; empty for none."""
    logo_alt: str = ""

    def style(self) -> str:
        """Return the style sheet that follows those of the page, in ASCII as they are."""
        fonts = "".join(f"--{name}:{_escaped(families)};" for name, families in self.fonts.items())
        light = f":root{{{fonts}{_variables(self.light)}}}"
        if not self.dark:
            kept = f":root{{color-scheme:light;{_variables(self.light)}}}"
            return f"{light}@media screen and (prefers-color-scheme: dark){{{kept}}}"
        dark = f":root{{{_variables(self.dark)}}}"
        return f"{light}@media screen and (prefers-color-scheme: dark){{{dark}}}"

    def as_json(self) -> PageTheme:
        """Return what the scripts draw with."""
        return {
            "light": _paper(self.light),
            "dark": _paper(self.dark) if self.dark else None,
            "logo": self.logo,
            "logoAlt": self.logo_alt,
        }


def _escaped(families: str) -> str:
    """Return names of fonts as CSS writes them in ASCII."""
    return "".join(sign if sign.isascii() else f"\\{ord(sign):x} " for sign in families)


def read_theme(path: Path) -> Theme:
    """Return the theme of a TOML file.

    Raises
    ------
    PilotmapError
        In one line: if it cannot be read, holds something else than a theme, fails the contrast of
        its texts or areas, has years that look alike, or names a logo that is no picture.
    """
    where = f"--theme {path.name}"
    try:
        values = parse_toml(_bytes(path, where, _LARGEST_THEME).decode("utf-8-sig"))
    except ValueError as error:
        raise PilotmapError(f"{where} is not TOML: {error}; see `pilotmap build --help`") from None
    known = {"years", "dark", *_COLOURS, *_TEXTS}
    _refuse_unknown(where, values, known)
    light = _scheme(where, values, _LIGHT)
    dark_values = values.get("dark")
    if dark_values is not None and not isinstance(dark_values, dict):
        raise PilotmapError(f"{where}: `dark` is not a table; write [dark] above its colours")
    dark = None
    if dark_values is not None:
        _refuse_unknown(f"{where}, [dark]", dark_values, {"years", *_COLOURS})
        dark = _scheme(f"{where}, [dark]", dark_values, _DARK)
        if bool(light.years) != bool(dark.years):
            raise PilotmapError(
                f"{where}: `years` stands in one of the light and the dark part; give it in both"
            )
    fonts: dict[str, str] = {
        name: _fonts(where, name, values[name]) for name in ("serif", "sans") if name in values
    }
    logo = _logo(path, where, values["logo"]) if "logo" in values else ""
    alt = values.get("logo_alt", "")
    if not isinstance(alt, str):
        raise PilotmapError(f"{where}: `logo_alt` is not a text; write it in quotation marks")
    return Theme(light, dark, fonts, logo, alt)


def _refuse_unknown(where: str, values: Mapping[str, Any], known: set[str]) -> None:
    unknown = [name for name in values if name not in known]
    if unknown:
        raise PilotmapError(
            f"{where} has `{unknown[0]}`, which is no part of a theme; "
            f"its parts are {', '.join(sorted(known))}"
        )


def _scheme(where: str, values: Mapping[str, Any], usual: Mapping[str, str]) -> Scheme:
    colours = {
        name: _colour(where, name, values[name]) if name in values else usual[name]
        for name in _COLOURS
    }
    given = values.get("years", [])
    if not isinstance(given, list) or (
        "years" in values and not _LEAST_YEARS <= len(given) <= _MOST_YEARS
    ):
        raise PilotmapError(
            f"{where}: `years` is not a list of {_LEAST_YEARS} to {_MOST_YEARS} colours, "
            'the first years first; write years = ["#143d59", "#ce8013"]'
        )
    years = tuple(_colour(where, f"years {n}", value) for n, value in enumerate(given, 1))
    scheme = Scheme(colours, years)
    for problem in problems_of(scheme):
        raise PilotmapError(f"{where}: {problem}")
    return scheme


def problems_of(scheme: Scheme) -> Iterator[str]:
    """Yield what makes a scheme hard to read, the pair and its figure first."""
    colours = scheme.colours
    for text in ("ink", "muted"):
        for ground in ("paper", "land", "sea"):
            ratio = contrast(colours[text], colours[ground])
            if ratio < LEAST_TEXT:
                yield (
                    f"{text} {colours[text]} on {ground} {colours[ground]} has a contrast of "
                    f"{_down(ratio)}:1; text needs {LEAST_TEXT}:1 (WCAG 2.2, AA)"
                )
    named = [(f"years {n}", colour) for n, colour in enumerate(scheme.years, 1)]
    for name, colour in named:
        ratio = contrast(colour, colours["land"])
        if ratio < LEAST_AREA:
            yield (
                f"{name} {colour} on land {colours['land']} has a contrast of {_down(ratio)}:1; "
                f"areas need {LEAST_AREA:g}:1"
            )
    for (one, first), (other, second) in combinations(named, 2):
        distance, vision = difference(first, second)
        if distance < LEAST_DIFFERENCE:
            yield (
                f"{one} {first} and {other} {second} look alike with {vision}: "
                f"{_down(distance)} apart in CIE L*a*b*; they need {LEAST_DIFFERENCE:g}"
            )


def _down(value: float) -> str:
    """Write a figure with two digits, rounded down: none that fails reads as one that passes."""
    return f"{int(value * 100) / 100:.2f}"


def _colour(where: str, name: str, value: object) -> str:
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise PilotmapError(f"{where}: `{name}` is {value!r}; write a colour as #rrggbb")
    digits = value[1:].lower()
    return "#" + (digits if len(digits) > len("rgb") else "".join(2 * digit for digit in digits))


def _fonts(where: str, name: str, value: object) -> str:
    if not isinstance(value, str) or not _FONTS.fullmatch(value) or not _is_closed(value):
        raise PilotmapError(
            f"{where}: `{name}` is {value!r}; write names of fonts with commas between them, "
            "those of several words in single quotation marks"
        )
    return value


def _is_closed(families: str) -> bool:
    """Tell whether every quotation mark has its partner."""
    return not families.count("'") % 2 and not families.count('"') % 2


def _logo(theme: Path, where: str, name: object) -> str:
    """Return a picture as a `data:` address, by what its first bytes say that it is."""
    if not isinstance(name, str) or not name:
        raise PilotmapError(f"{where}: `logo` is {name!r}; write the name of a picture file")
    what = f"{where}: the logo {name}"
    content = _bytes(theme.parent / name, what, LARGEST_LOGO)
    kind = next((kind for kind, magic in _LOGO_KINDS.items() if magic.match(content)), None)
    if kind is None:
        raise PilotmapError(
            f"{what} is neither PNG, JPEG nor WebP; save it as one of these "
            "(an SVG can hold scripts and is not taken)"
        )
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _bytes(path: Path, what: str, most: int) -> bytes:
    try:
        content = read_bytes(path, path.name)
    except DataError as error:
        problem = error.problems[0]
        raise PilotmapError(f"{what}: {problem.message}; {problem.hint}") from None
    if len(content) > most:
        raise PilotmapError(f"{what} has {len(content):,} bytes; at most {most:,} are taken")
    return content


def _variables(scheme: Scheme) -> str:
    """Return the variables of the style sheets, those between ink and paper mixed from them."""
    paper, ink = scheme.colours["paper"], scheme.colours["ink"]
    between = {"rule": 0.13, "wash": 0.04, "band": 0.25, "mark": 0.5}
    values = {
        **scheme.colours,
        **{name: mixed(ink, paper, share) for name, share in between.items()},
        "focus": ink,
    }
    return "".join(f"--{name}:{value};" for name, value in values.items())


def _paper(scheme: Scheme) -> Paper:
    """Return the colours of the drawn map by role, as `palette.js` has them."""
    colours = scheme.colours
    paper, land, ink = colours["paper"], colours["land"], colours["ink"]
    return {
        "years": list(scheme.years),
        "paper": {
            "sea": colours["sea"],
            "land": land,
            "dimmed": mixed(land, paper, 0.5),
            "line": paper,
            "province": paper,
            "coast": mixed(ink, land, 0.15),
            "ink": ink,
            "muted": colours["muted"],
            "halo": f"rgba({', '.join(map(str, bytes.fromhex(paper[1:])))}, 0.9)",
            "out": paper,
            "outLine": mixed(ink, paper, 0.4),
            "locator": mixed(ink, land, 0.15),
            "ground": paper,
        },
    }
