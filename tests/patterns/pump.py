"""Run every pattern on long texts that go round its loops and then fail."""

from __future__ import annotations

import json
import re
import sys
import time
from itertools import islice

import ambiguity
import collect

LENGTH = 5_000
"""What is exponential does not end on a text of any length; the walk tells the rest."""
SHORT = ("geo.dates", "geo.gazetteer", "geo.toponym")
"""Packages whose patterns see short texts alone."""


def texts(pattern: str, flags: int, length: int):
    """Yield texts of about that length that repeat what the loops of a pattern take."""
    auto = ambiguity.automaton(pattern, flags, searched=False)
    loops = ambiguity.components(range(len(auto.letters)), lambda at: auto.follow.get(at, {}))
    lead = _lead(auto)
    for loop in loops[:6]:
        letters = [min(auto.letters[at]) for at in sorted(loop) if auto.letters[at]]
        for word in {"".join(letters[:8]), *letters[:3]}:
            if word:
                for end in ("", "\0", "\n"):
                    yield lead + word * (length // len(word)) + end
                    yield (lead + word * 20) * (length // (20 * len(word) + len(lead) + 1)) + end


def _lead(auto) -> str:
    """Return a short beginning that the pattern takes."""
    at, word = 0, ""
    for _ in range(4):
        if at >= len(auto.letters) or not auto.letters[at]:
            break
        word += min(auto.letters[at])
        after = sorted(auto.follow.get(at, {}))
        if not after:
            break
        at = after[0]
    return word


def measure(found, length: int = LENGTH) -> float:
    """Return the seconds of CPU that a pattern takes for the worst of its texts."""
    pattern = re.compile(found.pattern, found.flags)
    worst = 0.0
    for text in islice(texts(found.pattern, found.flags, length), 40):
        begun = time.process_time()
        if found.searched:
            sum(1 for _ in pattern.finditer(text))
        pattern.fullmatch(text)
        pattern.match(text)
        worst = max(worst, time.process_time() - begun)
    return worst


def run() -> None:
    """Measure the patterns that come as JSON on standard input."""
    found = [collect.Found(*each) for each in json.load(sys.stdin)]
    for each in found:
        bound = 200 if each.where.startswith(SHORT) else LENGTH
        measure(each, bound)
    sys.stdout.write(f"{len(found)} patterns\n")


if __name__ == "__main__":
    rows = []
    for each in collect.python_patterns()[0]:
        bound = 200 if each.where.startswith(SHORT) else LENGTH
        rows.append((measure(each, bound), measure(each, 2 * bound), each.where, each.pattern[:70]))
    told = f"seconds of CPU for {LENGTH:,} characters, and for twice as many"
    sys.stdout.write(f"{len(rows)} patterns; {told}\n")
    for once, twice, where, pattern in sorted(rows, reverse=True)[:10]:
        sys.stdout.write(f"{once:.4f} {twice:.4f}  {where}  {pattern!r}\n")
