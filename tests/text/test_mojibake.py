"""Text read in the wrong encoding is told, and no text that somebody meant is taken for it."""

import pytest

from geo.gazetteer import load
from geo.text.characters import is_misread, misread


def as_1252(text):
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


def names():
    return sorted({name for row in load().rows for name in (row.name_zh, row.name_en, row.pinyin)})


def test_no_name_on_record_is_taken_for_misread():
    assert [name for name in names() if is_misread(name)] == []


def test_every_chinese_name_read_as_windows_1252_is_told_with_what_it_was():
    for row in load().rows:
        assert [hit.meant for hit in misread(as_1252(row.name_zh))] == [row.name_zh]


def test_every_chinese_name_that_gbk_can_show_is_told():
    for row in load().rows:
        shown = row.name_zh.encode().decode("gbk", "replace")
        assert "\ufffd" in shown or is_misread(shown), row.name_zh


@pytest.mark.parametrize(
    "text",
    ["café “MARCHÉ” …", "„Ä“ und Öl – Größe", "« À »", "鎮江市、瀋陽市、臺灣、鐵嶺", "São Tomé Ã",
     "Ürümqi’s Xī’ān", "çà et là", "鎮鎖鐘錢錯録鍵"],
)  # fmt: skip
def test_text_that_somebody_meant_is_left_alone(text):
    assert not is_misread(text)
