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


class Format(StrEnum):
    """What a file can be; `pilotmap.export.files.FORMATS` has the same."""

    CSV = "csv"
    GEOJSON = "geojson"
    GPKG = "gpkg"
    FGB = "fgb"
    XLSX = "xlsx"
    KML = "kml"
    ZIP = "zip"


@app.command()
def export(
    form: Annotated[
        Format,
        typer.Argument(metavar="csv|geojson|gpkg|fgb|xlsx|kml|zip", help="What the file is."),
    ],
    *,
    year: Annotated[
        int | None,
        typer.Option(min=1, max=9999, help="The year; else the last with evidence, in KML all."),
    ] = None,
    level: options.UnitLevel = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The file; else rollout.FORMAT.")
    ] = None,
    force: options.Force = False,
    data: options.Data = None,
) -> None:
    """Write the rollout as a file for another tool, with sources, bounds and licence.

    csv has the units, with a description of its columns beside it; geojson (RFC 7946) and fgb
    (FlatGeobuf) have the units with their outlines; gpkg, xlsx and zip (a Data Package) have the
    units, the statements and the sources; kml has the units and sites with the years of each
    status.

    Example: pilotmap export gpkg --year 2020 --out rollout.gpkg --force
    """
    from ..export.files import rollout_files
    from ..rollout import Rollout
    from ..store import find_project
    from .output_file import check_place, write_files

    project = find_project(data)
    target = out or Path(f"rollout.{form.value}")
    check_place(target, project)
    programme = project.load()
    rollout = Rollout(programme.statements, programme.sources, project.gazetteer())
    level_of_units = level or programme.level or Level.PREFECTURE
    files = rollout_files(rollout, target.name, form.value, year, level_of_units)
    written = {target.with_name(name): content for name, content in files.items()}
    write_files(written, project, force=force)
    for path in written:
        print_data(str(path))


@app.command()
def panel(
    *,
    from_: Annotated[
        int | None,
        typer.Option("--from", min=1, max=9999, help="The first year; else that of the data."),
    ] = None,
    to: Annotated[
        int | None, typer.Option(min=1, max=9999, help="The last year; else that of the data.")
    ] = None,
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
    from ..export.panel import PANEL_FORMATS, panel_frame
    from ..rollout import Rollout
    from ..store import find_project
    from .output_file import check_place, write_files

    if out.suffix.lower() not in PANEL_FORMATS:
        raise UsageError(f"--out {out}: end it in .csv, or in .dta for Stata")
    project = find_project(data)
    check_place(out, project)
    programme = project.load()
    rollout = Rollout(programme.statements, programme.sources, project.gazetteer())
    known = rollout.years
    if not known and (from_ is None or to is None):
        raise UsageError("no statement is dated, so no years stand out; pass --from and --to")
    first = known[0] if from_ is None else from_
    last = known[-1] if to is None else to
    if first > last:
        raise UsageError(f"the first year {first} is after the last {last}; pass --from and --to")
    years, units = range(first, last + 1), level or programme.level or Level.PREFECTURE
    table = panel_frame(rollout, units, years, codes)
    told = (rollout, table, units, years, codes)
    files = {
        out: PANEL_FORMATS[out.suffix.lower()](table),
        out.with_suffix(".codebook.md"): codebook_markdown(*told).encode(),
        out.with_suffix(".codebook.json"): codebook_json(*told).encode(),
    }
    write_files(files, project, force=force)
    for path in files:
        print_data(str(path))
