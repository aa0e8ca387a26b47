"""A text closes what it opens of directions, and no more."""

import pytest

from geo.text.escape import closed


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("plain \u0645\u062f\u064a\u0646\u0629", "plain \u0645\u062f\u064a\u0646\u0629"),
        ("a\u202eb", "a\u202eb\u202c"),
        ("a\u202eb\u202c", "a\u202eb\u202c"),
        ("\u2067a\u202bb", "\u2067a\u202bb\u202c\u2069"),
        ("\u2067a\u202bb\u2069c", "\u2067a\u202bb\u2069c"),
        ("a\u202cb\u2069c", "abc"),
        ("\u2068a\u202cb", "\u2068ab\u2069"),
        ("\u202a" * 200_000 + "\u2069" * 200_000, "\u202a" * 200_000 + "\u202c" * 200_000),
    ],
)
def test_a_text_closes_what_it_opens_and_nothing_else(typed, told):
    assert closed(typed) == told
