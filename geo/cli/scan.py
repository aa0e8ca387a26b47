"""`pilotmap scan`: what an article says of places and dates, as proposals to decide on."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from . import options
from .app import app, print_json, printable, warn

if TYPE_CHECKING:
    from ..dates import FuzzyDate
    from ..scan import Scan


@app.command()
def scan(
    article: Annotated[
        str,
        typer.Argument(metavar="ARTICLE", help="Text, HTML, PDF or DOCX; - reads stdin."),
    ],
    published: Annotated[
        str,
        typer.Option(
            metavar="DATE", help="When it was published: 'this year' counts from it: 2020-09."
        ),
    ] = "",
    as_json: options.AsJson = False,
) -> None:
    """Propose rows from an article: places, units, dates, each with its class and its reason.

    likely: the text says that the programme is there; check: a person has to read the sentence;
    context: only mentioned. Nothing is decided and nothing is written.

    Example: pilotmap scan article.txt --published 2020-09
    """
    from ..scan import scan_text
    from ..scan.reading import read_article

    date = _published(published)
    read = read_article(article)
    if read.offered and not published:
        agree = f"if you agree, pass --published {read.offered}"
        warn(f"note: the page names {read.offered} as its date; {agree}")
    found = scan_text(read.text, published=date)
    if as_json:
        print_json(found.as_record())
    else:
        _report(found)


def _published(text: str) -> FuzzyDate | None:
    from ..dates import read_phrase
    from ..errors import DateError, UsageError

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
    for note in found.notes:
        warn(f"note: {note}")
