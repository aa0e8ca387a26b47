"""Punctuation, `in` and a change of script part names; spaces and hyphens may stand inside one."""

import pytest

from geo.toponym.split import parts, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wuwei, Gansu", ("Wuwei", "Gansu")),
        ("Wuwei (Gansu)", ("Wuwei", "Gansu")),
        ("Wuwei City in Gansu Province", ("Wuwei City", "Gansu Province")),
        ("武威（甘肃）", ("武威（甘肃）",)),
        ("武威(甘肃)", ("武威", "甘肃")),
        ("甘肃-武威", ("甘肃", "武威")),
        ("武威Wuwei", ("武威", "Wuwei")),
        ("Shangri-La", ("Shangri-La",)),
        ("Jishishan Bonan, Dongxiang and Salar Autonomous County", None),
        ("Xi'an, Shaanxi", ("Xi'an", "Shaanxi")),
    ],
)
def test_parts(text, expected):
    if expected is None:
        assert len(parts(text)) == 1
    else:
        assert parts(text) == expected


def test_words_leave_out_fillers_of_official_tables():
    assert "".join(words("湖北省直辖县级行政区划仙桃市")) == "湖北仙桃市"
    assert words("Gansu's Wuwei") == ("Gansu", "Wuwei")
    assert words("one two three four five six seven eight nine ten") == ()
