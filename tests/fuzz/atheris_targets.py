"""The targets of the fuzz tests under Atheris, which follows the code's branches, by hand.

python tests/fuzz/atheris_targets.py seeds CORPUS            writes seeds, a folder for each target
python tests/fuzz/atheris_targets.py TARGET -max_total_time=600 CORPUS/TARGET

Atheris is no requirement of the tests: without it this says so, and does nothing.
"""

from __future__ import annotations

import importlib
import pkgutil
import shutil
import sys
import tempfile
from itertools import zip_longest
from pathlib import Path

try:
    import atheris
except ImportError:
    atheris = None

_PARTS = b"\n=====\n"
"""What parts the texts of one seed: the files of a project, the cells of a payload."""


def _targets(folder: Path) -> dict[str, object]:
    """Return each target by name, as a function of bytes; they write into `folder`."""
    import targets

    lists = targets.list_project(folder)

    def text(data: bytes) -> str:
        return bytes(data).decode("utf-8", "ignore")

    def project(data: bytes) -> None:
        names = ("locations.csv", "sources.csv", "datapackage.json", "aliases.csv")
        shutil.rmtree(folder / "project", ignore_errors=True)
        (folder / "project").mkdir()
        files = dict(zip(names, bytes(data).split(_PARTS), strict=False))
        targets.read_project(files, folder / "project")

    def payload(data: bytes) -> None:
        shutil.rmtree(folder / "p", ignore_errors=True)
        title, *cells = text(data).split(_PARTS.decode())
        pairs = list(zip(cells[::2], cells[1::2], strict=False)) or [(title, title)]
        targets.read_payload(title, pairs, folder)

    def outlines(*endings: str):
        def read(data: bytes) -> None:
            parts = bytes(data).split(_PARTS, len(endings) - 1)
            targets.read_outlines(dict(zip_longest(endings, parts, fillvalue=b"")), folder)

        return read

    return {
        "table": lambda data: targets.read_table(bytes(data)),
        "list": lambda data: targets.read_list(bytes(data), lists),
        "phrase": lambda data: targets.read_phrase(text(data), ""),
        "name": lambda data: targets.read_name(text(data), None),
        "journal": lambda data: targets.read_journal(bytes(data), folder),
        "payload": payload,
        "project": project,
        "article": lambda data: targets.read_article(text(data)),
        "scan": lambda data: targets.scan(text(data)),
        "scanfile": lambda data: targets.read_scanned(bytes(data), folder),
        "docx": lambda data: targets.read_scanned(targets.docx(bytes(data)), folder),
        "where": lambda data: targets.read_condition(text(data)),
        "theme": lambda data: targets.read_look(bytes(data), folder),
        "cube": lambda data: targets.read_cube(bytes(data), folder),
        "sheet": lambda data: targets.read_workbook(bytes(data)),
        "book": lambda data: targets.read_workbook(bytes(data), "xl/workbook.xml"),
        "styles": lambda data: targets.read_workbook(bytes(data), "xl/styles.xml"),
        "geopackage": lambda data: targets.read_table(b"SQLite format 3" + bytes(data)),
        "shp": outlines(".shp", ".shx", ".dbf", ".prj"),
        **{kind: outlines(f".{kind}") for kind in ("geojson", "topojson", "gpkg", "fgb")},
    }


def _import_all() -> None:
    """Import every module of the package: what is imported within a function, too."""
    import geo

    for module in pkgutil.walk_packages(geo.__path__, "geo."):
        if not module.name.startswith(("geo.reference", "geo._checkout")) and "__main__" not in (
            module.name
        ):
            importlib.import_module(module.name)


def main() -> None:
    """Feed one target until a time is over or something breaks, or write the seeds."""
    sys.path.append(str(Path(__file__).parents[1]))  # as pytest does it
    if sys.argv[1:2] == ["seeds"] and len(sys.argv) > 2:
        import seeds

        seeds.write(Path(sys.argv[2]), _PARTS)
        return
    if atheris is None:
        sys.exit("atheris is not installed: pip install atheris")
    with atheris.instrument_imports(include=["geo"]):
        _import_all()
    with tempfile.TemporaryDirectory(prefix="pilotmap-fuzz-") as folder:
        feeds = _targets(Path(folder))
        if len(sys.argv) < 2 or sys.argv[1] not in feeds:
            sys.exit(f"give one of {', '.join(feeds)}")
        atheris.Setup([sys.argv[0], *sys.argv[2:]], feeds[sys.argv[1]])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
