"""Text, HTML, DOCX and PDF are read; what cannot be read is refused in one line."""

from __future__ import annotations

import io
import os
import sys
import zipfile
import zlib
from contextlib import suppress
from html.parser import HTMLParser

import pytest

from geo.errors import DataError
from geo.scan.reading import documents, html, read_article
from geo.scan.reading.article import SIZE_LIMIT
from geo.scan.scan import scan_text
from geo.tables.encoding import decode_page
from geo.text import markup

pytestmark = pytest.mark.slow

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body, *, head="", name="word/document.xml"):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        xml = f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document {W}>{body}</w:document>'
        archive.writestr(name, xml)
    return stream.getvalue()


def pdf(text, *, trailer="", times=0):
    """Return a PDF of one page with a line of Latin text; without text, of a blank page.

    With `times` the line is there so many times, packed.
    """
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode() if text else b""
    packing = b""
    if times:
        stream, packing = zlib.compress(b"%s\n" % stream * times, 1), b"/Filter /FlateDecode "
    fonts = b"/Resources << /Font << /F1 5 0 R >> >> >>"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R " + fonts,
        b"<< %s/Length %d >>\nstream\n%s\nendstream" % (packing, len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    return made + head + table + end % (len(parts) + 1, trailer.encode(), len(made))


@pytest.fixture
def read(tmp_path):
    def call(content, name="article"):
        path = tmp_path / name
        path.write_bytes(content)
        return read_article(str(path))

    return call


def test_the_article_of_a_page_is_read_without_what_surrounds_it(read):
    page = """<!doctype html><html><head><title>A pilot grows - Daily</title>
        <meta property="article:published_time" content="2020-09-12T08:00:00+08:00">
        <script>var x = "Harbin";</script></head><body><nav>Shanghai | Tianjin</nav>
        <article><h1>A pilot grows</h1><p>The pilot began in Wuwei in 2018.<br>It grew.</p>
        <p style="display:none">Hidden Lhasa</p><del>Not Harbin.</del>
        <ul><li>Jiuquan followed in 2019.</li></ul>
        <aside>Read on: Urumqi</aside></article><footer>Beijing</footer></body></html>"""
    found = read(page.encode())

    assert found.text.split("\n\n") == [
        "A pilot grows",
        "The pilot began in Wuwei in 2018.",
        "It grew.",
        "Jiuquan followed in 2019.",
    ]
    assert found.offered == "2020-09-12"


def test_a_page_in_gbk_is_read_in_the_encoding_that_it_declares(read):
    page = '<html><head><meta charset="gb2312"></head><body><p>试点在武威启动。</p></body></html>'

    assert "武威" in read(page.encode("gbk")).text


def test_paragraphs_and_rows_of_a_docx_are_lines_without_what_was_deleted(read):
    body = (
        "<w:body><w:p><w:r><w:t>The pilot began in </w:t></w:r><w:r><w:t>Wuwei.</w:t></w:r></w:p>"
        "<w:p><w:del><w:r><w:delText>Lhasa</w:delText></w:r></w:del><w:ins><w:r><w:t>Jiuquan"
        "</w:t></w:r></w:ins></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Tianshui</w:t></w:r></w:p>"
        "</w:tc><w:tc><w:p><w:r><w:t>2019</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:cellDel/>"
        "</w:tcPr><w:p><w:r><w:t>Beijing</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:del/>"
        "</w:trPr><w:tc><w:p><w:r><w:t>Harbin</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r>"
        "<w:rPr><w:vanish/></w:rPr><w:t>Lhasa</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>Ürümqi"
        "</w:t></w:r></w:p></w:body>"
    )

    assert read(docx(body)).text == "The pilot began in Wuwei.\n\nJiuquan\n\nTianshui | 2019"


def test_the_text_of_a_pdf_is_read(read):
    assert "began in Wuwei" in read(pdf("The pilot began in Wuwei in 2018.")).text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no text in it"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "article"),
        (b"\x7fELF" + b"\x00\x01\x02\x03" * 500, "article"),
        (pdf(""), "pictures of text"),
        (b"%PDF-1.4\nnothing", "damaged"),
        (pdf("The pilot began.").replace(b"/Kids [3 0 R]", b"/Kids [9 0 R]"), "damaged"),
        (b"PK\x03\x04 and no more", "damaged"),
        (docx("<w:body/>", name="other.xml"), "no DOCX"),
        (docx("<w:body>&a;</w:body>", head='<!DOCTYPE a [<!ENTITY a "b">]>'), "DTD"),
        (docx("<w:body>" + " " * (65 * 2**20) + "</w:body>"), "unpacks to more"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "Word 97"),
        (b"caf\xe9 " * 50, "GB18030"),
    ],
)
def test_what_is_no_article_is_refused_in_one_line(read, content, words):
    with pytest.raises(DataError) as refused:
        read(content)

    assert words in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def test_a_pdf_with_a_password_is_refused(read):
    keys = "0123456789abcdef" * 4
    encrypt = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{keys}> /U <{keys}> /P -4 >>"
    with pytest.raises(DataError, match="password"):
        read(pdf("The pilot began.", trailer=f"{encrypt} /ID [<{keys}> <{keys}>]"))


