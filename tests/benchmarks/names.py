"""Measure how many names a second the matcher answers: `python tests/benchmarks/names.py`.

Exact names are drawn from all names of today's units in both scripts; a misspelt one has one slip
(a character left out, doubled, changed or swapped), and what it may have been is read. Nothing is
kept between equal names. CPU time of this process.
"""

from __future__ import annotations

import random
import time

from geo.cli.app import print_data
from geo.gazetteer import load
from geo.toponym import has_han

COUNT = 100_000
MISSPELT = 1 / 3


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
    print_data(f"exact:          {rate(gazetteer.match, exact):>9,.0f} names/s")

    def read(name: str) -> None:
        list(gazetteer.match(name).suggestions)

    for name in mixed[:2000]:  # the index of slips is built once
        read(name)
    print_data(f"third misspelt: {rate(read, mixed):>9,.0f} names/s")


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


def rate(match, names: list[str]) -> float:
    """Return names a second of CPU."""
    began = time.process_time()
    for name in names:
        match(name)
    return len(names) / (time.process_time() - began)


if __name__ == "__main__":
    main()
