"""`import pilotmap`: what it offers, what it costs, and what it says to wrong arguments."""

from __future__ import annotations

import dataclasses
import doctest
import pkgutil
import subprocess
import sys
from importlib import import_module

import pilotmap
import pytest

import geo

DOCTESTED = [
    name
    for _, name, _ in pkgutil.walk_packages(geo.__path__, "geo.")
    if "_checkout" not in name and not name.endswith("__main__")
]


def test_every_public_name_is_there_and_in_the_directory():
    for name in pilotmap.__all__:
        assert getattr(pilotmap, name) is not None
    assert set(pilotmap.__all__) <= set(dir(pilotmap))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = pilotmap.nothing


def test_importing_it_loads_no_library_and_none_of_its_own_modules():
    script = (
        "import sys; before = set(sys.modules); import pilotmap\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(new - sys.stdlib_module_names))\n"
        "print([name for name in sys.modules if name.startswith('pilotmap.')])"
    )

    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout

    assert said == "['pilotmap']\n[]\n"


@pytest.mark.parametrize("name", ["geo", *DOCTESTED])
def test_the_examples_in_the_docstrings_print_what_they_say(name):
    assert doctest.testmod(import_module(name)).failed == 0


def test_there_are_examples_to_run():
    counts = [doctest.testmod(import_module(name)).attempted for name in ("geo", "geo.gazetteer")]

    assert min(counts) > 0


def test_an_explanation_as_text_is_what_the_command_prints():
    said = subprocess.run(
        [sys.executable, "-m", "geo", "explain", "620700", "--year", "2020"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert f"{pilotmap.explain('620700', 2020)}\n" == said


def test_values_show_what_they_are():
    assert repr(pilotmap.find("Wuwei", within="Gansu")) == (
        "<Match 'Wuwei' within 'Gansu': unit 620600 Wuwei 武威市>"
    )
    assert repr(pilotmap.find("Linxia")) == (
        "<Match 'Linxia': candidates 622900 Linxia 临夏回族自治州 | 622901 Linxia 临夏市 | "
        "622921 Linxia 临夏县>"
    )
    assert repr(pilotmap.find("Nowhere")) == "<Match 'Nowhere': none>"
    assert repr(pilotmap.load()).startswith("<Rollout: ")


def test_outlines_are_a_geodataframe_of_the_level():
    units = pilotmap.outlines("province")

    assert (units.crs.to_epsg(), units.index.name) == (4326, "adcode")
    assert units.loc["620000", "name"] == "甘肃省"
    assert units.geometry.is_valid.all()


LEVELS = "choose province, prefecture or county"
ROLLOUT = pilotmap.load()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: pilotmap.find(620600), "name: 620600 is not text; pass it as text, '620600'"),
        (lambda: pilotmap.find(None), "name: None is not text"),
        (lambda: pilotmap.find("Wuwei", level="city"), f"level: 'city' is not a level; {LEVELS}"),
        (lambda: pilotmap.find("Wuwei", level=["county"]), r"level: \['county'\] is not a level"),
        (lambda: pilotmap.find("Wuwei", within=62), "within: 62 is not text"),
        (lambda: pilotmap.find("Wuwei", on="2018"), "on: '2018' is text; pass a whole number"),
        (lambda: pilotmap.explain(620600), "unit: 620600 is not text"),
        (lambda: pilotmap.explain("620600", "2018"), "year: '2018' is text"),
        (lambda: pilotmap.explain("620600", True), "year: True is not a year"),
        (lambda: pilotmap.outlines("country"), f"level: 'country' is not a level; {LEVELS}"),
        (lambda: pilotmap.read_date(2018), "phrase: 2018 is not text"),
        (lambda: pilotmap.read_date("last year", published=2018), "published: 2018 is not text"),
        (lambda: pilotmap.load(7), "path: 7 is not a path"),
        (lambda: ROLLOUT.status(610500, 2018), "adcode: 610500 is not text; .* '610500'"),
        (lambda: ROLLOUT.status("610500", "2018"), "year: '2018' is text"),
        (lambda: ROLLOUT.status("610500", 2018.0), "year: 2018.0 is not a year"),
        (lambda: ROLLOUT.first_year(None), "adcode: None is not text"),
        (lambda: ROLLOUT.started("610500", 2016, "2018"), "last: '2018' is text"),
        (lambda: ROLLOUT.frame(2018, ["county"]), "level: .* is not a level"),
        (lambda: ROLLOUT.counts("2018", "prefecture"), "year: '2018' is text"),
        (lambda: ROLLOUT.counts(2018, "city"), f"level: 'city' is not a level; {LEVELS}"),
        (lambda: ROLLOUT.counts(2018, "county", 620000), "within: 620000 is not text"),
        (lambda: ROLLOUT.panel("prefecture", ["2018"]), "years: '2018' is text"),
        (lambda: ROLLOUT.reasons("620700", "2020"), "year: '2020' is text"),
    ],
)
def test_a_wrong_argument_is_named_with_its_choices(call, says):
    with pytest.raises(pilotmap.UsageError, match=f"^{says}") as caught:
        call()

    assert isinstance(caught.value, ValueError)


def test_years_may_be_numbers_of_numpy():
    import numpy as np

    assert ROLLOUT.status("610500", np.int64(2018)).value == "in"


def test_no_repr_holds_what_steers_a_terminal():
    statement = next(iter(pilotmap.load().statements))

    shown = repr(dataclasses.replace(statement, place="a\x1b[31m\u202eb", locator="\x07\n"))

    assert shown.isprintable()
    assert "a\\x1b[31m\\u202eb" in shown
