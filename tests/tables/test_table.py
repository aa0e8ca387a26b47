"""Tables are read strictly: each defect is told with its physical line and column."""

import csv
import io
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError, Severity
from geo.tables.csv_scanner import scan, scan_stretches
from geo.tables.grid import SHOWN_PER_RULE, Problems, errors_in
from geo.tables.table import CELL_LIMIT, parse_table, read_table


def problems(text, **options):
    table = parse_table(text, file="x.csv", **options)
    return [(problem.rule, problem.line, problem.column) for problem in table.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("empty-file", 1, "")]),
        ("\ufeff\n\n", [("empty-file", 1, "")]),
        ("a,b\n1\n", [("ragged-row", 2, "")]),
        ("a,b\n1,2\n1,2,3\n", [("ragged-row", 3, "")]),
        ("a,a\n1,2\n", [("header-duplicate", 1, "a")]),
        ("a,\n1,2\n", [("header-empty", 1, "")]),
        ("\n\na,b,b\n", [("header-duplicate", 3, "b")]),
        ('a,b\n1,"2\n3,4\n', [("unclosed-quote", 2, "b")]),
        ('a,b\n1,2\n"3,4', [("unclosed-quote", 3, "a")]),
        ('a,b\n1,"2\n3,"4"\n', [("stray-quote", 2, "b")]),
        ('a,b\n1,x "y" z\n', [("stray-quote", 2, "b")]),
        ('a,b\n"1"x,2\n', [("stray-quote", 2, "a")]),
        ('"a,b\n1,2\n', [("unclosed-quote", 1, "")]),
        ("a,b\n1,\0\n", [("nul-byte", 2, "b")]),
        ("a,b\n1,\udcce\udce4\n", [("encoding", 2, "b")]),
        (
            "a,b\n<<<<<<< HEAD\n1,2\n=======\n1,3\n>>>>>>> branch\n",
            [("merge-conflict", 2, ""), ("merge-conflict", 4, ""), ("merge-conflict", 6, "")],
        ),
        ("a,b\n=======\n", [("ragged-row", 2, "")]),
        (
            'a,b\n1,"x\n<<<<<<< HEAD\ny\n=======\nz\n>>>>>>> branch\n"\n3\n',
            [("merge-conflict", line, "b") for line in (3, 5, 7)] + [("ragged-row", 9, "")],
        ),
        (
            'id,y,c\na,2016,"x\nb,2017,y\nc,2018,z"\n',
            [("unclosed-quote", 2, "c"), ("stray-quote", 4, "c")],
        ),
        (
            'id,y,c\r1,2,3\ra,2016,"x\rb,2017,y"\r',
            [("unclosed-quote", 3, "c"), ("stray-quote", 4, "c")],
        ),
        (
            'id,y,c\n"a,2016,x\nb,2017,y\nc",2018,z\n',
            [("unclosed-quote", 2, "id"), ("stray-quote", 4, "id")],
        ),
        (f"a,b\n1,{'x' * (CELL_LIMIT + 1)}\n", [("cell-too-large", 2, "b")]),
    ],
)
def test_each_defect_is_told_with_its_line_and_column(text, expected):
    assert problems(text) == expected


def test_the_line_is_that_on_which_the_row_begins_whatever_stands_before_it():
    text = 'a,b\r\n"x\r\ny\r\nz",1\r\n\r\n1\r\n'

    table = parse_table(text, file="x.csv")

    assert [(row.line, row.cells) for row in table.rows] == [(2, ("x\r\ny\r\nz", "1"))]
    assert problems(text) == [("ragged-row", 6, "")]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_counts_as_one_line(ending):
    text = ending.join(["a,b", "1,2", "", "3", "4,5", ""])

    table = parse_table(text, file="x.csv")

    assert [row.line for row in table.rows] == [2, 5]
    assert problems(text) == [("ragged-row", 4, "")]


@pytest.mark.parametrize(
    "cell",
    [
        "First, second, third\nand, so, on",
        "a list:\nx,y,z\n",
        "Heading\n=======\ntext",
        "a\n\nb",
    ],
)
def test_prose_of_several_lines_is_no_row_and_no_merge(cell):
    table = parse_table(f'id,year,note\na1,2016,"{cell}"\nb2,2017,x\n', file="x.csv")

    assert not table.problems
    assert table.rows[0].cells[2] == cell


def test_other_separators_of_unicode_end_no_line():
    """U+2028, form feed and their like are characters of a cell, as editors and csv have it."""
    table = parse_table("a,b\n1\u2028\x0b\x0c\x85,2\n3,4\n", file="x.csv")

    assert [row.line for row in table.rows] == [2, 3]


def test_all_defects_are_told_at_once_and_a_flood_is_summed_up():
    text = "a,b\n" + "1\n" * 250 + '1,x"\n'

    table = parse_table(text, file="x.csv")

    rules = [problem.rule for problem in table.problems]
    assert rules == ["ragged-row"] * (SHOWN_PER_RULE + 1) + ["stray-quote"]
    last = str(table.problems[SHOWN_PER_RULE])
    more = 250 - SHOWN_PER_RULE
    assert last.startswith(f"x.csv:{SHOWN_PER_RULE + 1}: and {more} more of this kind")


def test_a_flood_of_warnings_is_summed_up_in_a_warning():
    problems = Problems("x.csv")
    for line in range(1, 151):
        problems.add("id-alike", "hard to tell", line=line, severity=Severity.WARNING)

    assert problems.all()[-1].message == f"and {150 - SHOWN_PER_RULE} more of this kind"
    assert not errors_in(problems.all())


