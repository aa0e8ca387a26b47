"""What tests of several folders are made of: sources, statements, archives, a small workbook."""

import io
import zipfile

import openpyxl

from geo.dates import parse
from geo.model import Coverage, Level, Source, Statement


def sources_of(report, listed):
    """Return a report, and a full list of Gansu's prefectures, under these titles."""
    return [
        Source("report-2020", report, published=parse("2020")),
        Source(
            "list-2019",
            listed,
            published=parse("2019"),
            coverage=Coverage.FULL,
            coverage_scope=(("620000", Level.PREFECTURE),),
            coverage_period=parse("2016/2019"),
        ),
    ]


def statement(row_id, place, adcodes, *, start, end="", source="report-2020", **cells):
    return Statement(
        row_id,
        place,
        tuple(adcodes.split("|")),
        source,
        start=parse(start),
        end=parse(end) if end else None,
        **cells,
    )


def zipped(**parts):
    """Return a ZIP archive; `xl__sheet_xml` is the part `xl/sheet.xml`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def small_workbook():
    """Return a workbook with merged, blank and failed cells."""
    book = openpyxl.Workbook()
    for row in (["city", "year"], ["武威", 2016], ["酒泉", None], ["天水", "#REF!"]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
