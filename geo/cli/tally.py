"""`pilotmap tally`: count observations per unit and year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ..errors import StoreError, UsageError
from ..model import Level
from . import options
from .app import app, print_data, print_json, warn

if TYPE_CHECKING:
    from ..tally.cube import Summary


@app.command()
def tally(
    files: Annotated[
        list[str], typer.Argument(metavar="FILES...", help="Parquet or CSV files, or their URLs.")
    ],
    *,
    by: Annotated[Literal["unit,year"], typer.Option(help="What is counted by.")] = "unit,year",
    level: options.UnitLevel = None,
    where: Annotated[
        str,
        typer.Option(metavar="EXPR", help="Count these rows: \"status == 'paid' and n >= 10\"."),
    ] = "",
    value: Annotated[str, typer.Option(metavar="COLUMN", help="Sum this column too.")] = "",
    lon: Annotated[str, typer.Option(metavar="COLUMN", help="The longitude (WGS 84).")] = "",
    lat: Annotated[str, typer.Option(metavar="COLUMN", help="The latitude.")] = "",
    adcode: Annotated[str, typer.Option(metavar="COLUMN", help="The unit's code.")] = "",
    name: Annotated[str, typer.Option(metavar="COLUMN", help="The unit's name.")] = "",
    within: Annotated[
        str, typer.Option("--within", metavar="COLUMN", help="What the named unit lies in.")
    ] = "",
    date: Annotated[str, typer.Option(metavar="COLUMN", help="The date or the year.")] = "",
    engine: Annotated[
        Literal["local", "dask"], typer.Option(help="Processes here, or a Dask cluster.")
    ] = "local",
    scheduler: Annotated[
        str, typer.Option(metavar="ADDRESS", help="The cluster's: tcp://host:8786.")
    ] = "",
    processes: Annotated[
        int | None, typer.Option(min=1, help="Processes of the engine local; else one a core.")
    ] = None,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The result.")] = Path("cube.parquet"),
    force: options.Force = False,
    as_json: options.AsJson = False,
) -> None:
    """Count observations per unit and year into a Parquet file: parcels, orders, openings.

    Each row has a position, a code or a name, and a date. Rows that cannot be counted are counted
    by their reason, and told.

    Example: pilotmap tally orders.parquet --level county --where "status == 'paid'"
    """
    del by  # the one choice
    if scheduler and engine != "dask":
        raise UsageError("--scheduler goes with --engine dask")
    if out.suffix.lower() != ".parquet":
        raise UsageError(f"--out {out}: end it in .parquet")
    if out.exists() and not force:
        raise StoreError(f"{out} is there already; pass --force to replace it, or choose another")
    from ..store.replace import replace_alone
    from .output_file import check_place

    check_place(out)
    _need_pyarrow()

    from ..tally import cube
    from ..tally.engines import count_locally, count_on_dask
    from ..tally.files import plan
    from ..tally.spec import Choices
    from .progress import Progress

    choices = Choices(lon, lat, adcode, name, within, date, value)
    spec, tasks = plan(files, choices, level or Level.COUNTY, where)
    with Progress("rows counted", sum(task.rows for task in tasks)) as progress:
        if engine == "dask":
            part = count_on_dask(tasks, spec, progress, scheduler=scheduler)
        else:
            part = count_locally(tasks, spec, progress, processes=processes)
    table = cube.to_table(part, spec)
    check_place(out)  # once more: counting takes its time
    replace_alone(out, cube.to_bytes(table))
    told = cube.summary(part, spec.level)
    if as_json:
        print_json(
            {
                "out": str(out),
                "level": told.level.value,
                "cells": table.num_rows,
                "read": told.read,
                "left_out": told.left_out,
                "counted": told.counted,
                "reasons": dict(told.reasons),
            }
        )
        return
    print_data(str(out))
    _tell(told, table.num_rows)


def _need_pyarrow() -> None:
    try:
        import pyarrow  # noqa: F401 (only asked whether it is there)
    except ImportError:
        what = 'tally reads Parquet with an extra: pip install "pilotmap[parquet]"'
        raise StoreError(what) from None


def _tell(told: Summary, cells: int) -> None:
    from ..tally.partial_counts import LeftOutReason

    left_out = f", {told.left_out:,} left out by --where" if told.left_out else ""
    warn(f"{told.counted:,} of {told.read:,} rows counted in {cells:,} units and years{left_out}")
    for key, count in told.reasons.items():
        warn(f"{count:>12,} not counted: {LeftOutReason[key.upper()].words}")
