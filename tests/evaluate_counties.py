"""Ask for every county of a list that the gazetteer is not built on: `... LIST.csv [--wrong]`.

The list has the columns code, name, pinyin (without tones, the name's without its last term),
prefecture and province, as the registers of the statistics office have them. Each is asked for in
eight forms, and the answers are counted: right, asked (the unit is among the candidates), none,
by rank (another unit, and the answer says that it is not this one), and wrong, another unit as
certain. `--wrong` lists the last two.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

from geo.cli.app import print_data
from geo.gazetteer import Gazetteer, load

TERMS = {"区": "District", "市": "City", "县": "County", "旗": "Banner"}
OUTCOMES = ("right", "asked", "none", "by rank", "wrong")


def forms(row: dict[str, str]) -> dict[str, tuple[str, str | None]]:
    """Return the eight forms of a county: the name, and what it lies in."""
    name, pinyin = row["name"], row["pinyin"].title().replace(" ", "")
    bare = name[:-1] if len(name) > len("县名") and "自治" not in name else name
    english = f"{pinyin} {TERMS.get(name[-1], '')}".strip()
    return {
        "full": (name, None),
        "bare": (bare, None),
        "province + full": (f"{row['province']}{name}", None),
        "prefecture + full": (f"{row['prefecture']}{name}", None),
        "bare within prefecture": (bare, row["prefecture"]),
        "English": (english, None),
        "English, bare": (pinyin, None),
        "English within province": (english, row["province"]),
    }


def outcome(gazetteer: Gazetteer, code: str, name: str, within: str | None) -> tuple[str, str]:
    """Return how an answer stands to the code asked for, and what it was."""
    match = gazetteer.match(name, within=within)
    meant = gazetteer.get(code)
    wanted = {code, code[:4] + "00"} if meant is None else {meant.adcode}  # 嘉峪关 has no counties
    for unit in gazetteer.units_with_code(code):
        wanted |= {each.adcode for each in gazetteer.successors(unit)}
    if match.unit is None:
        return ("asked" if wanted & {unit.adcode for unit in match.candidates} else "none"), ""
    given = gazetteer.describe(match.unit)
    if match.unit.adcode in wanted:
        return "right", given
    told = wanted & {unit.adcode for unit in match.outranked}
    return ("by rank" if told else "wrong"), given


def main() -> None:
    """Print how many answers of each form are right, asked, none and wrong."""
    gazetteer = load()
    counts: dict[str, Counter[str]] = {}
    wrong = []
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for form, (name, within) in forms(row).items():
            verdict, given = outcome(gazetteer, row["code"], name, within)
            counts.setdefault(form, Counter())[verdict] += 1
            if verdict in {"by rank", "wrong"}:
                wrong.append(
                    f"{verdict}: {form}: {name}, in {within}: {row['code']} {row['name']}: {given}"
                )
    print_data(f"{len(rows)} counties{'':<12}" + "".join(f"{each:>8}" for each in OUTCOMES))
    for form, count in counts.items():
        print_data(f"{form:<26}" + "".join(f"{count[each]:>8}" for each in OUTCOMES))
    if "--wrong" in sys.argv:
        print_data("\n".join(wrong))


if __name__ == "__main__":
    main()
