"""What was found, paragraph by paragraph, as lines of segments that a terminal may colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .model import Role, Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..gazetteer import Gazetteer
    from .model import Proposal, Scan, Unnamed

_INDENT = "    "
_WIDTH = 9


class Segment(NamedTuple):
    """A stretch of a line, and what it is: a class of `Role`, `within`, `head` or empty."""

    text: str
    style: str = ""


Line = list[Segment]


def report_lines(scan: Scan, gazetteer: Gazetteer) -> Iterator[Line]:
    """Yield the lines of the report: each paragraph with its places marked, then what they are."""
    for number, paragraph in enumerate(scan.paragraphs, 1):
        places = [each for each in scan.proposals if each.paragraph == number]
        unnamed = [each for each in scan.statements if each.paragraph == number]
        if not places and not unnamed:
            continue
        yield [Segment(f"paragraph {number}", "head")]
        yield [Segment(_INDENT), *_marked(paragraph, places, unnamed)]
        for place in places:
            yield _place_line(place, gazetteer)
        for each in unnamed:
            yield _unnamed_line(each, gazetteer)
        yield [Segment("")]
    yield [Segment(_summary(scan))]


def _marked(paragraph: str, places: Sequence[Proposal], unnamed: Sequence[Unnamed]) -> Line:
    spans = [(each.start, each.end, each.role.value) for each in places]
    spans += [(each.start, each.end, "within") for each in unnamed]
    line: Line = []
    at = 0
    for start, end, style in sorted(spans):
        if start < at:
            continue
        line += [Segment(paragraph[at:start]), Segment(paragraph[start:end], style)]
        at = end
    line.append(Segment(paragraph[at:]))
    return line


def _place_line(place: Proposal, gazetteer: Gazetteer) -> Line:
    codes = (place.adcode,) if place.adcode else place.candidates
    units = " | ".join(gazetteer.describe(gazetteer.unit(code)) for code in codes)
    status = "" if place.status is Standing.IN else f"{place.status.value}, "
    extent = "" if place.extent == "unit" else f"{place.extent} of it, "
    when = _when(place.when.start, place.when.end, place.when.phrase)
    told = f"{place.text}: {units or 'no unit'}; {status}{extent}{when}{place.reason}"
    return [
        Segment(_INDENT),
        Segment(place.role.value.ljust(_WIDTH), place.role.value),
        Segment(told),
    ]


def _unnamed_line(each: Unnamed, gazetteer: Gazetteer) -> Line:
    around = gazetteer.unit(each.within)
    where = f"{each.extent} {around.adcode} {around.name_en} {around.name_zh}"
    when = _when(each.when.start, each.when.end, each.when.phrase)
    told = f"{each.text}: {where}; {when}{each.reason}"
    return [Segment(_INDENT), Segment("unnamed".ljust(_WIDTH), "within"), Segment(told)]


def _when(start: str | None, end: str | None, phrase: str) -> str:
    if start or end:
        until = f" to {end}" if end else ""
        return f"{start or 'no start'}{until} ('{phrase}'); "
    return f"no date read from '{phrase}'; " if phrase else ""


def _summary(scan: Scan) -> str:
    counts = {role: sum(each.role is role for each in scan.proposals) for role in Role}
    told = ", ".join(f"{count} {role.value}" for role, count in counts.items())
    return f"{told}; {len(scan.statements)} without a named place"
