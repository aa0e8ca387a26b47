"""`pilotmap list`: the statements, or the units of a status, or how they are spread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from ..model import Level, Status
from . import options
from .app import app

if TYPE_CHECKING:
    from ..gazetteer import Gazetteer


@app.command("list")
def list_(
    *,
    year: Annotated[
        int | None, typer.Option(min=1, max=9999, help="Only what may hold in this year.")
    ] = None,
    province: Annotated[
        str | None, typer.Option(help="Only in this province or other unit: a name or an adcode.")
    ] = None,
    level: Annotated[
        Level | None,
        typer.Option(
            metavar="province|prefecture|county",
            help="Only units of this level; with --status and --spread prefecture, if not given.",
        ),
    ] = None,
    source: Annotated[str | None, typer.Option(help="Only by this source: its id.")] = None,
    status: Annotated[
        list[Status] | None,
        typer.Option(
            metavar="in|possible|out|unknown",
            help="List units of this status in the year, not statements; repeatable.",
        ),
    ] = None,
    spread: Annotated[
        bool, typer.Option("--spread", help="Tell how the units that are in lie, by year.")
    ] = False,
    as_json: options.JsonLines = False,
    data: options.Data = None,
) -> None:
    """List the statements about places, or the units of a status, or their spread by year.

    Example: pilotmap list --year 2020 --province Gansu --status possible
    """
    if spread and (province or source or status):
        raise UsageError("--spread goes with --level and --year, not with other filters")
    from ..rollout import Rollout
    from ..rollout.listing import StatementFilter
    from ..store import find_project
    from ..text.escape import some_of
    from . import list_report as listed

    project = find_project(data)
    programme, gazetteer = project.load(), project.gazetteer()
    rollout = Rollout(programme.statements, programme.sources, gazetteer)
    if source is not None and source not in rollout.sources:
        known = some_of(rollout.sources) or "none"
        raise UsageError(f"no source has the id {source!r}; the sources are: {known}")
    area = None if province is None else _area(province, gazetteer)
    level_of_units = level or programme.level or Level.PREFECTURE
    if spread:
        listed.show_spread(rollout, level_of_units, year, as_json=as_json)
    elif status:
        wanted = StatementFilter(year, area, level_of_units, source)
        listed.show_units(rollout, wanted, status, as_json=as_json)
    else:
        listed.show_statements(rollout, StatementFilter(year, area, level, source), as_json=as_json)


def _area(name: str, gazetteer: Gazetteer) -> str:
    """Return the province of a name (Jilin), else the one unit it names, as an adcode."""
    province = gazetteer.match(name, level=Level.PROVINCE).unit
    return province.adcode if province else gazetteer.resolve_unit(name).adcode
