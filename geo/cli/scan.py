"""`pilotmap scan`: what an article says of places and dates, as proposals to decide on."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ..errors import UsageError
from . import options
from .app import app, print_data, print_json, printable, warn

if TYPE_CHECKING:
    from ..dates import FuzzyDate
    from ..scan import Scan


@app.command()
def scan(
    article: Annotated[
        str,
        typer.Argument(metavar="ARTICLE", help="Text, HTML, PDF or DOCX; - reads stdin."),
    ],
    *,
    published: Annotated[
        str,
        typer.Option(
            metavar="DATE", help="When it was published: 'this year' counts from it: 2020-09."
        ),
    ] = "",
    as_json: options.AsJson = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print the likely rows in the shape that import takes.")
    ] = False,
    with_check: Annotated[
        bool, typer.Option("--with-check", help="Rows of the places to check too.")
    ] = False,
    source: Annotated[
        str,
        typer.Option(
            metavar="ID", help="The source that it is: told is what no row of the project uses."
        ),
    ] = "",
    add: Annotated[
        bool, typer.Option("--add", help="Walk through them on a terminal; a yes adds a row.")
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page on which to decide, and to download rows."),
    ] = None,
    lang: Annotated[
        Literal["en", "zh"], typer.Option(metavar="en|zh", help="The language of that page.")
    ] = "en",
    force: options.Force = False,
    data: options.Data = None,
) -> None:
    """Propose rows from an article: places, units, dates, each with its class and its reason.

    likely: the text says that the programme is there; check: a person has to read the sentence;
    context: only mentioned. Nothing is decided, and nothing is written without a yes (--add).

    Example: pilotmap scan article.txt --published 2020-09
    """
    from ..scan import scan_text
    from ..scan.reading import read_article

    if as_json + as_csv + add + (html is not None) > 1:
        raise UsageError("--json, --csv, --html and --add are ways to one result; choose one")
    date = _published(published)
    read = read_article(article)
    if read.offered and not published:
        agree = f"if you agree, pass --published {read.offered}"
        warn(f"note: the page names {read.offered} as its date; {agree}")
    found = scan_text(read.text, published=date)
    if as_json:
        print_json(found.as_record())
    elif as_csv:
        from ..scan import rows

        made = rows.rows_of(found, source=source, with_check=with_check)
        print_data(rows.as_csv(made).removesuffix("\n"))
        _tell(found)
    elif html is not None:
        _write_page(found, html, source, lang, force=force, data=data)
    elif add:
        from .scan_add import walk

        _tell(found)
        walk(found, source, data)
    else:
        _report(found)
        if source:
            _left_out(found, source, data)


def _write_page(
    found: Scan, target: Path, source: str, lang: str, *, force: bool, data: Path | None
) -> None:
    from ..gazetteer import load
    from ..scan.review import build_review
    from ..store import find_project
    from .output_file import write_files

    page = build_review(found, load(), source=source, lang=lang)
    write_files({target: page}, find_project(data), force=force)
    print_data(f"wrote {target}")
    _tell(found)


def _left_out(found: Scan, source: str, data: Path | None) -> None:
    """Tell what the text says and no row of the source uses."""
    from ..scan.rows import used_by_no_row
    from ..store import find_project

    project = find_project(data)
    programme = project.load()
    if source not in programme.sources:
        known = ", ".join(programme.sources) or "none"
        raise UsageError(f"--source {source}: the project has no such source; it has {known}")
    rows = [each for each in programme.statements if each.source == source]
    named = [(row.place, "|".join(row.adcodes)) for row in rows]
    left = used_by_no_row(found, named, project.gazetteer())
    print_data()
    print_data(f"used by no row of {source}: {len(left)}")
    for paragraph, text in left:
        print_data(f"    paragraph {paragraph}: {text}")


def _tell(found: Scan) -> None:
    for note in found.notes:
        warn(f"note: {note}")


def _published(text: str) -> FuzzyDate | None:
    from ..dates import read_phrase
    from ..errors import DateError

    if not text.strip():
        return None
    try:
        return read_phrase(text).date
    except DateError as error:
        raise UsageError(f"--published: {error}") from None


_COLOURS = {
    "likely": "\x1b[1;32m",
    "check": "\x1b[1;33m",
    "context": "\x1b[36m",
    "within": "\x1b[1;35m",
    "head": "\x1b[1m",
}
_PLAIN = "\x1b[0m"


def _report(found: Scan) -> None:
    from ..gazetteer import load
    from ..scan.report import report_lines

    has_colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    for line in report_lines(found, load()):
        for text, style in line:
            safe = printable(text).replace("\n", " ")
            mark = _COLOURS.get(style, "") if has_colour else ""
            sys.stdout.write(f"{mark}{safe}{_PLAIN}" if mark else safe)
        sys.stdout.write("\n")
    _tell(found)
