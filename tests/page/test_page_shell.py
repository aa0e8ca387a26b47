"""The empty map was rendered by Folium, and building a page needs neither Folium nor pandas."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from geo.boundaries import committed_page
from geo.page import document
from geo.page.drawn_outlines import draw, kept_sheet
from geo.page.static_map import sheet_of


def test_the_kept_map_is_what_the_installed_folium_renders():
    kept = Path(document.__file__).parent / "assets" / "shell.json"

    assert kept.read_text(encoding="utf-8") == document.rendered_shells()


def test_the_kept_outlines_are_those_of_the_committed_ones_drawn_now():
    kept = Path(document.__file__).parent / "assets" / "outlines.json"

    assert kept.read_text(encoding="utf-8") == draw(committed_page()).as_json()
    assert sheet_of(committed_page()) == kept_sheet()


def test_other_outlines_than_the_kept_ones_are_drawn():
    with_counties = committed_page(("620600",))

    assert sheet_of(with_counties) == draw(with_counties)
    assert len(sheet_of(with_counties).arcs) > len(sheet_of(committed_page()).arcs)


def test_building_the_page_imports_no_heavy_library(tmp_path):
    out = str(tmp_path / "map.html")
    code = (
        f"import sys; sys.argv = ['pilotmap', 'build', '--out', {out!r}]\n"
        "from geo.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'folium', 'branca', 'pandas', 'geopandas', 'jinja2', 'requests', 'numpy',\n"
        " 'shapely'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert answer.stdout.splitlines()[-1] == "[]"
