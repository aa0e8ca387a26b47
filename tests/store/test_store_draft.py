"""A change touches the bytes of its own rows and no others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError
from geo.store.draft import Draft
from geo.tables.table import parse_table

TEXTS = [
    "a,b,c\n1,2,3\n4,5,6\n",
    "\ufeffa,b,c\r\n1,2,3\r\n4,5,6\r\n",
    "a,b,c\r1,2,3\r4,5,6\r",
    "a,b,c\n1,2,3\n4,5,6",
    'a,"b",c\n"1", 2 ,"3"\n\n4,"5\n5",6\n',
    'a,b,c\n1,"2 ""x""",3\r\n4,5,6\n\n',
]


def draft(text):
    return Draft(parse_table(text, file="x.csv"))


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_changed_is_the_same_text(text):
    assert draft(text).text() == text


@pytest.mark.parametrize("text", TEXTS)
def test_an_appended_row_stands_after_all_that_was_there(text):
    change = draft(text)
    change.append([{"a": "x", "c": "y,z"}])

    new = change.text()

    assert new.startswith(text)
    assert new[len(text) :].strip() == 'x,,"y,z"'
    assert new.endswith(("\n", "\r")) == text.endswith(("\n", "\r"))
    assert parse_table(new, file="x.csv").rows[-1].cells == ("x", "", "y,z")


@pytest.mark.parametrize("text", TEXTS)
def test_a_replaced_cell_leaves_every_other_byte(text):
    change = draft(text)
    row = change.table.rows[1]
    change.replace(row, {"c": "new"})

    new = change.text()

    assert (
        new == text[: row.start] + text[row.start : row.stop].replace("6", "new") + text[row.stop :]
    )


def test_a_cell_that_keeps_its_value_keeps_its_quotes():
    change = draft('a,b\n"1","2"\n')
    change.replace(change.table.rows[0], {"a": "1", "b": "3"})

    assert change.text() == 'a,b\n"1",3\n'


@pytest.mark.parametrize("text", TEXTS)
def test_a_removed_row_takes_its_line_ending_along(text):
    for index in (0, 1):
        change = draft(text)
        row = change.table.rows[index]
        change.remove(row)

        left = parse_table(change.text(), file="x.csv")

        assert [other.cells for other in left.rows] == [change.table.rows[1 - index].cells]
        assert change.text().endswith(("\n", "\r")) == text.endswith(("\n", "\r"))


def test_several_changes_of_one_table_come_together():
    change = draft("a,b\n1,2\n3,4\n5,6\n")
    first, second, _ = change.table.rows
    change.append([{"a": "7"}, {"b": "8"}])
    change.remove(second)
    change.replace(first, {"b": "=x"})

    assert change.text() == "a,b\n1,=x\n5,6\n7,\n,8\n"


def test_a_row_cannot_bring_a_column_that_the_table_does_not_have():
    change = draft("a,b\n1,2\n")
    change.append([{"a": "1", "new": ""}])

    with pytest.raises(DataError, match="no column 'new'"):
        change.append([{"new": "x"}])


values = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=10)


@given(st.sampled_from(TEXTS), st.lists(st.tuples(values, values, values), max_size=4))
def test_whatever_is_written_is_read_back_exactly(text, rows):
    change = draft(text)
    change.append([dict(zip("abc", row, strict=True)) for row in rows])
    change.replace(change.table.rows[0], {"b": rows[0][0] if rows else ""})

    table = parse_table(change.text(), file="x.csv").checked()

    assert [row.cells for row in table.rows[2:]] == [row for row in rows if any(row)]
    assert table.rows[0].cells[1] == (rows[0][0] if rows else "")


@pytest.mark.parametrize("text", TEXTS)
def test_a_column_that_older_tables_lack_is_added_when_a_row_needs_it(text):
    change = draft(text)
    change.append([{"a": "x"}, {"a": "y", "status": "out"}, {"b": "z"}])
    change.replace(change.table.rows[0], {"c": "new", "status": "out"})

    table = parse_table(change.text(), file="x.csv").checked()

    old = parse_table(text, file="x.csv")
    assert table.header == (*old.header, "status")
    assert [row.cells for row in table.rows] == [
        (*old.rows[0].cells[:2], "new", "out"),
        (*old.rows[1].cells, ""),
        ("x", "", "", ""),
        ("y", "", "", "out"),
        ("", "z", "", ""),
    ]
    assert change.text().startswith("\ufeff") == text.startswith("\ufeff")


def test_a_row_that_says_nothing_new_adds_no_column():
    change = draft(TEXTS[0])
    change.append([{"a": "x", "status": ""}])

    assert change.text() == TEXTS[0] + "x,,\n"
