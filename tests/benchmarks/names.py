"""Measure how many names a second the matcher answers: `python tests/benchmarks/names.py`.

Exact names are drawn from all names of today's units in both scripts; a misspelt one has one slip
(a character left out, doubled, changed or swapped), and what it may have been is read. Nothing is
kept between equal misspelt names. CPU time of this process.

Where rapidfuzz is installed, the same names are looked up in a dict by turns, and what is not in it
is compared with every name by `process.cdist` on one core; the nearest one is taken. It reads no
generic terms, parents or pinyin without tones.
"""

from __future__ import annotations

import importlib.util
import random
import time
from statistics import median
from typing import TYPE_CHECKING

from geo.cli.app import print_data
from geo.gazetteer import load
from geo.toponym import has_han

if TYPE_CHECKING:
    from collections.abc import Callable

COUNT = 100_000
MISSPELT = 1 / 3
BATCH = 20_000
"""Names that one and the other answer by turns, since the speed of a machine drifts."""
COMPARED = 2000
"""Names compared with all at once; more or fewer take `cdist` longer."""


def main() -> None:
    """Print names a second for exact names, and for a list with a third misspelt."""
    began = time.process_time()
    gazetteer = load()
    gazetteer.match("Wuwei")
    print_data(f"load and first match: {time.process_time() - began:.3f} s")
    chance = random.Random(1)
    rows = [row for row in gazetteer.rows if not row.valid_to]
    names = [name for row in rows for name in (row.name_zh, row.short_zh, row.name_en, row.pinyin)]
    characters = sorted({character for row in rows for character in row.short_zh})
    exact = chance.choices(names, k=COUNT)
    mixed = [
        misspelt(name, chance, characters) if chance.random() < MISSPELT else name for name in exact
    ]
    took = seconds(lambda: [gazetteer.match(name) for name in exact])
    print_data(f"exact:          {COUNT / took:>9,.0f} names/s")

    def read(batch: list[str]) -> None:
        for name in batch:
            list(gazetteer.match(name).suggestions)

    read(mixed[:2000])  # the index of slips is built once
    batches = [mixed[at : at + BATCH] for at in range(0, COUNT, BATCH)]
    if importlib.util.find_spec("rapidfuzz") is None:
        took = sum(seconds(lambda: read(batch)) for batch in batches)  # noqa: B023 - called at once
        print_data(f"third misspelt: {COUNT / took:>9,.0f} names/s; rapidfuzz is not installed")
        return
    compared = look_up_or_compare(names)
    pairs = [
        (seconds(lambda: read(batch)), seconds(lambda: compared(batch)))  # noqa: B023 - as above
        for batch in batches
    ]
    ours, theirs = (COUNT / sum(each) for each in zip(*pairs, strict=True))
    print_data(f"third misspelt: {ours:>9,.0f} names/s")
    print_data(f"dict and cdist: {theirs:>9,.0f} names/s")
    ratios = sorted(other / own for own, other in pairs)
    print_data(f"ratio: {median(ratios):.2f} (from {ratios[0]:.2f} to {ratios[-1]:.2f})")


def look_up_or_compare(names: list[str]) -> Callable[[list[str]], None]:
    """Return what answers names with a dict, and what is not in it by comparing it with all."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    known = list(dict.fromkeys(names))
    place_of = {name: place for place, name in enumerate(known)}

    def compared(batch: list[str]) -> None:
        unknown = [name for name in batch if name not in place_of]
        for at in range(0, len(unknown), COMPARED):
            some = unknown[at : at + COMPARED]
            process.cdist(
                some, known, scorer=Levenshtein.distance, score_cutoff=2, dtype="uint8", workers=1
            ).argmin(axis=1)

    return compared


def misspelt(name: str, chance: random.Random, characters: list[str]) -> str:
    """Return the name with one slip."""
    at = chance.randrange(len(name) - 1)
    other = chance.choice(characters if has_han(name) else "abcdefghijklmnopqrstuvwxyz")
    return chance.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + other + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        )
    )


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of some work."""
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
