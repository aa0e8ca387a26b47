"""A long text is looked at as a whole, and told as plain where each part of it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.text import characters
from geo.text.characters import is_plain

MISREAD = ["武威", "天水市", "甘肃，酒泉。", "高台县"]
TAKEN_FOR_GBK = [
    text.encode()[: len(text) * 3 // 2 * 2].decode("gbk", "ignore") for text in MISREAD
]
SIGNS = ["\u200b", "\u202e", "锟斤拷", "烫烫烫", "Ã©", "Wе", "\n", "\ud800", "⻁", "\U000e0001"]
ODD = [*TAKEN_FOR_GBK, "姝﹀▉", *SIGNS]
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
PART_OF_TEXT = st.text(HAN, max_size=40) | st.sampled_from([" ", "a", *TAKEN_FOR_GBK])
PIECE = st.one_of(st.sampled_from(["武威", "烫发店", " a shop, no. 3 ", *ODD]), st.text(max_size=3))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECE, max_size=6).map("".join))
def test_the_table_of_characters_says_what_the_patterns_say(text):
    asked = text or "a"

    whole = "武威市城东 shop " * 1000 + asked

    assert len(whole) > characters._LONG
    assert is_plain(whole, is_one_of_many=True) is is_plain("武威市城东 shop " + asked)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(HAN, max_size=40) | st.sampled_from([" ", "a", *TAKEN_FOR_GBK])).map("".join)
)
def test_text_taken_for_gbk_is_found_among_any_other(text):
    whole = "shop " * 3000 + text

    assert is_plain(whole, is_one_of_many=True) is is_plain(f"shop {text}")


@pytest.mark.parametrize("odd", ODD[len(TAKEN_FOR_GBK) :])
def test_what_is_odd_is_found_in_a_long_text(odd):
    assert not is_plain(f"{'武' * 20_000} {odd} {'威' * 20_000}", is_one_of_many=True)
