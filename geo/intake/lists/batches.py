"""The batches that lists of pilots count: 第三批, Batch 3, III and third are one number."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九", 0)} | {
    "两": 2
}
_FIRST = frozenset(["首批", "首", "first", "第一批"])
_ORDINALS = {
    word: number
    for number, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"], 1
    )
}
_ROMAN = {
    word: number
    for number, word in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"], 1)
}
_BATCH_WORDS = re.compile(
    r"batch|wave|round|cohort|phase|tranche|no|the|批次|批|第|期|轮|[\s.:#（）()]+"
)


def batch_number(cell: str) -> str:
    """Return the number of a batch: `3` for 第三批, Batch 3, III or third; else the cell itself."""
    text = unicodedata.normalize("NFKC", cell).casefold().strip()
    if text in _FIRST:
        return "1"
    core = _BATCH_WORDS.sub("", text).removesuffix("st").removesuffix("rd").removesuffix("th")
    if core.isdecimal():
        return str(int(core))
    number = _ORDINALS.get(core) or _ORDINALS.get(text.split(" ")[0]) or _ROMAN.get(core)
    number = number or _chinese_number(core)
    return str(number) if number else text


def _chinese_number(text: str) -> int:
    """Return the value of 一 to 九十九; 0 for anything else."""
    tens, has_tens, ones = text.rpartition("十")
    if not set(tens + ones) <= set(_DIGITS) or len(tens) > 1 or len(ones) > 1 or not text:
        return 0
    return (_DIGITS.get(tens, 1) * 10 if has_tens else 0) + _DIGITS.get(ones, 0)
