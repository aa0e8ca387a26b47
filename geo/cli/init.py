"""`pilotmap init`: a project of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from ..model import Level
from .app import app, print_data, print_json, warn


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder; made if need be.")],
    *,
    title: Annotated[str, typer.Option(help="What the programme is called.")] = "",
    level: Annotated[
        Level | None,
        typer.Option(
            metavar="province|prefecture|county",
            help="The level it is told at: settles names that fit units of several.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Make a new and empty project; every command works in it from there or with --data DIR.

    Example: pilotmap init zones --title "Cross-border e-commerce zones" --level prefecture
    """
    from ..store.create import create_project
    from ..text.characters import oddities
    from ..text.escape import shell_argument

    odd = oddities(title, is_name=True)
    if odd and odd[0].kind != "lookalike":
        raise UsageError(f"--title holds {odd[0]}; type it anew")
    project = create_project(folder, title=title.strip(), level=level)
    if as_json:
        files = [str(path) for path in (project.package, project.locations, project.sources)]
        print_json({"folder": str(folder), "files": files})
        return
    print_data(f"made a project in {folder}")
    enter = "" if folder.resolve() == Path.cwd() else f"cd {shell_argument(folder)}; "
    warn(f'next: {enter}pilotmap source add ID --title "..."; pilotmap add PLACE ...')
