"""`pilotmap panel`: the unit x year panel for staggered adoption, with its codebook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from ..model import Level
from . import options
from .app import app, print_data


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
    from ..export.panel import PANEL_FORMATS, codebook_json, codebook_markdown, panel_frame
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
    files = {
        out: PANEL_FORMATS[out.suffix.lower()](panel_frame(rollout, units, years)),
        out.with_suffix(".codebook.md"): codebook_markdown(rollout, units, years).encode(),
        out.with_suffix(".codebook.json"): codebook_json(rollout, units, years).encode(),
    }
    write_files(files, project, force=force)
    for path in files:
        print_data(str(path))
