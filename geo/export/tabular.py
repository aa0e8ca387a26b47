"""A rollout as tables: CSV, a workbook, a Data Package, a data set of Stata.

Each function returns the bytes of a whole file; the same rollout gives the same bytes. Attribution
and licence stand in the file, or, for CSV, in the metadata beside it.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from html import escape
from itertools import repeat
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from ..text.escape import is_web_address, spreadsheet_safe
from .frames import ATTRIBUTION, LICENCE, sources_frame, statements_frame, units_frame
from .kml import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas

    from ..model import Level
    from ..rollout import Rollout

NO_TIME = "2000-01-01T00:00:00Z"
"""Stands where a format asks when it was written: the same data give the same bytes."""
_ZIP_TIME = (2000, 1, 1, 0, 0, 0)
_WIDTHS = {"statement": 60, "title": 40, "date_note": 40, "decision": 40}
_KINDS = {"int64": "integer", "Int64": "integer", "float64": "number"}
_LONG_TEXT = 2000
"""Bytes that a text of Stata holds for sure; a longer one is written as its `strL`."""
_LABEL_LENGTH = 80
_SHEET = re.compile(r"xl/worksheets/sheet([0-9]{1,3})\.xml")
_TOGETHER = 2000
"""Rows of a sheet that are written at once."""
_LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds."""
_STATA_LABEL = "Names: GeoNames (CC BY 4.0), modified. Statements: as the project says."
"""Attribution and licence in the 80 characters that a data set may be called."""


def years_in_words(years: Sequence[int]) -> str:
    """Return `2020`, or `2016-2020`."""
    return f"{years[0]}" if len(years) == 1 else f"{years[0]}-{years[-1]}"


def csv_file(rollout: Rollout, years: Sequence[int], level: Level) -> bytes:
    """Return the units as CSV in UTF-8, without their outlines; see `spreadsheet_csv`."""
    return spreadsheet_csv(units_table(rollout, years, level))


def units_table(rollout: Rollout, years: Sequence[int], level: Level) -> pandas.DataFrame:
    """Return the units without their outlines, the adcode as the first column."""
    return units_frame(rollout, years, level).drop(columns="geometry").reset_index()


def spreadsheet_csv(table: pandas.DataFrame) -> bytes:
    """Return a table as CSV in UTF-8 that is made to be opened in a spreadsheet.

    A text that one would take for a formula has an apostrophe before it; the ids of sources are
    whatever somebody typed. The Data Package and the workbook hold every cell as it is.
    """
    texts = table.select_dtypes(["object", "string"]).columns
    safe = {name: [_safe(cell) for cell in table[name]] for name in texts}
    return str(table.assign(**safe).to_csv(index=False, lineterminator="\n")).encode()


def _safe(cell: object) -> object:
    return spreadsheet_safe(cell) if isinstance(cell, str) else cell


def csv_metadata(table: pandas.DataFrame, years: Sequence[int], level: Level, name: str) -> bytes:
    """Return what stands beside the CSV file `name`: its columns, attribution and licence (CSVW).

    See https://www.w3.org/TR/tabular-data-primer/.

    Parameters
    ----------
    table
        What is in the file: see `units_table`.
    """
    kinds = {str(column): _KINDS.get(str(kind), "string") for column, kind in table.dtypes.items()}
    content = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": name,
        "dc:description": f"Units at the level {level.value} in {years_in_words(years)}.",
        "dc:source": ATTRIBUTION,
        "dc:rights": LICENCE,
        "tableSchema": {
            "primaryKey": ["adcode", "year"],
            "columns": [{"name": name, "datatype": kind} for name, kind in kinds.items()],
        },
    }
    return json_bytes(content)


