"""`pilotmap plot`: the map, several maps, an animation or the panel as a picture."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ..errors import UsageError
from ..model import Level
from . import options
from .app import app, print_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..picture.plotting import Composer
    from ..rollout import Rollout

_SIZES = "wide|social|square|portrait|column|two-columns|WxH"


@app.command()
def plot(
    *,
    year: Annotated[
        int | None, typer.Option(min=1, max=9999, help="The year; else the last with evidence.")
    ] = None,
    years: Annotated[
        str | None,
        typer.Option(metavar="Y,Y,...", help="Several years side by side: 2016,2018,2020."),
    ] = None,
    animate: Annotated[
        bool, typer.Option("--animate", help="One year after another, as .gif, .webp or .png.")
    ] = False,
    panel: Annotated[
        bool, typer.Option("--panel", help="Units by years in the four statuses, and no map.")
    ] = False,
    from_: Annotated[
        int | None,
        typer.Option("--from", min=1, max=9999, help="First year of --animate and --panel."),
    ] = None,
    to: Annotated[
        int | None, typer.Option(min=1, max=9999, help="Last year of --animate and --panel.")
    ] = None,
    seconds: Annotated[
        float, typer.Option(min=0.02, max=60, help="How long a year of --animate stands.")
    ] = 1.0,
    level: options.UnitLevel = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The file: .svg, .png or .pdf; else map.png."),
    ] = None,
    size: Annotated[
        str,
        typer.Option(metavar=_SIZES, help="column and two-columns are a journal's 89 and 183 mm."),
    ] = "wide",
    inset: Annotated[
        bool, typer.Option("--inset", help="Show the South China Sea in a box of its own.")
    ] = False,
    labels: Annotated[bool, typer.Option(help="Write the names of places on the map.")] = True,
    lang: Annotated[Literal["en", "zh"], typer.Option(help="The language of the picture.")] = "en",
    title: Annotated[
        str | None, typer.Option(help="Headline; '' for none; else the project's title.")
    ] = None,
    font: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A font with Chinese characters.")
    ] = None,
    boundaries: Annotated[
        Path | None, typer.Option(help="Outlines to use instead: a vector file with `adcode`.")
    ] = None,
    review_number: Annotated[
        str, typer.Option(help="Review number (审图号) that an authority gave the map.")
    ] = "",
    force: options.Force = False,
    data: options.Data = None,
) -> None:
    """Draw the rollout as a picture for print, the web or slides, with legend, scale and sources.

    Colours, patterns and words are those of the page. The same data give the same bytes.

    Example: pilotmap plot --year 2020 --lang zh --inset --size square --out map.svg --force
    """
    form = _format(out, year, years, animate=animate, panel=panel)
    os.environ["MPLBACKEND"] = "agg"  # no window is opened; one of no such name ends matplotlib
    from ..picture.plotting import own_style, require_matplotlib

    require_matplotlib()
    from ..boundaries import from_file
    from ..picture.content import Content
    from ..picture.fonts import find_face
    from ..picture.plotting import Composer
    from ..picture.sizes import size_from
    from ..picture.stage import Request
    from ..rollout import Rollout
    from ..store import find_project
    from .output_file import check_place, write_files

    measured, face = size_from(size), find_face(font)
    project = find_project(data)
    target = out or Path("map.gif" if animate else "panel.png" if panel else "map.png")
    check_place(target, project)
    programme = project.load()
    gazetteer = project.gazetteer()
    rollout = Rollout(programme.statements, programme.sources, gazetteer)
    asked = _years(rollout, year, years, (from_, to), every=animate or panel)
    own = (lang == "zh" and programme.title_zh) or programme.title
    request = Request(
        size=measured,
        face=face,
        title=own if title is None else title,
        inset=inset,
        labels=labels,
        topology=from_file(boundaries, current=gazetteer.current) if boundaries else None,
        boundaries=boundaries.name if boundaries else "",
        review_number=review_number,
    )
    units = level or programme.level or Level.PREFECTURE
    with own_style():
        composer = Composer(Content(rollout, units, lang), request)
        kind = "animation" if animate else "panel" if panel else "map"
        picture = _picture(composer, asked, form, kind, seconds)
    write_files({target: picture}, project, force=force)
    print_data(str(target))


def _picture(
    composer: Composer, years: Sequence[int], form: str, kind: str, seconds: float
) -> bytes:
    from ..picture.panel_picture import panel_picture
    from ..picture.plotting import animated, saved

    if kind == "animation":
        return animated(composer, years, form, seconds)
    figure = panel_picture(composer, years) if kind == "panel" else composer.picture(years)
    return saved(figure, form, composer.request.size.dpi, composer.request.title)


def _format(
    out: Path | None, year: int | None, years: str | None, *, animate: bool, panel: bool
) -> str:
    """Return the format that the name of the file asks for.

    Raises
    ------
    UsageError
        If there is none of that name, or options contradict each other.
    """
    from ..picture.plotting import ANIMATED, FORMATS

    if animate and panel:
        raise UsageError("--animate and --panel are two pictures; choose one of them")
    if year is not None and years is not None:
        raise UsageError("--year and --years: give one of them")
    if (animate or panel) and (year is not None or years is not None):
        what = "--animate" if animate else "--panel"
        raise UsageError(f"{what} shows all years; narrow them with --from and --to")
    choices = ANIMATED if animate else FORMATS
    form = out.suffix.lower().removeprefix(".") if out else choices[0] if animate else "png"
    if form not in choices:
        *most, last = (f".{each}" for each in choices)
        raise UsageError(f"--out {out}: end it in {', '.join(most)} or {last}")
    return form


def _years(
    rollout: Rollout,
    year: int | None,
    years: str | None,
    span: tuple[int | None, int | None],
    *,
    every: bool,
) -> list[int]:
    """Return the years to draw.

    Raises
    ------
    UsageError
        If they contradict each other, are not numbers, or are not years of the data.
    """
    from ..export.frames import year_of
    from ..picture.content import years_within

    if not every:
        if span != (None, None):
            raise UsageError("--from and --to are for --animate and --panel; give --years Y,Y,...")
        if years is None:
            return years_within(rollout, [year_of(rollout, year)], "--year")
        parts = [part.strip() for part in years.replace("，", ",").split(",")]
        if not all(part.isascii() and part.isdigit() for part in parts):
            raise UsageError(f"--years {years!r}: give years with commas between, 2016,2018,2020")
        return years_within(rollout, [int(part[:5]) for part in parts], "--years")
    known = rollout.years
    first = known[0] if span[0] is None and known else span[0] or 1
    last = known[-1] if span[1] is None and known else span[1] or 1
    if first > last:
        raise UsageError(f"--from {first} is after --to {last}; swap them")
    ends = years_within(rollout, [first, last], "--from/--to")
    return list(range(ends[0], ends[-1] + 1))
