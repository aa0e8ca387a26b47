"""What is printed steers no terminal, and JSON stays JSON."""

import json

import pytest

from geo.cli.output import say, say_json


@pytest.mark.parametrize(
    "text", ["\x7f", "\x9b31m", "\x1b[2J", "\u202e", "\u2028", "\U000e0001", "\udc80", "武威\tx\n"]
)
def test_json_keeps_every_character_and_sends_none_that_acts(capsys, text):
    say_json({"text": text})

    out = capsys.readouterr().out
    assert json.loads(out) == {"text": text}
    assert out.count("\n") == 1
    assert all(character.isprintable() for character in out[:-1])


def test_text_shows_control_characters_as_escapes(capsys):
    say("a\x1b[2J\x9b\u202e武威")

    assert capsys.readouterr().out == "a\\x1b[2J\\x9b\\u202e武威\n"
