"""Text read in the wrong encoding is told, and no text that somebody meant is taken for it."""

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer import load
from geo.text.characters import is_misread, is_plain, misread, oddities


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


@examples(60)
@given(
    st.lists(
        st.text(alphabet="a Z'武威锟斤拷烫姝﹀▉，～é\u00a0\u200bа⺠\n", min_size=1), min_size=1
    )
)
def test_texts_are_plain_together_if_each_is(texts):
    assert is_plain(" ".join(texts)) == all(map(is_plain, texts))


def test_a_character_is_plain_unless_something_is_odd_about_it():
    odd = {chr(at) for at in range(0x20, 0x10000) if not is_plain(chr(at))}
    assert {each for each in odd if each.isascii()} == {"\x7f"}
    told = {each for each in map(chr, range(0x20, 0x10000)) if oddities(each, is_name=True)}
    assert told <= odd
    assert {each for each in odd - told if "\u4e00" <= each <= "\u9fff"} == set()
