"""A rollout as a file that another tool opens: every format by its name, and the same bytes again.

Units carry their sources and the bounds of their first year; attribution and licence stand in the
file, or, for CSV, in the metadata beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .frames import ATTRIBUTION, LICENCE, check_years, year_of
from .kml import kml
from .linked_places import lpf_file
from .spatial import fgb_file, geojson_file, gpkg_file, parquet_file
from .tabular import csv_file, csv_metadata, datapackage_file, dta_file, xlsx_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model import Level
    from ..rollout import Rollout


def kml_file(rollout: Rollout, years: Sequence[int], level: Level) -> bytes:
    """Return KML: each unit with the years of each status, for a slider of time."""
    return kml(rollout, years, level, attribution=f"{ATTRIBUTION} {LICENCE}")


class Format(NamedTuple):
    """A kind of file."""

    ending: str
    write: Callable[[Rollout, Sequence[int], Level], bytes]
    has_runs: bool = False
    """Whether it tells stretches of years, and so has all of them unless some are asked for."""


FORMATS = {
    "csv": Format(".csv", csv_file),
    "geojson": Format(".geojson", geojson_file),
    "gpkg": Format(".gpkg", gpkg_file),
    "fgb": Format(".fgb", fgb_file),
    "parquet": Format(".parquet", parquet_file),
    "kml": Format(".kml", kml_file, has_runs=True),
    "xlsx": Format(".xlsx", xlsx_file),
    "lpf": Format(".jsonld", lpf_file, has_runs=True),
    "datapackage": Format(".zip", datapackage_file),
    "dta": Format(".dta", dta_file),
}
"""Every format by its name."""


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
    """
    told = FORMATS[form]
    if years is None:
        last = year_of(rollout, None)
        years = rollout.years if told.has_runs else [last]
    check_years(rollout, years)
    files = {name: told.write(rollout, years, level)}
    if form == "csv":
        files[f"{name}-metadata.json"] = csv_metadata(rollout, years, level, name)
    return files
