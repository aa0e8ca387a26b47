"""What a romanised name says beyond its letters: tones, umlauts, and where syllables part.

`Shǎnxī` and `Shānxī`, `Jìn'ān` and `Jǐnán`, `Lüliang` and `Luliang` have the same letters. People
leave the marks out, so a name without them fits all; one with them fits only what agrees with it.
Orthography: GB/T 16159-2012 (the apostrophe parts a syllable that begins with a, e or o).

Spell pinyin in the Wade-Giles system, as maps and books printed it until about 1980.

After H. A. Giles, A Chinese-English Dictionary (1912), in the usual simplified form; umlauts are
left out, since comparison drops them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from .normalise import latin_key

_TONE_MARKS = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0306": 3, "\u0300": 4}
"""Combining macron, acute, caron (and the breve that is typed for it), grave."""
_UMLAUT = "\u0308"
_UMLAUTED = frozenset("üǖǘǚǜÜǕǗǙǛ" + _UMLAUT)
_SEPARATORS = frozenset("' -·.")
_VOWELS = "aeiou"
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aeiou]+(?:ng(?![aeiou])|n(?![aeiou])|r(?![aeiou]))?"
)
_PARTED = re.compile(r"['\s-]")
_TONE_DIGIT = re.compile(r"([a-zü:]+)([0-5])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spelling:
    """The letters of a romanised name with what its marks say, by position in `letters`."""

    letters: str
    tones: frozenset[tuple[int, int]]
    """(position of the vowel, tone 1-4); 0 where a digit says that there is none."""
    umlauts: frozenset[int]
    breaks: frozenset[int]
    """Positions before which an apostrophe, a space or a hyphen stands."""


@lru_cache(maxsize=4096)
def spelling(text: str) -> Spelling:
    """Read letters, tones (marks or digits), umlauts and breaks of a romanised name."""
    letters: list[str] = []
    tones: dict[int, int] = {}
    umlauts: set[int] = set()
    breaks: set[int] = set()
    for character in unicodedata.normalize("NFD", _marks_for_digits(text.casefold())):
        if character in _TONE_MARKS:
            tones[len(letters) - 1] = _TONE_MARKS[character]
        elif character == _UMLAUT:
            umlauts.add(len(letters) - 1)
        elif character in _SEPARATORS:
            breaks.add(len(letters))
        elif character.isascii() and character.isalpha():
            letters.append(character)
    return Spelling(
        "".join(letters),
        frozenset(tones.items()),
        frozenset(umlauts),
        frozenset(breaks - {0, len(letters)}),
    )


def syllables(pinyin: str) -> list[str]:
    """Return the syllables of a pinyin name in plain letters.

    Needs the apostrophes that orthography asks for; `xingan` is xin-gan, `xing'an` is xing-an.
    """
    return [
        syllable
        for part in _PARTED.split(pinyin)
        for syllable in _SYLLABLE.findall(latin_key(part))
    ]


def syllable_breaks(pinyin: str) -> frozenset[int]:
    """Return the positions in the letters of a pinyin name at which a syllable begins."""
    return frozenset(accumulate(map(len, syllables(pinyin)[:-1])))


def agrees(written: Spelling, pinyin: str) -> bool:
    """Say whether what was written may stand for a name in pinyin with tone marks.

    Letters must be equal; every tone, umlaut and break that was written must be in the pinyin.
    What was left out contradicts nothing.
    """
    name = spelling(pinyin)
    if name.letters != written.letters:
        return False
    toned = dict(name.tones)
    return (
        all(toned.get(position, 0) == tone for position, tone in written.tones)
        and written.umlauts <= name.umlauts | _sounded_umlauts(name.letters)
        and written.breaks <= syllable_breaks(pinyin)
    )


def _sounded_umlauts(letters: str) -> frozenset[int]:
    """Return where u is said ü without being written so: behind j, q, x and y, as in `Taiyüan`."""
    return frozenset(
        place
        for place in range(1, len(letters))
        if letters[place] == "u" and letters[place - 1] in "jqxy"
    )


def umlaut_variants(text: str) -> tuple[str, ...]:
    """Return the other ways to type a name with ü: with v, and with yu as passports do."""
    if _UMLAUTED.isdisjoint(text):
        return ()
    lowered = re.sub("[ǖǘǚǜ]", "ü", unicodedata.normalize("NFC", text.casefold()))
    return (lowered.replace("ü", "v"), lowered.replace("ü", "yu"))


def _marks_for_digits(text: str) -> str:
    """Replace tone digits by tone marks: `shan3xi1` becomes `shǎnxī`."""
    if text.isascii() and text.isalpha():
        return text
    marks = {tone: mark for mark, tone in _TONE_MARKS.items() if mark != "\u0306"}

    def marked(match: re.Match[str]) -> str:
        syllables, digit = match[1].replace("u:", "ü"), int(match[2])
        mark = marks.get(digit, "")
        position = _tone_vowel(syllables)
        if not mark or position is None:
            return syllables
        return syllables[: position + 1] + mark + syllables[position + 1 :]

    return _TONE_DIGIT.sub(marked, text)


def _tone_vowel(syllable: str) -> int | None:
    """Return where the mark goes: on a or e, on the o of ou, else on the last vowel."""
    for vowel in "ae":
        if vowel in syllable:
            return syllable.rindex(vowel)
    if "ou" in syllable:
        return syllable.rindex("ou")
    positions = [index for index, letter in enumerate(syllable) if letter in _VOWELS + "ü"]
    return positions[-1] if positions else None


def _table(pairs: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in pairs.split())


_INITIALS = _table(
    "zh=ch ch=ch' sh=sh b=p p=p' d=t t=t' g=k k=k' j=ch q=ch' x=hs z=ts c=ts' r=j "
    "m=m f=f n=n l=l h=h s=s w=w y=y"
)
"""Pinyin to Wade-Giles; two letters before one."""
_WHOLE = _table(
    "zhi=chih chi=ch'ih shi=shih ri=jih zi=tzu ci=tz'u si=ssu er=erh yi=i ye=yeh you=yu yan=yen "
    "yong=yung yue=yueh he=ho ge=ko ke=k'o gui=kuei kui=k'uei guo=kuo kuo=k'uo huo=huo shuo=shuo"
)
"""Syllables that follow no rule of initial and final."""
_FINALS = {"ian": "ien", "ie": "ieh", "ong": "ung", "iong": "iung", "ue": "ueh", "uo": "o"}
_MARKED = re.compile(r"[a-z]-[a-z]|(?:ch|k|p|t|ts|tz)'|\bhs", re.IGNORECASE)
_NOT_COMPARED = re.compile(r"[^a-z']|(?<![hkptsz])'")


def wade_giles(syllable: str) -> str:
    """Return one syllable of pinyin, in plain letters, in Wade-Giles: `xian` is `hsien`."""
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    initial = next((one for one in _INITIALS if syllable.startswith(one)), "")
    final = syllable[len(initial) :]
    return _INITIALS.get(initial, "") + _FINALS.get(final, final)


def looks_wade_giles(name: str) -> bool:
    """Say whether a name has the marks of the system: hyphens, aspirates, or `hs`."""
    may_be = "-" in name or "'" in name or "hs" in name.lower()  # so that most are told quickly
    return may_be and _MARKED.search(name) is not None


def aspirates(name: str) -> str:
    """Return the letters of a name in Wade-Giles with its aspirates, to be compared."""
    return _NOT_COMPARED.sub("", unicodedata.normalize("NFKD", name.lower()))