def datapackage_file(rollout: Rollout, years: Sequence[int], level: Level) -> bytes:
    """Return a Frictionless Data Package as one archive: units, statements, sources as CSV.

    See https://datapackage.org/standard/data-package/.
    """
    tables = {
        "units": units_table(rollout, years, level),
        "statements": statements_frame(rollout),
        "sources": sources_frame(rollout),
    }
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [
                    {"name": str(column), "type": _KINDS.get(str(kind), "string")}
                    for column, kind in table.dtypes.items()
                ],
                "primaryKey": ["adcode", "year"] if name == "units" else ["id"],
                "missingValues": [""],
            },
        }
        for name, table in tables.items()
    ]
    about = {
        "name": "rollout",
        "title": f"Units at the level {level.value} with their status in {years_in_words(years)}",
        "description": f"{ATTRIBUTION} {LICENCE}",
        "sources": [
            {"title": source.title or source.id}
            | ({"path": source.url} if is_web_address(source.url) else {})
            for source in rollout.sources.values()
        ],
        "resources": resources,
    }
    files = {"datapackage.json": json_bytes(about)} | {
        f"{name}.csv": str(table.to_csv(index=False, lineterminator="\n")).encode()
        for name, table in tables.items()
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(_entry(name), content)
    return made.getvalue()


def xlsx_file(rollout: Rollout, years: Sequence[int], level: Level) -> bytes:
    """Return an Excel workbook: units, statements, sources and about; codes are text.

    A cell that begins like a formula is text and marked as such, so that it stays one when a
    person edits it.
    """
    import openpyxl
    import pandas

    units = units_table(rollout, years, level)
    sheets = {
        f"units {years_in_words(years)}": units,
        "statements": statements_frame(rollout),
        "sources": sources_frame(rollout),
        "about": pandas.DataFrame({"attribution": [ATTRIBUTION], "licence": [LICENCE]}),
    }
    book = openpyxl.Workbook(write_only=True)
    style, *_ = (_add_sheet(book, title, table) for title, table in sheets.items())
    file = io.BytesIO()
    book.save(file)
    return _filled(file.getvalue(), list(sheets.values()), style)


def dta_file(rollout: Rollout, years: Sequence[int], level: Level) -> bytes:
    """Return the units as a data set for Stata 14 and later, without their outlines."""
    table = units_table(rollout, years, level)
    return stata_bytes(table, {})


def stata_bytes(table: pandas.DataFrame, labels: Mapping[str, str]) -> bytes:
    """Return a table for Stata 14 and later; a blank is a missing value, `status` has labels.

    Parameters
    ----------
    labels
        What a column says, by its name; cut to the words that Stata's 80 characters hold.
    """
    import datetime

    texts = table.select_dtypes(include=["object", "string"])
    long = [
        str(name)
        for name, column in texts.items()
        if column.map(lambda cell: len(str(cell).encode())).max() > _LONG_TEXT
    ]
    file = io.BytesIO()
    table.to_stata(
        file,
        write_index=False,
        version=118,
        time_stamp=datetime.datetime(2000, 1, 1),  # noqa: DTZ001 (the same data, the same bytes)
        data_label=_STATA_LABEL,
        variable_labels={
            name: shorten(label, _LABEL_LENGTH, placeholder=" ...")
            for name, label in labels.items()
        },
        convert_strl=long,
    )
    return file.getvalue()


def json_bytes(content: object) -> bytes:
    """Return JSON in UTF-8 that ends in a newline."""
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n".encode()


def plain_rows(table: pandas.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as plain values of Python; a blank is None."""
    blanked = table.astype(object).where(table.notna(), None)
    return [
        {str(name): getattr(cell, "item", lambda cell=cell: cell)() for name, cell in row.items()}
        for row in blanked.to_dict("records")
    ]


def _add_sheet(book: Any, title: str, table: pandas.DataFrame) -> int:
    """Add a sheet with its header alone; return the style of what begins like a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for at, name in enumerate(table.columns, 1):
        letter = sheet.column_dimensions
        letter[_letter(at)].width = _WIDTHS.get(str(name), 16)
    header = [WriteOnlyCell(sheet, str(name)) for name in table.columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    guarded = WriteOnlyCell(sheet, "")
    guarded.quotePrefix = True
    return int(guarded.style_id)


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))


def _sheet_rows(table: pandas.DataFrame, style: int) -> Iterator[bytes]:
    """Yield the rows of a sheet below its header as elements, some thousands together.

    openpyxl makes an object and a tree of each cell, which takes ten times as long.
    """
    columns = [(_letter(at), _values(table[name])) for at, name in enumerate(table.columns, 1)]
    for first in range(0, len(table), _TOGETHER):
        numbers = range(first + 2, min(first + _TOGETHER, len(table)) + 2)
        cells = []
        for letter, column in columns:
            values = column[first : first + _TOGETHER]
            written = {value: _cell(value, style) for value in set(values)}
            if any(written.values()):
                found = zip(numbers, map(written.__getitem__, values), strict=True)
                cells.append([cell and f'<c r="{letter}{at}{cell}' for at, cell in found])
        rows = zip(*cells, strict=True) if cells else repeat(())
        yield "".join(
            [f'<row r="{at}">{"".join(row)}</row>' for at, row in zip(numbers, rows, strict=False)]
        ).encode()


def _values(column: pandas.Series[Any]) -> list[Any]:
    """Return a column as plain values of Python; a blank is None."""
    blank = column.isna()
    values: list[Any]
    values = (column.astype(object).where(~blank, None) if blank.any() else column).tolist()
    return values


def _cell(value: object, style: int) -> str:
    """Return a cell as an element without its beginning and place; blank for a blank one."""
    if value is None or value == "":
        return ""
    if not isinstance(value, str):
        return f'" t="n"><v>{value}</v></c>'
    text = value if value.isprintable() else xml_text(value)
    if len(text) > _LONGEST_CELL:
        told = f" [... {len(text):,} characters in all, more than Excel holds]"
        text = text[: _LONGEST_CELL - len(told)] + told
    looks = f'" s="{style}' if text[:1] in {"=", "+", "-", "@"} else ""
    space = ' xml:space="preserve"' if text.strip() != text else ""
    if "&" in text or "<" in text or ">" in text:
        text = escape(text, quote=False)
    return f'{looks}" t="inlineStr"><is><t{space}>{text}</t></is></c>'


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an entry of an archive that does not tell when it was made."""
    info = zipfile.ZipInfo(name, _ZIP_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _filled(workbook: bytes, tables: Sequence[pandas.DataFrame], style: int) -> bytes:
    """Return a workbook with the rows of its sheets, and without the time at which it was made."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:(?:created|modified)[^<>]*>)[^<]*",
                    rb"\g<1>" + NO_TIME.encode(),
                    content,
                )
            number = _SHEET.fullmatch(entry.filename)
            if number is None:
                archive.writestr(_entry(entry.filename), content)
                continue
            head, end, tail = content.partition(b"</sheetData>")
            with archive.open(_entry(entry.filename), "w") as sheet:
                sheet.write(head)
                for rows in _sheet_rows(tables[int(number[1]) - 1], style):
                    sheet.write(rows)
                sheet.write(end + tail)
    return made.getvalue()
