"""Every broken text table is refused with its line, its column and its reason."""

import pytest
from samples import zipped

pytestmark = pytest.mark.slow

HEADER = "city,province,year,lon,lat,note\n"
GOOD = "武威,甘肃,2015,,,\n"


def table(*lines):
    return (HEADER + GOOD + "".join(f"{line}\n" for line in lines)).encode()


TEXTS = {
    "empty": (b"", r"list.csv:1: the file is empty.*\[empty-file\]"),
    "only-a-header": (HEADER.encode(), r"list.csv:1: the list has no rows"),
    "only-blank-lines": (b"\n\n \n", r"list.csv:1: the file is empty"),
    "only-a-bom": (b"\xef\xbb\xbf", r"list.csv:1: the file is empty"),
    "no-header": (b"1,2,3\n4,5,6\n", r"list.csv:1: no row names a column.*--map place="),
    "header-without-place": (b"year,note\n2015,x\n", r"list.csv:1: no row names.*year, note"),
    "header-only-unknown-words": (b"foo,bar\n1,2\n", r"header-missing"),
    "two-columns-of-one-field": (
        b"place,start,start\nWuwei,2015,2016\n",
        r"list.csv:1, column 'start': columns 2 and 3 .*both mean start.*--map start=",
    ),
    "two-columns-of-one-meaning": (
        "地点,试点城市\n武威,武威\n".encode(),
        r"columns 1 and 2 \('地点', '试点城市'\) both mean place",
    ),
    "ragged-long": (table("酒泉,甘肃,2015,,,,more"), r"list.csv:3: the row has 7 cells.*6"),
    "ragged-short": (table("酒泉,甘肃,2015"), r"list.csv:3: the row has 3 cells.*'lon'"),
    "ragged-after-a-cell-of-three-lines": (
        table('酒泉,甘肃,2015,,,"a\nb\nc"', "天水,甘肃"),
        r"list.csv:6: the row has 2 cells",
    ),
    "unclosed-quote": (
        table('酒泉,甘肃,2015,,,"open', "天水,甘肃,2016,,,"),
        r"list.csv:3.*unclosed-quote",
    ),
    "unclosed-quote-far-up": (
        table(*['"酒泉,甘肃,2015,,,'] + ["天水,甘肃,2015,,,"] * 30),
        r"list.csv:3.*never closed",
    ),
    "stray-quote": (table('酒泉,甘肃,2015,,,"a"b'), r"list.csv:3.*stray-quote"),
    "quote-in-unquoted-cell": (table('酒"泉,甘肃,2015,,,'), r"list.csv:3.*stray-quote"),
    "nul": (table("酒泉\0,甘肃,2015,,,"), r"list.csv:3: a NUL byte.*\[nul-byte\]"),
    "nul-in-a-later-line": (table("酒泉,甘肃,2015,,,", "天水,\0,2015,,,"), r"list.csv:4: a NUL"),
    "merge-conflict": (
        table(
            "<<<<<<< HEAD", "酒泉,甘肃,2015,,,", "=======", "酒泉,甘肃,2016,,,", ">>>>>>> theirs"
        ),
        r"(?s)list.csv:3: a merge-conflict marker \(<<<<<<<\).*list.csv:5.*list.csv:7",
    ),
    "merge-conflict-diff3": (
        table("<<<<<<< a", "x,,,,,", "||||||| base", "=======", ">>>>>>> b"),
        r"list.csv:5: a merge-conflict marker",
    ),
    "cell-of-ten-megabytes": (
        table("酒泉,甘肃,2015,,," + "x" * 10_000_000),
        r"list.csv:3: cell 6 holds 10,000,000 characters",
    ),
    "quoted-cell-of-half-a-million-lines": (
        table('酒泉,甘肃,2015,,,"' + "x\n" * 550_000 + '"'),
        r"list.csv:3: cell 6 holds",
    ),
    "truncated-utf8": ((HEADER + GOOD + "酒泉").encode()[:-1], r"list.csv:3: .*cut short"),
    "truncated-utf16": (
        "\ufeff".encode("utf-16-le") + (HEADER + GOOD).encode("utf-16-le")[:-1],
        r"list.csv:2: .*UTF-16",
    ),
    "truncated-gb18030": (
        (HEADER + GOOD + "酒泉,甘肃").encode("gb18030")[:-1],
        r"list.csv:3: the GB18030 file ends inside",
    ),
    "mixed-utf8-and-gb18030": (
        table("酒泉,甘肃,2015,,,") + "天水,甘肃,2016,,,\n".encode("gb18030"),
        r"list.csv:4: .*encodings are mixed",
    ),
    "mixed-gb18030-and-utf8": (
        b"city,province\n" + "武威,甘肃\n".encode("gb18030") + "天水,甘肃\n".encode(),
        r"list.csv:2: .*encodings are mixed",
    ),
    "latin-1": (
        "city,note\nWuwei,déjà vu café\n".encode("latin-1"),
        r"list.csv:2: byte 0xE0 fits neither",
    ),
    "big5": (
        "城市,說明\n武威,這是繁體中文的說明與資料來源\n渭南,臺灣國語學習機構\n".encode("big5"),
        r"list.csv:1: .*\[encoding\]",
    ),
    "shift-jis": (
        "city,note\n武威,これはカタカナとひらがなです\n".encode("shift-jis"),
        r"\[encoding\]",
    ),
    "random-bytes": (bytes(range(128, 256)) * 20, r"list.csv:1: .*\[encoding\]"),
    "utf-32": ("\ufeffcity\nWuwei\n".encode("utf-32-le"), r"UTF-32"),
    "lone-surrogate-bytes": (
        table("酒泉,甘肃,2015,,,") + b"\xed\xa0\x80,,,,,\n",
        r"list.csv:4: .*encod",
    ),
    "old-excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, r"old Excel workbook.*\.xlsx"),
    "html": (b"<html><p>Wuwei</p></html>", r"HTML page has no table"),
    "html-with-doctype": (b"\n<!DOCTYPE html>\n<p>x", r"HTML page"),
    "xml-spreadsheet": (b"<?xml version='1.0'?><Workbook/>", r"XML, which is not read"),
    "pdf": (b"%PDF-1.7\n...", r"a PDF"),
    "gzip": (b"\x1f\x8b\x08\0\0", r"gzip"),
    "zip-of-something": (zipped(a="x"), r"zip archive, but no Excel workbook"),
    "zip-cut-short": (zipped(a="x")[:-10], r"broken or cut short"),
    "picture": (b"\x89PNG\r\n\x1a\n....", r"a picture"),
    "parquet": (b"PAR1....PAR1", r"Parquet"),
    "sqlite-that-is-no-geopackage": (b"SQLite format 3\0" + b"\0" * 84, r"list.csv: .*GeoPackage"),
    "name-no-unit": (
        table("Atlantis,,2015,,,"),
        r"list.csv:3, column 'city': no unit is called 'Atlantis'",
    ),
    "name-mistyped": (table("Tianshiu,,2015,,,"), r"list.csv:3.*nearest names: 620500 Tianshui"),
    "name-ambiguous": (
        table("Linxia,Gansu,2015,,,"),
        r"ambiguous: list.csv:3.*622900.*622901.*622921",
    ),
    "parent-contradicts": (table("武威,陕西,2015,,,"), r"list.csv:3.*within 陕西"),
    "parent-unknown": (table("武威,Gondor,2015,,,"), r"list.csv:3.*Gondor"),
    "name-blank": (
        "地点,年份\n武威,2015\n,2016\n".encode(),
        r"list.csv:3, column '地点': no place is named",
    ),
    "cyrillic-e": (
        table("Wеinan,,2015,,,"),
        r"list.csv:3.*U\+0435 CYRILLIC SMALL LETTER IE.*'Weinan'",
    ),
    "greek-o": (table("Beijing,,2015,,,", "Shaοxing,,2015,,,"), r"list.csv:4.*U\+03BF GREEK"),
    "radical": (table("⻄安,,2015,,,"), r"list.csv:3.*U\+2EC4 .*'西安'"),
    "compatibility-ideograph": (table("\uf9e1川,,2015,,,"), r"list.csv:3.*U\+F9E1"),
    "escape-sequence": (table("\x1b]0;x\x07武威,,2015,,,"), r"list.csv:3.*U\+001B.*text-control"),
    "right-to-left-override": (table("武\u202e威,,2015,,,"), r"list.csv:3.*U\+202E.*text-bidi"),
    "replacement-character": (table("武\ufffd,,2015,,,"), r"list.csv:3.*U\+FFFD.*text-damaged"),
    "kun-jin-kao": (table("锟斤拷,,2015,,,"), r"list.csv:3.*text-damaged"),
    "control-in-the-note": (
        table("酒泉,甘肃,2015,,,a\x08b"),
        r"list.csv:3, column 'note'.*U\+0008",
    ),
    "code-unknown": (b"city,adcode\nWuwei,999999\n", r"list.csv:2, column 'adcode'.*999999"),
    "code-of-five-digits": (b"city,adcode\nWuwei,62060\n", r"list.csv:2.*'62060' is no adcode"),
    "code-with-letters": (b"city,adcode\nWuwei,62O600\n", r"list.csv:2.*62O600"),
    "code-in-exponent": (b"city,adcode\nWuwei,6.206E+05\n", r"list.csv:2.*6.206E\+05"),
    "code-against-name": (
        b"city,adcode\nTianshui,620600\n",
        r"list.csv:2, column 'adcode'.*620600 Wuwei.*620500 Tianshui",
    ),
    "code-against-parent": (
        b"city,province,adcode\nWuwei,Shaanxi,620600\n",
        r"does not lie in 'Shaanxi'",
    ),
    "level-unknown": (b"city,level\nWuwei,galaxy\n", r"list.csv:2, column 'level': 'galaxy'"),
    "extent-unknown": (b"city,extent\nWuwei,some\n", r"list.csv:2, column 'extent': 'some'"),
    "datum-unknown": (
        b"city,lon,lat,datum\nWuwei,102.6,37.9,wgs72\n",
        r"list.csv:2.*datum 'wgs72'",
    ),
    "id-odd": (b"id,city\na b,Jiuquan\n", r"list.csv:2, column 'id': 'a b' is no id"),
    "id-twice": (
        b"id,city,year\na,Tianshui,2015\na,Jiuquan,2015\n",
        r"list.csv:3, column 'id': the id 'a' is already that of line 2",
    ),
    "conflict-within-the-list": (
        b"city,year\nJiuquan,2015\nJiuquan,2016\n",
        r"conflict: list.csv:3.*other dates in list.csv:2.*2015",
    ),
    "json-that-is-a-list": (b"[1, 2]", r"list.csv:1: the JSON holds no list of records"),
    "json-in-a-csv": (b'{"a": 1}', r"list.csv:1: no row names a column with places"),
    "wrong-delimiter": (b"city:year\nWuwei:2015\n", r"list.csv"),
    "batch-without-date": (
        "城市,批次\n武威,第一批\n".encode(),
        r"list.csv:2, column '批次': batch 1 has no date.*--batch 1=",
    ),
}

