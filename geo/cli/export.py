"""`pilotmap export`: the map's data as a file for another tool."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

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
