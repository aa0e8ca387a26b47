"""The map's data as files for other tools: `pilotmap export`, and the panel of `pilotmap panel`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from ..errors import UsageError
from ..model import Level
from . import options
from .app import app, print_data


class ExportFormat(StrEnum):
    """What a file can be; `pilotmap.export.files.FORMATS` has the same."""

    CSV = "csv"
    GEOJSON = "geojson"
    GPKG = "gpkg"
    FGB = "fgb"
    PARQUET = "parquet"
    KML = "kml"
    XLSX = "xlsx"
    LPF = "lpf"
    DATAPACKAGE = "datapackage"
    DTA = "dta"


_From = Annotated[int | None, typer.Option("--from", min=1, max=9999, help="The first year.")]
_To = Annotated[int | None, typer.Option(min=1, max=9999, help="The last year.")]


@app.command()
def export(
    form: Annotated[ExportFormat, typer.Argument(metavar="FORMAT", help="|".join(ExportFormat))],
    *,
    year: Annotated[
        int | None,
        typer.Option(
            min=1, max=9999, help="The year; else the last with evidence, in kml and lpf all."
        ),
    ] = None,
    from_: _From = None,
    to: _To = None,
    level: options.UnitLevel = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The file; else rollout and an ending.")
    ] = None,
    force: options.Force = False,
    data: options.Data = None,
) -> None:
    """Write the rollout as a file for another tool, with sources, bounds and licence.

    csv and dta (Stata) have the units, csv with a description of its columns beside it; geojson
    (RFC 7946), fgb (FlatGeobuf) and parquet (GeoParquet) have the units with their outlines; gpkg,
    xlsx and datapackage have the units, the statements and the sources; kml has the units and sites
    with the years of each status, lpf (Linked Places) those that are in or possible. With --from
    and --to a unit has a row for each year.

    Example: pilotmap export gpkg --year 2020 --out rollout.gpkg --force
    """
    from ..export.files import FORMATS, rollout_files
    from ..rollout import Rollout
    from ..store import find_project
    from .output_file import check_place, write_files

    if year is not None and (from_ is not None or to is not None):
        raise UsageError("--year is one year; give it, or --from and --to")
    project = find_project(data)
    target = out or Path(f"rollout{FORMATS[form.value].ending}")
    check_place(target, project)
    programme = project.load()
    rollout = Rollout(programme.statements, programme.sources, project.gazetteer())
    years: list[int] | None = None if year is None else [year]
    if from_ is not None or to is not None:
        years = list(_years(rollout.years, from_, to))
    level_of_units = level or programme.level or Level.PREFECTURE
    files = rollout_files(rollout, target.name, form.value, years, level_of_units)
    written = {target.with_name(name): content for name, content in files.items()}
    write_files(written, project, force=force)
    for path in written:
        print_data(str(path))


def _years(known: range, first: int | None, last: int | None) -> range:
    """Return the years from `--from` to `--to`, else those with evidence.

    Raises
    ------
    UsageError
        If they end before they begin, or there are none.
    """
    if not known and (first is None or last is None):
        raise UsageError("no statement is dated, so no years stand out; pass --from and --to")
    first = known[0] if first is None else first
    last = known[-1] if last is None else last
    if first > last:
        raise UsageError(f"the first year {first} is after the last {last}; pass --from and --to")
    return range(first, last + 1)


@app.command()
def panel(
    *,
    from_: _From = None,
    to: _To = None,
    level: options.UnitLevel = None,
    codes: Annotated[
        Literal["now", "then"],
        typer.Option(
            metavar="now|then",
            help="Units by today's codes, or those in force in each year by the codes of the year.",
        ),
    ] = "now",
    out: Annotated[
        Path,
        typer.Option(
            metavar="FILE", help="The file, .csv or .dta (Stata); its codebook stands beside it."
        ),
    ] = Path("panel.csv"),
    tally: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Counts from `pilotmap tally`, as the column n."),
    ] = None,
    force: options.Force = False,
    data: options.Data = None,
) -> None:
    """Write every unit in every year as a table, blank where nobody said anything, with a codebook.

    The codebook (.codebook.md and .codebook.json) says how each column follows and what it may
    claim: in_strict, in_possible and in_dated, bounds of the first year, cohorts, and which
    units may be treated unseen.

    Example: pilotmap panel --from 2014 --to 2020 --level prefecture --out panel.csv --force
    """
    from ..export.codebook import codebook_json, codebook_markdown
    from ..export.frames import check_years
    from ..export.panel import PANEL_FORMATS, panel_frame
    from ..rollout import Rollout
    from ..store import find_project
    from ..tally.counts import read_counts
    from .output_file import check_place, write_files

    if out.suffix.lower() not in PANEL_FORMATS:
        raise UsageError(f"--out {out}: end it in .csv, or in .dta for Stata")
    project = find_project(data)
    check_place(out, project)
    programme = project.load()
    rollout = Rollout(programme.statements, programme.sources, project.gazetteer())
    years, units = _years(rollout.years, from_, to), level or programme.level or Level.PREFECTURE
    check_years(rollout, years)
    counts = read_counts(tally) if tally else None
    table = panel_frame(rollout, units, years, codes, counts)
    told = (rollout, table, units, years, codes)
    files = {
        out: PANEL_FORMATS[out.suffix.lower()](table),
        out.with_suffix(".codebook.md"): codebook_markdown(*told, counts=counts).encode(),
        out.with_suffix(".codebook.json"): codebook_json(*told, counts=counts).encode(),
    }
    write_files(files, project, force=force)
    for path in files:
        print_data(str(path))
