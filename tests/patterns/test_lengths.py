"""Patterns that are slower than linear see no text that is longer than a name."""

import importlib
import re

import ambiguity
import collect
import pytest

pytestmark = pytest.mark.slow

LONGEST = 400
"""Characters: a name has 200, and twice as many before it is folded."""
HOSTILE = ["武 " * 20_000, "x y, " * 10_000, "回族" * 20_000, "a1" * 20_000, "(" * 40_000,
           "镇（" * 20_000, "620600 " * 6000, "、武威" * 15_000, "Wuwei in " * 5000]  # fmt: skip
FOLDERS = ("geo.gazetteer", "geo.toponym")


class Measured:
    """A pattern that remembers the longest text it saw."""

    def __init__(self, pattern):
        self.pattern = pattern
        self.longest = 0

    def __getattr__(self, name):
        used = getattr(self.pattern, name)
        if not callable(used):
            return used

        def call(*args, **options):
            text = args[1] if name in {"sub", "subn"} else args[0]
            self.longest = max(self.longest, len(text))
            return used(*args, **options)

        return call


@pytest.fixture
def measured(monkeypatch):
    """Put a measured pattern in the place of each that is slower than linear."""
    found = {}
    for each in collect.python_patterns()[0]:
        if not each.where.startswith(FOLDERS):
            continue
        if ambiguity.verdict(each.pattern, each.flags, searched=each.searched):
            module, _, name = each.where.rpartition(".")
            held = importlib.import_module(module)
            assert isinstance(getattr(held, name, None), (re.Pattern, Measured)), each.where
            found[each.where] = Measured(getattr(held, name))
            monkeypatch.setattr(held, name, found[each.where])
    return found


def test_patterns_of_names_see_no_longer_text(measured, run, tmp_path):
    lines = "".join(f'"{text}",2016\n' for text in HOSTILE)
    (tmp_path / "a.csv").write_text(f"city,year\n{lines}", "utf-8")
    (tmp_path / "parents.csv").write_text(
        "city,province,year\n" + "".join(f'武威,"{text}",2016\n' for text in HOSTILE), "utf-8"
    )
    (tmp_path / "names.csv").write_text(f"name,x\n{lines}", "utf-8")
    (tmp_path / "a.txt").write_text("\n\n".join(text[:1500] for text in HOSTILE), "utf-8")

    for command in (
        ("import", "a.csv", "--source", "moc", "--data", "p"),
        ("import", "parents.csv", "--source", "moc", "--data", "p"),
        ("find", "--batch", "names.csv"),
        ("scan", "a.txt", "--json"),
        *(("find", text) for text in HOSTILE),
        *(("find", "武威", "--within", text) for text in HOSTILE),
        *(("add", text, "--source", "moc", "--data", "p", "--yes") for text in HOSTILE[:3]),
    ):
        assert run(*command).code in {0, 1, 2}, command

    assert len(measured) > 3
    assert any(each.longest for each in measured.values())
    seen = {name: each.longest for name, each in measured.items()}
    assert {name: longest for name, longest in seen.items() if longest > LONGEST} == {}


def test_a_chain_of_places_in_places_is_followed_as_far_as_units_lie_in_each_other(run, tmp_path):
    (tmp_path / "a.txt").write_text("Wuwei in " * 900, "utf-8")

    said = run("scan", "a.txt", "--json")

    assert said.code == 0, said.all[-300:]
