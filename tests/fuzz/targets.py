"""What is fed with anything, and what it promises: an answer, or an error of our own in words."""

from __future__ import annotations

import io
import json
import zipfile
from functools import cache
from typing import TYPE_CHECKING

from samples import small_workbook

from geo.boundaries import committed_page, from_file
from geo.check.examine import check_article, examine, paragraphs
from geo.dates import read_phrase as read_date_phrase
from geo.errors import DataError, DateError, PilotmapError, StoreError
from geo.gazetteer import load
from geo.intake.lists.answers import Options
from geo.intake.lists.importing import examine_list, open_list
from geo.page.theme import read_theme
from geo.paths import DATA
from geo.payload import PageContent, Texts
from geo.rollout import Rollout
from geo.scan.reading import read_article as article_text
from geo.scan.scan import scan_text
from geo.store import Project
from geo.store.create import create_project
from geo.store.journal import FOLDER, Journal
from geo.store.schema import LOCATION_COLUMNS
from geo.tables.read import read_grids
from geo.tally.counts import read_counts
from geo.tally.filters import to_filter
from geo.tally.where import parse

if TYPE_CHECKING:
    from pathlib import Path

GAZETTEER = load()
SHEET = "xl/worksheets/sheet1.xml"


def told(error: PilotmapError) -> None:
    """Hold an error to be words on lines that a terminal may show."""
    text = str(error)
    assert text.strip()
    problems = error.problems if isinstance(error, DataError) else ()
    assert all(len(str(problem).splitlines()) == 1 for problem in problems)


def read_table(raw: bytes) -> int:
    """Read a file of any kind; return how many rows there are, -1 if it is refused."""
    assert isinstance(raw, bytes)
    try:
        grids, _ = read_grids(raw, "list")
        rows = [row for grid in grids.values() for row in grid.rows]
    except PilotmapError as error:
        told(error)
        return -1
    assert all(isinstance(cell, str) for row in rows for cell in row.cells)
    for grid in grids.values():
        told(DataError(grid.all_problems())) if grid.all_problems() else None
        grid.doubt(len(rows))
    return len(rows)


def read_phrase(phrase: str, anchor: str) -> object:
    """Read a phrase; return what it is read as, None if it is refused."""
    try:
        base = read_date_phrase(anchor).date if anchor else None
        return read_date_phrase(phrase, anchor=base)
    except DateError as error:
        told(error)
        return None


def read_name(name: str, within: str | None):
    """Match a name; an answer says how, and its suggestions are units."""
    match = GAZETTEER.match(name, within=within)
    assert match.reason or match.unit is not None
    assert all(unit.adcode for unit in match.suggestions)
    return match


def read_journal(content: bytes, folder: Path) -> None:
    """Read a journal of any content in a folder of its own."""
    (folder / FOLDER).mkdir(exist_ok=True)
    journal = Journal(folder)
    journal.path.write_bytes(content)
    try:
        list(journal.entries())
    except (DataError, StoreError) as error:
        told(error)


