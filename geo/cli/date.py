"""`pilotmap date`: how a phrase is read as a date, by which rule, or why it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import DataError, DateError, Problem, UsageError
from . import options
from .app import app, print_data, print_json, warn

if TYPE_CHECKING:
    from collections.abc import Collection

    from ..dates import FuzzyDate

COLUMNS = ("phrase", "anchor")
"""Of a batch file; only the first is needed."""
PHRASES_LIMIT, UNREAD_LIMIT = 50_000, 5_000
"""Different phrases of a batch, and those of them that are no dates: to look for a part that is one
takes 2 ms, to read a date a fifth of one."""
_TOLD = 40
"""Characters of a phrase that a message quotes."""


# What is not an option is a phrase, so that -0100 is refused as a year and not as an option.
@app.command(context_settings={"ignore_unknown_options": True})
def date(
    phrases: Annotated[
        list[str] | None, typer.Argument(metavar="PHRASE...", help="Phrases, or EDTF dates.")
    ] = None,
    anchor: Annotated[
        str,
        typer.Option(
            metavar="DATE", help="The date of the text, which phrases such as 'last year' need."
        ),
    ] = "",
    batch: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="A table (CSV, XLSX, ...) with the columns phrase, anchor; - reads stdin.",
        ),
    ] = None,
    as_json: options.JsonLines = False,
) -> None:
    """Read phrases in English or Chinese as dates, and say by which rule.

    Exit code 1 if one of them is refused: because it is not known, open to two meanings, or counts
    from an anchor that is not given. Today's date is never the anchor.

    Example: pilotmap date "since August" --anchor 2020-09
    """
    if not phrases and batch is None:
        raise UsageError(
            "nothing to read; give a PHRASE or --batch FILE, e.g. pilotmap date 'by 2020'"
        )
    questions = [(phrase, anchor) for phrase in phrases or ()]
    if batch is not None:
        from ..tables.read import read_records

        rows = read_records(batch, COLUMNS)
        questions += [(row["phrase"], row["anchor"].strip() or anchor) for _, row in rows]
    answers = _answers(dict.fromkeys(questions), batch)
    for question in questions:
        if as_json:
            print_json(answers[question])
        else:
            _show(answers[question])
    if any(answer["refused"] for answer in answers.values()):
        raise typer.Exit(1)


def _answers(
    questions: Collection[tuple[str, str]], batch: str | None
) -> dict[tuple[str, str], dict[str, Any]]:
    """Return how each of different phrases with their anchors is read; a batch has limits."""
    answers: dict[tuple[str, str], dict[str, Any]] = {}
    if batch is not None and len(questions) > PHRASES_LIMIT:
        raise _too_many(f"{PHRASES_LIMIT:,} different phrases", next(iter(questions)), batch)
    unread = 0
    for question in questions:
        answers[question] = answer = record(*question)
        unread += answer["refused"] is not None
        if batch is not None and unread > UNREAD_LIMIT:
            what = f"{UNREAD_LIMIT:,} different phrases that are no dates"
            raise _too_many(what, question, batch)
    return answers


def _too_many(what: str, question: tuple[str, str], batch: str) -> DataError:
    message = f"more than {what}; one of them: '{question[0][:_TOLD]}'"
    hint = "name the column of the dates `phrase`, or give them in parts"
    file = "stdin" if batch == "-" else batch
    return DataError([Problem("list-too-long", message, hint, file)])


def record(phrase: str, anchor: str) -> dict[str, Any]:
    """Return how a phrase is read, as plain values; `refused` holds the reason where it is not.

    Parameters
    ----------
    phrase
        A phrase, or EDTF.
    anchor
        The same, for the date it may count from; empty for none.
    """
    from ..dates import read_phrase

    answer: dict[str, Any] = {"phrase": phrase, "anchor": anchor or None}
    answer |= dict.fromkeys(("edtf", "not_before", "not_after", "rule", "refused"))
    try:
        base = _anchor(anchor)
        read = read_phrase(phrase, anchor=base)
    except DateError as error:
        return answer | {"refused": str(error)}
    return answer | {
        "anchor": read.anchor.text if read.anchor else None,
        "edtf": read.date.text,
        "not_before": read.date.not_before.isoformat() if read.date.not_before else None,
        "not_after": read.date.not_after.isoformat() if read.date.not_after else None,
        "rule": read.rule,
    }


def _anchor(text: str) -> FuzzyDate | None:
    from ..dates import read_phrase

    if not text:
        return None
    try:
        return read_phrase(text).date
    except DateError as error:
        raise DateError(f"the anchor: {error}") from None


def _show(answer: dict[str, Any]) -> None:
    if answer["refused"]:
        warn(f"error: {answer['refused']}")
        return
    first, last = answer["not_before"] or "any time", answer["not_after"] or "any time later"
    print_data(f"{answer['phrase']}: {answer['edtf']} ({first} to {last})")
    print_data(f"    {answer['rule']}")
