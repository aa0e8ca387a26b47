"""Make the proposals of the places that a sentence names, each with its class and its date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Level
from ..toponym.normalise import has_han
from . import words_chinese as zh
from . import words_english as en
from .clauses import clause_at, sense_of
from .model import NO_DATE, Mention, MentionKind, ProgrammeStatus, Proposal, Role, TextDate
from .roles import OVER, RoleVerdict, Setting, judge

if TYPE_CHECKING:
    from .document import Block, Sentence
    from .places import Known, Places
    from .sentence_dates import SentenceDates
    from .timing import Dated
    from .unnamed import Vague

_LONGEST_QUOTE = 200
_NEAR_DATE = 12
"""Characters beside a date in which the verb stands whose date it is."""
_LONGEST_PART = 60
"""Characters before a unit in which the name of a zone or town in it may stand."""
_BESIDE = 8
"""Characters that may stand between a place and the words that speak of all its parts."""
_SINCE = re.compile(r"^(?:自|从|since\b|from\b|starting\b)|(?:起|以来|开始)$", re.IGNORECASE)
"""A date from which something ran, and not the one of its end."""
OF = frozenset(["in", "of", "across", "in the", "throughout", "under", "of the", "within"])
"""What joins words for unnamed places to the unit around them."""
_PARTS_OF = re.compile(
    r"(?:(?!等|[一二两三四五六七八九十][省市区])[\u4e00-\u9fff]{0,14}(?:的|内|下辖|所辖))?"
)
"""What stands between a unit and its parts that are counted and not named."""
_GOES_ON = re.compile(
    r"(?:They|These|Those|This|Among (?:them|these)"
    r"|The (?:first|two|three|four|five|six|seven|eight|nine|ten))\b"
    r"|其中|分别|首批|这些|它们|包括|这[一二三四五六七八九十]"
)
"""How a sentence begins that goes on with what the one before has dated."""


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """Everything read from one sentence."""

    block: Block
    sentence: Sentence
    mentions: list[Mention]
    known: list[Known]
    setting: Setting
    dates: list[Dated]
    dating: SentenceDates
    inherited: Dated | None
    """The date of the heading of its list, or of the sentence before."""
    provinces: list[str]
    """Those named earlier in the paragraph, the last first."""

    @property
    def text(self) -> str:
        """The sentence."""
        return self.block.text[self.sentence.start : self.sentence.end]

    @property
    def quote(self) -> str:
        """The sentence, shortened."""
        text = self.text
        return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"

    def known_of(self, mention: Mention | None) -> Known | None:
        """Return what is known of a name of the sentence; None for none of it."""
        return self.known[self.mentions.index(mention)] if mention in self.mentions else None


def verdicts_of(
    found: SentenceReading, vague: list[Vague], places: Places
) -> list[tuple[RoleVerdict, str]]:
    """Return the verdict and the extent of each name of a sentence."""
    named = [
        mention
        for mention in found.mentions
        if mention.kind is MentionKind.PLACE and not mention.of
    ]
    verdicts = [
        judge(mention, found.setting, others=any(other is not mention for other in named))
        for mention in found.mentions
    ]
    around = [_is_around_others(found, verdicts, at, places) for at in range(len(verdicts))]
    verdicts = [_unless_around(found, verdict, at, around) for at, verdict in enumerate(verdicts)]
    return [
        _covering(verdict, mention, found, vague)
        for verdict, mention in zip(verdicts, found.mentions, strict=True)
    ]


def _unless_around(
    found: SentenceReading, verdict: RoleVerdict, at: int, around: list[bool]
) -> RoleVerdict:
    """Return the verdict; only context for a unit whose parts the same sentence names.

    Not for one of a list of which others stand for themselves: in "five provinces: Guangdong,
    Liaoning ... and eight cities: Tianjin, Shenzhen ..." Guangdong is meant as a whole.
    """
    mention = found.mentions[at]
    if verdict.role is Role.CONTEXT or not around[at]:
        return verdict
    listed = (around[n] for n, each in enumerate(found.mentions) if each.mates is mention.mates)
    if len(mention.mates) > 1 and not all(listed):
        return verdict
    text = found.block.text[mention.start : mention.end]
    reason = f"the sentence names the parts of {text} that are meant"
    return RoleVerdict(Role.CONTEXT, ProgrammeStatus.IN, reason)


def _is_around_others(
    found: SentenceReading, verdicts: list[RoleVerdict], at: int, places: Places
) -> bool:
    """Whether units inside this one are said to have the same status, outside of its list."""
    verdict, unit = verdicts[at], found.known[at].unit
    if unit is None or unit.level is Level.COUNTY:
        return False
    for other, each in enumerate(verdicts):
        units = found.known[other].units
        if other == at or each.role is Role.CONTEXT or each.status is not verdict.status:
            continue
        is_weaker = verdict.role is Role.LIKELY and each.role is not Role.LIKELY
        if is_weaker or found.mentions[other].mates is found.mentions[at].mates:
            continue
        if units and all(unit.adcode in places.above(inner) for inner in units):
            return True
    return False


def _covering(
    verdict: RoleVerdict, mention: Mention, found: SentenceReading, vague: list[Vague]
) -> tuple[RoleVerdict, str]:
    """Return the verdict and the extent: `all` where the text says that every part is covered."""
    text = found.block.text
    if verdict.role is Role.LIKELY and (part := _part_of(mention, text)):
        verdict = RoleVerdict(Role.CHECK, verdict.status, f"'{part}' in it is meant, not all of it")
    for each in vague:
        if each.kind == "many" and verdict.role is Role.LIKELY and _is_around(each, mention, text):
            said = text[each.start : each.end]
            why = f"'{said}' in it: which, is not said"
            return RoleVerdict(Role.CHECK, verdict.status, why), "unit"
        if each.kind != "all":
            continue
        between = text[each.end : mention.start] if each.end <= mention.start else "-"
        behind = len(between) <= _BESIDE and between.strip().lower() in OF
        before = 0 <= each.start - mention.end <= _BESIDE and not text[each.start].isascii()
        if not (behind or before):
            continue
        said = text[each.start : each.end]
        if verdict.role is not Role.CONTEXT:
            return verdict._replace(reason=f"{verdict.reason}; extent all: '{said}'"), "all"
        if mention.kind is MentionKind.PLACE and mention.of is None and found.setting.sense.begins:
            return RoleVerdict(Role.LIKELY, ProgrammeStatus.IN, f"extent all: '{said}'"), "all"
    return verdict, "unit"


def _part_of(mention: Mention, text: str) -> str:
    """Return the zone or town in a unit that a text speaks of; empty where it is the unit."""
    if mention.kind is not MentionKind.PLACE:
        return ""
    if has_han(mention.query):
        behind = zh.PART_BEHIND.match(text, mention.end)
        is_said = behind and zh.BEGINS.search(behind[0]) and not zh.BEGINS.match(behind["end"])
        return behind[0] if behind and not is_said else ""
    before = en.PART_BEFORE.search(text, max(0, mention.start - _LONGEST_PART), mention.start)
    behind = en.PART_BEHIND.match(text, mention.end)
    return before["part"] if before else behind["part"] if behind else ""


def _is_around(vague: Vague, mention: Mention, text: str) -> bool:
    """Whether unnamed places lie in a unit: 14 counties in Jiangxi (and Guangdong), 浙江的6个市."""
    if stands_before(mention, vague, text):
        return True
    first = mention.mates[0] if mention.mates else mention
    return vague.end <= first.start and text[vague.end : first.start].strip().lower() in OF


def stands_before(mention: Mention, vague: Vague, text: str) -> bool:
    """Whether a unit stands right before places in it: 浙江省的6个城市, Gansu's 9 cities.

    Right behind a list, a number counts what the list names.
    """
    if vague.kind != "many" or vague.start < mention.end:
        return False
    if not has_han(mention.query):
        return text[mention.end : vague.start] == "'s "
    between = _PARTS_OF.fullmatch(text, mention.end, vague.start)
    return between is not None and (between[0] != "" or len(mention.mates) <= 1)


def proposal_of(
    found: SentenceReading, mention: Mention, judged: tuple[RoleVerdict, str], places: Places
) -> Proposal:
    """Return the proposal of one name."""
    verdict, extent = judged
    known = found.known[found.mentions.index(mention)]
    paragraph, start, end = found.block.place(mention.start, mention.end)
    when = _when(found, mention, verdict)
    candidates = mention.members or tuple(unit.adcode for unit in known.candidates)
    role = verdict.role
    if role is Role.LIKELY and known.unit is None and not candidates:
        role = Role.CHECK
    return Proposal(
        paragraph=paragraph,
        start=start,
        end=end,
        text=found.block.text[mention.start : mention.end],
        role=role,
        status=verdict.status,
        adcode=known.unit.adcode if known.unit else None,
        candidates=candidates,
        when=when,
        reason=_reason(verdict, mention, known, when),
        extent=extent,
        within=_within(mention, known, found, places),
        locator=found.block.locator,
        quote=found.quote,
        decision=known.decision,
    )


def _reason(verdict: RoleVerdict, mention: Mention, known: Known, when: TextDate) -> str:
    parts = [verdict.reason]
    is_unit = mention.kind not in {MentionKind.WORD, MentionKind.GROUP}
    if is_unit and known.reason and (known.unit is None or known.decision):
        parts.append(f"unit: {known.reason}")
    if when.start is None and when.end is None and when.phrase:
        parts.append(f"date {when.note}")
    return "; ".join(parts)


def _within(mention: Mention, known: Known, found: SentenceReading, places: Places) -> str:
    """Return the unit around a place as printed; or its province, where the text settled it."""
    if mention.scope is not None:
        return found.block.text[mention.scope.start : mention.scope.end]
    if known.unit is None or not known.decision:
        return ""
    province = places.province_of(known.unit)
    return places.gazetteer.unit(province).name_en if province != known.unit.adcode else ""


def _when(found: SentenceReading, mention: Mention, verdict: RoleVerdict) -> TextDate:
    if verdict.role is Role.CONTEXT:
        return NO_DATE
    end = mention.end
    if mention.scope is not None and mention.scope.start >= mention.end:
        end = mention.scope.end
    dated = found.dating.of(mention.start, end)
    carried = ""
    if dated is None and not found.dates:
        if found.setting.heading is not None:
            dated, carried = found.inherited, "the date of the heading of its list; "
        elif _GOES_ON.match(found.text):
            dated, carried = found.inherited, "the date of the sentence before; "
    if dated is None:
        return NO_DATE
    clause = clause_at(found.setting.clauses, mention.start if carried else dated.start)
    is_own = carried or dated.start < mention.end or clause.start <= mention.start < clause.end
    if verdict.status is ProgrammeStatus.OUT and not is_own:
        return NO_DATE  # the date of what comes later: "not yet, but by 2023 ..."
    sense = sense_of(found.block.text[clause.start : clause.end])
    words = zh if has_han(found.text) else en
    beside = found.block.text[max(0, dated.start - _NEAR_DATE) : dated.end + _NEAR_DATE]
    is_over = sense.ends and (not sense.begins or words.ENDS.search(beside) is not None)
    is_over = (is_over or verdict.reason == OVER) and not _SINCE.search(dated.phrase)
    return when_of(dated, carried, ends=is_over, plan=verdict.status is ProgrammeStatus.PLAN)


def when_of(dated: Dated, carried: str = "", *, ends: bool = False, plan: bool = False) -> TextDate:
    """Return the start and end that a date gives; the latest date of an aim is not kept.

    Parameters
    ----------
    carried
        Where the date was taken from, if not from the place's own sentence.
    ends, plan
        Whether something was over then; whether it is only announced.
    """
    note = f"{carried}{dated.note}"
    if dated.date is None:
        return TextDate(dated.phrase, None, None, note)
    text = dated.date.text
    start, slash, end = text.partition("/")
    if slash:
        return TextDate(dated.phrase, start.strip(".") or None, end.strip(".") or None, note)
    if ends:
        return TextDate(dated.phrase, None, text, note)
    if plan and text.startswith("[") and ".." in text:
        first = text[1:].partition("..")[0]
        note = f"{note}; an aim does not say that it was met, so no latest date is claimed"
        return TextDate(dated.phrase, f"[{first}..]" if first else None, None, note)
    return TextDate(dated.phrase, text, None, note)
