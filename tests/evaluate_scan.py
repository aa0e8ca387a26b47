"""How well `pilotmap scan` reads: `python -m tests.evaluate_scan [NAME...]`.

The texts under tests/scan/texts imitate articles; each place in them is marked with what it is:
`{as printed|pilot, plan, out, context or none|adcodes that are right|date it began}`. The lines
after `##` are statements without a named place: paragraph, the unit around them, the date.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from geo.dates import parse
from geo.scan.scan import scan_text

if TYPE_CHECKING:
    from geo.scan import Proposal, Scan

TEXTS = Path(__file__).parent / "scan" / "texts"
_MARK = re.compile(r"\{([^{}|]*)\|([a-z]*)\|([^{}|]*)(?:\|([^{}|]*))?\}")


@dataclass
class Gold:
    """A marked place."""

    paragraph: int
    start: int
    end: int
    text: str
    role: str
    adcodes: frozenset[str]
    date: str | None


@dataclass
class Article:
    """A text with its marks."""

    name: str
    published: str
    text: str
    places: list[Gold]
    statements: list[tuple[int, str, str | None]]


@dataclass
class Score:
    """Counts over the texts."""

    pilots: int = 0
    found: int = 0
    likely: int = 0
    likely_right: int = 0
    units: int = 0
    units_right: int = 0
    wrong_certain: int = 0
    dates: int = 0
    dates_right: int = 0
    roles: int = 0
    roles_right: int = 0
    statements: int = 0
    statements_right: int = 0
    faults: list[str] = field(default_factory=list)

    def share(self, right: str, all_: str) -> float:
        """Return a share; 1 of nothing."""
        return getattr(self, right) / (getattr(self, all_) or 1)


def read_article(path: Path) -> Article:
    """Return a text without its marks, and the marks."""
    head, body = path.read_text("utf-8").split("---\n", 1)
    lines, places, statements = [], [], []
    paragraph = 0
    for line in body.splitlines():
        if line.startswith("## "):
            number, within, *date = line[3:].split()
            statements.append((int(number), within, date[0] if date else None))
            continue
        paragraph += bool(line.strip())
        plain, at = "", 0
        for mark in _MARK.finditer(line):
            plain += line[at : mark.start()]
            text, role, adcodes, date = mark.groups()
            codes = frozenset(code for code in adcodes.split("+") if code)
            start = len(plain)
            places.append(Gold(paragraph, start, start + len(text), text, role, codes, date))
            plain += text
            at = mark.end()
        lines.append(plain + line[at:])
    published = head.split()[1]
    return Article(path.stem, published, "\n".join(lines) + "\n", places, statements)


def _overlapping(gold: Gold, scan: Scan) -> Proposal | None:
    """Return the proposal of a marked place; of several the one that is not context."""
    fitting = [
        each
        for each in scan.proposals
        if each.paragraph == gold.paragraph and each.start < gold.end and gold.start < each.end
    ]
    return min(fitting, key=lambda each: each.role == "context", default=None)


def evaluate(article: Article, score: Score) -> None:
    """Add one text to the score."""
    scan = scan_text(article.text, published=parse(article.published))
    met = set()
    for gold in article.places:
        found = _overlapping(gold, scan)
        met.add(id(found))
        _score_place(f"{article.name} p{gold.paragraph} {gold.text}", gold, found, score)
    for found in scan.proposals:
        if id(found) not in met and found.role == "likely":
            score.likely += 1
            fault = f"extra  {article.name} p{found.paragraph} {found.text}: {found.reason}"
            score.faults.append(fault)
    for paragraph, within, date in article.statements:
        score.statements += 1
        said = [(each.paragraph, each.within, each.when.start) for each in scan.statements]
        right = any(
            each[:2] == (paragraph, within) and (date is None or each[2] == date) for each in said
        )
        score.statements_right += right
        if not right:
            score.faults.append(f"within {article.name} p{paragraph} {within} {date}: {said}")


def _score_place(where: str, gold: Gold, found: Proposal | None, score: Score) -> None:
    """Add one marked place to the score."""
    said = "not found"
    if found is not None:
        said = f"{found.role} {found.status} {found.adcode} {found.when.start}: {found.reason}"
    named = found is not None and found.role != "context"
    status = {"pilot": "in", "out": "out", "plan": "plan"}.get(gold.role)
    right = named and found.status == status if status else not named
    score.roles += 1
    score.roles_right += right
    if not right:
        score.faults.append(f"role   {where} is {gold.role}: {said}")
    if found is not None and found.role == "likely":
        score.likely += 1
        score.likely_right += gold.role == "pilot"
    if found is not None and found.adcode and gold.adcodes and found.adcode not in gold.adcodes:
        score.wrong_certain += 1
        score.faults.append(f"WRONG  {where} is {set(gold.adcodes)}: {said}")
    if gold.role == "pilot":
        score.pilots += 1
        score.found += named
        if found is not None and named:
            _score_pilot(where, gold, found, score)


def _score_pilot(where: str, gold: Gold, found: Proposal, score: Score) -> None:
    """Add unit and date of a pilot place that was found."""
    codes = {found.adcode} if found.adcode else set(found.candidates)
    score.units += 1
    score.units_right += bool(codes & gold.adcodes)
    if not codes & gold.adcodes:
        score.faults.append(f"unit   {where}: {codes}")
    if gold.date:
        score.dates += 1
        score.dates_right += found.when.start == gold.date
        if found.when.start != gold.date:
            when = f"{found.when.start} ({found.when.phrase!r}) {found.when.note}"
            score.faults.append(f"date   {where} is {gold.date}: {when}")


def evaluated(paths: list[Path]) -> Score:
    """Return the score over several texts."""
    score = Score()
    for path in paths:
        evaluate(read_article(path), score)
    return score


_FIGURES = (
    ("recall of pilot places (likely or check)", "found", "pilots"),
    ("precision of likely", "likely_right", "likely"),
    ("right unit, or among the candidates", "units_right", "units"),
    ("dates", "dates_right", "dates"),
    ("roles (pilot, plan, out, context)", "roles_right", "roles"),
    ("statements without a name", "statements_right", "statements"),
)


def report(name: str, score: Score) -> str:
    """Return the figures in words."""
    lines = [
        f"  {what:42}{getattr(score, right)}/{getattr(score, of)} = {score.share(right, of):.3f}"
        for what, right, of in _FIGURES
    ]
    wrong = f"  {'wrong unit given as certain':42}{score.wrong_certain}"
    return "\n".join([f"{name}:", *lines, wrong])


def main() -> None:
    """Print the figures, and every fault."""
    wanted = tuple(sys.argv[1:])
    chosen = [path for path in sorted(TEXTS.glob("*.txt")) if path.stem.startswith(wanted or "")]
    aside = [path for path in chosen if path.stem.startswith("held_")]
    read = [path for path in chosen if path not in aside]
    for name, group in (("texts", read), ("kept aside", aside)):
        if group:
            score = evaluated(group)
            print("\n".join(sorted(score.faults)))  # noqa: T201
            print(report(f"{len(group)} {name}", score))  # noqa: T201


if __name__ == "__main__":
    main()
