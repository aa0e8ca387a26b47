"""What others wrote reaches a terminal as text to look at, on the line it belongs to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import Problem
from geo.text.escape import is_unseen, one_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("武威 a\u00a0b", "武威 a\u00a0b"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\x1b]0;x\x07", "\\x1b]0;x\\x07"),
        ("a\u202eb\u2028c\ufeff", "a\\u202eb\\u2028c\\ufeff"),
        ("\udcff", "\\udcff"),
    ],
)
def test_what_steers_a_terminal_is_shown_as_an_escape(text, shown):
    assert one_line(text) == shown
    assert one_line(shown) == shown


@given(st.text())
def test_a_text_is_one_line_and_what_is_kept_is_kept(text):
    shown = one_line(text)

    assert len(shown.splitlines()) <= 1
    assert not any(map(is_unseen, shown))
    assert one_line(text, keep="\n").count("\n") == text.count("\n")


def test_a_problem_is_one_line_whatever_the_cell_holds():
    problem = Problem("rule", "the cell 'a\r\nb\x1b[2J'", file="x\ny.csv", line=3)

    assert str(problem) == "x\\ny.csv:3: the cell 'a\\r\\nb\\x1b[2J' [rule]"
