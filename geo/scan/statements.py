"""Make the statements of a sentence about places that it does not name, each within a unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import COUNTRY, Level
from .clauses import Clause, Sense, clause_at, sense_of
from .model import NO_DATE, MentionKind, ProgrammeStatus, Role, TextDate, Unnamed
from .proposing import OF, SentenceReading, stands_before, when_of
from .roles import RoleVerdict, act_of
from .unnamed import ABROAD, Vague, direction_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .places import Places

_BESIDE_A_LIST = 40
"""Characters between a list and words such as "and other branches", at most."""
_AFTER_A_LIST = 60
_WHOLE = re.compile(r"全([省市])|\b(?:whole|entire) (province|city|prefecture)\b")
_COUNTRYWIDE = re.compile(r"国|(?<!全)省(?!内)|\b(?:provinces|country|nation|China)\b")
"""In words for all parts of a unit: it is the country."""
_ANOTHER = re.compile(r"[0-9]|\b(?:province|region|countr)|[省国]")
"""Between unnamed places and a name: what they lie in is not the unit around that name."""


def statements_of(
    found: SentenceReading, vague: list[Vague], verdicts: list[RoleVerdict], places: Places
) -> Iterator[Unnamed]:
    """Yield the statements of a sentence that name no place; one for each clause at most."""
    clauses: set[int] = set()
    told = found.sentence.start
    for each in vague:
        clause = clause_at(found.setting.clauses, each.start)
        inside = sense_of(found.block.text[clause.start : clause.end])
        if clause.start in clauses or not _tells(each, inside, found, verdicts):
            continue
        if _is_abroad(each, clause, found):
            continue
        plan = inside.plan or (found.setting.sense.plan and not inside.begins)
        for scope, why in _scopes(each, found, places):
            if _is_named(each, scope, found, verdicts, places):
                continue
            clauses.add(clause.start)
            stretch, told = found.block.text[told : each.end], each.end
            yield _statement(found, each, scope, why, direction_in(stretch), plan=plan)


def _is_abroad(vague: Vague, clause: Clause, found: SentenceReading) -> bool:
    """Whether unnamed places stand beside another country: 日本东京、韩国首尔等地."""
    abroad = ABROAD.search(found.block.text, clause.start, clause.end)
    if abroad is None or vague.kind == "country":
        return False
    first, last = min(abroad.start(), vague.start), max(abroad.end(), vague.end)
    return not any(first <= each.start < last for each in found.mentions)


def _is_named(
    vague: Vague, scope: str, found: SentenceReading, verdicts: list[RoleVerdict], places: Places
) -> bool:
    """Whether the names of the sentence are all that is meant: "five cities", and five names."""
    named = act_of(verdicts)
    if vague.kind == "many" and _right_before(vague, found) == scope:
        units = [found.known[at].unit for at in named]
        inside = [unit for unit in units if unit and scope in places.above(unit)]
        return vague.number is not None and 0 < vague.number <= len(inside)
    if (
        vague.kind in {"many", "others"}
        and vague.number is not None
        and (0 < vague.number <= len(named))
    ):
        return True
    if vague.kind == "country":
        return bool(named)
    units = [found.known[at].unit for at in named]
    return vague.kind == "all" and any(unit and unit.adcode == scope for unit in units)


def _tells(
    vague: Vague, inside: Sense, found: SentenceReading, verdicts: list[RoleVerdict]
) -> bool:
    """Whether a clause says that the programme is in those places, and anew."""
    setting = found.setting
    if inside.denies or (inside.deepens and not inside.programme):
        return False
    if vague.kind == "things":
        return inside.plan and inside.begins and (setting.on_topic() or bool(found.dates))
    if vague.kind == "others" and (beside := _beside(vague, found)) is not None:
        return verdicts[beside].role is not Role.CONTEXT and (
            verdicts[beside].status is not ProgrammeStatus.OUT
        )
    is_bare = not inside.tells and not inside.plan
    acts = inside.tells or ((is_bare or inside.plan) and setting.sense.begins)
    follows = setting.before is not None and setting.before.programme
    return acts and (setting.on_topic() or follows)


def _beside(vague: Vague, found: SentenceReading) -> int | None:
    """Return the last name of a list that ends in "and others"; None without one."""
    near = [
        at
        for at, mention in enumerate(found.mentions)
        if 0 <= vague.start - mention.end <= _BESIDE_A_LIST and mention.of is None
    ]
    return near[-1] if near else None


def _scopes(vague: Vague, found: SentenceReading, places: Places) -> list[tuple[str, str]]:
    """Return the units around unnamed places: several, where a list of units follows "in"."""
    scope = _scope(vague, found, places)
    after = next((each for each in found.mentions if each.start >= vague.end), None)
    joined = after and found.block.text[vague.end : after.start].strip().lower() in OF
    if after is None or not joined or len(after.mates) < 2:  # noqa: PLR2004 (a list)
        return [scope]
    stretch = found.block.text[vague.start : vague.end]
    units = [known.unit for known in map(found.known_of, after.mates) if known and known.unit]
    joint = f"'{stretch}' in {', '.join(unit.name_en for unit in units)} together"
    return [(unit.adcode, joint) for unit in units] or [scope]


def _scope(vague: Vague, found: SentenceReading, places: Places) -> tuple[str, str]:
    """Return the narrowest unit that the text states around unnamed places, and why."""
    stretch = found.block.text[vague.start : vague.end]
    if vague.kind == "country":
        return COUNTRY, "the whole country is spoken of"
    if stretch.startswith(("全国", "国内")):
        return COUNTRY, f"'{stretch}': which ones is not said"
    around = (
        _behind(vague, found, places)
        or _right_before(vague, found)
        or _list_around(vague, found, places)
    )
    if around is not None:
        around = _of_the_level_said(around, stretch, places)
        return around, f"'{stretch}' in {places.gazetteer.unit(around).name_en}"
    of_provinces = stretch.replace("全省", "").replace("省内", "")
    if "province" in of_provinces.lower() or "省" in of_provinces:
        return COUNTRY, f"'{stretch}': which ones is not said"
    return _named_before(vague, found, places)


def _named_before(vague: Vague, found: SentenceReading, places: Places) -> tuple[str, str]:
    """Return the province named last before unnamed places, and why; else the country."""
    stretch = found.block.text[vague.start : vague.end]
    for at, mention in reversed(list(enumerate(found.mentions))):
        unit = found.known[at].unit
        is_province = unit is not None and unit.level is Level.PROVINCE
        is_named = mention.kind in {MentionKind.PLACE, MentionKind.COMPANY} and mention.of is None
        if mention.end <= vague.start and is_province and is_named and unit:
            if len(mention.mates) > 1:
                return COUNTRY, f"'{stretch}': in which of several provinces is not said"
            return unit.adcode, f"'{stretch}': {unit.name_en} is named; which ones is not said"
    if found.provinces and vague.kind != "many":
        name = places.gazetteer.unit(found.provinces[0]).name_en
        return found.provinces[0], f"'{stretch}': {name} is named earlier in the paragraph"
    return COUNTRY, f"'{stretch}': where, the text does not say"


def _of_the_level_said(around: str, stretch: str, places: Places) -> str:
    """Return the province, or the city, around a unit where the words speak of all of that."""
    whole = _WHOLE.search(stretch)
    if whole is None:
        return around
    unit = places.gazetteer.unit(around)
    is_province = (whole[1] or whole[2]) in {"省", "province"}
    level = Level.PROVINCE if is_province else Level.PREFECTURE
    chain = (unit, *places.gazetteer.parents_of(unit))
    return next((each.adcode for each in chain if each.level is level), around)


def _behind(vague: Vague, found: SentenceReading, places: Places) -> str | None:
    """Return the unit right behind "in": other prefectures of Guizhou; or that of a list there."""
    after = next((each for each in found.mentions if each.start >= vague.end), None)
    if after is None:
        return None
    joined = found.block.text[vague.end : after.start].strip().lower() in OF
    if not joined and _ANOTHER.search(found.block.text, vague.end, after.start):
        return None
    known = found.known_of(after) if joined else found.known_of(after.scope)
    around = known.unit.adcode if known and known.unit else None
    if around and not joined and _is_left(around, vague, found, places):
        return None  # 15 cities, including Chengde in Hebei and Changchun in Jilin
    return around


def _right_before(vague: Vague, found: SentenceReading) -> str | None:
    """Return the unit that stands right before its places: 浙江省的6个城市."""
    for mention, known in zip(found.mentions, found.known, strict=True):
        if known.unit and mention.of is None and stands_before(mention, vague, found.block.text):
            return known.unit.adcode
    return None


def _list_around(vague: Vague, found: SentenceReading, places: Places) -> str | None:
    """Return the unit around the list that words such as 等地 end."""
    for mention in reversed(found.mentions):
        if 0 <= vague.start - mention.end <= _AFTER_A_LIST and mention.scope is not None:
            # 甘肃省武威市等5个城市: the province is said of the one place, and not of the others.
            is_shared = len(mention.mates) > 1 and all(
                mate.scope is mention.scope for mate in mention.mates
            )
            known = found.known_of(mention.scope) if is_shared else None
            if known and known.unit and not _is_left(known.unit.adcode, vague, found, places):
                return known.unit.adcode
    return None


def _is_left(scope: str, vague: Vague, found: SentenceReading, places: Places) -> bool:
    """Whether a place that follows lies outside of the unit: 内蒙古乌海市等45个城市, 包括逊克县."""
    return any(
        known.unit.adcode != scope and scope not in places.above(known.unit)
        for mention, known in zip(found.mentions, found.known, strict=True)
        if mention.start >= vague.end and mention.kind is MentionKind.PLACE and known.unit
    )


def _is_of_another(dated: int, at: int, found: SentenceReading) -> bool:
    """Whether a date stands in another clause, which says by itself what began or ran then."""
    clauses = found.setting.clauses
    clause = clause_at(clauses, dated)
    sense = sense_of(found.block.text[clause.start : clause.end])
    return clause != clause_at(clauses, at) and sense.begins and not sense.plan


def _statement(
    found: SentenceReading, vague: Vague, scope: str, why: str, direction: str, *, plan: bool
) -> Unnamed:
    paragraph, start, end = found.block.place(vague.start, vague.end)
    stretch = found.block.text[vague.start : vague.end]
    dated = found.dating.of(vague.start, vague.end)
    if dated and plan and _is_of_another(dated.start, vague.start, found):
        dated = None  # first tested in 2012, it will be extended to 14 more cities
    when = when_of(dated, plan=plan) if dated else NO_DATE
    if dated and dated.date is not None and "/" in dated.date.text:
        when = TextDate(when.phrase, dated.date.text, None, when.note)  # a spread has no own end
    # 全省14个市州 of a province that is not named: not the whole country.
    is_all = vague.kind == "all" and (scope != COUNTRY or _COUNTRYWIDE.search(stretch) is not None)
    reason = f"extent all: {why}" if is_all else why
    if plan:
        reason = f"a plan: {reason}"
    if when.start is None and when.phrase:
        reason = f"{reason}; date {when.note}"
    return Unnamed(
        paragraph=paragraph,
        start=start,
        end=end,
        text=stretch,
        within=scope,
        when=when,
        reason=reason,
        status=ProgrammeStatus.PLAN if plan else ProgrammeStatus.IN,
        extent="all" if is_all else "within",
        locator=found.block.locator,
        quote=found.quote,
        direction=direction,
    )
