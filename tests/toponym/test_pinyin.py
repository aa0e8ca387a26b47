"""Tones, umlauts and apostrophes that are written must agree; those left out may be anything."""

import pytest

from geo.toponym.pinyin import agrees, spelling, syllables, umlaut_variants


@pytest.mark.parametrize(
    ("pinyin", "expected"),
    [
        ("Shíjiāzhuāng", ["shi", "jia", "zhuang"]),
        ("Xīngān", ["xin", "gan"]),
        ("Xīng'ān", ["xing", "an"]),
        ("Jìn'ān", ["jin", "an"]),
        ("Jǐnán", ["ji", "nan"]),
        ("Hā'ěrbīn", ["ha", "er", "bin"]),
        ("Lǚliáng", ["lu", "liang"]),
        ("Qiányóu'ěr", ["qian", "you", "er"]),
    ],
)
def test_syllables_part_as_orthography_says(pinyin, expected):
    assert syllables(pinyin) == expected


@pytest.mark.parametrize(
    ("written", "pinyin", "fits"),
    [
        ("Wuwei", "Wǔwēi", True),
        ("Wǔwēi", "Wǔwēi", True),
        ("Wǔwei", "Wǔwēi", True),
        ("Wúwéi", "Wǔwēi", False),
        ("wu3wei1", "Wǔwēi", True),
        ("wu2wei2", "Wǔwēi", False),
        ("wu3 wei1", "Wǔwēi", True),
        ("Jin'an", "Jìn'ān", True),
        ("Jinan", "Jìn'ān", True),
        ("Jin'an", "Jǐnán", False),
        ("Ji nan", "Jǐnán", True),
        ("Lüliang", "Lǚliáng", True),
        ("Luliang", "Lǚliáng", True),
        ("Lüliang", "Lùliáng", False),
        ("lu:3liang2", "Lǚliáng", True),
        ("Lv liang", "Lǚliáng", False),
    ],
)
def test_what_is_written_must_agree(written, pinyin, fits):
    assert agrees(spelling(written), pinyin) is fits


def test_a_name_with_umlaut_is_typed_with_v_or_yu():
    assert umlaut_variants("Lǚliáng") == ("lvliáng", "lyuliáng")
    assert umlaut_variants("Wǔwēi") == ()