def read_payload(title: str, cells: list[tuple[str, str]], folder: Path) -> None:
    """Make the payload of a project whose texts are anything."""
    folder = folder / "p"
    made = create_project(folder, title="T")
    with made.sources.open("a", encoding="utf-8") as file:
        file.write("s,T,,,2020,,,partial,,,\n")
    fixed = {"place": "Wuwei", "adcode": "620600", "extent": "unit", "start": "2016", "source": "s"}
    rows = []
    for number, (place, statement) in enumerate(cells):
        row = {**fixed, "id": f"r{number}", "place": place, "statement": statement}
        rows.append([row.get(column, "") for column in LOCATION_COLUMNS])
    with made.locations.open("w", encoding="utf-8", errors="ignore", newline="") as file:
        quoted = [LOCATION_COLUMNS, *rows]
        for row in quoted:
            file.write(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n")
    try:
        programme = Project(folder).load()
    except PilotmapError as error:
        told(error)
        return
    rollout = Rollout(programme.statements, programme.sources, GAZETTEER)
    content = PageContent(rollout, committed_page, Texts(title))
    text = json.dumps(content.payload("en"), ensure_ascii=False, allow_nan=False)
    assert json.loads(text)


@cache
def workbook() -> dict[str, bytes]:
    """Return the parts of a small workbook by name."""
    with zipfile.ZipFile(io.BytesIO(small_workbook())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_workbook(content: bytes, part: str = SHEET) -> int:
    """Read a workbook of which one part is anything; see `read_table`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, sound in workbook().items():
            archive.writestr(name, content if name == part else sound)
    return read_table(out.getvalue())


def read_outlines(files: dict[str, bytes], folder: Path) -> int:
    """Read outlines of any content; return how many provinces there are, -1 if refused.

    The files of one name are given by their endings, first the one that is opened.
    """
    for ending, content in files.items():
        (folder / f"units{ending}").write_bytes(content)
    try:
        topology = from_file(folder / f"units{next(iter(files))}", current=GAZETTEER.current)
    except PilotmapError as error:
        told(error)
        return -1
    return len(topology.outlines)


def read_project(files: dict[str, bytes], folder: Path) -> int:
    """Hold a project whose files are anything to every rule; return how many problems it has."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        problems = examine(Project(folder))
    except PilotmapError as error:
        told(error)
        return 1
    told(DataError(problems)) if problems else None
    return len(problems)


def read_list(content: bytes, project: Project) -> int:
    """Tell what importing a list of any content would do; return how many rows are ready."""
    options = Options(source="s")
    try:
        opened = open_list(None, content, options=options, gazetteer=GAZETTEER)
        if opened.reading.questions:
            return -1
        plan = examine_list(opened, project, options).plan
    except PilotmapError as error:
        told(error)
        return -1
    assert all(isinstance(line, str) for line in plan.ready.texts())
    return len(plan.ready)


def read_article(text: str) -> int:
    """Hold the packaged statements to any article; return how many do not stand in it."""
    statements = Project(DATA).load().statements
    problems = list(check_article(statements, text, file="locations.csv"))
    assert paragraphs(text) is not None
    assert all(len(str(problem).splitlines()) == 1 for problem in problems)
    return len(problems)


def read_scanned(content: bytes, folder: Path) -> int:
    """Scan an article in a file of any kind; return how many places it names, -1 if refused."""
    path = folder / "article"
    path.write_bytes(content)
    try:
        text = article_text(str(path)).text
    except PilotmapError as error:
        told(error)
        return -1
    return scan(text)


def scan(text: str) -> int:
    """Scan a text; return how many places it names, each of which stands where it is said."""
    found = scan_text(text, gazetteer=GAZETTEER)
    for each in found.proposals:
        line = found.paragraphs[each.paragraph - 1]
        assert line[each.start : each.end].strip(), each
    return len(found.proposals)


def docx(body: bytes) -> bytes:
    """Return a DOCX whose text is anything."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", body)
    return out.getvalue()


def read_condition(text: str) -> bool:
    """Read a condition of `tally --where`; return whether it filters the columns of a log."""
    import pyarrow as pa

    kinds = {"n": pa.int64(), "x": pa.float64(), "status": pa.string(), "day": pa.date32()}
    kinds |= {"is_paid": pa.bool_(), "at": pa.timestamp("ns", "UTC"), "cost": pa.decimal128(9, 2)}
    schema = pa.schema(list(kinds.items()))
    try:
        wanted = to_filter(parse(text), schema)
    except PilotmapError as error:
        told(error)
        return False
    try:
        schema.empty_table().filter(wanted)
    except pa.ArrowException as error:
        raise AssertionError(text) from error
    return True


def read_look(content: bytes, folder: Path) -> bool:
    """Read a theme of any content; return whether it is one."""
    path = folder / "theme.toml"
    path.write_bytes(content)
    try:
        theme = read_theme(path)
    except PilotmapError as error:
        told(error)
        return False
    assert "<" not in theme.style()
    assert json.dumps(theme.as_json(), allow_nan=False)
    return True


def read_cube(content: bytes, folder: Path) -> bool:
    """Read the result of a count of any content; return whether it is one."""
    path = folder / "cube.parquet"
    path.write_bytes(content)
    try:
        counts = read_counts(path)
    except PilotmapError as error:
        told(error)
        return False
    assert counts.rows
    return True


def list_project(folder: Path) -> Project:
    """Return a project with one source, to import into."""
    made = create_project(folder / "lists", title="T")
    with made.sources.open("a", encoding="utf-8") as file:
        file.write("s,T,,,2020,,,partial,,,\n")
    return made
