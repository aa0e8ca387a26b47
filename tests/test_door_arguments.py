"""Every argument of every public function and method, wrong in every way of its kind."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, NamedTuple

import pandas
import pilotmap
import pytest

from geo.export.methods import ToldRollout
from geo.picture.methods import ShownRollout

if TYPE_CHECKING:
    from collections.abc import Callable

WRONG = {
    "level": ("city", 3, ["county"], True),
    "year": ("2018", 2018.5, True, 0, [2018]),
    "years": ("2018", 2018, ["2018"], []),
    "adcode": (620600, None, ["620600"]),
    "text": (620600, ["Wuwei"]),
    "path": (7, ["a"]),
    "codes": ("today", 1, ["now"], None),
    "frame": ([1], "a.csv"),
    "other": ("stores", None),
    "statements": ("wuwei", [1], 3),
    "mapping": ("since", [("since", "start")]),
    "sources": ("s", [1], 3),
    "edtf": ([2018], 2018.5, True),
    "yes_or_no": ("yes", 1),
    "column": (3, "nothing"),
    "year_or_column": (2018.5, [2018], "t"),
    "year_or_years": ("2018", 2018.5, ["2018"], []),
    "lang": ("de", 1, ["en"]),
    "mode": ("all", None),
    "axes": ("x", 3),
    "map": ("x", 3),
    "file": (7, ["a"]),
    "count": ("3", 2.5, True, -1),
}
"""By kind of argument, what it may not be."""
SAYS = {
    "level": "choose province, prefecture or county",
    "year": "pass a whole number such as 2018",
    "years": r"pass (range\(|some, such as range|a whole number)",
    "adcode": "pass the adcode as text, '620600'",
    "text": "is not text; pass it as text",
    "path": "is not a path; pass the",
    "codes": "choose then or now",
    "frame": "is not a DataFrame of pandas; pass one",
    "other": "is not a rollout; pass one",
    "statements": "pass statements",
    "mapping": "pass a mapping",
    "sources": "pass sources",
    "edtf": "pass it as EDTF",
    "yes_or_no": "choose True or False",
    "column": "(is not text; pass it|there is no column 'nothing'; there are)",
    "year_or_column": "(pass a whole number|there is no column 't'; there are)",
    "year_or_years": r"pass (range\(|some, such as range|a whole number)",
    "lang": "choose en or zh",
    "mode": "choose upto or in",
    "axes": "pass .*[Aa]xes",
    "map": "pass .*folium",
    "file": "pass",
    "count": "is not a whole number of 0 or more",
}
"""What the error says of what it may be."""
KINDS = {
    "level": "level", "year": "year", "on": "year", "first": "year", "last": "year",
    "years": "years", "adcode": "adcode", "unit": "text", "name": "text", "phrase": "text",
    "within": "text", "published": "text", "source": "text", "path": "path", "codes": "codes",
    "frame": "frame", "df": "frame", "other": "other", "statements": "statements",
    "columns": "mapping", "sources": "sources", "excel_dates": "yes_or_no", "events": "yes_or_no",
    "lang": "lang", "mode": "mode", "ax": "axes", "m": "map", "size": "text", "title": "text",
    "subtitle": "text", "note": "text", "review_number": "text", "credit": "text",
    "credit_zh": "text", "byline": "text", "byline_zh": "text", "alt": "text", "alt_zh": "text",
    "url": "text", "image_url": "text", "tiles": "text", "font": "file", "theme": "file",
    "boundaries": "file", "inset": "yes_or_no", "labels": "yes_or_no", "legend": "yes_or_no",
    "tooltip": "yes_or_no", "tally": "file", "max_sites": "count",
}  # fmt: skip
"""The kind of an argument by its name, but for those of `OWN_KINDS`."""
OWN_KINDS = {
    ("from_frame", "year"): "edtf",
    ("join", "on"): "column",
    ("explore", "year"): "year_or_years",
    ("join", "year"): "year_or_column",
}
INTERNAL = {("excluding", "years")}
"""A set of years of a timeline, which nobody has from elsewhere."""
TABLE = pandas.DataFrame({"adcode": ["620600"], "place": ["武威市"], "start": ["2018"]})
RIGHT = {
    "name": "Wuwei", "unit": "620600", "phrase": "2018", "level": "province", "year": 2018,
    "adcode": "620600", "first": 2016, "last": 2018, "years": [2018], "df": TABLE, "frame": TABLE,
    "path": "never-written.csv", "statements": (), "other": pilotmap.load(),
}  # fmt: skip
ROLLOUT = pilotmap.load()
FUNCTIONS = {
    name: getattr(pilotmap, name) for name in ("explain", "find", "load", "outlines", "read_date")
}
METHODS = {
    f"Rollout.{name}": getattr(ROLLOUT, name)
    for name, _ in inspect.getmembers(pilotmap.Rollout, callable)
    if not name.startswith("_")
}


class Case(NamedTuple):
    """An argument of a function that is wrong."""

    call: Callable[..., object]
    argument: str
    kind: str
    wrong: object


def cases():
    """Yield every argument of every public function and method, with each wrong value."""
    for name, call in (FUNCTIONS | METHODS).items():
        own = name.rpartition(".")[2]
        for argument, parameter in inspect.signature(call).parameters.items():
            if (own, argument) in INTERNAL or parameter.kind is parameter.VAR_KEYWORD:
                continue
            kind = OWN_KINDS.get((own, argument)) or KINDS.get(argument)
            assert kind, f"{name}({argument}=...): say in KINDS what it may be"
            for wrong in WRONG[kind]:
                case = Case(call, argument, kind, wrong)
                yield pytest.param(case, id=f"{name}-{argument}-{wrong!r}")


def test_every_public_function_is_looked_at():
    public = {name for name in pilotmap.__all__ if inspect.isfunction(getattr(pilotmap, name))}

    assert public == set(FUNCTIONS)
    assert {"Rollout.panel", "Rollout.join", "Rollout.status", "Rollout.from_frame"} <= set(METHODS)


@pytest.mark.parametrize(
    "name",
    sorted(
        {*vars(ToldRollout), *vars(ShownRollout), *vars(pilotmap.Rollout)}
        & {name.removeprefix("Rollout.") for name in METHODS}
    ),
)
def test_every_method_for_tables_and_files_is_documented_with_an_example(name):
    method = getattr(pilotmap.Rollout, name)
    told = inspect.getdoc(method)

    assert ">>> " in told
    wanted = [each for each in inspect.signature(method).parameters if each != "self"]
    _, _, parameters = told.partition("Parameters\n----------\n")
    for argument in wanted:
        assert re.search(rf"^(\w+, )*{argument}(, \w+)*$", parameters, re.MULTILINE), argument
    if any(kind in inspect.getsource(method) for kind in ("_from(", "check_years(")):
        assert "Raises\n------\n" in told


@pytest.mark.parametrize("case", list(cases()))
def test_a_wrong_argument_is_named_and_what_it_may_be_is_told(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    needed = {
        name: RIGHT[name]
        for name, parameter in inspect.signature(case.call).parameters.items()
        if name in RIGHT and parameter.default is parameter.empty and name != case.argument
    }

    with pytest.raises(pilotmap.UsageError) as caught:
        list(case.call(**{**needed, case.argument: case.wrong}))  # some work when they are asked

    said = str(caught.value)
    assert re.match(rf"{case.argument}: .*{SAYS[case.kind]}", said), said
    assert "\n" not in said
    assert isinstance(caught.value, ValueError)
    assert not list(tmp_path.iterdir())
