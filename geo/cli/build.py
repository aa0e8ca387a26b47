"""`pilotmap build`: the map as one HTML file."""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ..errors import PilotmapError, UsageError
from ..paths import DATA
from .app import app, print_data

if TYPE_CHECKING:
    from ..gazetteer import Gazetteer
    from ..payload import Span
    from ..payload.build import Outlines


@app.command()
def build(
    *,
    data: Annotated[
        Path | None, typer.Option(help="Folder of the project; else where you stand, or its data/.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="File to write; else NAME.html, in output/ if there is one."),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    year: Annotated[
        int | None,
        typer.Option(
            min=1, max=9999, help="Show what was known by this year; leave out what is later."
        ),
    ] = None,
    from_: Annotated[
        int | None, typer.Option("--from", min=1, max=9999, help="First year of the timeline.")
    ] = None,
    to: Annotated[
        int | None,
        typer.Option(min=1, max=9999, help="Last year of the timeline; leave out what is later."),
    ] = None,
    mode: Annotated[
        Literal["upto", "in"],
        typer.Option(help="Up to the end of the year, or only what started in the years given."),
    ] = "upto",
    lang: Annotated[Literal["en", "zh"], typer.Option(help="Language it opens in.")] = "en",
    title: Annotated[str | None, typer.Option(help="Headline; else the project's title.")] = None,
    subtitle: Annotated[str, typer.Option(help="Line below the headline.")] = "",
    note: Annotated[str, typer.Option(help="Remark in the part about the map.")] = "",
    review_number: Annotated[
        str, typer.Option(help="Review number (审图号) that an authority gave the map.")
    ] = "",
    boundaries: Annotated[
        Path | None, typer.Option(help="Outlines to use instead: a vector file with `adcode`.")
    ] = None,
    tiles: Annotated[
        str | None,
        typer.Option(help="Basemap: a name of xyzservices or an address; needs network."),
    ] = None,
    url: Annotated[
        str, typer.Option(help="Web address where the page will stand: for links and citations.")
    ] = "",
    image_url: Annotated[
        str,
        typer.Option(help="Web address of its picture, 1200x630, for previews (og:image)."),
    ] = "",
    credit: Annotated[str, typer.Option(help="Credit: beside the sources, also in pictures.")] = "",
    credit_zh: Annotated[str, typer.Option(help="The same in Chinese.")] = "",
    byline: Annotated[str, typer.Option(help="Who it is by; below the headline.")] = "",
    byline_zh: Annotated[str, typer.Option(help="The same in Chinese.")] = "",
    alt: Annotated[
        str, typer.Option(help="Alternative text of what it opens with; else from the data.")
    ] = "",
    alt_zh: Annotated[str, typer.Option(help="The same in Chinese.")] = "",
    theme: Annotated[
        Path | None, typer.Option(help="Colours, type and logo of a house: a TOML file.")
    ] = None,
) -> None:
    """Write the interactive map by year as one HTML file that needs no network.

    Example: pilotmap build --year 2018 --lang zh --out map.html
    """
    # Nearly all that a build makes lives to its end: looking for cycles costs a sixth of its time.
    gc.disable()
    span = _span(year, from_, to, mode)
    from ..page import PageOptions, build_page
    from ..page.theme import read_theme
    from ..page.tiles import find_tiles
    from ..payload import PageContent, Texts
    from ..rollout import Rollout
    from ..store import find_project
    from ..text.escape import is_web_address
    from .output_file import check_target, write_page

    for option, address in (("--url", url), ("--image-url", image_url)):
        if address and not is_web_address(address):
            raise PilotmapError(
                f"{option} {address!r} is not a web address; "
                "give one that begins with http:// or https://"
            )
    look = read_theme(theme) if theme else None
    basemap = find_tiles(tiles) if tiles else None
    project = find_project(data)
    target = out or _target(project.folder.resolve())
    check_target(target, project)
    programme = project.load()
    gazetteer = project.gazetteer()
    content = PageContent(
        Rollout(programme.statements, programme.sources, gazetteer),
        _outlines(boundaries, gazetteer),
        Texts(
            title or programme.title,
            subtitle,
            note,
            review_number,
            title_zh="" if title else programme.title_zh,
            credit=credit,
            credit_zh=credit_zh,
            byline=byline,
            byline_zh=byline_zh,
            alt=alt,
            alt_zh=alt_zh,
        ),
        span=span,
    )
    options = PageOptions(
        lang, basemap, boundaries.name if boundaries else "", url, image_url, look
    )
    page = build_page(
        content.payload(lang), content.plain_rows(lang), options, content.static_view(lang)
    )
    write_page(target, page)
    print_data(str(target))
    if open_:
        import webbrowser

        webbrowser.open(target.resolve().as_uri())


def _span(year: int | None, first: int | None, last: int | None, mode: str) -> Span:
    """Read the years asked for.

    Raises
    ------
    UsageError
        If they contradict each other.
    """
    from ..payload import Span

    if year is not None and (first is not None or last is not None):
        raise UsageError("--year stands for itself; leave out --from and --to, or --year")
    if first is not None and last is not None and first > last:
        raise UsageError(f"--from {first} is after --to {last}; swap them")
    if year is not None:
        return Span(year if mode == "in" else None, year, "in" if mode == "in" else "upto")
    return Span(first, last, "in" if mode == "in" else "upto")


def _outlines(boundaries: Path | None, gazetteer: Gazetteer) -> Outlines:
    from ..boundaries import committed_page, from_file
    from ..boundaries.page import page_topology

    if boundaries is None:
        return committed_page
    return partial(page_topology, from_file(boundaries, current=gazetteer.current))


def _target(folder: Path) -> Path:
    """Name the page for the project; a folder that is only called `data`, for the one around it."""
    if folder == DATA.resolve():
        name = "pilot_expansion"
    else:
        name = folder.parent.name if folder.name == "data" else folder.name
    beside = Path("output")
    return (beside if beside.is_dir() else Path()) / f"{name or 'map'}.html"
