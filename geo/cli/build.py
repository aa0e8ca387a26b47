"""`pilotmap build`: the map as one HTML file."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from ..paths import DATA
from ..picture.page_request import MOST_SITES, PageRequest
from .app import app, print_data

TALLY_TITLES = ("Observations by administrative unit and year", "按行政区和年份的观测数")
"""Of a page that shows counts and no statement."""


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
    tally: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Counts by unit and year, from `pilotmap tally`: drawn beside the statements, or "
            "alone where you stand in no project.",
        ),
    ] = None,
    max_sites: Annotated[
        int,
        typer.Option(
            metavar="N",
            min=0,
            help="With more sites than this the page counts them by unit and year, and holds none.",
        ),
    ] = MOST_SITES,
) -> None:
    """Write the interactive map by year as one HTML file that needs no network.

    Example: pilotmap build --year 2018 --lang zh --out map.html
    """
    # Nearly all that a build makes lives to its end: looking for cycles costs a sixth of its time.
    gc.disable()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no algebra is done; threads would spin
    request = PageRequest(
        year=year,
        first=from_,
        last=to,
        mode=mode,
        lang=lang,
        subtitle=subtitle,
        note=note,
        review_number=review_number,
        credit=credit,
        credit_zh=credit_zh,
        byline=byline,
        byline_zh=byline_zh,
        alt=alt,
        alt_zh=alt_zh,
        boundaries=boundaries,
        tiles=tiles,
        url=url,
        image_url=image_url,
        theme=theme,
        tally=tally,
        most_sites=max_sites,
    )
    ready = request.ready()
    from ..rollout import Rollout
    from ..store import find_project
    from .output_file import check_target, write_page
    from .progress import Progress

    project = find_project(data)
    # Counts are of whoever asks: the example that comes with the package says nothing of them.
    alone = ready.counts is not None and project.read_only
    beside = Path(ready.counts.file).stem if ready.counts and alone else ""
    target = out or _target(project.folder.resolve(), beside)
    check_target(target, project)
    with Progress("rows read") as progress:
        programme = project.load(progress)
        titles = (title, "") if title else (programme.title, programme.title_zh)
        if alone:
            rollout = Rollout((), {}, project.gazetteer())
            titles = (title, "") if title else TALLY_TITLES
        else:
            rollout = Rollout(programme.statements, programme.sources, project.gazetteer())
        progress.begin("rows packed", len(rollout.statements))
        page = ready.page(rollout, *titles, progress)
    write_page(target, page)
    gc.freeze()  # else Python looks for cycles in all of it as it ends
    print_data(str(target))
    if open_:
        import webbrowser

        webbrowser.open(target.resolve().as_uri())


def _target(folder: Path, counts: str = "") -> Path:
    """Name the page for the project; a folder that is only called `data`, for the one around it.

    One of counts alone is named for their file.
    """
    if counts:
        name = counts
    elif folder == DATA.resolve():
        name = "pilot_expansion"
    else:
        name = folder.parent.name if folder.name == "data" else folder.name
    beside = Path("output")
    return (beside if beside.is_dir() else Path()) / f"{name or 'map'}.html"
