"""Where in a source something stands, in words; `locators.js` says the same on the page."""

from __future__ import annotations

import re

_NUMBERS = r"(\d{1,6})(?:\s*[-–—~至到]\s*(\d{1,6}))?"
_KINDS = {
    "paragraph": rf"(?:p|para|paras|paragraph|paragraphs|¶)\.?\s*{_NUMBERS}|第\s*{_NUMBERS}\s*段",
    "page": rf"(?:page|pages|pp)\.?\s*{_NUMBERS}|第\s*{_NUMBERS}\s*页",
    "item": rf"(?:no|nos|number|item|items|#)\.?\s*{_NUMBERS}|第\s*{_NUMBERS}\s*[项号]",
    "row": rf"(?:row|rows|line|lines)\.?\s*{_NUMBERS}|第\s*{_NUMBERS}\s*行",
    "table": rf"(?:table|tables)\.?\s*{_NUMBERS}|表\s*{_NUMBERS}",
    "section": rf"(?:section|sections|§)\.?\s*{_NUMBERS}|第\s*{_NUMBERS}\s*节",
}
_PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _KINDS.items()}
_IN_FILE = re.compile(r"(.+\.\w{2,8}), (?:line|row) (\d{1,9})")
_WORDS = {
    "en": {
        "paragraph": ("paragraph {}", "paragraphs {}–{}"),
        "page": ("page {}", "pages {}–{}"),
        "item": ("no. {}", "nos. {}–{}"),
        "row": ("row {}", "rows {}–{}"),
        "table": ("table {}", "tables {}–{}"),
        "section": ("section {}", "sections {}–{}"),
        "file": ("row {1} of {0}",),
        "comma": (", ",),
    },
    "zh": {
        "paragraph": ("第{}段", "第{}至{}段"),
        "page": ("第{}页", "第{}至{}页"),
        "item": ("第{}项", "第{}至{}项"),
        "row": ("第{}行", "第{}至{}行"),
        "table": ("表{}", "表{}至{}"),
        "section": ("第{}节", "第{}至{}节"),
        "file": ("{0}第{1}行",),
        "comma": ("、",),
    },
}


def locator_in_words(locator: str, lang: str = "en") -> str:
    """Return a locator in words: `p9` is paragraph 9, 第9段; another one as it is written.

    Parameters
    ----------
    locator
        As a row of locations.csv has it; several are joined by commas or semicolons.
    lang
        `en` or `zh`.
    """
    words = _WORDS[lang]
    in_file = _IN_FILE.fullmatch(locator.strip())
    if in_file:
        return words["file"][0].format(*in_file.groups())
    parts = [part.strip() for part in re.split("[,;，；、]", locator)]
    said = [_part(part, lang) for part in parts]
    known = [part for part in said if part]
    return words["comma"][0].join(known) if len(known) == len(said) else locator


def _part(text: str, lang: str) -> str:
    """Say one place in a source; empty where it is not understood."""
    for kind, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(text):
            numbers = [number for number in found.groups() if number]
            return _WORDS[lang][kind][len(numbers) - 1].format(*numbers)
    return ""
