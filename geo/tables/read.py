"""A file of any kind that lists come in, told by its content, as grids.

A table of questions, one a row: what `find --batch` and `date --batch` read.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DataError, Problem, UsageError
from ..text.escape import some_of
from .encoding import decode_page, decode_text
from .grid import errors_in
from .regular_file import read_bytes, read_stdin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .grid import Grid, Line


_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)", "open it and save it as .xlsx"),
    (b"%PDF", "a PDF", "copy the table out of it and paste it on standard input"),
    (b"\x1f\x8b", "gzip-compressed", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"\xfd7zXZ", "xz-compressed", "unpack it first"),
    (b"BZh91AY&SY", "bzip2-compressed", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed", "unpack it first"),
    (b"PARE", "encrypted Parquet", "write it without encryption"),
    (b"\x89PNG", "a picture", "type the table, or paste its text"),
    (b"\xff\xd8\xff", "a picture", "type the table, or paste its text"),
    (b"GIF8", "a picture", "type the table, or paste its text"),
    (b"II*\0", "a picture", "type the table, or paste its text"),
    (b"ARROW1", "an Arrow file (Feather)", "write it as Parquet or CSV"),
    (b"<stata_dta>", "a Stata file (.dta)", "export it as CSV"),
    (b"$FL2", "an SPSS file (.sav)", "export it as CSV"),
    (b"\x00\x00\x27\x0a", "a shapefile", "export the layer as GeoJSON or GeoPackage"),
    (b"{\\rtf", "a document (RTF)", "copy the table out of it and paste it on standard input"),
)
_SQLITE = b"SQLite format 3"
_PARQUET = b"PAR1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream that Office puts a locked document into."""
_OLD_WORD = "WordDocument".encode("utf-16-le")
_NULS = 4
"""Of so many characters at the beginning of what is no text at all, one and more is NUL."""
_HTML = re.compile(
    rb"<(!doctype html|html|head|title|meta|link|style|script|body|div|center|font|p|h[1-6]|table)"
    rb"\b",
    re.IGNORECASE,
)
_MIME = re.compile(rb"^(?:mime-version|content-type: *multipart/)", re.IGNORECASE | re.MULTILINE)
_XML = re.compile(rb"\s*<(\?xml|kml|gpx|ss:)", re.IGNORECASE)
_HEAD = 4096
ROWS_LIMIT = 1_000_000
"""Rows of a table of questions, or of counts; each is held with its cells."""
_JSON = re.compile(r"\s*[{\[]")
_EXTENSIONS = {
    "CSV": {".csv", ".txt", ".tsv", ".tab", ".md", ""},
    "XLSX": {".xlsx", ".xlsm"},
    "DOCX": {".docx"},
    "HTML": {".html", ".htm", ".xhtml"},
    "GeoJSON": {".geojson", ".json"},
    "JSON": {".json", ".jsonl", ".ndjson"},
    "GeoPackage": {".gpkg"},
    "Parquet": {".parquet", ".geoparquet", ".pq", ".parq"},
}


def read_file(path: Path, file: str) -> bytes:
    """Return the bytes of a file to import.

    Raises
    ------
    DataError
        If it cannot be read, or is too large.
    """
    raw = read_bytes(path, file)
    if raw.startswith(_SQLITE):
        _refuse_unsaved(path, file)
    return raw


def _refuse_unsaved(path: Path, file: str) -> None:
    """Refuse a database of which a part still stands in the file that SQLite keeps beside it."""
    for suffix in ("-wal", "-journal"):
        beside = path.resolve()
        beside = beside.with_name(beside.name + suffix)
        if beside.is_file() and beside.stat().st_size:
            message = f"changes to it stand in '{beside.name}' beside it, and not in the file yet"
            hint = "save and close it in the program that has it open (QGIS), and import it then"
            raise DataError([Problem("geopackage", message, hint, file)])


def read_grids(raw: bytes, file: str, sheet: str | None = None) -> tuple[dict[str, Grid], str]:
    """Return the tables of a file by the name of their sheet, and the encoding if it is text.

    Raises
    ------
    DataError
        If the content is of no kind that is read, or broken.
    UsageError
        If a sheet is asked for that is not there.
    """
    if not raw:
        raise DataError(
            [Problem("empty-file", "the file is empty", "it must name columns", file, 1)]
        )
    if raw.startswith(b"PK"):
        return _read_archive(raw, file, sheet), ""
    if raw.startswith(_SQLITE):
        from .geopackage import read_geopackage

        return {"": read_geopackage(raw, file, sheet)}, ""
    _refuse_foreign(raw, file)
    if sheet is not None and raw.startswith(_PARQUET):
        raise UsageError(f"{file} is Parquet and has no sheet '{sheet}'; leave --sheet out")
    if raw.startswith(_PARQUET):
        from .parquet import read_parquet

        return {"": read_parquet(raw, file)}, ""
    if _is_html(raw[:_HEAD]):
        from .html_tables import read_html

        text, encoding = decode_page(raw, file)
        return read_html(text, file), encoding
    _refuse_xml(raw, file)
    if sheet is not None:
        raise UsageError(f"{file} is text and has no sheet '{sheet}'; leave --sheet out")
    text, encoding = decode_text(raw, file)
    if text.count("\0", 0, _HEAD) * _NULS > len(text[:_HEAD]):
        message, hint = "the file is no text", "save the table as XLSX or CSV"
        raise DataError([Problem("file-kind", message, hint, file)])
    if _JSON.match(text.removeprefix("\ufeff")):
        from .geojson import read_geojson
        from .json_records import is_map, read_json_records

        return {"": (read_geojson if is_map(text) else read_json_records)(text, file)}, encoding
    from .delimited import read_delimited

    return {"": read_delimited(text, file)}, encoding


