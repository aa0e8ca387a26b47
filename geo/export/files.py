"""A rollout as a file that another tool opens: tables, maps, a Data Package.

Each function returns the bytes of a whole file; the same rollout gives the same bytes. Units carry
their sources and the bounds of their first year; attribution and licence stand in the file, or, for
CSV, in the metadata beside it.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .frames import (
    ATTRIBUTION,
    LICENCE,
    sites_frame,
    sources_frame,
    statements_frame,
    units_frame,
    year_of,
)
from .kml import kml, xml_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas

    from ..model import Level
    from ..rollout import Rollout

_NO_TIME = "2000-01-01T00:00:00Z"
"""Stands where a format asks when it was written: the same data give the same bytes."""
_ZIP_TIME = (2000, 1, 1, 0, 0, 0)
_WIDTHS = {"statement": 60, "title": 40, "date_note": 40, "decision": 40}
_KINDS = {"int64": "integer", "Int64": "integer", "float64": "number"}


def csv_file(rollout: Rollout, year: int, level: Level) -> bytes:
    """Return the units as CSV in UTF-8, without their outlines; every cell as it is.

    A spreadsheet may take a cell for a formula; the workbook of `xlsx_file` has none.
    """
    table = units_frame(rollout, year, level).drop(columns="geometry")
    return str(table.to_csv(lineterminator="\n")).encode()


def csv_metadata(rollout: Rollout, year: int, level: Level, name: str) -> bytes:
    """Return what stands beside the CSV file `name`: its columns, attribution and licence (CSVW).

    See https://www.w3.org/TR/tabular-data-primer/.
    """
    table = units_frame(rollout, year, level).drop(columns="geometry")
    kinds = {"adcode": "string"} | {
        str(column): _KINDS.get(str(kind), "string") for column, kind in table.dtypes.items()
    }
    content = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": name,
        "dc:description": f"Units at the level {level.value} with their status in {year}.",
        "dc:source": ATTRIBUTION,
        "dc:rights": LICENCE,
        "tableSchema": {
            "primaryKey": "adcode",
            "columns": [{"name": name, "datatype": kind} for name, kind in kinds.items()],
        },
    }
    return _json(content)


def geojson_file(rollout: Rollout, year: int, level: Level) -> bytes:
    """Return the units as GeoJSON after RFC 7946: WGS 84, outer rings counter-clockwise.

    The id of a feature is the adcode; blanks are null. Attribution and licence are foreign members.
    """
    import shapely

    units = units_frame(rollout, year, level)
    outlines = shapely.orient_polygons(units.geometry.to_numpy(), exterior_cw=False)
    table = units.drop(columns="geometry").reset_index()
    features = [
        {
            "type": "Feature",
            "id": row["adcode"],
            "properties": row,
            "geometry": None if outline is None else shapely.geometry.mapping(outline),
        }
        for row, outline in zip(_plain(table), outlines, strict=True)
    ]
    about = {"attribution": ATTRIBUTION, "licence": LICENCE, "year": year, "level": level.value}
    return _json({"type": "FeatureCollection", **about, "features": features}, indent=None)


def gpkg_file(rollout: Rollout, year: int, level: Level) -> bytes:
    """Return a GeoPackage: layers of units and sites, tables of statements and sources, about."""
    import pandas
    import pyogrio

    units = units_frame(rollout, year, level).reset_index()
    units["status"] = units["status"].astype(str)
    layers = {
        "units": units,
        "sites": sites_frame(rollout),
        "statements": statements_frame(rollout),
        "sources": sources_frame(rollout),
        "about": pandas.DataFrame({"attribution": [ATTRIBUTION], "licence": [LICENCE]}),
    }
    kinds = {"units": "MultiPolygon", "sites": "Point"}
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _NO_TIME.replace("Z", ".000Z")})
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rollout.gpkg"
            for name, table in layers.items():
                pyogrio.write_dataframe(
                    table,
                    path,
                    layer=name,
                    driver="GPKG",
                    append=path.exists(),
                    geometry_type=kinds.get(name),
                )
            return path.read_bytes()
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def fgb_file(rollout: Rollout, year: int, level: Level) -> bytes:
    """Return the units with their outlines as FlatGeobuf; units without an outline are not in it.

    The format can hold features without a geometry only where none has an index in space.
    """
    import pyogrio

    units = units_frame(rollout, year, level).reset_index()
    units["status"] = units["status"].astype(str)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "units.fgb"
        pyogrio.write_dataframe(
            units[units.geometry.notna()],
            path,
            driver="FlatGeobuf",
            geometry_type="MultiPolygon",
            DESCRIPTION=f"{ATTRIBUTION} {LICENCE}",
        )
        return path.read_bytes()


def datapackage_file(rollout: Rollout, year: int, level: Level) -> bytes:
    """Return a Frictionless Data Package as one archive: units, statements, sources as CSV.

    See https://datapackage.org/standard/data-package/.
    """
    tables = {
        "units": units_frame(rollout, year, level).drop(columns="geometry").reset_index(),
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
                "primaryKey": [str(table.columns[0])],
                "missingValues": [""],
            },
        }
        for name, table in tables.items()
    ]
    about = {
        "name": "rollout",
        "title": f"Units at the level {level.value} with their status in {year}",
        "description": f"{ATTRIBUTION} {LICENCE}",
        "resources": resources,
    }
    files = {"datapackage.json": _json(about)} | {
        f"{name}.csv": str(table.to_csv(index=False, lineterminator="\n")).encode()
        for name, table in tables.items()
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(_entry(name), content)
    return made.getvalue()


def xlsx_file(rollout: Rollout, year: int, level: Level) -> bytes:
    """Return an Excel workbook: units, statements, sources and about; codes are text.

    A cell that begins like a formula is text and marked as such, so that it stays one when a
    person edits it.
    """
    import openpyxl
    import pandas

    units = units_frame(rollout, year, level).drop(columns="geometry").reset_index()
    sheets = {
        f"units {year}": units,
        "statements": statements_frame(rollout),
        "sources": sources_frame(rollout),
        "about": pandas.DataFrame({"attribution": [ATTRIBUTION], "licence": [LICENCE]}),
    }
    book = openpyxl.Workbook(write_only=True)
    for title, table in sheets.items():
        _add_sheet(book, title, table)
    file = io.BytesIO()
    book.save(file)
    return _without_times(file.getvalue())


def kml_file(rollout: Rollout, year: int | None, level: Level) -> bytes:
    """Return KML; without a year, each unit with the years of each status, for a slider of time."""
    return kml(rollout, year, level, attribution=f"{ATTRIBUTION} {LICENCE}")


_WRITERS: Mapping[str, Callable[[Rollout, int, Level], bytes]] = {
    "csv": csv_file,
    "geojson": geojson_file,
    "gpkg": gpkg_file,
    "fgb": fgb_file,
    "xlsx": xlsx_file,
    "zip": datapackage_file,
}
FORMATS = (*_WRITERS, "kml")
"""The formats, each named as the ending of its files."""


def rollout_files(
    rollout: Rollout, name: str, form: str, year: int | None, level: Level
) -> dict[str, bytes]:
    """Return the file of a format by its name, and what stands beside it.

    Parameters
    ----------
    name
        What the file is called, without its folder.
    form
        One of `FORMATS`.
    year
        None: the last one with evidence; in KML, which has a slider, all of them.

    Raises
    ------
    UsageError
        If no year is given where one is needed, and no statement is dated.
    """
    if form == "kml":
        return {name: kml_file(rollout, year, level)}
    year = year_of(rollout, year)
    files = {name: _WRITERS[form](rollout, year, level)}
    if form == "csv":
        files[f"{name}-metadata.json"] = csv_metadata(rollout, year, level, name)
    return files


def _json(content: object, *, indent: int | None = 2) -> bytes:
    separators = None if indent else (",", ":")
    text = json.dumps(content, ensure_ascii=False, indent=indent, separators=separators)
    return f"{text}\n".encode()


def _plain(table: pandas.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as plain values of Python; a blank is None."""
    blanked = table.astype(object).where(table.notna(), None)
    return [
        {str(name): getattr(cell, "item", lambda cell=cell: cell)() for name, cell in row.items()}
        for row in blanked.to_dict("records")
    ]


def _add_sheet(book: Any, title: str, table: pandas.DataFrame) -> None:
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
    for row in _plain(table):
        sheet.append([_cell(sheet, value) for value in row.values()])


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))


def _cell(sheet: Any, value: object) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    text = xml_text(value)
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # whatever it begins with
    if text[:1] in {"=", "+", "-", "@"}:
        cell.quotePrefix = True
    return cell


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an entry of an archive that does not tell when it was made."""
    info = zipfile.ZipInfo(name, _ZIP_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _without_times(workbook: bytes) -> bytes:
    """Return a workbook without the time at which it was made, in its archive and properties."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:(?:created|modified)[^<>]*>)[^<]*",
                    rb"\g<1>" + _NO_TIME.encode(),
                    content,
                )
            new.writestr(_entry(entry.filename), content)
    return made.getvalue()
