"""What a table leaves open: asked one by one on a terminal, told all at once in a script."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from ..intake.lists.answers import parse_mapping
from ..text.escape import one_line, shell_word
from .app import print_data, print_json, warn
from .ask import ask, choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..intake.lists.answers import Options
    from ..intake.lists.headers import Answer, Question
    from ..intake.lists.importing import OpenedList

_MAP, _BLANK, _EXCEL = "--map", "--blank", "--excel-dates"


def tell_questions(opened: OpenedList) -> None:
    """Print every question with its answers, and one line that has all proposals to copy."""
    questions = opened.reading.questions
    count = len(questions)
    print_data(f"{count} question{'s' * (count > 1)} before any row is read:")
    for question in questions:
        print_data(f"question: {one_line(_worded(opened, question))}")
        width = max(len(answer.flag) for answer in question.answers)
        for answer in question.answers:
            print_data(f"    {one_line(f'{answer.flag:<{width}}  {answer.meaning}')}")
    flags = [q.answers[0].flag if q.is_proposed else "..." for q in questions]
    command = " ".join(["pilotmap", *map(shell_word, sys.argv[1:]), *dict.fromkeys(flags)])
    print_data("answer each with one of its lines, added to the command; likely:")
    print_data(f"    {one_line(command)}")
    warn("nothing is ready and nothing was written: the questions above come first")


def tell_questions_json(opened: OpenedList) -> None:
    """Print one object per question, with `line`, `verdict` and `row` as rows have them."""
    for question in opened.reading.questions:
        print_json(
            {
                "line": opened.layout.header_line or None,
                "verdict": "question",
                "row": {},
                "rule": question.rule,
                "column": question.column,
                "values": list(question.values),
                "message": question.text,
                "answers": [answer._asdict() for answer in question.answers],
                "proposal": question.answers[0].flag if question.is_proposed else "",
            }
        )


def ask_questions(opened: OpenedList, options: Options) -> Options:
    """Ask one by one; return the options with the answers.

    Raises
    ------
    GivenUpError
        If the person stops.
    """
    answers = []
    for question in opened.reading.questions:
        warn(_worded(opened, question))
        answers.append(_chosen(question))
    flags = dict.fromkeys(answer.flag for answer in answers)
    warn(f"the same, said as options: {' '.join(flags)}")
    said = [option for answer in answers for option in answer.options]
    pairs = parse_mapping(text for option, text in said if option == _MAP)
    return replace(
        options,
        mapping=(*options.mapping, *pairs),
        excel_dates=options.excel_dates or (_EXCEL, "") in said,
        blanks=(*options.blanks, *(text for option, text in said if option == _BLANK)),
    )


def _chosen(question: Question) -> Answer:
    """Return the answer that was chosen; a blank line takes the proposal."""
    answers: Sequence[Answer] = question.answers
    lines = [f"{answer.meaning}  ({answer.flag})" for answer in answers]
    if not question.is_proposed:
        return answers[choose("Which one?", lines)]
    lines[0] += "  <- proposed"
    for number, line in enumerate(lines, 1):
        warn(f"  {number}  {line}")
    while True:
        said = ask(f"Which one? [1-{len(lines)}, Enter for 1, q to stop]") or "1"
        if said.isdecimal() and 1 <= int(said) <= len(lines):
            return answers[int(said) - 1]
        warn(f"'{said}' is none of the numbers")


def _worded(opened: OpenedList, question: Question) -> str:
    """Return a question as a sentence, with the column and two of its values."""
    where = f"{opened.file}:{opened.layout.header_line or 1}"
    values = ", ".join(f"'{value[:30]}'" for value in question.values)
    column = f", column '{question.column}'" if question.column else ""
    return f"{where}{column}{f' ({values})' if values else ''}: {question.text}"