DATES = {
    "2020-13": r"'2020-13'.*month",
    "2020-02-30": r"2020-02-30",
    "2019-02-29": r"2019-02-29",
    "2020-00": r"2020-00",
    "2020-08-32": r"2020-08-32",
    "20-08": r"two digits",
    "16": r"two digits",
    "'16": r"two digits",
    "16/3/7": r"two digits",
    "44000": r"Excel counts it: it would be 2020-06-18",
    "42370": r"it would be 2016-01-01",
    "43831.5": r"it would be 2020-01-01",
    "03/04/2015": r"which number is the month",
    "31.12.2015": r"write 2015-12-31",
    "31/02/2015": r"no day of the calendar",
    "1/2/15": r"(two digits|which number is the month)",
    "99999": r"99999",
    "-2015": r"-2015",
    "Y20150": r"Y20150",
    "0": r"'0'|0",
    "12345678901234567890": r"12345678901234567890",
    "2015-2014-2013": r"2015-2014-2013",
    "2020/2015": r"2020/2015",
    "soon": r"soon",
    "不详年": r"不详年",
    "20x5": r"20x5",
    "２０２０-13": r"13",
    "1e3": r"1e3",
    "NaT": r"NaT",
    "Inf": r"Inf",
    "#REF!": r"#REF!",
    "#VALUE!": r"#VALUE!",
    "=NOW()": r"NOW",
    "2015年13月": r"13",
    "2015年2月30日": r"2015年2月30日",
    "2016-08-15T25:00:00": r"25:00",
    "[2016..": r"\[2016",
    "2016..2020": r"2016..2020",
    "{2016,2017}": r"2016",
}

