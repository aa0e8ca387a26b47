"""The tables of a DOCX are read as a reader sees them; what cannot be read is refused in a line."""

import io
import zipfile

import pytest

from geo.errors import DataError
from geo.tables.read import read_grids

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body, name="word/document.xml"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    return buffer.getvalue()


def cell(text, about="", looks=""):
    run = f"<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>"
    return f"<w:tc><w:tcPr>{about}</w:tcPr><w:p>{run}</w:p></w:tc>"


def table(*rows):
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def rows_of(body):
    (grid,) = read_grids(docx(body), "a.docx")[0].values()
    return [row.cells for row in grid.rows]


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
BOX = "<w:txbxContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:txbxContent>"
BOX = (
    f"<w:r><mc:AlternateContent {MC}><mc:Choice Requires='wps'>{BOX}</mc:Choice>"
    f"<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>"
)
RUBY = (
    "<w:r><w:ruby><w:rt><w:r><w:t>wu</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>武</w:t></w:r>"
    "</w:rubyBase></w:ruby></w:r>"
)
BEGINS, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([cell("a") + cell("b")], [("a", "b")]),
        (
            [cell("x", BEGINS) + cell("1"), cell("", GOES_ON) + cell("2"), cell("y") + cell("3")],
            [("x", "1"), ("x", "2"), ("y", "3")],
        ),
        ([cell("x", '<w:gridSpan w:val="2"/>') + cell("1")], [("x", "x", "1")]),
        (['<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("b")], [("", "b")]),
        ([cell("Wuwei", looks="<w:strike/>") + cell("b")], [("~~Wuwei~~", "b")]),
        ([cell("Wuwei", looks='<w:strike w:val="0"/>') + cell("b")], [("Wuwei", "b")]),
        ([cell("Wuwei", looks="<w:vanish/>") + cell("b")], [("", "b")]),
        ([cell("Wuwei", looks="<w:dstrike/>") + cell("b")], [("~~Wuwei~~", "b")]),
        ([cell("gone", "<w:cellDel/>") + cell("b")], [("b",)]),
        ([f"<w:tc><w:p>{BOX}<w:r><w:t>b</w:t></w:r></w:p></w:tc>"], [("a\nb",)]),
        ([f"<w:tc><w:p>{RUBY}</w:p></w:tc>"], [("武",)]),
        ([cell("a"), "<w:trPr><w:del/></w:trPr>" + cell("gone"), cell("b")], [("a",), ("b",)]),
        (
            ["<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc>"],
            [("a\nb",)],
        ),
    ],
)
def test_the_cells_of_a_table_are_read_as_they_are_seen(rows, found):
    assert rows_of(table(*rows)) == found


def test_columns_before_a_row_are_counted_and_not_made():
    row = '<w:trPr><w:gridBefore w:val="16384"/></w:trPr>' + cell("b")

    with pytest.raises(DataError, match="more than the 16,384 columns"):
        rows_of(table(*[row] * 100))


def test_each_table_bears_the_paragraph_above_it():
    title = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    body = title.format("First") + table(cell("a")) + title.format("Second") + table(cell("b"))
    grids, _ = read_grids(docx(body), "a.docx")

    assert [*grids] == ["First", "Second"]
    assert grids["Second"].kind == "DOCX, table 2 of 2 'Second'"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<w:p/>", "has no table with cells; pilotmap scan reads an article"),
        ("<w:tbl><w:tr><w:tc>" * 30 + "</w:tc></w:tr></w:tbl>" * 30, "more than 20 deep"),
        (table(cell("a")) * 1001, "more than 1,000 tables"),
        ("<w:p>", "is damaged"),
        ("<w:p/>" * 1_500_000, "more than 1,500,000 tags"),
    ],
)
def test_a_document_that_is_not_read_is_refused_in_one_line(body, words):
    with pytest.raises(DataError, match=words):
        read_grids(docx(body), "a.docx")
