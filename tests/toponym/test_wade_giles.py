"""Pinyin is spelt in Wade-Giles as Giles's dictionary and the maps after it did."""

import pytest

from geo.toponym.pinyin import aspirates, looks_wade_giles, wade_giles


@pytest.mark.parametrize(
    ("pinyin", "spelt"),
    [
        ("xi", "hsi"),
        ("an", "an"),
        ("tian", "t'ien"),
        ("jin", "chin"),
        ("chong", "ch'ung"),
        ("qing", "ch'ing"),
        ("zhou", "chou"),
        ("guang", "kuang"),
        ("gui", "kuei"),
        ("si", "ssu"),
        ("he", "ho"),
        ("luo", "lo"),
        ("nian", "nien"),
        ("long", "lung"),
        ("ri", "jih"),
        ("er", "erh"),
    ],
)
def test_syllables(pinyin, spelt):
    assert wade_giles(pinyin) == spelt


def test_marks_tell_the_system_from_pinyin():
    assert looks_wade_giles("Hang-chou")
    assert looks_wade_giles("Hsiamen")
    assert not looks_wade_giles("Hangchou")
    assert not looks_wade_giles("Xi'an")


def test_aspirates_are_compared_and_other_apostrophes_are_not():
    assert aspirates("Chiu-ch'üan") == "chiuch'uan"
    assert aspirates("Hsi'an") == "hsian"
