"""The font of a picture: one that has every character that is written, or an error that names one.

matplotlib only warns of a missing character and draws a box. A picture with boxes for names is
wrong, so each text is held against the font before it is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import PilotmapError, UsageError
from ..text.escape import one_line, some_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "PingFang SC",
    "Microsoft YaHei",
)
"""Families of the system with simplified Chinese characters, the first that is there is taken."""
_PACKAGE = "noto_cjk_sans_otc"
_SIMPLIFIED = " SC"
_REGULAR = 400
_MOST_OF_TEXT = 40
INSTALL = 'pip install "pilotmap[plot]"'


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font file; a collection (`.ttc`) holds several."""

    path: str
    index: int
    name: str

    def properties(self, size_pt: float) -> Any:
        """Return the `FontProperties` of a size in points, which lead to this very face."""
        from matplotlib.font_manager import FontPath, FontProperties

        return FontProperties(fname=FontPath(self.path, self.index), size=size_pt)

    def missing(self, text: str) -> str:
        """Return the first character of a text that the face does not have; perhaps none."""
        known = _characters(self.path, self.index)
        return next((each for each in text if ord(each) not in known), "")

    def check(self, texts: Iterable[str]) -> None:
        """Hold texts against the face.

        Raises
        ------
        PilotmapError
            If a character is missing: it is named, with its text.
        """
        for text in texts:
            character = self.missing(text)
            if character:
                shown = text if len(text) <= _MOST_OF_TEXT else f"{text[:_MOST_OF_TEXT]}…"
                raise PilotmapError(
                    f"the font {self.name} has no {character!r} (U+{ord(character):04X}), which "
                    f"stands in {one_line(shown)!r}; pass a font that has it with --font FILE"
                )


def find_face(wanted: str | Path | None = None) -> Face:
    """Return the face to write with: the one asked for, one of the system, or that of the package.

    Parameters
    ----------
    wanted
        A font file, or the family name of an installed font. None: the first of `FAMILIES` that
        the system has, else the package noto-cjk-sans-otc.

    Raises
    ------
    UsageError
        If the font asked for is not there, or is not one.
    PilotmapError
        If there is none with Chinese characters.
    """
    if wanted is not None:
        path = Path(wanted)
        return _face_of_file(path) if path.is_file() else _face_named(str(wanted))
    for name in FAMILIES:
        for entry in _installed(name):
            return entry
    spec = find_spec(_PACKAGE)
    files = sorted(Path(spec.origin).parent.glob("*.tt[cf]")) if spec and spec.origin else []
    if not files:
        raise PilotmapError(
            f"there is no font with Chinese characters here; install one: {INSTALL}, or pass "
            "--font FILE"
        )
    return _face_of_file(files[0])


def _face_named(name: str) -> Face:
    for face in _installed(name):
        return face
    raise UsageError(
        f"--font {name!r}: there is no such file, and no installed font of that name; fonts with "
        f"Chinese characters are called {some_of(FAMILIES)}"
    )


def _installed(name: str) -> Iterator[Face]:
    """Yield the faces of a family, those of regular weight first."""
    from matplotlib.font_manager import fontManager

    entries = [entry for entry in fontManager.ttflist if entry.name.lower() == name.lower()]
    upright = [entry for entry in entries if entry.style == "normal"] or entries
    for entry in sorted(upright, key=lambda each: (_weight_off(each.weight), each.fname)):
        if Path(entry.fname).is_file():  # the list of fonts is a cache
            yield Face(entry.fname, entry.index, entry.name)


def _weight_off(weight: object) -> int:
    """Return how far a weight is from regular; one that is told in words comes later."""
    return abs(weight - _REGULAR) if isinstance(weight, int) else _REGULAR


def _face_of_file(path: Path) -> Face:
    """Return a face of a file: of a collection, the one for simplified Chinese, else the first."""
    from matplotlib.ft2font import FT2Font

    try:
        first = FT2Font(str(path))
        names = [first.family_name] + [
            FT2Font(str(path), face_index=index).family_name for index in range(1, first.num_faces)
        ]
    except (RuntimeError, OSError, ValueError) as error:
        what = " ".join(str(error).split())
        raise UsageError(f"--font {path}: this is not a font that can be read ({what})") from None
    index = next((at for at, name in enumerate(names) if name.endswith(_SIMPLIFIED)), 0)
    return Face(str(path), index, names[index])


@cache
def _characters(path: str, index: int) -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(path, face_index=index).get_charmap())
