"""Which date of a sentence belongs to which place."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from ..dates import parse
from .applications import without_requests
from .clauses import Clause, clause_at, sense_of
from .timing import Dated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Mention

_SEMICOLON = re.compile("[;；]")
_NOW = re.compile(
    r"\b(?:now|today|since then|to date|so far|currently|has since|have since)\b|\bsince(?=\W*$)"
    r"|目前|如今|现已|迄今|至今",
    re.IGNORECASE,
)
"""What is so at the time of writing: a date before it is not its own."""
_LAPSE = re.compile(
    r"\b(?:years?|months?|decades?) (?:after|before)\b|又过|再过|时隔|过了[^，。]{1,4}[年月]",
    re.IGNORECASE,
)
"""A time that passed from one beginning to another: the date of one is not that of the other."""
_SINCE_WHEN = re.compile(
    r"\W{0,4}(?:first )?(?:launched|started|begun|introduced|established|initiated|rolled out)\b",
    re.IGNORECASE,
)
_STANDS = re.compile(
    r"\b(?:covers|operates|runs|includes|extends|spans|reaches|comprises|is running)\b",
    re.IGNORECASE,
)
"""What is so at the time of writing, of a programme whose own beginning is told before."""
_LATER = re.compile(
    r"\b(?:followed|follow|then|later|afterwards?|next|subsequently|came next)\b"
    r"|紧随其后|紧跟其后|随后|后来|之后|接着|其后|跟进|再到|继而",
    re.IGNORECASE,
)
"""What happened after the date before it: that date is not its own."""
_VERB = (
    r"(?:(?:then|later|subsequently|gradually|also|finally|was|were|has|had|been|it|since) )"
    r"{0,3}(?:extended|expanded|launched|started|began|begun|spread|rolled out|introduced|reached|"
    r"joined|brought|moved|opened|followed|adopted|widened|scaled up|added|came to|arrived|ended|"
    r"suspended|resumed|withdrawn|withdrew)\b"
)
_AND_THEN = re.compile(rf"\band {_VERB}")
"""Where a verb of its own begins within a clause: what was told before it has its own date."""
_FOLLOWED = re.compile(r",? (?:also |then |later )?(?:followed|joined|came on board)(?: suit)? ")
_APPOSED = re.compile(
    r", (?:(?:itself |also )?(?:an?|another|one of|the)|which (?:became|joined))\b[^,;.()]{0,40}"
)
"""Behind a place that is told what it is, with a date: Guigang, a pilot since 2015."""
_BRACKETS = frozenset("(（[")
_FORMER_OF_TWO = re.compile(r"前者|后者|\bthe (?:former|latter)\b")
_NOT_THEN = re.compile(r"(?:并非|并不是|不是)(?:始于|在|于|自|从|开始于)?$")
_FROM, _TO = (
    ("from ", "从", "由"),
    re.compile(r" to [A-Z]|(?:扩大|推广|延伸|扩展|拓展|推)(?:到|至|向)"),
)
"""Around a place that was there before: in 2012 extended from Panjin to Zunyi."""
_NEAR = 8
_RELATIVE = re.compile(r"\b(?:that|which|when|where|until|before|after|than|while) $")
"""Before a place of which something else is told than of the one before it."""
_CLOSES = re.compile(r"[)）\]]")
_LONGEST_BRACKET = 8
"""Characters of a bracket and a word before the date in it."""
_RESPECTIVELY = re.compile(r"\brespectively\b|分别", re.IGNORECASE)
_DATELINE = re.compile(r"(?:电|讯|消息)(?![子商信])| ?\((?:Xinhua|CNS|AP|Reuters)\)")
"""Behind the date of a report, which is not that of what it tells."""
_DASH = re.compile(r" (?:--|[—–]) ")
_PLACE_OF_REPORT = re.compile(r"(?:[A-Z][\w.'-]*(?:, ?| )){1,6}")
"""What stands before the date of a report that ends in a dash: a place alone."""
_AND_DATE = re.compile(r" ?(?:[、,，和及与或&]|以及|,? ?\band(?: again)?|,? ?\bor) ?")
"""Between two dates that are told of the same places."""
_OWN_VERB = re.compile(rf",? {_VERB}")
"""Behind a date that has a verb of its own: in 2016 and in 2018 spread to Tianshui."""
PLAIN_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_HISTORY = re.compile(
    r"\b(?:founded|incorporated|born|graduated|went public|was listed|its IPO|headquartered)\b"
    r"|(?:公司|集团|企业|医院|学校|机构|银行)(?:正式)?(?:成立|设立|注册)|成立于|创办于|创立于|创建于|出生于|始建于|毕业于|上市于",
    re.IGNORECASE,
)
"""The date of a company or a person, not of what it did."""


def _span(clause: Clause) -> tuple[int, int]:
    return clause.start, clause.end


class SentenceDates:
    """The dates of a sentence, and which of them a place has."""

    def __init__(
        self,
        text: str,
        clauses: Sequence[Clause],
        dates: Sequence[Dated],
        mentions: Sequence[Mention],
    ) -> None:
        self._text = text
        self._clauses = clauses
        self._dates = [
            date
            for date in without_requests(text, clauses, dates, [each.start for each in mentions])
            if not _HISTORY.search(self._clause_text(clause_at(clauses, date.start)))
            and not _DATELINE.match(text, date.end)
            and not self._is_dateline(date)
            and not self._is_denied(date)
        ]
        self._mentions = mentions
        self._inner = [mention for mention in mentions if mention.of is None]
        self._owners = {date: each for each in mentions if (date := self._bracketed(each.end))}
        """Whose brackets a date stands in: Wuwei (2018)."""

    def _clause_text(self, clause: Clause) -> str:
        return self._text[clause.start : clause.end]

    def _is_denied(self, date: Dated) -> bool:
        """Whether a date is the one that is put right: not in 2012 but in 2014, 并非2012年."""
        before = self._text[max(0, date.start - _LONGEST_BRACKET) : date.start]
        after = self._text[date.end : date.end + len(", but")].lstrip(", ")
        is_not = before.endswith("not ") and after.startswith("but")
        return is_not or _NOT_THEN.search(before) is not None

    def _is_dateline(self, date: Dated) -> bool:
        """Whether a date is that of a report: `LANZHOU, Sept. 4 -- `, not `to 15 in 2016 – `."""
        if not _DASH.match(self._text, date.end) or not self._clauses:
            return False
        before = self._text[self._clauses[0].start : date.start]
        return _PLACE_OF_REPORT.fullmatch(before) is not None

    def of(self, start: int, end: int) -> Dated | None:
        """Return the date of what stands at a span; None where none is said of it."""
        date = self._nearest(start, end)
        if (
            date is None
            or self._is_lapsed(date, start, end)
            or self._is_of_another(date, start, end)
        ):
            return None
        return self._together(date, start)

    def _is_of_another(self, date: Dated, start: int, end: int) -> bool:
        """Whether a date is that of the place where something came to, or of one of two named."""
        text = self._text
        if _FORMER_OF_TWO.search(self._clause_text(clause_at(self._clauses, date.start))):
            return True
        before, after = text[max(0, start - _LONGEST_BRACKET) : start], text[end : end + _NEAR]
        return before.endswith(_FROM) and _TO.match(after) is not None

    def _together(self, date: Dated, start: int) -> Dated:
        """Return one of several dates that are told together, where the text gives no order.

        2010年和2012年，广东、天津先后开展了两批: each began in one of them.
        """
        told = self._joined.get(date, (date,))
        between = {self._text[one.end : other.start].strip() for one, other in pairwise(told)}
        if not between - {",", "，"}:
            return date
        clause = clause_at(self._clauses, date.start)
        mates = next((each.mates for each in self._mentions if each.start == start), [])
        if _RESPECTIVELY.search(self._clause_text(clause)) and len(mates) == len(told):
            return date
        phrase = self._text[told[0].start : told[-1].end]
        texts = [each.date.text for each in told if each.date is not None]
        note = f"'{phrase}': which of these dates is meant, the text does not say"
        if len(texts) == len(told) and all(map(PLAIN_DATE.fullmatch, texts)):
            one_of = parse(f"[{','.join(sorted(set(texts)))}]") if len(set(texts)) > 1 else None
            return Dated(told[0].start, told[-1].end, phrase, one_of or date.date, note)
        return Dated(told[0].start, told[-1].end, phrase, None, f"open: {note}")

    @cached_property
    def _joined(self) -> dict[Dated, tuple[Dated, ...]]:
        """The dates that are told together with others, each with all of these."""
        runs: list[list[Dated]] = []
        for date in self._dates:
            if runs and self._are_joined(runs[-1][-1], date):
                runs[-1].append(date)
            else:
                runs.append([date])
        return {date: told for told in map(tuple, runs) if len(told) > 1 for date in told}

    def _are_joined(self, one: Dated, other: Dated) -> bool:
        """Whether a date and the next one are told together: 2010年和2012年, in 2010 and 2012."""
        is_joined = _AND_DATE.fullmatch(self._text, one.end, other.start) is not None
        return is_joined and not _OWN_VERB.match(self._text, other.end)

    def _is_lapsed(self, date: Dated, start: int, end: int) -> bool:
        """Whether a time that passed stands between: to Lhasa a decade after Nanjing in 2005."""
        between = (date.end, start) if date.end <= start else (end, date.start)
        return _LAPSE.search(self._text, *between) is not None

    def _nearest(self, start: int, end: int) -> Dated | None:
        """Return the date that the clauses give what stands at a span."""
        if (bracketed := self._bracketed(end)) is not None:
            return bracketed
        found = self._told(start, end)
        owner = self._owners.get(found) if found else None
        if found is None or owner is None:
            return found
        if found.end <= start and not _CLOSES.search(self._text, found.end, start):
            return found  # Ningbo (2013, in Haishu)
        scope = next((each.scope for each in self._mentions if each.start == start), None)
        return found if scope is owner else None  # Gansu (2018): Wuwei, Jiuquan

    def _told(self, start: int, end: int) -> Dated | None:
        if own := self._right_behind(start, end):
            return own
        clause = clause_at(self._clauses, start)
        inside = [date for date in self._dates if clause.start <= date.start < clause.end]
        if len(inside) > 1:
            return self._alternating(inside, start, end, clause)
        if inside:
            [date] = inside
            is_others = (
                _NOW.search(self._text, date.end, start) is not None
                or self._is_before(date, start)
                or self._is_of_relative(date, end)
                or self._is_parted_stretch(date, start)
            )
            return None if is_others else date
        before = [date for date in self._dates if date.end <= clause.start]
        if before:
            return self._carried(before[-1], start, end, clause)
        after = [date for date in self._dates if date.start >= end]
        return self._next(end, start) or (after[0] if after and len(self._dates) == 1 else None)

    def _carried(self, date: Dated, start: int, end: int, clause: Clause) -> Dated | None:
        """Return the date that an earlier clause tells, unless this one speaks of another time."""
        told = self._clause_text(clause)
        then = sense_of(self._clause_text(clause_at(self._clauses, date.start)))
        if then.ends and not then.begins_beside and not sense_of(told).ends:
            return None  # closed in 2021, while others still run: that is not their year
        if (
            not self._is_told(date)
            and then.begins
            and _STANDS.search(told)
            and _SINCE_WHEN.match(self._clause_text(clause_at(self._clauses, date.start)))
        ):
            return None  # launched in 2015, the scheme covers what it covers by now
        is_parted = self._parted(date.end, start)
        if self._is_parted_stretch(date, start):
            return None
        if is_parted and (own := self._next(end, start)):
            return own
        is_later = _LATER.search(told) and (
            self._is_told(date)
            or any(date.end <= each.start < clause.start for each in self._mentions)
        )
        is_over = is_parted and sense_of(told).ends
        return None if is_later or is_over or _NOW.search(told) else date

    def _next(self, end: int, start: int) -> Dated | None:
        """Return the next date, if no semicolon and no place but of its list stands before it."""
        mine = (each for each in self._mentions if each.start == start)
        end = max([end, *(mate.end for each in mine for mate in each.mates)])
        date = next((each for each in self._dates if each.start >= end), None)
        if date is None or self._parted(end, date.start):
            return None
        is_free = not any(end <= each.start < date.start for each in self._inner)
        return date if is_free else None

    def _parted(self, start: int, end: int) -> bool:
        return _SEMICOLON.search(self._text, start, end) is not None

    def _is_told(self, date: Dated) -> bool:
        """Whether a date stands in a clause that says where something began at that time."""
        clause = clause_at(self._clauses, date.start)
        return any(clause.start <= each.start < clause.end for each in self._mentions)

    def _bracketed(self, end: int) -> Dated | None:
        """Return the date in brackets right behind a place."""
        for date in self._dates:
            gap = self._text[end : date.start] if date.start > end else ""
            if len(gap) <= _LONGEST_BRACKET and gap.strip()[:1] in _BRACKETS:
                return date
        return None

    def _right_behind(self, start: int, end: int) -> Dated | None:
        """Return the date behind a place and the unit around it, or its verb: its own, always.

        `Was followed by Fuzhou, Jiangxi, in 2019`; `and Tianshui, Gansu, followed in 2018`.
        """
        date = next((each for each in self._dates if each.start >= end), None)
        if date is None or self._text.startswith(" by ", date.end):
            return None  # followed a year later by another
        has_address = any(
            each.start == start and each.scope is not None and each.scope.end == end
            for each in self._mentions
        )
        is_own = _FOLLOWED.fullmatch(self._text, end, date.start) or (
            _APPOSED.fullmatch(self._text, end, date.start)
            and not any(end <= each.start < date.start for each in self._mentions)
        )
        is_behind = has_address and self._text[end : date.start] in {", ", " "}
        return date if is_own or is_behind else None

    def _is_of_relative(self, date: Dated, end: int) -> bool:
        """Whether a date is told of another place: the model for the one that Hezhou began in."""
        between = [each for each in self._inner if end <= each.start < date.start]
        return bool(between) and _RELATIVE.search(self._text, end, between[0].start) is not None

    def _is_parted_stretch(self, date: Dated, start: int) -> bool:
        """Whether a stretch of years is that of the places before a semicolon."""
        is_stretch = date.date is not None and "/" in date.date.text
        return is_stretch and self._parted(date.end, start)

    def _is_before(self, date: Dated, start: int) -> bool:
        """Whether a date is told of another place, before a verb that brings it to this one."""
        is_told = any(each.end <= date.start for each in self._mentions)
        return is_told and _AND_THEN.search(self._text, date.end, start) is not None

    def _of_its_verb(
        self, inside: list[Dated], start: int, end: int, clause: Clause
    ) -> Dated | None:
        """Return the only date of the part of a clause that a verb of its own begins.

        `In 2016 and extended to Tianshui by 2018`: the first date is that of what came before.
        """
        parts = [clause.start]
        parts += [each.start() for each in _AND_THEN.finditer(self._text, *_span(clause))]
        first = max(at for at in parts if at <= start)
        last = min((at for at in parts if at >= end), default=clause.end)
        own = [date for date in inside if first <= date.start < last]
        return own[0] if len(parts) > 1 and len(own) == 1 else None

    def _alternating(self, inside: list[Dated], start: int, end: int, clause: Clause) -> Dated:
        """Return the date of a place among several of its clause: all before, or all behind."""
        places = [
            each.start for each in self._mentions if clause.start <= each.start < clause.end
        ] or [start]
        before = [date for date in inside if date.end <= start]
        after = [date for date in inside if date.start >= end]
        if _RESPECTIVELY.search(self._clause_text(clause)):
            mates = next((each.mates for each in self._mentions if each.start == start), [])
            order = [mate.start for mate in mates]
            if len(order) == len(inside) and start in order:
                return inside[order.index(start)]
        if own := self._of_its_verb(inside, start, end, clause):
            return own
        if inside[0].start < min(places) and before:
            return before[-1]
        return after[0] if after else before[-1]
