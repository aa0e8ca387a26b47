"""The application that every command registers on."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import __version__
from .output import print_data

app = typer.Typer(
    name="pilotmap",
    help="Turn sourced statements about places and dates into an honest map of a rollout by year.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        print_data(__version__)
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Turn sourced statements about places and dates into an honest map of a rollout by year."""
    del version  # handled by its callback
