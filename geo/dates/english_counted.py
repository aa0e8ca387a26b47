"""English amounts of time counted from an anchor: "one year later", "over the next four years"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import DateError
from . import anchor as counted
from . import reading as words
from .english_points import read_point
from .english_words import NUMBER, ONE_UNIT, UNIT, number_of
from .reading import Context, Reading, table

if TYPE_CHECKING:
    import re

NEXT = "next|coming|following|subsequent|ensuing|succeeding"
PAST = "past|last|previous|preceding"
OVER = "(?:in|within|over|during|for|throughout|across)"


def _amount(found: re.Match[str]) -> tuple[int, str]:
    """Return how many of which unit; half a year is six months."""
    if found["number"].startswith("half"):
        if found["unit"] != "year":
            raise DateError(f"'{found[0]}': only half a year can be counted, as six months")
        return 6, "month"
    return number_of(found["number"]), found["unit"]


def _base(found: re.Match[str], context: Context) -> Context:
    """Return the context whose anchor the phrase itself names ("two years after August 2016")."""
    if not (text := found["base"]):
        return context
    reading = read_point(text, context)
    if reading is None:
        raise DateError(f"'{found[0]}' counts from '{text}', which is not understood")
    return Context(reading.date)


def _later(found: re.Match[str], context: Context) -> Reading:
    return counted.shifted(_base(found, context).anchor, *_amount(found), found[0])


def _earlier(found: re.Match[str], context: Context) -> Reading:
    number, unit = _amount(found)
    return counted.shifted(_base(found, context).anchor, -number, unit, found[0])


def _ago(found: re.Match[str], context: Context) -> Reading:
    return counted.years_ago(context.anchor, *_amount(found), found[0])


def _coming(found: re.Match[str], context: Context) -> Reading:
    return counted.within(_base(found, context).anchor, *_amount(found), found[0])


def _either_side(found: re.Match[str], context: Context) -> Reading:
    """Read "within two years of August 2016", which may be before it or after."""
    base, (number, unit) = _base(found, context), _amount(found)
    first = counted.within(base.anchor, -number, unit, found[0])
    return words.between(first, counted.within(base.anchor, number, unit, found[0]))


def _lasting(found: re.Match[str], _: Context) -> Reading:
    raise DateError(
        f"'{found[0]}' says how long, and not which date is the last; give the first date alone, "
        f"'since {found['base']}', or both, as in 2016/2019"
    )


def _past(found: re.Match[str], context: Context) -> Reading:
    number, unit = _amount(found)
    return counted.within(_base(found, context).anchor, -number, unit, found[0])


def _one_coming(found: re.Match[str], context: Context) -> Reading:
    return counted.within(context.anchor, 1, found["unit"], found[0])


def _one_past(found: re.Match[str], context: Context) -> Reading:
    return counted.within(context.anchor, -1, found["unit"], found[0])


def _rest(found: re.Match[str], context: Context) -> Reading:
    return counted.rest_of_year(context.anchor, found[0], later=found["way"] == "later")


def _then(found: re.Match[str], context: Context) -> Reading:
    return counted.itself(context.anchor, found[0])


def _afterwards(found: re.Match[str], context: Context) -> Reading:
    return counted.onward(context.anchor, found[0])


def _to_date(found: re.Match[str], context: Context) -> Reading:
    return words.by(counted.itself(context.anchor, found[0]))


AMOUNT = f"(?P<number>half an?|half|{NUMBER})[- ](?:full )?{UNIT}"
_BASE = r"(?P<base>)"
# Read before the article is dropped: "in next year" is another thing than "in the next year".
WITH_ARTICLE = table(
    (rf"(?:in|within|over|during|for) the (?:next|coming) {ONE_UNIT}", _one_coming),
    (rf"(?:within|over|for) the following {ONE_UNIT}", _one_coming),
    (rf"(?:in|within|over|during|for) the (?:past|last) {ONE_UNIT}", _one_past),
    (rf"(?:over|for|within) the (?:previous|preceding) {ONE_UNIT}", _one_past),
)
COUNTED = table(
    (rf"{AMOUNT} (?:later|afterwards?|after that|on|hence|from then){_BASE}", _later),
    (rf"{AMOUNT} after(?: (?P<base>.+))?", _later),
    (rf"in {AMOUNT}' time{_BASE}", _later),
    (rf"{AMOUNT} (?:earlier|previously|before that){_BASE}", _earlier),
    (rf"{AMOUNT} (?:before|prior to)(?: (?P<base>.+))?", _earlier),
    (rf"{AMOUNT} ago{_BASE}", _ago),
)
PHRASES = table(
    (rf"in {AMOUNT}' time{_BASE}", _later),
    (
        rf"(?:{OVER} )?(?:{NEXT}) {AMOUNT}(?: (?:from|after|following|since|of) (?P<base>.+))?",
        _coming,
    ),
    (rf"within (?:just |only )?{AMOUNT} of (?P<base>.+)", _either_side),
    (rf"within (?:just |only )?{AMOUNT}(?: (?:from|after|following) (?P<base>.+))?", _coming),
    (rf"(?:for|throughout) {AMOUNT} (?:from|after|following|since) (?P<base>.+)", _lasting),
    (rf"{OVER} {AMOUNT} (?:from|after|following|since) (?P<base>.+)", _coming),
    (rf"{OVER} {AMOUNT} (?:before|prior to|preceding|up to) (?P<base>.+)", _past),
    (rf"(?:{OVER} )?(?:{PAST}) {AMOUNT}{_BASE}", _past),
    (r"(?P<way>later|earlier) (?:in )?(?:this |that |same )?(?:same )?year", _rest),
    (r"since then|from then(?: on)?|(?:at |from )?that time(?: on)?|at same time", _then),
    (r"afterwards?|thereafter|subsequently|after that|later on", _afterwards),
    (r"to date|so far|until now|up to now|till now|as yet", _to_date),
)