POSITIONS = {
    "nan,37.9": r"column 'lon': 'nan'|given without",
    "NaN,NaN": r"column 'lon': 'NaN' is not a finite number",
    "inf,37.9": r"column 'lon': 'inf'",
    "102.6,-inf": r"column 'lat': '-inf'",
    "1e999,37.9": r"column 'lon'",
    "102.6,": r"column 'lat': lon is given without lat",
    ",37.9": r"column 'lon': lat is given without lon",
    "37.93,102.64": r"look swapped",
    "0,0": r"lies in no unit of China",
    "2.35,48.85": r"lies in no unit of China",
    "139.7,35.7": r"lies in no unit of China",
    "122.9,29.0": r"lies in no unit of China",
    "200,37.9": r"no place on Earth",
    "102.6,95": r"no place on Earth",
    "11425000,4570000": r"no place on Earth",
    "abc,37.9": r"column 'lon': 'abc'",
    "102°78'E,37.9": r"column 'lon': '102",
    "102.64N,37.9": r"column 'lon'",
    '"102,64",37.9': r"column 'lon': '102,64'",
    "0x66,37.9": r"column 'lon': '0x66'",
    "1_02.6,37.9": r"column 'lon': '1_02.6'",
    "113.3,23.1": r"lies in .*Guangzhou.*not in 620600 Wuwei",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_broken_text_is_refused_with_its_line(name, refused, tmp_path):
    content, pattern = TEXTS[name]
    (tmp_path / "list.csv").write_bytes(content)

    refused("list.csv", pattern)


@pytest.mark.parametrize("cell", DATES)
def test_a_date_that_is_none_is_refused_in_its_cell(cell, refused, tmp_path):
    (tmp_path / "list.csv").write_bytes(table(f"酒泉,甘肃,{cell},,,"))

    refused("list.csv", rf"list\.csv:3, column 'year': .*{DATES[cell]}")


@pytest.mark.parametrize("cells", POSITIONS)
def test_a_position_that_is_none_is_refused_in_its_cell(cells, refused, tmp_path):
    (tmp_path / "list.csv").write_bytes(
        f"{HEADER}天水,甘肃,2015,,,\n武威,甘肃,2015,{cells},\n".encode()
    )

    refused("list.csv", rf"list\.csv:3.*{POSITIONS[cells]}")


def test_all_problems_of_a_list_are_told_at_once(refused, tmp_path):
    (tmp_path / "list.csv").write_bytes(
        table("Atlantis,,2015,,,", "酒泉,甘肃,44000,,,", "天水,甘肃", "渭南,陕西,2015,1,2,")
    )

    refused("list.csv", r"(?s)list.csv:3.*list.csv:4.*list.csv:5.*list.csv:6")
