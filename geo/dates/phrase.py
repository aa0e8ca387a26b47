"""Read a phrase of English or Chinese as a date, by tables of our own, or refuse it.

The reader never searches a text for something that looks like a date: a phrase is read whole or not
at all. Where words have two meanings, the bounds hold both or the phrase is refused with the way to
say either; what counts from another date needs that date as its anchor.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import DateError
from .describe import describe
from .edtf import parse

if TYPE_CHECKING:
    from .edtf import FuzzyDate
    from .reading import Reading

_LONGEST, _LONGEST_SEARCHED, _LONGEST_PART = 120, 60, 12
_DASHES = dict.fromkeys(map(ord, "‐‑﹣－"), "-") | dict.fromkeys(map(ord, "‒–—―−─━﹘"), "–")
_DASHES |= dict.fromkeys(map(ord, "〜～∼˜"), "~")
_QUOTES = dict.fromkeys(map(ord, "‘’‛′`´"), "'") | dict.fromkeys(map(ord, "“”„″「」『』《》"), '"')
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_LIKE_EDTF = re.compile(r"[0-9XxuYyESTZ?~%./:\[\]{}+-]+", re.ASCII)
_NEARLY = re.compile(r"\A[~≈] ?(?=[12][0-9]{3}\Z)")
"""Level 2 of EDTF sets a sign before a component, and people before a year. `～2016年` is left: in
a Chinese table it may also be the end of a range."""
_CHINESE = re.compile("[\u3007\u4e00-\u9fff]")
_PLAN = re.compile(r"计划|力争|预计|拟|\b(?:planned|plans?|expected|scheduled|target)\b")
_HELP = (
    "write EDTF (2016-08, 2016/2020, [..2020]), or a phrase such as 'since August 2020', "
    "'by 2020', 'late 2017', '2016年8月', '自2018年起', '十三五期间'"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A date read from words: the words, what they were counted from, and the rule."""

    phrase: str
    """As it was given."""
    anchor: FuzzyDate | None
    """The date it was counted from; None where the phrase needed none."""
    date: FuzzyDate
    rule: str
    """Name of the rule and why it gives this date, the outermost word first."""


def read_phrase(phrase: str, *, anchor: FuzzyDate | None = None, finds_part: bool = True) -> Phrase:
    """Read a phrase, or an EDTF string, as a date.

    Parameters
    ----------
    phrase
        A whole phrase in English or Chinese ("since August 2020", "2016年以来"), or EDTF.
    anchor
        The date of the text that the phrase stands in, or of what it speaks of. Used only by
        phrases that count from it ("last year"); today's date never takes its place.
    finds_part
        Whether to tell which part of a phrase would be read, if the whole is not: it takes long.

    Raises
    ------
    DateError
        If the phrase is not known, is open to two meanings, or counts from an anchor that is
        missing or too coarse; the text says what would help.
    """
    text = phrase.strip()
    if not text or len(text) > _LONGEST:
        raise DateError(
            f"a phrase has 1 to {_LONGEST} characters, this one has {len(text)}; {_HELP}"
        )
    try:
        date = parse(text)
    except DateError as error:
        strict = error
    else:
        return Phrase(phrase, None, date, f"edtf: read as written, {describe(date)}")
    plain = _plain(_NEARLY.sub("about ", text))
    try:
        reading = _read(plain, anchor)
    except DateError as error:
        raise DateError(f"'{phrase}' is not read: {error}") from None
    if reading is None:
        if _LIKE_EDTF.fullmatch(text):
            raise strict
        raise DateError(_unknown(phrase, plain, anchor, finds_part=finds_part))
    return Phrase(phrase, anchor if reading.anchored else None, reading.date, reading.rule)


def _plain(text: str) -> str:
    """Return the text in lower case, with plain digits, hyphens and quotes, and single blanks.

    Figures that are no decimal digits (², ①, Ⅷ) are kept, so that they are not read as digits.
    """
    if any(unicodedata.category(sign) in {"No", "Nl"} and sign != "〇" for sign in text):
        return text
    text = text.translate(_INVISIBLE).translate(_DASHES).translate(_QUOTES)
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"-{2,}|–{2,}", "–", text).replace(",", " ")
    text = re.sub(r"(?<![.。])[.;。;]$", "", " ".join(text.split())).strip()
    wrapped = re.fullmatch(r"\((.*)\)|\"(?![一二三四五六七八九十]+五\")(.*)\"", text)
    return (wrapped[1] or wrapped[2] or "").strip() if wrapped else text


def _read(text: str, anchor: FuzzyDate | None) -> Reading | None:
    # The tables are compiled on first use: most runs read EDTF alone.
    from .reading import Context

    context = Context(anchor)
    if _CHINESE.search(text):
        from . import chinese

        return chinese.read(re.sub(r"\s", "", text), context)
    if not text.replace("–", "-").isascii():
        return None
    from . import english

    return english.read(text, context)


def _unknown(phrase: str, text: str, anchor: FuzzyDate | None, *, finds_part: bool) -> str:
    """Say why a phrase is not read: its known fault, the part that would be, or what would."""
    from . import chinese, english

    is_chinese = bool(_CHINESE.search(text))
    known = chinese.simplified(text) if is_chinese else text
    for pattern, reason in chinese.REFUSALS if is_chinese else english.REFUSALS:
        if pattern.search(known):
            return f"'{phrase}' is not read: {reason}"
    if _PLAN.search(text):
        return f"'{phrase}' tells a plan, and no start; to say then or later, write [YEAR..]"
    if part := _known_part(text, anchor) if finds_part else "":
        return (
            f"'{phrase}' is not read as a whole; understood in it is '{part}': give that, if meant"
        )
    return f"'{phrase}' is not a date that is understood; {_HELP}"


def _known_part(text: str, anchor: FuzzyDate | None) -> str:
    """Return the longest run of words (in Chinese, of characters) that would be read alone."""
    if len(text) > _LONGEST_SEARCHED:
        return ""
    is_chinese = bool(_CHINESE.search(text))
    tokens = list(text.replace(" ", "")) if is_chinese else text.split()
    glue = "" if is_chinese else " "
    for length in range(min(len(tokens) - 1, _LONGEST_PART), 0, -1):
        for start in range(len(tokens) - length + 1):
            part = glue.join(tokens[start : start + length])
            try:
                found = _read(part, anchor)
            except DateError:
                continue
            if found:
                return part
    return ""
