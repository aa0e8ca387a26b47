"""The files a page is made of: ours beside this module, Leaflet from its package."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from functools import cache
from pathlib import Path

import rcssmin

from ..errors import ReferenceDataError

FOLDER = Path(__file__).parent / "assets"
LANGUAGES = ("en", "zh")

_LEAFLET_SHA256 = {
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
}
"""Of the files in npm's leaflet@1.9.4, which the package repeats byte for byte."""


def text(name: str) -> str:
    """Return one of our own files."""
    return (FOLDER / name).read_text(encoding="utf-8")


def modules() -> dict[str, str]:
    """Return our modules by path within their folder, without `.js`: `main`, `map/labels`."""
    return {
        path.relative_to(FOLDER).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(FOLDER.rglob("*.js"))
    }


def styles() -> str:
    """Return our style sheets in the order of their names, for browsers only."""
    sheets = sorted((FOLDER / "styles").glob("*.css"))
    return _squeezed("\n".join(path.read_text(encoding="utf-8") for path in sheets))


def _squeezed(style: str) -> str:
    squeezed: str = rcssmin.cssmin(style)
    return squeezed


@cache
def strings(lang: str) -> dict[str, str | dict[str, str]]:
    """Return the texts of the page in one language."""
    found: dict[str, str | dict[str, str]] = json.loads(text(f"strings/{lang}.json"))
    return found


def leaflet_script() -> str:
    """Return Leaflet, without the line that would ask for its source map."""
    return re.sub(r"\n//# sourceMappingURL=.*\s*$", "\n", _leaflet("leaflet.js"))


def leaflet_style() -> str:
    """Return Leaflet's style sheet, without the images that we do not use and must not ask for."""
    return _squeezed(re.sub(r"url\(images/[\w.-]+\)", "none", _leaflet("leaflet.css")))


def _leaflet(name: str) -> str:
    spec = importlib.util.find_spec("js_lib_leaflet")
    if spec is None or spec.origin is None:
        raise ReferenceDataError(
            "the package django-js-lib-leaflet is missing; install it: "
            "pip install django-js-lib-leaflet==1.9.4.1"
        )
    data = (Path(spec.origin).parent / "static" / "js_lib_leaflet" / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != _LEAFLET_SHA256[name]:
        raise ReferenceDataError(
            f"{name} is not that of Leaflet 1.9.4; reinstall it: "
            "pip install --force-reinstall django-js-lib-leaflet==1.9.4.1"
        )
    return data.decode("utf-8").replace("\r\n", "\n")  # as a browser reads it, for the hash