def _read_archive(raw: bytes, file: str, sheet: str | None) -> dict[str, Grid]:
    """Return the tables of a document, or the sheets of a workbook."""
    from .docx import is_docx, read_docx
    from .workbook import read_workbook

    return read_docx(raw, file) if is_docx(raw) else read_workbook(raw, file, sheet)


def extension_note(path: Path, grid: Grid) -> str:
    """Return what to say where a name promises another kind of file than its content is."""
    kind = grid.kind.split(",", 1)[0]
    expected = _EXTENSIONS.get(kind, _EXTENSIONS["CSV"])
    suffix = path.suffix.lower()
    return "" if suffix in expected else f"the name ends in {suffix}, but the content is {kind}"


def _is_html(head: bytes) -> bool:
    """Whether a text begins as HTML does, behind the XML declaration and comments."""
    head = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if head.startswith(b"<?xml"):
        head = head.partition(b"?>")[2].lstrip()
    while head.startswith(b"<!--"):
        head = head.partition(b"-->")[2].lstrip()
    return _HTML.match(head) is not None


def _refuse_foreign(raw: bytes, file: str) -> None:
    if raw.startswith(_FOREIGN[0][0]) and _ENCRYPTED in raw:
        message = "the workbook is locked with a password"
        hint = "open it with the password and save it without one"
        raise DataError([Problem("file-kind", message, hint, file)])
    if raw.startswith(_FOREIGN[0][0]) and _OLD_WORD in raw:
        hint = "open it and save it as .docx"
        raise DataError(
            [Problem("file-kind", "the file is an old Word document (.doc)", hint, file)]
        )
    for mark, what, hint in _FOREIGN:
        if raw.startswith(mark):
            raise DataError([Problem("file-kind", f"the file is {what}", hint, file)])
    if _MIME.search(raw[:_HEAD]):
        message = "this is a web archive or an e-mail (MHTML, EML)"
        hint = "save the page as HTML, or copy the table out of it"
        raise DataError([Problem("file-kind", message, hint, file)])


def _refuse_xml(raw: bytes, file: str) -> None:
    if _XML.match(raw[:_HEAD]):
        message = "this is XML, which is not read"
        hint = "save it as XLSX or CSV, a map as GeoJSON or GeoPackage"
        raise DataError([Problem("file-kind", message, hint, file, 1)])


def read_records(name: str, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Return (line, cells by column) of each row; a column or a cell that the file lacks is blank.

    Parameters
    ----------
    name
        Path of a file of any kind and encoding that `import` reads, with a header in its first
        row; `-` reads standard input.
    columns
        Those that count, in lower case, the first of which the header must name; others are
        dropped.

    Raises
    ------
    DataError
        If the file cannot be read, lacks the first column, has rows wider than the header, or
        more than `ROWS_LIMIT`.
    UsageError
        If several sheets of a workbook have the first column.
    """
    file = "stdin" if name == "-" else name
    raw = read_stdin() if name == "-" else read_file(Path(name), file)
    grids = read_grids(raw, file)[0] if raw.strip() else {}
    opened = {title: (grid, *_header(grid)) for title, grid in grids.items()}
    usable = [title for title, (_, header, _) in opened.items() if columns[0] in header]
    if len(usable) > 1:
        names = some_of(f"'{title}'" for title in usable)
        raise UsageError(f"{file}: the sheets {names} have a column '{columns[0]}'; keep one")
    if not usable:
        header = next((header for _, header, _ in opened.values() if header), ())
        raise DataError([_header_problem(file, header, columns)])
    grid, header, rows = opened[usable[0]]
    records = list(islice(_records(grid, header, rows, columns), ROWS_LIMIT + 1))
    if len(records) > ROWS_LIMIT:
        message = f"it has more than {ROWS_LIMIT:,} rows"
        raise DataError([Problem("list-too-long", message, "give it in parts", file)])
    if problems := errors_in(grid.all_problems()):
        raise DataError(problems)
    return records


def _header(grid: Grid) -> tuple[tuple[str, ...], Iterator[Line]]:
    """Return the names of the columns, and the rows below them."""
    rows = iter(grid.rows)
    names = grid.header
    if names is None:
        names = next((row.cells for row in rows if any(row.cells)), ())
    return tuple(name.strip().lower() for name in names), rows


def _records(
    grid: Grid, header: Sequence[str], rows: Iterator[Line], columns: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    for row in rows:
        # A blank line is nothing; a row of blank cells between commas is a blank question.
        if not any(row.cells) and (grid.is_spreadsheet or len(row.cells) < max(len(header), 2)):
            continue
        if any(row.cells[len(header) :]):
            message = f"the row has {len(row.cells)} cells where the header names {len(header)}"
            hint = "quote the cell that holds the delimiter"
            grid.set_aside(row.line, row.cells, ("ragged-row", message, hint))
            continue
        cells = dict(zip(header, row.cells, strict=False))
        for index, column in enumerate(header):
            if column in columns and (flaw := grid.flaws.get(row.line, {}).get(index)):
                grid.problems.add(*flaw[:3], line=row.line, column=column)
        yield row.line, {column: cells.get(column, "") for column in columns}


def _header_problem(file: str, header: Sequence[str], columns: Sequence[str]) -> Problem:
    found = some_of(map(repr, header)) or "nothing"
    message = f"the header lacks '{columns[0]}'; found {found}"
    hint = f"the first row must name the columns: {','.join(columns)}"
    return Problem("header-missing", message, hint, file, 1)
