"""The limit: the least that the same rows take, in columns, on one canvas, through folium.

`python -m tests.benchmarks.peers.limit DATA PAGE`. Nobody would publish its page: it has no words,
no list and no tools. It holds the bytes that any page of these rows must hold (positions, years,
names, texts, the borders that ours has), and Leaflet, which all others load from a network. What
ours takes beyond it is the price of all else.
"""

from __future__ import annotations

import base64
import csv
import json
import sys
import zlib
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

import folium
from branca.element import Element, MacroElement
from folium.template import Template

from geo.boundaries import committed_page
from geo.boundaries.page import unpacked_arcs
from geo.page.leaflet import leaflet_style, whole_leaflet

from .makers import CENTRE, PALETTE, YEARS, ZOOM

if TYPE_CHECKING:
    from collections.abc import Iterable

SCRIPT = Path(__file__).with_suffix(".js")
STEP_DEG = 1e-5
FASTER = 6
"""The level of zlib; a higher one takes longer for hardly fewer bytes."""


def main(data: str, page: str) -> None:
    """Draw the rows of the table."""
    with Path(data).open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["year"]))
    arcs = [arc.tolist() for arc in unpacked_arcs(committed_page())]
    columns = {
        "lon": steps(float(row["lon"]) for row in rows),
        "lat": steps(float(row["lat"]) for row in rows),
        "year": packed(bytes(int(row["year"]) - YEARS[0] for row in rows)),
        "arcs": steps(part for arc in arcs for point in arc for part in point),
        "starts": packed(numbers(len(arc) for arc in arcs)),
        # Packed, and left alone until somebody asks for one.
        "words": packed(json.dumps([[row["name"], row["text"]] for row in rows]).encode()),
    }
    settings = {"years": list(YEARS), "palette": PALETTE, "step": STEP_DEG}
    drawn = folium.Map(location=CENTRE, zoom_start=ZOOM, tiles=None)
    drawn.default_js, drawn.default_css = [], []  # it would load them from a network
    root = drawn.get_root()
    root.header.add_child(Element(f"<style>{leaflet_style()}</style>"))
    root.header.add_child(Element(verbatim(f"<script>{whole_leaflet()}</script>")))
    held = "".join(f'<script type="text/plain" id="{k}">{v}</script>' for k, v in columns.items())
    root.html.add_child(Element(f'<input type="number" class="year-input">{held}'))
    script = SCRIPT.read_text(encoding="utf-8")
    call = f"draw({drawn.get_name()}, {json.dumps(settings)});"
    Script(f"{script}\n{call}").add_to(drawn)
    drawn.save(page)


class Script(MacroElement):  # type: ignore[misc]
    """A script that runs once folium's map is there."""

    _template = Template("{% macro script(this, kwargs) %}{{ this.text }}{% endmacro %}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = verbatim(text)


def verbatim(text: str) -> str:
    """Return a text as folium's templates let it pass."""
    return f"{{% raw %}}{text}{{% endraw %}}"


def numbers(values: Iterable[int]) -> bytes:
    """Return whole numbers of four bytes each, little-endian."""
    column = array("i", values)
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()


def steps(degrees: Iterable[float]) -> str:
    """Return degrees as whole steps, packed."""
    return packed(numbers(round(each / STEP_DEG) for each in degrees))


def packed(data: bytes) -> str:
    """Return bytes compressed, as text."""
    return base64.b64encode(zlib.compress(data, FASTER)).decode("ascii")


if __name__ == "__main__":
    main(*sys.argv[1:])
