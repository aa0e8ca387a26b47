"""The empty map was rendered by Folium, and building a page needs neither Folium nor pandas."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from geo.page import shell


def test_the_kept_map_is_what_the_installed_folium_renders():
    kept = Path(shell.__file__).parent / "assets" / "shell.json"

    assert kept.read_text(encoding="utf-8") == shell.rendered()


def test_building_the_page_imports_no_heavy_library(tmp_path):
    out = str(tmp_path / "map.html")
    code = (
        f"import sys; sys.argv = ['pilotmap', 'build', '--out', {out!r}]\n"
        "from geo.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'folium', 'branca', 'pandas', 'geopandas', 'jinja2', 'requests'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert answer.stdout.splitlines()[-1] == "[]"
