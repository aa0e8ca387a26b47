"""`pilotmap scan`: what an article says of places and dates, as proposals to decide on."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from ..errors import UsageError
from ..scan.model import ProgrammeStatus, Role
from . import options
from .app import app, print_data, print_json, printable, warn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..dates import FuzzyDate
    from ..gazetteer import Gazetteer
    from ..scan.model import Proposal, Scan, Unnamed


_INDENT = "    "
_WIDTH = 9


class Segment(NamedTuple):
    """A stretch of a line, and what it is: a class of `Role`, `within`, `head` or empty."""

    text: str
    style: str = ""


Line = list[Segment]


def report_lines(scan: Scan, gazetteer: Gazetteer) -> Iterator[Line]:
    """Yield the lines of the report: each paragraph with its places marked, then what they are."""
    for number, paragraph in enumerate(scan.paragraphs, 1):
        places = [each for each in scan.proposals if each.paragraph == number]
        unnamed = [each for each in scan.statements if each.paragraph == number]
        if not places and not unnamed:
            continue
        yield [Segment(f"paragraph {number}", "head")]
        yield [Segment(_INDENT), *_marked(paragraph, places, unnamed)]
        for place in places:
            yield _place_line(place, gazetteer)
        for each in unnamed:
            yield _unnamed_line(each, gazetteer)
        yield [Segment("")]
    yield [Segment(_summary(scan))]


def _marked(paragraph: str, places: Sequence[Proposal], unnamed: Sequence[Unnamed]) -> Line:
    spans = [(each.start, each.end, each.role.value) for each in places]
    spans += [(each.start, each.end, "within") for each in unnamed]
    line: Line = []
    at = 0
    for start, end, style in sorted(spans):
        if start < at:
            continue
        line += [Segment(paragraph[at:start]), Segment(paragraph[start:end], style)]
        at = end
    line.append(Segment(paragraph[at:]))
    return line


def _place_line(place: Proposal, gazetteer: Gazetteer) -> Line:
    codes = (place.adcode,) if place.adcode else place.candidates
    units = " | ".join(gazetteer.describe(gazetteer.unit(code)) for code in codes)
    status = "" if place.status is ProgrammeStatus.IN else f"{place.status.value}, "
    extent = "" if place.extent == "unit" else f"{place.extent} of it, "
    when = _when(place.when.start, place.when.end, place.when.phrase)
    told = f"{place.text}: {units or 'no unit'}; {status}{extent}{when}{place.reason}"
    return [
        Segment(_INDENT),
        Segment(place.role.value.ljust(_WIDTH), place.role.value),
        Segment(told),
    ]


def _unnamed_line(each: Unnamed, gazetteer: Gazetteer) -> Line:
    around = gazetteer.unit(each.within)
    where = f"{each.extent} {around.adcode} {around.name_en} {around.name_zh}"
    when = _when(each.when.start, each.when.end, each.when.phrase)
    told = f"{each.text}: {where}; {when}{each.reason}"
    return [Segment(_INDENT), Segment("unnamed".ljust(_WIDTH), "within"), Segment(told)]


def _when(start: str | None, end: str | None, phrase: str) -> str:
    if start or end:
        until = f" to {end}" if end else ""
        return f"{start or 'no start'}{until} ('{phrase}'); "
    return f"no date read from '{phrase}'; " if phrase else ""


def _summary(scan: Scan) -> str:
    counts = {role: sum(each.role is role for each in scan.proposals) for role in Role}
    told = ", ".join(f"{count} {role.value}" for role, count in counts.items())
    return f"{told}; {len(scan.statements)} without a named place"


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
    from ..scan.reading import read_article
    from ..scan.scan import scan_text

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

    has_colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    for line in report_lines(found, load()):
        for text, style in line:
            safe = printable(text).replace("\n", " ")
            mark = _COLOURS.get(style, "") if has_colour else ""
            sys.stdout.write(f"{mark}{safe}{_PLAIN}" if mark else safe)
        sys.stdout.write("\n")
    _tell(found)
