"""The tables of a web page are read as a reader sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError
from geo.tables.html_tables import read_html
from geo.tables.read import read_grids
from geo.tables.spanned_table import SpannedCell


def rows(page):
    """Return the rows of the only table of a page."""
    (grid,) = read_html(page, "a.html").values()
    return [list(row.cells) for row in grid.rows]


def test_a_cell_that_spans_rows_and_columns_fills_all_of_them_and_says_so():
    page = (
        "<table><tr><th>省<th colspan=2>市<tr><td rowspan=2>甘肃<td>武威<td>2020"
        "<tr><td rowspan=0>酒泉<td>2020<tr><td>陕西<td>2016</table>"
    )

    (grid,) = read_html(page, "a.html").values()

    assert [list(row.cells) for row in grid.rows] == [
        ["省", "市", "市"],
        ["甘肃", "武威", "2020"],
        ["甘肃", "酒泉", "2020"],
        ["陕西", "酒泉", "2016"],
    ]
    assert grid.merged == {(1, 2): "B1", (3, 0): "A2", (4, 1): "B3"}


def test_a_heading_between_the_rows_stays_one_cell():
    page = "<table><tr><th>省<th>市<tr><td colspan=2>甘肃省（1个）<tr><td>1<td>武威</table>"

    assert rows(page)[1] == ["甘肃省（1个）"]


def test_a_span_ends_with_its_section():
    page = "<table><thead><tr><th rowspan=9>市</thead><tbody><tr><td>武威</table>"

    assert rows(page) == [["市"], ["武威"]]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>武汉市</p><p>宜昌市</p>", "武汉市\n宜昌市"),
        ("启动<br>时间", "启动\n时间"),
        ("黔东南\n   州", "黔东南 州"),
        ("&nbsp;渭南市&nbsp;", "渭南市"),
        ('<span style="display: none">0620600</span>武威', "武威"),
        ("武威<script>x = '<td>'</script>", "武威"),
        ("武威<sup class=reference><a href=#n>[1]</a></sup>", "武威"),
        ("2016<sup>1</sup>", "2016[1]"),
        ("武汉、<del>宜昌</del>", "武汉、~~宜昌~~"),
        ('<span style="text-decoration: line-through">宜昌</span>', "~~宜昌~~"),
        ("<b>武<i>威</b></i>", "武威"),
        ("<s><b>武</s>威", "~~武~~威"),
        ("&lt;b&gt;&#27494;&#x5a01;", "<b>武威"),
        ("<ruby>武威<rp>(</rp><rt>wǔ wēi</rt><rp>)</rp></ruby>", "武威"),
        ("武威<svg><title>酒泉</title></svg><iframe>酒泉</iframe>", "武威"),
    ],
)
def test_a_cell_says_what_a_reader_sees_of_it(cell, text):
    assert rows(f"<table><tr><td>{cell}</td><td>x</td></tr></table>") == [[text, "x"]]


def test_the_style_of_a_cell_or_a_row_strikes_its_text_through():
    struck = 'style="text-decoration:line-through"'
    page = (
        f"<table><tr><td {struck}>武威</td><td>1</td></tr><tr {struck}><td>酒泉</td></tr></table>"
    )

    assert rows(page) == [["~~武威~~", "1"], ["~~酒泉~~"]]


def test_tags_that_may_be_left_out_may_be_left_out():
    assert rows("<TABLE><TR><TD>a<TD>b<TR><TD>c<TD>d") == [["a", "b"], ["c", "d"]]
    assert rows("<table><td>a<td>b</table>") == [["a", "b"]]


def test_a_table_inside_a_cell_is_a_table_of_its_own():
    page = "<table><tr><td>menu<table><tr><td>武威<td>2020</table></table>"

    found = read_html(page, "a.html")

    assert [[list(row.cells) for row in grid.rows] for grid in found.values()] == [
        [["menu"]],
        [["武威", "2020"]],
    ]


def test_tables_are_called_by_their_caption_or_heading_else_by_their_number():
    one = "<tr><td>a</table>"
    page = (
        f"<table>{one}<h2>First <i>batch</i></h2><table>{one}"
        f"<table><caption>Second batch</caption>{one}<h2>Late</h2><table>{one}<table>{one}"
    )

    found = read_html(page, "a.html")

    assert list(found) == ["1", "First batch", "Second batch", "4", "5"]
    assert found["Second batch"].kind == "HTML, table 3 of 5 'Second batch'"


def test_a_row_that_is_hidden_is_read_and_told():
    (grid,) = read_html("<table><tr hidden><td>a<tr><td>b</table>", "a.html").values()

    assert [list(row.cells) for row in grid.rows] == [["a"], ["b"]]
    assert grid.notes == ["1 hidden row is read like the others, from row 1 on"]


def test_an_error_of_a_spreadsheet_is_no_text():
    (grid,) = read_html("<table><tr><td>武威<td>#REF!</table>", "a.html").values()

    assert grid.flaws[1][1].rule == "cell-error"
    assert list(grid.rows[0].cells) == ["武威", ""]


@pytest.mark.parametrize(
    "head",
    [
        "<meta charset=gb2312>",
        '<meta http-equiv="Content-Type" content="text/html; charset=GBK">',
        '<?xml version="1.0"?><!DOCTYPE html><html>',
        "<!-- kept --><html>",
    ],
)
def test_a_page_is_read_in_the_encoding_it_declares_and_whatever_its_name_says(head):
    codec = "gb18030" if "charset" in head else "utf-8"
    page = f"{head}<table><tr><td>渭南市<td>2016</table>"

    grids, _ = read_grids(page.encode(codec), "list.xls")

    assert [list(row.cells) for row in grids["1"].rows] == [["渭南市", "2016"]]


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<html><p>Wuwei", "has no table"),
        ("<table><tr><td></table>", "has no table"),
        ("<table>" + "<tr><td>1" * 300_001, "more than 600,000 tags"),
        ("<table><tr><td>a</table>" * 1_001, "more than 1,000 tables"),
        ("<table><tr><td>" * 51, "50 one in the other"),
        ("<table><tr>" + "<td colspan=1000>a" * 17, "16,384 columns"),
        ("<table><tr>" + "<td rowspan=9999>a" * 300 + "<tr><td>b" * 700, "more than is read"),
    ],
)
def test_what_is_more_than_a_page_has_is_refused_in_one_line(page, message):
    with pytest.raises(DataError, match=message):
        read_html(page, "a.html")


def test_a_cell_of_many_open_elements_is_walked_once():
    """The number of steps is that of the tags, be they closed or not."""
    cell = SpannedCell({})
    for _ in range(20_000):
        cell.start("s", {})
        cell.end("b")
        cell.add("x")

    assert cell.text().count("x") == 20_000


@given(
    st.lists(
        st.sampled_from(
            ["<table>", "</table>", "<tr>", "<td>", "<td colspan=2>", "<td rowspan=3>", "</td>",
             "<th>", "<caption>", "<tbody>", "</tbody>", "<s>", "</s>", "<sup>", "</sup>", "<p>",
             "<br>", "x", "武威", "<!--", "-->", "<td rowspan=-1>", "<td colspan=x>", "<h2>"]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_any_order_of_tags_is_a_table_or_refused(parts):
    try:
        grids = read_html("<table><tr><td>a" + "".join(parts), "a.html")
    except DataError:
        return
    for grid in grids.values():
        assert all(any(row.cells) for row in grid.rows)
        assert sorted({row.line for row in grid.rows}) == [row.line for row in grid.rows]
