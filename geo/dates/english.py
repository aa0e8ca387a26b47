"""English phrases: a date (`pilotmap.dates.english_points`) with words around it, or two dates.

A phrase is taken apart once: a word such as "since" or "by", then perhaps "about", then a date.
Nothing is searched for inside a text and nothing is left over; what does not fit whole is not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..errors import DateError
from . import reading as words
from .english_counted import AMOUNT, COUNTED, NEXT, OVER, PAST, PHRASES, WITH_ARTICLE
from .english_points import read_point
from .english_words import ANY_YEAR, DAY, MONTH, NUMBER, SEASON, YEAR
from .reading import Context, Reader, Reading, first_fit, read_as, table

if TYPE_CHECKING:
    from collections.abc import Callable

_CENTURY, _MONTHS_A_YEAR = 100, 12

_IN = (
    "(?:sometime|some time|at some point|at some time) (?:in|during)|(?:in|over) course of"
    "|as (?:early|far back) as|early as|(?:back|already|only|first) in"
    "|in|during|on|at|within|throughout|dated|(?:all|whole) of"
)
_BEGAN = re.compile(
    "(?:(?:was|were|has been|have been) )?(?:first |officially |formally )?"
    "(?:launched|started|began|begun|opened|introduced|established|piloted|set up|rolled out) "
    "(?=(?:in|on|during|since|from|by|before|after|around|about|early|mid|late|as early as"
    "|no later than|not before|over|within) )"
)
"""Verbs that say a date is a start; what was approved or announced may start later."""
_ABOUT = (
    r"(?:in |some ?time )?(?:around|about|circa|approximately|roughly)|in or (?:around|about)"
    r"|ca?\.?|approx\.?"
)
_PERHAPS = "(?:possibly|probably|perhaps|maybe|presumably)(?: in| during| on)?"
_SINCE = "(?:ever )?since"
_FROM = (
    "from|as from|dating (?:from|back to)|effective(?: from)?|with effect from"
    "|(?:starting|beginning|commencing)(?: from| in| on| with)?"
)
_AT_LEAST = "(?:since|from) at least|at least (?:since|from|as early as)"
_BY = (
    "(?:by )?(?:no|not) later than|latest by|at latest(?: by| in| on)?"
    "|(?:on|in) or before|before or (?:in|on|during)|by"
)
_NOT_BEFORE = (
    "(?:no|not) (?:earlier|sooner) than|not (?:before|until)|at (?:the )?earliest(?: in| on)?"
    "|(?:on|in) or after"
)
_BEFORE = "before|prior to|earlier than|ahead of"
_AFTER = "after|later than|subsequent to"
_UNTIL = "(?:up )?until|till|up to(?: and including)?|through"
_START = "(?:very )?(?:start|beginning|outset) of "
_END = "(?:very )?(?:end|close) of |end[- ]|year[- ]end "

_DASH = "[-–~]"
# Words that count from what was just said, not from the date of the text.
_SAME_TEXT = (
    r"\b(?:following|subsequent|same|that|previous|preceding|prior) (?:year|month|day)|after$"
)
_AROUND = re.compile(rf"\bthe |\"|\b(?:calendar year|year|cy) ?(?={YEAR}\b)|(?<=[0-9]) period$")
_NOW = f" ?(?:to|until|till|through|up to|{_DASH}) ?(?:now|present(?: day| time)?|date|today)"


def read(text: str, context: Context) -> Reading | None:
    """Return what `text` says, or None where no pattern fits it.

    Parameters
    ----------
    text
        In lower case, in ASCII but for the en dash, without commas; blanks single.

    Raises
    ------
    DateError
        If a pattern fits and its meaning is open, impossible, or counts from a missing anchor.
    """
    if reading := first_fit(WITH_ARTICLE, text, context):
        return reading
    bare = re.sub(
        rf"\bthe |\"|\b(?:calendar year|year|cy) ?(?={YEAR}\b)|(?<=[0-9]) period$", "", text
    )
    if began := _BEGAN.match(bare):
        reading = _read_bare(bare[began.end() :], context)
        return reading.under("began: it starts in the date named") if reading else None
    return _read_bare(bare, context)


def _read_bare(bare: str, context: Context) -> Reading | None:
    return (
        first_fit(PHRASES, bare, context)
        or first_fit(_PHRASES, bare, context)
        or _read_core(bare, context)
        or _read_placed(bare, context)
        or _read_range(bare, context)
    )


def _read_placed(text: str, context: Context) -> Reading | None:
    """Read a date after "in" or "as early as"; with an amount of time they mean another thing."""
    found = re.fullmatch(f"(?:{_IN}) (?P<date>.+)", text)
    return _read_core(found["date"], context, read_point) if found else None


def _read_core(
    text: str, context: Context, plain: Callable[[str, Context], Reading | None] | None = None
) -> Reading | None:
    """Read a date, perhaps with a word that qualifies it."""
    plain = plain or _read_plain
    if found := re.fullmatch(f"(?:{_ABOUT}) (?P<date>.+)|(?P<same>.+) or (?:so|thereabouts)", text):
        reading = plain(found["date"] or found["same"], context)
        return words.around(reading) if reading else None
    if found := re.fullmatch(f"(?:{_PERHAPS}) (?P<date>.+)", text):
        reading = plain(found["date"], context)
        return words.perhaps(reading) if reading else None
    return plain(text, context)


def _read_plain(text: str, context: Context) -> Reading | None:
    return read_point(text, context) or first_fit(COUNTED, text, context)


def _under(word: Callable[[Reading], Reading], *, since: bool = False) -> Reader:
    """Return a reader that reads the rest of the phrase and lays a word over it."""

    def reader(found: re.Match[str], context: Context) -> Reading | None:
        inner = Context(context.anchor, since=since)
        reading = _read_core(found["date"], inner)
        return word(reading) if reading else None

    return reader


def _sharp(word: Callable[[Reading], Reading]) -> Reader:
    """Return a reader for "by the end of 2020", where the end is the last day and not vague."""

    def reader(found: re.Match[str], context: Context) -> Reading | None:
        date = found["date"]
        reading = _read_plain("this year" if date in {None, "year"} else date, context)
        return word(reading) if reading else None

    return reader


# --- two dates -----------------------------------------------------------------------------------


def _read_range(text: str, context: Context) -> Reading | None:
    for lead, sign, join in _RANGES:
        if not (start := lead.match(text)):
            continue
        rest = text[start.end() :]
        for found in sign.finditer(rest):
            if ends := _ends(rest[: found.start()], rest[found.end() :], context):
                return join(*ends)
    return None


def _ends(left: str, right: str, context: Context) -> tuple[Reading, Reading] | None:
    """Read two ends; what one leaves out is taken from the other ("15 to 20 August 2016")."""
    if not left or not right or re.fullmatch("early|mid|late|end|year", left):
        return None
    year = re.search(f"(?:(?: of| in)? |/)({ANY_YEAR})$", right)
    if found := re.fullmatch(f"({MONTH}) {DAY}", left):
        if re.fullmatch(f"{DAY}(?: {YEAR})?", right):
            right = f"{found[1]} {right}"
    elif re.fullmatch(DAY, left) and (month := re.match(f"{DAY}(?: of)? ({MONTH})", right)):
        left = f"{left} {month[1]}"
    if year and not re.search(ANY_YEAR, left):
        left = f"{left} {year[1]}"
    first = _read_core(left, context)
    if first and re.search(_SAME_TEXT, right):
        context = Context(first.date)
    last = _read_core(right, context)
    if not first or not last or (last.yearless and not first.yearless):
        return None
    return first, last


def _short_end(found: re.Match[str], _: Context) -> Reading | None:
    """Read 2016–20, where a range sign and an end past 12 leave no other meaning."""
    first, last = int(found["first"]), int(found["last"])
    if found["sign"] == "/" and last <= _MONTHS_A_YEAR:
        return None  # figures: year and month
    if found["sign"] == "/" or last <= max(first % _CENTURY, _MONTHS_A_YEAR):
        raise DateError(
            f"'{found[0]}' is not clear: write {first}/YYYY for the years, {first}-MM for a month"
        )
    years = f"{first}/{first // _CENTURY * _CENTURY + last}"
    return read_as(years, "period: from the first date to the second, in the same century")


def _to_present(found: re.Match[str], context: Context) -> Reading | None:
    reading = _read_core(found["date"], context)
    return words.to_present(reading) if reading else None


_PHRASES = table(
    (rf"(?P<first>{YEAR})(?P<sign>[–/])(?P<last>[0-9]{{2}})", _short_end),
    (rf"(?:{_SINCE}|{_FROM}) (?P<date>.+?)(?: on| onwards?)?{_NOW}", _to_present),
    (rf"(?P<date>.+?){_NOW}", _to_present),
    (rf"(?:{_BY}|{_BEFORE}) (?:(?:{_END})(?P<date>.+)|year[- ]end)", _sharp(words.by)),
    (rf"(?:{_UNTIL}) (?:{_END})(?P<date>.+)", _sharp(words.until)),
    (rf"(?:{_AFTER}) (?:{_END})(?P<date>.+)", _sharp(words.after_end)),
    (rf"(?:{_BEFORE}) (?:{_START})(?P<date>.+)", _sharp(words.before)),
    (rf"(?:{_AT_LEAST}) (?P<date>.+)", _under(words.by)),
    (rf"(?:{_BY}) (?P<date>.+)", _under(words.by)),
    (r"(?P<date>.+) (?:at (?:the )?latest|or (?:earlier|before|sooner))", _under(words.by)),
    (rf"(?:{_NOT_BEFORE}) (?P<date>.+)", _under(words.not_before)),
    (r"(?P<date>.+) (?:at (?:the )?earliest|or (?:later|after))", _under(words.not_before)),
    (rf"(?:{_BEFORE}) (?P<date>.+)", _under(words.before)),
    (rf"(?:{_AFTER}) (?P<date>.+)", _under(words.after)),
    (rf"(?:{_UNTIL}) (?P<date>.+)", _under(words.until)),
    (rf"{_SINCE} (?:{_IN} )?(?P<date>.+?)(?: on| onwards?)?", _under(words.since, since=True)),
    (rf"(?:{_FROM}) (?:{_IN} )?(?P<date>.+?)(?: on| onwards?| forwards?)?", _under(words.since)),
    (r"(?:in )?(?P<date>.+?)(?: and)? (?:onwards?|forwards?)", _under(words.since)),
    (rf"(?P<date>.*[0-9]) ?{_DASH}{{1,2}}", _under(words.since)),
)
_TO = rf" (?:to|through|thru|until|till|up to|up until) | ?{_DASH} ?"
_RANGES = tuple(
    (re.compile(lead), re.compile(sign), join)
    for lead, sign, join in (
        (
            "(?:sometime |some time |at some point )?(?:in |during )?(?:period )?between ",
            rf" (?:and|to) | ?{_DASH} ?",
            words.between,
        ),
        ("(?:in |during )?(?:either )?(?:in )?", " or (?:in |during )?", words.either),
        (
            rf"(?:{OVER} )?(?:period |years |time )?(?:of |from |starting (?:in|from) )?",
            _TO,
            words.span,
        ),
    )
)

REFUSALS = tuple(
    (re.compile(pattern), reason)
    for pattern, reason in (
        (r"\bas of\b", "'as of' may mean from then on or up to then; say 'since' or 'by'"),
        (
            r"\b(?:fy ?[0-9]*|fiscal|financial)\b",
            "a fiscal year begins in different months; give the calendar dates",
        ),
        (r"^(?:.* )?'[0-9]{2}\b|^[0-9]{2}$", "a year has four digits"),
        (
            rf"^in {AMOUNT}$",
            "it may be that long after, or within that time; say 'later' or 'within'",
        ),
        (
            r"\b(?:few|several|couple|some|many|recent|recently|lately|soon|shortly|long)\b",
            "it gives no number to count by; say the year or the number of years",
        ),
        (
            rf"\b(?:{NEXT}|{PAST}|future) (?:day|week|month|year|decade)s\b|\byears to come\b",
            "it gives no number to count by; say the year or the number of years",
        ),
        (
            r"\b(?:almost|nearly|more than|less than|over|under) " + NUMBER,
            "the amount is not exact; say the year",
        ),
        (
            r"\b(?:and|&|as well as)\b",
            "it names more than one date, and a start is one; make a statement of each",
        ),
        (
            r"\b(?:lunar|festival|holiday|new year)\b",
            "its day moves from year to year; give the calendar date",
        ),
        (
            rf"^(?:(?:in|since|during|by) )?(?:the )?(?:last|next) (?:{SEASON}|quarter|half)",
            "it may be of two years; say the year",
        ),
        (
            r"\b(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|'?[0-9]0s)\b",
            "its century is open; write 199X or 'the 1990s'",
        ),
        (r"\bcentury\b", "centuries are counted in two ways; write 19XX, or [1901..2000]"),
    )
)
"""Why a phrase of a known kind is not read; the first that fits is told."""
