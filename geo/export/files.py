"""A rollout as a file that another tool opens: every format by its name, and the same bytes again.

Units carry their sources and the bounds of their first year; attribution and licence stand in the
file, or, for CSV, in the metadata beside it. The formats that hold outlines, GeoJSON, GeoPackage,
FlatGeobuf and GeoParquet, are written here.
"""

from __future__ import annotations

import errno
import io
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..boundaries.flatgeobuf import counts_of
from ..errors import StoreError, UsageError
from .frames import (
    ATTRIBUTION,
    LICENCE,
    check_years,
    sites_frame,
    sources_frame,
    statements_frame,
    units_frame,
    year_of,
)
from .kml import kml
from .linked_places import json_collection, lpf_file
from .tabular import (
    NO_TIME,
    csv_file,
    csv_metadata,
    datapackage_file,
    dta_file,
    plain_rows,
    spreadsheet_csv,
    units_table,
    xlsx_file,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..model import Level
    from ..rollout import Rollout


def geojson_file(rollout: Rollout, years: Sequence[int], level: Level) -> bytes:
    """Return the units as GeoJSON after RFC 7946: WGS 84, outer rings counter-clockwise.

    The id of a feature is the adcode, with the year where there are several; blanks are null.
    Attribution and licence are foreign members.
    """
    import shapely

    units = units_frame(rollout, years, level)
    outlines = shapely.orient_polygons(units.geometry.to_numpy(), exterior_cw=False)
    table = units.drop(columns="geometry").reset_index()
    features = (
        {
            "type": "Feature",
            "id": row["adcode"] if len(years) == 1 else f"{row['adcode']}-{row['year']}",
            "properties": row,
            "geometry": None if outline is None else shapely.geometry.mapping(outline),
        }
        for row, outline in zip(plain_rows(table), outlines, strict=True)
    )
    about = {
        "attribution": ATTRIBUTION,
        "licence": LICENCE,
        "years": [years[0], years[-1]],
        "level": level.value,
    }
    return json_collection({"type": "FeatureCollection", **about}, features)


def gpkg_file(rollout: Rollout, years: Sequence[int], level: Level) -> bytes:
    """Return a GeoPackage: layers of units and sites, tables of statements and sources, about."""
    import pandas
    import pyogrio

    units = units_frame(rollout, years, level).reset_index()
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
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": NO_TIME.replace("Z", ".000Z")})
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


def fgb_file(rollout: Rollout, years: Sequence[int], level: Level) -> bytes:
    """Return the units with their outlines as FlatGeobuf; units without an outline are not in it.

    The format can hold features without a geometry only where none has an index in space.
    """
    import pyogrio

    units = units_frame(rollout, years, level).reset_index()
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
        made = path.read_bytes()
    try:  # where the disk is full at its last bytes, GDAL ends without a word
        counts_of(made, len(made))
    except ValueError:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from None
    return made


def parquet_file(rollout: Rollout, years: Sequence[int], level: Level) -> bytes:
    """Return the units as GeoParquet 1.1 with a covering of bounding boxes.

    See https://geoparquet.org/releases/v1.1.0/. Attribution and licence are metadata of the file.

    Raises
    ------
    UsageError
        If pyarrow is not installed.
    """
    try:
        import pyarrow.parquet
    except ImportError:
        message = 'parquet needs pyarrow; install it with: pip install "pilotmap[parquet]"'
        raise UsageError(message) from None
    units = units_frame(rollout, years, level).reset_index()
    units.attrs = {}  # pandas would write them among its own metadata
    file = io.BytesIO()
    units.to_parquet(file, index=False, schema_version="1.1.0", write_covering_bbox=True)
    table = pyarrow.parquet.read_table(file)
    about = {"attribution": ATTRIBUTION, "licence": LICENCE}
    table = table.replace_schema_metadata({**table.schema.metadata, **about})
    made = io.BytesIO()
    pyarrow.parquet.write_table(table, made, compression="zstd")
    return made.getvalue()


def kml_file(rollout: Rollout, years: Sequence[int], level: Level) -> bytes:
    """Return KML: each unit with the years of each status, for a slider of time."""
    return kml(rollout, years, level, attribution=f"{ATTRIBUTION} {LICENCE}")


class FileFormat(NamedTuple):
    """A kind of file."""

    ending: str
    write: Callable[[Rollout, Sequence[int], Level], bytes]
    has_runs: bool = False
    """Whether it tells stretches of years, and so has all of them unless some are asked for."""


FORMATS = {
    "csv": FileFormat(".csv", csv_file),
    "geojson": FileFormat(".geojson", geojson_file),
    "gpkg": FileFormat(".gpkg", gpkg_file),
    "fgb": FileFormat(".fgb", fgb_file),
    "parquet": FileFormat(".parquet", parquet_file),
    "kml": FileFormat(".kml", kml_file, has_runs=True),
    "xlsx": FileFormat(".xlsx", xlsx_file),
    "lpf": FileFormat(".jsonld", lpf_file, has_runs=True),
    "datapackage": FileFormat(".zip", datapackage_file),
    "dta": FileFormat(".dta", dta_file),
}
"""Every format by its name."""


@contextmanager
def _made_in_temporary_folder(name: str) -> Iterator[None]:
    """Tell of a full disk: a workbook and what GDAL writes are made as temporary files first."""
    from pyogrio.errors import DataSourceError, FeatureError

    try:
        yield
    except (OSError, DataSourceError, FeatureError) as error:
        said = str(error.strerror if isinstance(error, OSError) else error).splitlines()[0]
        what = f"it cannot be made in the folder for temporary files, {tempfile.gettempdir()}"
        hint = "make room there, or set TMPDIR to another folder"
        raise StoreError(f"{name}: {what}: {said[:200]}; {hint}") from None


def rollout_files(
    rollout: Rollout, name: str, form: str, years: Sequence[int] | None, level: Level
) -> dict[str, bytes]:
    """Return the file of a format by its name, and what stands beside it.

    Parameters
    ----------
    name
        What the file is called, without its folder.
    form
        One of `FORMATS`.
    years
        In order. None: the last one with evidence; in KML and Linked Places, which tell stretches
        of years, all of them.

    Raises
    ------
    UsageError
        If no year is given and no statement is dated, the years are outside the data, or the
        format needs what is not installed.
    StoreError
        If temporary files cannot be written.
    """
    told = FORMATS[form]
    if years is None:
        last = year_of(rollout, None)
        years = rollout.years if told.has_runs else [last]
    check_years(rollout, years)
    if form == "csv":
        table = units_table(rollout, years, level)
        metadata = csv_metadata(table, years, level, name)
        return {name: spreadsheet_csv(table), f"{name}-metadata.json": metadata}
    with _made_in_temporary_folder(name):
        return {name: told.write(rollout, years, level)}
