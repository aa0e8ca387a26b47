"""A sound project to break in one point, and the command that checks it."""

import shutil

import pytest

HEADERS = {
    "locations": "id,place,within,adcode,extent,start,end,date_note,source,locator,statement,"
    "lon,lat,decision,status",
    "sources": "id,title,publisher,author,published,url,accessed,coverage,coverage_scope,"
    "coverage_period,note",
}
SOUND = {
    "id": "wuwei-2020", "place": "Wuwei", "within": "Gansu", "adcode": "620600", "extent": "unit",
    "start": "2020-08", "date_note": "stated", "source": "report", "locator": "p2",
    "statement": "A store.",
}  # fmt: skip
SOURCE = {"id": "report", "title": "A report", "published": "2020-10", "coverage": "partial"}


def line(table, cells):
    quoted = (
        '"' + cells.get(name, "").replace('"', '""') + '"' for name in HEADERS[table].split(",")
    )
    return ",".join(quoted) + "\n"


@pytest.fixture
def project(empty_project, tmp_path, monkeypatch):
    """Make a project `p` whose rows and sources a test gives, beside sound ones."""
    monkeypatch.chdir(tmp_path)
    folder = shutil.copytree(empty_project, tmp_path / "p")

    def make(*rows, sources=(), sound=True, aliases=None):
        all_rows = [SOUND, *({**SOUND, "id": f"row-{n}", **row} for n, row in enumerate(rows, 3))]
        locations = "".join(line("locations", row) for row in (all_rows if sound else all_rows[1:]))
        all_sources = [
            SOURCE,
            *({**SOURCE, "id": f"source-{n}", **s} for n, s in enumerate(sources)),
        ]
        listed = "".join(line("sources", source) for source in all_sources)
        (folder / "locations.csv").write_text(f"{HEADERS['locations']}\n{locations}", "utf-8")
        (folder / "sources.csv").write_text(f"{HEADERS['sources']}\n{listed}", "utf-8")
        if aliases is not None:
            (folder / "aliases.csv").write_text(f"toponym,adcode,within,reason\n{aliases}", "utf-8")
        return folder

    return make
