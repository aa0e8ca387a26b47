"""The rules: each a name that stays, a severity, and a page that explains it.

A rule is a function that yields what it finds; its docstring is its page. Rules that are enforced
where data are read (`store`) or brought in (`intake`) have no function, only a page here.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass, fields, make_dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import Problem, Severity, UsageError
from ..store.schema import RULES as STORE_RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..model import Source, Statement
    from .context import ProjectContext

    Finder = Callable[[ProjectContext], Iterable["Finding"]]


class Finding(NamedTuple):
    """One thing a rule found, at one cell; the rule and its severity are added by the checker."""

    message: str
    hint: str = ""
    file: str = ""
    line: int | None = None
    column: str = ""
    severity: Severity | None = None
    """Where it weighs less here than the rule does elsewhere."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; `page` begins with one sentence that says what is wrong."""

    name: str
    severity: Severity
    page: str
    find: Finder | None = None
    """None: enforced while data are read or imported."""

    @property
    def summary(self) -> str:
        """The first sentence of the page."""
        return self.page.split("\n\n", 1)[0].replace("\n", " ")

    def problems(self, context: ProjectContext) -> Iterable[Problem]:
        """Yield what the rule finds as problems."""
        if self.find is None:
            return
        for message, hint, file, line, column, severity in self.find(context):
            found = _Draft(self.name, message, hint, file, line, column, severity or self.severity)
            found.__class__ = Problem
            yield found


_Draft: Any = make_dataclass("_Draft", [each.name for each in fields(Problem)], slots=True)
"""A problem that is not frozen yet: a file may have a million, and a frozen one is made slowly."""

RULES: dict[str, Rule] = {}
"""Every rule by name, in the order of the modules that declare them."""


def rule(name: str, severity: Severity) -> Callable[[Finder], Finder]:
    """Register the decorated function as a rule; its docstring is the rule's page."""

    def register(find: Finder) -> Finder:
        declare(name, severity, inspect.cleandoc(find.__doc__ or ""), find)
        return find

    return register


def declare(name: str, severity: Severity, page: str, find: Finder | None = None) -> None:
    """Register a rule by its page."""
    assert name not in RULES, name  # noqa: S101 (two rules of one name are a defect of ours)
    RULES[name] = Rule(name, severity, page, find)


def rule_named(name: str) -> Rule:
    """Return the rule of a name.

    Raises
    ------
    UsageError
        If there is none; with the nearest names.
    """
    from difflib import get_close_matches

    if name in RULES:
        return RULES[name]
    near = get_close_matches(name, RULES, n=3)
    hint = f"; nearest: {', '.join(near)}" if near else ""
    raise UsageError(f"there is no rule '{name}'{hint}; pilotmap check --rules lists them")


def at(
    context: ProjectContext, statement: Statement, column: str, message: str, hint: str = ""
) -> Finding:
    """Return a finding at a cell of locations.csv."""
    return Finding(message, hint, context.locations.file, statement.line, column)


def at_source(
    context: ProjectContext, source: Source, column: str, message: str, hint: str = ""
) -> Finding:
    """Return a finding at a cell of sources.csv."""
    return Finding(message, hint, context.sources.file, source.line, column)


_ADVICE = {
    "encoding": "Projects are UTF-8. Imported files may also be UTF-16 or GB18030, whole.",
    "unclosed-quote": "The line given is the one on which the quote opens.",
    "date-invalid": "EDTF (ISO 8601-2): 2016, 2016-08, 2016/2020, [2016..2020], [..2020].",
    "adcode-unknown": "Look the place up with pilotmap find NAME.",
    "adcode-invalid": "Six digits as text; several codes joined by | are open candidates.",
    "source-unknown": "Add it with pilotmap source add, or correct the id.",
    "merge-conflict": (
        "Choose one side, and delete the lines with <<<<<<<, ======= and >>>>>>>, which may also "
        "stand inside a cell of several lines."
    ),
    "header-misspelt": "It is a warning: the column is kept and read by nobody.",
}

