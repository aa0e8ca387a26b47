"""A long text is looked at as a whole, and told as plain where each part of it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.text import characters
from geo.text.characters import is_plain

ODD = [
    "\u200b",
    "\u202e",
    "锟斤拷",
    "烫烫烫",
    "姝﹀▉",
    "Ã©",
    "Wе",
    "\n",
    "\ud800",
    "⻁",
    "\U000e0001",
]
PIECE = st.one_of(st.sampled_from(["武威", "烫发店", " a shop, no. 3 ", *ODD]), st.text(max_size=3))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECE, max_size=6).map("".join))
def test_the_table_of_characters_says_what_the_patterns_say(text):
    asked = text or "a"

    whole = "武威市城东 shop " * 1000 + asked

    assert len(whole) > characters._LONG
    assert is_plain(whole, is_one_of_many=True) is is_plain("武威市城东 shop " + asked)


@pytest.mark.parametrize("odd", ODD)
def test_what_is_odd_is_found_in_a_long_text(odd):
    assert not is_plain(f"{'武' * 20_000} {odd} {'威' * 20_000}", is_one_of_many=True)
