"""Leaflet from its package, as far as our maps have what it is for.

A browser reads all of a script before the first picture, and two fifths of Leaflet draw what no map
of ours has: markers, vectors, popups, controls. The package's file is known by its digest, so what
is left out is told by how it begins and what stands behind it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from functools import cache
from pathlib import Path

import rcssmin

from ..errors import ReferenceDataError

_SHA256 = {
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
}
"""Of the files in npm's leaflet@1.9.4, which the package repeats byte for byte."""

_LEFT_OUT = (
    # The box of layers, the buttons for the zoom, and Leaflet's own line of credits.
    (",B.extend({options:{collapsed:", ",qe=B.extend(", ")"),
    ("qe=B.extend(", 'B.extend({options:{position:"bottomleft"', "Ge=("),
    (",Ke=B.extend(", "et.extend({initialize:function(t){this._map=t},enable:", ",n=("),
    # What clips and measures vectors.
    ("function Je(t,e,i){", "yt={project:function(t){return new p(t.lng,t.lat)}", "var "),
    # Groups of features, icons, markers, vectors, GeoJSON, pictures, popups and tooltips.
    (",ci=ui.extend(", "var Ni=o.extend(", ";"),
    # Tiles of a WMS, and the drawing of vectors on canvas, as SVG and as VML.
    ("var Hi=Di.extend(", "A.mergeOptions({boxZoom:!0});", ""),
)
"""Where a part begins, what stands behind it, and what stands in its place."""
_TILES = ("var Ni=o.extend(", "A.mergeOptions({boxZoom:!0});", "")
_USED = (
    "Ue.scale=function(t){return new Ge(t)}",
    "t.CRS=ot",
    "t.DomUtil=pt",
    "t.Util=tt",
    "t.bounds=_",
    "t.control=Ue",
    "t.latLng=w",
    "t.map=function(t,e){return new A(t,e)}",
    "t.point=m",
    "t.transformation=ht",
    't.version="1.9.4"',
)
_TILE_LAYER = "t.tileLayer=ji"


def leaflet_script(*, has_tiles: bool = False) -> str:
    """Return Leaflet for our maps, without the line that would ask for its source map."""
    script = _package_file("leaflet.js")
    for begin, behind, instead in _LEFT_OUT if has_tiles else (*_LEFT_OUT, _TILES):
        script = _replaced(script, begin, behind, instead)
    used = [*_USED, _TILE_LAYER] if has_tiles else _USED
    return _at_once(_replaced(script, "t.Bounds=f,", ",window.L);", ",".join(used)))


def whole_leaflet() -> str:
    """Return all of Leaflet, as others load it."""
    return _at_once(_package_file("leaflet.js"))


def _at_once(script: str) -> str:
    """Put a function in parentheses: a browser compiles it at once then.

    Others it reads for their syntax alone, and then again when they are called.
    """
    head, function, body = script.partition("(this,function(t){")
    body = re.sub(r"\}\);\n//# sourceMappingURL=.*\s*$", "}));\n", body)
    return f"{head}{function.replace('function', '(function')}{body}"


def _replaced(script: str, begin: str, behind: str, instead: str) -> str:
    """Return a script with other text from where a part begins to what stands behind it."""
    before, found, rest = script.partition(begin)
    _, also_found, after = rest.partition(behind)
    if not found or not also_found:
        raise ValueError(f"leaflet.js has no part that begins {begin!r}, before {behind!r}")
    return f"{before}{instead}{behind}{after}"


_NOT_ON_OUR_MAP = re.compile(
    r"leaflet-(?:bar|control-attribution|attribution-flag|control-layers|control-zoom|div-icon|oldie"
    r"|popup|tooltip|vml)|lvml"
)
"""What Leaflet has classes for and no map of ours has: controls, popups, what old browsers need."""


def leaflet_style() -> str:
    """Return Leaflet's style sheet as far as our maps have what it is for, and without images."""
    kept = []
    for rule in rcssmin.cssmin(_package_file("leaflet.css")).split("}"):
        head, brace, _ = rule.rpartition("{")
        media, inner, selectors = head.rpartition("{")
        if brace and all(map(_NOT_ON_OUR_MAP.search, selectors.split(","))):
            kept.append(media + inner)  # where it is the first of some for a medium
        else:
            kept.append(f"{rule}}}")
    style = "".join(kept)
    return re.sub(r"url\(images/[\w.-]+\)", "none", style.removesuffix("}"))


@cache
def _package_file(name: str) -> str:
    spec = importlib.util.find_spec("js_lib_leaflet")
    if spec is None or spec.origin is None:
        raise ReferenceDataError(
            "the package django-js-lib-leaflet is missing; install it: "
            "pip install django-js-lib-leaflet==1.9.4.1"
        )
    data = (Path(spec.origin).parent / "static" / "js_lib_leaflet" / name).read_bytes()
    if hashlib.sha256(data).hexdigest() != _SHA256[name]:
        raise ReferenceDataError(
            f"{name} is not that of Leaflet 1.9.4; reinstall it: "
            "pip install --force-reinstall django-js-lib-leaflet==1.9.4.1"
        )
    return data.decode("utf-8").replace("\r\n", "\n")  # as a browser reads it, for the hash
