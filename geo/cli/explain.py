"""`pilotmap explain`: why a unit has its status."""

from __future__ import annotations

from typing import Annotated

import typer

from . import options
from .app import app, print_data, print_json


@app.command()
def explain(
    unit: Annotated[str, typer.Argument(help="A name or an adcode.")],
    year: Annotated[
        int | None, typer.Option(min=1, max=9999, help="The year; else the last one with evidence.")
    ] = None,
    within: Annotated[str | None, typer.Option(help="A unit around the one that is meant.")] = None,
    as_json: options.JsonLines = False,
    data: options.Data = None,
) -> None:
    """Say why a unit has its status in a year: sources, dates, parents, and what would change it.

    Example: pilotmap explain Wuwei --within Gansu --year 2020
    """
    from .. import explain as explained

    explanation = explained(unit, year, within=within, path=data)
    if as_json:
        print_json(explanation.as_record())
    else:
        print_data(str(explanation))
