"""Text in any usual encoding is read; a byte that does not fit is refused with its own line."""

import codecs

import pytest

ROWS = ["地点,年份", "陇南市,2016", "酒泉市,2017", "天水市,2018", ""]
TEXT = "\n".join(ROWS)
LONG = "\n".join(
    ["地点,年份,备注", *(f"陇南市,{1900 + year},第{year}行" for year in range(99)), ""]
)
U16 = codecs.BOM_UTF16_LE


def utf16(text):
    return U16 + text.encode("utf-16-le", "surrogatepass")


READ = {
    "utf-8": TEXT.encode(),
    "utf-16-le without mark": TEXT.encode("utf-16-le"),
    "utf-16-be without mark": TEXT.encode("utf-16-be"),
    "gb18030": TEXT.encode("gb18030"),
    "gb18030 with mark": b"\x84\x31\x95\x33" + TEXT.encode("gb18030"),
}
REFUSED = {
    "utf-16 with half a character": (
        utf16(TEXT.replace("酒", "\ud800")), r"list.csv:3: .*begins as UTF-16"
    ),
    "utf-16 of old macs with half a character": (
        utf16(TEXT.replace("酒", "\ud800").replace("\n", "\r")), r"list.csv:3: .*begins as UTF-16"
    ),
    "utf-16 cut": (utf16(TEXT)[:-3], r"list.csv:4: the file ends inside a character"),
    "utf-8 mark and a stray byte": (
        TEXT.encode("utf-8-sig").replace("天水".encode(), b"\xff"), r"list.csv:4: byte 0xFF"
    ),
    "utf-8 mark on gb18030": (
        codecs.BOM_UTF8 + ("place,year\n" + TEXT).encode("gb18030"), r"list.csv:2: byte 0xB5"
    ),
    "utf-8 with a line of gb18030": (
        LONG.encode() + "庆阳市,2020,贴".encode("gb18030"), r"list.csv:101: byte 0xC7.*mixed"
    ),
    "gb18030 with a line of utf-8": (
        LONG.encode("gb18030") + "庆阳市,2020,贴".encode(),
        r"list.csv:101: this line is UTF-8, but other lines are not.*mixed",
    ),
    "gb18030 with one byte too many": (
        LONG.encode("gb18030").replace("第70行".encode("gb18030"), b"\xff"),
        r"list.csv:72: byte 0xFF fits neither",
    ),
    "gb18030 cut": (TEXT.encode("gb18030")[:-7], r"list.csv:4: the GB18030 file ends inside"),
    "big5": ("place,year\n甘肅省隴南市,2020\n廣東省東莞市,2020\n".encode("big5"), r"list.csv:2: "),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
@pytest.mark.usefixtures("project")
def test_text_is_read_in_the_encoding_that_fits(name, run, tmp_path):
    (tmp_path / "list.csv").write_bytes(READ[name])

    said = run("import", "list.csv", "--source", "moc", "--data", "p")

    assert "3 ready" in said.out, said.all


@pytest.mark.parametrize("name", REFUSED)
def test_a_byte_that_does_not_fit_is_told_with_its_line(name, refused, tmp_path):
    content, pattern = REFUSED[name]
    (tmp_path / "list.csv").write_bytes(content)

    refused("list.csv", rf"{pattern}.*\[encoding\]")