_INTAKE = {
    "place-missing": "An entry names no place.\n\nGive its name, or its adcode.",
    "place-ambiguous": (
        "A name fits several units.\n\nSay more: its parent (`within`), its level, or the adcode. "
        "Several codes joined by | keep the question open on purpose."
    ),
    "place-former": (
        "A name had ended before the statement begins.\n\nGive the code of a unit of the time; "
        "today's successors are shown."
    ),
    "adcode-name": (
        "The adcode of an entry and its name are different units.\n\nCorrect one of them, or give "
        "the reason as decision: then the code holds."
    ),
    "level-invalid": "A level is not one of province, prefecture, county.",
    "datum-invalid": (
        "A datum is not one of wgs84, gcj02, bd09.\n\nA datum is only ever declared, never "
        "guessed: the shift of Chinese maps looks like an inaccurate position."
    ),
    "date-excel": (
        "A number stands in the place of a date, and looks like one as Excel counts days.\n\n"
        "44000 is 2020-06-18. It may also be any other number: format the column as dates in the "
        "spreadsheet, or write the date."
    ),
    "date-two-digits": "A year has two digits.\n\nWrite four: 16 may be 1916 or 2016.",
    "date-ambiguous": (
        "A date does not say which number is the month.\n\n03/04/2015 is the 3rd of April here and "
        "the 4th of March there; write 2015-04-03."
    ),
    "conflict": (
        "An imported row contradicts one from the same source.\n\nIt gives other dates for the "
        "same place. Correct one of them, skip the row, or write a decision with the reason."
    ),
    "start-missing": "An addition gives no start.\n\nPass --start '' where the source gives none.",
    "statement-missing": "An addition does not say what the source says, in our own words.",
    "csv": "A table of names or phrases to look up lacks the column it needs, or a cell.",
    "year-format": "A year to look a name up in is not four digits.",
    "level-unknown": "A level to look a name up at is not one of province, prefecture, county.",
    "date-anchor": "What a relative date counts from is no date itself.",
    "row-duplicate": "An addition is the very row that stands there already.",
    "row-changed": "A row was changed by somebody else while it was edited.",
    "id-unknown": "No row has the id that is named.",
    "panel": (
        "A panel of units and periods does not hold what one must.\n\nEach unit stands once in "
        "each period, with 0 or 1 or a count; a gap, a second row or another value is told."
    ),
    "recipe": "A recipe cannot be read, or does not fit the columns of the list.",
    "set-aside": "A row of a list is a heading, a total or a remark, and no statement.",
    "several-tables": "A sheet holds several tables.\n\nGive each a file or a sheet of its own.",
    "list-too-long": (
        "A list to import has more entries than are held in memory at once, more unknown places "
        "than anybody decides on, or more rows about the same places than are compared; a project "
        "has more sources or aliases, or a text to scan more places and dates than an article."
    ),
    "empty-list": "A list to import has a header and nothing below it.",
    "source-needed": "A source is to be removed, and rows name it.",
    "source-missing": "An entry names no source.\n\nEvery statement has one: pass --source.",
    "geojson": "A file is no GeoJSON feature collection in WGS 84 (RFC 7946).",
    "json-records": "JSON holds no list of records that can be read, or a broken one.",
    "geopackage": "A file is no GeoPackage that can be read.",
    "geometry": "A geometry is empty, broken, crosses itself, or is neither point nor polygon.",
    "workbook": (
        "A workbook cannot be read, or must not be.\n\nIt is cut short, encrypted, no workbook at "
        "all, or unpacks to far more than a table needs, as zip bombs do."
    ),
    "parquet": (
        "A file is no Parquet table that can be read, or must not be.\n\nIt is cut short, "
        "encrypted, has nested columns or none of places, or unpacks to far more than its size "
        "explains."
    ),
    "tally-file": (
        "Counts by unit and year cannot be read.\n\n`--tally` takes the Parquet file that "
        "`pilotmap tally` writes, or a CSV with the columns adcode, year and n."
    ),
    "article-kind": (
        "A file to scan is no article that can be read.\n\nText, HTML, DOCX and PDF are, without a "
        "password, as far as they are whole."
    ),
    "article-empty": "A file to scan holds no text; pictures of text are not read.",
    "cell-formula": (
        "A cell of a workbook is a formula without a stored value.\n\nNothing is computed here: "
        "open and save the file in Excel, or paste values."
    ),
    "file-kind": "A file is of a kind that holds no list: a page, a picture, a PDF, an archive.",
    "file-too-large": "A file to import is larger than one gigabyte.",
}

_ARTICLE = {
    "toponym-elsewhere": (
        Severity.ERROR,
        (
            "A place does not stand in the paragraph that its locator names, but in another.\n\n"
            "Checked with `pilotmap check --text FILE`. Blank lines part the paragraphs, which are "
            "counted from 1, the title being the first. `p5` is the fifth, `p3-4` the third or "
            "fourth; `page 2` and `no. 17` cannot be checked in a text."
        ),
    ),
    "toponym-absent": (
        Severity.ERROR,
        (
            "A place does not stand in the text at all.\n\nCase, spaces and invisible characters "
            "are overlooked; spelling is not: `place` is the toponym as the source prints it."
        ),
    ),
    "locator-beyond": (Severity.ERROR, "A locator names a paragraph that the text does not have."),
    "locator-unchecked": (
        Severity.NOTE,
        (
            "A locator is not one that can be checked in a text.\n\nPages and list numbers are not "
            "marked in plain text; `p5` and `p3-4` are paragraphs."
        ),
    ),
}


def declare_all() -> None:
    """Register the pages."""
    for name, sentence in STORE_RULES.items():
        warning = name in {"header-misspelt", "id-alike"}
        advice = f"\n\n{_ADVICE[name]}" if name in _ADVICE else ""
        declare(name, Severity.WARNING if warning else Severity.ERROR, sentence + advice)
    for name, page in _INTAKE.items():
        declare(name, Severity.ERROR, page)
    for name, (severity, page) in _ARTICLE.items():
        declare(name, severity, page)


declare_all()