@pytest.mark.skipif(
    sys.platform != "linux", reason="the system does not limit what a process takes"
)
def test_a_pdf_that_takes_more_memory_than_it_may_is_refused(read, monkeypatch):
    monkeypatch.setattr(documents, "_MEMORY", 2**28)

    assert "began" in read(pdf("The pilot began in Wuwei.", times=3)).text
    with pytest.raises(DataError, match="or takes more than"):
        read(pdf("The pilot began in Wuwei.", times=1_000_000))


def test_a_file_of_a_hundred_megabytes_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(100 * 2**20)

    with pytest.raises(DataError, match=f"more than the {SIZE_LIMIT // 2**20} of an article"):
        read_article(str(path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(DataError, match="not a regular file"):
        read_article(str(tmp_path / "pipe"))


def test_a_page_of_a_hundred_thousand_elements_in_each_other_is_read(read):
    """Work that grows with the depth of every line would not end in a minute."""
    page = "<html><body><title>A" + "<b>B" * 1000 + "</title>" + "<div><p>Wuwei" * 50_000

    article = read(page.encode())

    assert article.text.count("Wuwei") == 50_000


def test_a_page_of_more_tags_than_any_has_is_refused_before_it_is_walked(read):
    with pytest.raises(DataError, match="more than 300,000 tags"):
        read(b"<html>" + b"<b>" * 300_000)
    with pytest.raises(DataError, match="more than 500,000 parts"):
        read(b"<html><a " + b"a " * 500_000)
    with pytest.raises(DataError, match="more than 500,000 parts"):
        read(b"<html><a " + b'a=">" ' * 500_001 + b">")
    with pytest.raises(DataError, match="1,000 tags that nothing closes"):
        read(b"<html>" + b"<a " * 1001)


def test_a_page_is_not_decoded_by_a_codec_that_is_none_of_the_web():
    """Python's punycode takes the square of a text's length."""
    page = b"<meta charset=punycode><p>Wuwei</p>-egbpdaj6bu4bxfgehfvwxn"

    assert decode_page(page, "a.html") == (page.decode(), "UTF-8")


def test_the_parts_of_a_tag_are_counted_where_the_parser_sees_them(monkeypatch):
    monkeypatch.setattr(markup, "_MOST_PARTS", 5)
    monkeypatch.setattr(markup, "_LONG_TAG", 0)
    for part in ('a=">" ', "a='>'", "a=b\t", "a = b ", '"a ', "a/", '=x=">" '):
        with pytest.raises(markup.TagError, match="more than 5 parts"):
            html.html_article(f"<html><a {part * 6}>")
    for few in ('<a b=">"' + ' c="d > e"' * 3 + ">", "<a>" * 20, '<a b="' + "x " * 40 + '">'):
        assert html.html_article(f"<html>{few}Wuwei")[0] == "Wuwei"


@pytest.mark.parametrize(
    "part", ['<i x=">"', '<a b="', "<a b='>", "<!-- > ", "<![CDATA[>", "<a <b ", "<?", "</a "]
)
@pytest.mark.parametrize("tail", ["", ">", "<p>Lanzhou</p>"])
def test_tags_that_do_not_end_are_looked_through_a_few_times_at_most(part, tail, monkeypatch):
    """From each of them to the end of the page is the square of their number."""
    monkeypatch.setattr(markup, "_SPARE", 5_000)
    walked = []
    real = HTMLParser.feed
    monkeypatch.setattr(
        HTMLParser, "feed", lambda self, data: walked.append(len(data)) or real(self, data)
    )
    page = f"<html><p>Wuwei</p>{part * 400}{tail}"

    with suppress(markup.TagError):
        assert html.html_article(page)[0].startswith("Wuwei")
    assert sum(walked) <= 3 * len(page) + 5_000


def test_a_tag_that_does_not_end_is_text_and_what_follows_is_read():
    page = '<html><p>Wuwei</p><p class="a>in 2018</p><p>Lanzhou too</p>'

    text = html.html_article(page)[0]

    assert text.startswith("Wuwei")
    assert text.endswith("Lanzhou too")


def test_a_section_of_a_kind_that_no_parser_knows_is_a_comment(read):
    page = b"<html><p>The pilot began<![a[ x> in Wuwei<![if x]> in 2018<![endif]></p></html>"

    assert read(page).text == "The pilot began in Wuwei in 2018"


def test_a_docx_whose_tables_nest_without_end_or_of_tags_alone_is_refused(read):
    table, closed = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    row = "<w:p><w:r><w:t>Wuwei in 2018</w:t></w:r></w:p>"

    assert read(docx(table * 20 + row + closed * 20)).text == "Wuwei in 2018"
    with pytest.raises(DataError, match="more than 20 deep"):
        read(docx(table * 50_000 + row + closed * 50_000))
    with pytest.raises(DataError, match="more than 1,500,000 tags"):
        read(docx("<w:p/>" * 1_500_000))


@pytest.mark.parametrize(
    ("text", "message"), [("a" * 3_000_001, "characters"), (". " * 100_001, "sentences")]
)
def test_a_text_longer_than_a_book_is_refused(text, message):
    with pytest.raises(DataError, match=f"more than [0-9,]+ {message}|has 3,000,001 {message}"):
        scan_text(text)