def test_between_tabs_a_quote_inside_a_cell_is_itself():
    table = parse_table('a\tb\n5" pipe\t2\n"x\ty"\t3\n', file="x.tsv", delimiter="\t")

    assert [row.cells for row in table.rows] == [('5" pipe', "2"), ("x\ty", "3")]
    assert not table.problems


@pytest.mark.parametrize(
    ("header", "hint"),
    [
        ("id;place", "seem to be separated by semicolons"),
        ("ID,place", "it has 'ID'"),
        ("x,y", "the first line must name the columns"),
    ],
)
def test_a_missing_column_comes_with_what_was_probably_meant(header, hint):
    table = parse_table(f"{header}\n", file="x.csv", required=("id", "place"))

    assert hint in str(table.problems[0])


def test_another_delimiter_is_told_once_and_not_in_every_row():
    assert problems('id;place\n1;"x"\n2;y,z\n', required=("id",)) == [("header-missing", 1, "")]


def test_a_misspelt_column_is_a_warning_and_a_column_of_ones_own_is_none():
    columns = ("id", "locator", "note")
    table = parse_table("id,locater,mine\n1,2,3\n", file="x.csv", required=("id",), known=columns)

    assert [(p.rule, p.column, p.severity.value) for p in table.problems] == [
        ("header-misspelt", "locater", "warning")
    ]
    assert table.checked() is table


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        ("地点,年份\n武威,2020\n".encode("gb18030"), 1, "GB18030"),
        ("place,year\n天水,2020\n武威,2021\n".encode("gb18030"), 2, "GB18030"),
        ("地点,年份\n".encode("utf-16"), 1, "UTF-16"),
        ("place,year\nWuwei,2020\n".encode("utf-16-le"), 1, "UTF-16 without"),
        ("place,year\nWuwei,2020\n".encode("utf-16-be"), 1, "UTF-16 without"),
        ("place,year\n".encode("utf-32"), 1, "UTF-32"),
        ("地点,年份\n武威,2020\n".encode() + "天水,1\n".encode("gb18030"), 3, "reads '天水'"),
        ("place,year\nMéx,2020\n".encode("cp1252"), 2, "reads 'Méx'"),
        ("地点,年份\n武威".encode()[:-1], 2, "cut short"),
        (b"PK\x03\x04rest", 1, "Excel workbook"),
        (b"\x1f\x8b\x08" + b"\0\xff" * 100, 1, "compressed"),
        (b"a,b\n1,\x00\n", 2, "NUL"),
    ],
)
def test_bytes_that_are_no_utf_8_are_named_for_what_they_are(tmp_path, raw, line, words):
    path = tmp_path / "x.csv"
    path.write_bytes(raw)

    [problem] = read_table(path).problems

    assert problem.line == line
    assert words in str(problem)


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("a,b\n1,2\n".encode("utf-8-sig"))

    assert read_table(path).header == ("a", "b")


def test_what_is_no_readable_file_is_told_as_such(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    found = {name: read_table(tmp_path / name).problems[0] for name in ("none", "loop", ".")}

    assert {name: problem.rule for name, problem in found.items()} == {
        "none": "file-missing",
        "loop": "file-unreadable",
        ".": "file-unreadable",
    }
    with pytest.raises(DataError, match="no such file"):
        read_table(tmp_path / "none").checked()


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
tables = st.lists(st.lists(cells, min_size=3, max_size=3), max_size=6)


@given(tables, st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_the_csv_module_writes_is_read_cell_by_cell(rows, ending):
    file = io.StringIO()
    csv.writer(file, lineterminator=ending, quoting=csv.QUOTE_ALL).writerows(
        [["a", "b", "c"], *rows]
    )

    table = parse_table(file.getvalue(), file="x.csv")

    assert [list(row.cells) for row in table.rows] == [row for row in rows if any(row)]
    assert not table.problems
    for row in table.rows:
        raw = table.text[row.start : row.stop]
        assert next(csv.reader(io.StringIO(raw, newline=""))) == list(row.cells)


@given(st.text(st.sampled_from('ab,"\n\r\t<>=| \0\udc80武'), max_size=60))
def test_no_text_whatever_makes_the_reader_fail(text):
    table = parse_table(text, file="x.csv")

    assert all(len(row.cells) == len(table.header) for row in table.rows)
    assert all(problem.line for problem in table.problems)


@given(
    st.text(st.sampled_from('ab,"\n\r\t;\0\1'), max_size=40),
    st.sampled_from([",", "\t", ";"]),
    st.sampled_from([4, 9, 1 << 18]),
)
def test_rows_by_the_stretch_are_those_read_one_by_one(text, delimiter, characters):
    text = f"a{delimiter}b\n" + text
    with patch("geo.tables.stretch._CHARACTERS", characters):
        by_the_stretch = list(scan(text, delimiter))

    with patch("geo.tables.csv_scanner.plain_rows", lambda text, *_: (None, len(text))):
        assert by_the_stretch == list(scan(text, delimiter))


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_sound_rows_come_by_the_stretch_quoted_or_not(ending):
    lines = ["a,b", "1,2", '"3, 4","5 ""6"""', "7,8"]
    header, *found = scan_stretches(ending.join(lines), ",")

    assert header.cells == ("a", "b")
    assert [[list(row.cells) for row in rows] for rows in found] == [
        [["1", "2"], ["3, 4", '5 "6"'], ["7", "8"]]
    ]
