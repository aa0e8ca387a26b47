"""What others write is read or refused in words, whatever it is: tables, phrases, names, journals.

The seeds are the broken files of the other tests. Without a time limit of their own, the examples
are so many that the whole takes about a minute; `atheris_targets.py` goes on for hours.
"""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from examples import TIMES, examples
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from samples import small_workbook
from targets import (
    read_condition,
    read_cube,
    read_journal,
    read_look,
    read_name,
    read_payload,
    read_phrase,
    read_scanned,
    read_table,
    scan,
)

pytestmark = pytest.mark.slow

fuzz = settings(
    examples(40),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

BITS = [
    "city", "年份", "place,year", "武威", "等省市", "2016", "2016年8月以来", "since August", "#N/A",
    '"', '""', ",", ";", "|", "\t", "\n", "\r\n", "\r", "\0", "\ufeff", "\u202e", "<!---->",
    "<html", "<<<<<<< a", ">>>>>>>", "=======", "[", "]", "{", "}", ":", "(", ")", "（", "）", "、",
    "=1+1", "[2016..2018]", "2016/2020", "~", "XX", "\x1b[2J", "\udcff", "a" * 300,
    " " * 300, "省" * 40,
    "Wuwei, Gansu", "620600", "里" * 200, "-", "—", "**", "![x](y)", "②", "⻄", "Wеinan",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(BITS) | st.text(max_size=8), max_size=40).map("".join)


WORKBOOK = small_workbook()
FEATURE = {"type": "Feature", "properties": {"city": "武威", "n": [1, "a", None]}}
MAP = json.dumps({
    "type": "FeatureCollection",
    "features": [{**FEATURE, "geometry": {"type": "Point", "coordinates": [102.6, 37.9]}}],
})  # fmt: skip

CONDITIONS = [
    "status == 'paid' and n >= 10 and not (status in ('gift', \"test\") or x is not null)",
    "is_paid = true", "day < '2016-08-01'", "at >= '2016-08-01T00:00:00Z'",
    "`cost` <> 10.55", "n in (1, -3)",
]  # fmt: skip
WORDS = ["n", "x", "status", "day", "at", "is_paid", "cost", "`n`", "'paid'", "''", "'2016-02-30'",
         "1e999", "-1e-99", "9" * 40, "1.5", ".5", "true", "null", "not", "and", "or", "in", "is",
         "(", ")", ",", "==", "<>", "<", ">=", " ", "'", "`", "\0", "武威", "'武威'"]  # fmt: skip
LOOKS = [
    'years = ["#0b3c5d", "#d1495b"]\nland = "#eee"\nserif = "Georgia, serif"\n',
    'ink = "#111111"\nlogo = "theme.toml"\nlogo_alt = "The Daily"\n[dark]\npaper = "#000"\n',
]
KEYS = ["years", "paper", "sea", "land", "ink", "muted", "serif", "logo", "logo_alt", "[dark]",
        " = ", "\n", '"#fff"', '"#000000"', '["#0b3c5d", "#d1495b"]', "[]", "nan", "1e400", "{}",
        '"/etc/hosts"', '"a;} b{"', "'" * 3, '"url(x)"', "[[dark]]", "2016-01-01"]  # fmt: skip
PDF = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources
<</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj
4 0 obj <</Length 55>> stream
BT /F1 12 Tf 20 200 Td (Begun in Wuwei in 2016.) Tj ET
endstream endobj
trailer <</Root 1 0 R /Size 5>>
%%EOF
"""


@fuzz
@given(words=st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=20), gap=st.booleans())
def test_a_condition_is_read_or_refused(words, gap):
    read_condition((" " if gap else "").join(words))


@fuzz
@given(words=st.lists(st.sampled_from(KEYS) | st.text(max_size=4), max_size=20))
def test_a_theme_is_read_or_refused(words, tmp_path_factory):
    read_look("".join(words).encode("utf-8", "ignore"), tmp_path_factory.mktemp("theme"))


@fuzz
@given(raw=st.binary(max_size=200), framed=st.booleans())
def test_the_file_of_a_count_is_read_or_refused(raw, framed, tmp_path_factory):
    content = b"PAR1" + raw + b"PAR1" if framed else raw
    read_cube(content, tmp_path_factory.mktemp("cube"))


@fuzz
@given(text=TEXT)
def test_an_article_of_any_text_is_scanned(text):
    scan(text)


@settings(fuzz, max_examples=20 * TIMES)  # each starts a process
@given(at=st.integers(0, len(PDF)), cut=st.integers(0, 30), put=st.binary(max_size=20))
def test_a_damaged_article_is_scanned_or_refused(at, cut, put, tmp_path_factory):
    read_scanned(PDF[:at] + put + PDF[at + cut :], tmp_path_factory.mktemp("article"))


@fuzz
@given(text=TEXT, encoding=st.sampled_from(["utf-8", "utf-16", "gb18030", "utf-8-sig", "latin-1"]))
@example(text="city,year\n" + "<!---->" * 40, encoding="utf-8")
@example(text="city,year\n武威等" + "省市" * 40 + ",2016\n", encoding="gb18030")
def test_a_table_of_text_is_read_or_refused(text, encoding):
    read_table(text.encode(encoding, "ignore"))


@fuzz
@given(raw=st.binary(max_size=400), head=st.sampled_from([b"", b"PK", b"SQLite format 3\0", b"{"]))
def test_bytes_of_any_kind_are_read_or_refused(raw, head):
    read_table(head + raw)


@fuzz
@given(data=st.data())
def test_a_damaged_workbook_is_read_or_refused(data):
    parts = {}
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    name = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        content[at : at + data.draw(st.integers(0, 12))] = data.draw(
            st.binary(max_size=6)
            | st.sampled_from([b"<", b"/>", b'"', b"<mergeCell ", b"9999999", b"A1:XFD9", b"s"])
        )
    parts[name] = bytes(content)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for each, part in parts.items():
            archive.writestr(each, part)
    read_table(out.getvalue())


@fuzz
@given(at=st.integers(0, len(MAP)), cut=st.integers(0, 30), put=TEXT)
def test_a_damaged_map_is_read_or_refused(at, cut, put):
    read_table((MAP[:at] + put + MAP[at + cut :]).encode("utf-8", "ignore"))


@fuzz
@given(phrase=TEXT, anchor=st.sampled_from(["", "2016", "2016-08", "[2016..2018]"]))
def test_a_phrase_is_a_date_or_refused(phrase, anchor):
    read_phrase(phrase, anchor)


@fuzz
@given(name=TEXT, within=st.sampled_from([None, "甘肃", "Gansu", "x" * 100]))
@example(name="武威 " * 400, within=None)
@example(name="(" * 500, within="甘肃")
def test_a_name_is_answered(name, within):
    read_name(name, within)


@fuzz
@given(lines=st.lists(TEXT | st.sampled_from(["{}", '{"format": 1}', "[]"]), max_size=4))
def test_a_journal_of_any_content_is_read_or_refused(lines, tmp_path_factory):
    read_journal("\n".join(lines).encode("utf-8", "ignore"), tmp_path_factory.mktemp("journal"))


@settings(fuzz, max_examples=25 * TIMES)
@given(
    title=TEXT,
    cells=st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=3),
)
def test_a_payload_of_any_texts_is_made_and_is_json(title, cells, tmp_path_factory):
    read_payload(title, cells, tmp_path_factory.mktemp("payload"))


def test_the_targets_refuse_nothing_that_is_sound(tmp_path):
    assert read_table(b"city,year\nWuwei,2016\n") == 2
    assert read_phrase("since August 2016", "")
    assert read_name("Wuwei", "Gansu").unit.adcode == "620600"
    assert all(map(read_condition, CONDITIONS))
    assert read_look(LOOKS[0].encode(), tmp_path)
    assert read_scanned(PDF, tmp_path) == 1
    with pytest.raises(AssertionError):
        read_table("not bytes")
