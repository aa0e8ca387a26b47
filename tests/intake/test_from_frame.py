"""A DataFrame becomes a rollout by the rules of `import`, or all its problems are told."""

import dataclasses

import pandas
import pytest

import geo
from geo.dates import parse
from geo.door import Rollout
from geo.errors import DataError, UsageError
from geo.model import Source


def problems(frame, **options):
    with pytest.raises(DataError) as caught:
        Rollout.from_frame(frame, **options)
    return caught.value.problems


def test_the_statements_of_a_rollout_come_back_as_they_were():
    example = geo.load()
    quoted = dataclasses.replace(example.statements[0], quote="as it stands", quote_zh="原文")
    rollout = example.with_statements([quoted, *example.statements[1:]])

    again = Rollout.from_frame(rollout.statements_frame(), sources=rollout.sources.values())

    assert again.statements == rollout.statements
    assert again.sources == rollout.sources
    assert again.to_gdf().equals(rollout.to_gdf())


def test_headers_that_people_use_are_understood_and_others_are_mapped():
    frame = pandas.DataFrame({"城市": ["武威市", "Longnan"], "since": [2018, 2020]})

    rollout = Rollout.from_frame(frame, columns={"since": "start"}, source="report", within="Gansu")

    assert [each.adcodes for each in rollout.statements] == [("620600",), ("621200",)]
    assert [each.locator for each in rollout.statements] == ["row 0", "row 1"]
    assert rollout.sources == {"report": Source("report", "")}


@pytest.mark.parametrize(
    ("value", "start"),
    [
        (2018, "2018"),
        (2018.0, "2018"),
        ("2018-05", "2018-05"),
        (pandas.Timestamp("2018-05-01"), "2018-05-01"),
        (pandas.Timestamp("2018-05-01").date(), "2018-05-01"),
        ("since May 2018", "2018-05"),
    ],
)
def test_dates_are_read_as_pandas_holds_them(value, start):
    frame = pandas.DataFrame({"adcode": [620600, 610500], "start": [value, None]}, dtype=object)

    rollout = Rollout.from_frame(frame, source="report", year=2020)

    assert [each.start for each in rollout.statements] == [parse(start), parse("2020")]
    assert [each.adcodes for each in rollout.statements] == [("620600",), ("610500",)]


def test_an_index_with_a_name_is_a_column_and_blanks_are_blank():
    frame = pandas.DataFrame(
        {"start": [2018, 2019], "source": ["a", "b"], "locator": [pandas.NA, float("nan")]},
        index=pandas.Index(["620600", "610500"], name="adcode"),
    )

    rollout = Rollout.from_frame(frame, sources=[Source("a", "A list")])

    assert [each.adcodes for each in rollout.statements] == [("620600",), ("610500",)]
    assert {name: source.title for name, source in rollout.sources.items()} == {
        "a": "A list",
        "b": "",
    }


def test_every_open_row_is_told_by_its_label_and_nothing_is_chosen():
    frame = pandas.DataFrame(
        {"city": ["Linxia", "two\nlines", "Nowhere", "Wuwei, Gansu"], "year": [2018] * 4},
        index=["a", "b", "c", "d"],
    )

    told = problems(frame, source="report")

    assert {(problem.file, problem.rule) for problem in told} == {
        ("DataFrame, row 'a'", "place-ambiguous"),
        ("DataFrame, row 'b'", "text-control"),
        ("DataFrame, row 'c'", "place-unknown"),
    }
    assert all(problem.line is None for problem in told)
    assert not any("--" in problem.hint and "level" in problem.hint for problem in told)


def test_rows_without_a_source_are_refused():
    frame = pandas.DataFrame({"city": ["Wuwei, Gansu"], "year": [2018]})

    (problem,) = problems(frame)

    assert (problem.rule, problem.column) == ("source-missing", "source")
    assert "source=..." in problem.hint


def test_a_column_that_may_say_no_is_a_question_answered_by_columns():
    frame = pandas.DataFrame(
        {"city": ["武威市", "渭南市"], "treated": [1, 0], "year": [2018, 2018]}
    )

    (question,) = problems(frame, source="report")
    assert "columns={'treated': 'status'}" in question.hint

    rollout = Rollout.from_frame(frame, source="report", columns={"treated": "status"})
    assert [rollout.status(code, 2018).value for code in ("620600", "610500")] == ["in", "out"]


def test_a_frame_without_rows_or_columns_that_name_places_is_refused():
    assert problems(pandas.DataFrame({"city": []}), source="a")[0].rule == "empty-list"
    (problem, *_) = problems(pandas.DataFrame({"foo": ["p"], "bar": ["q"]}), source="a")
    assert problem.file == "DataFrame"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"columns": {"city": "town"}}, "columns: 'town', for 'city', is not a field; one of "),
        ({"level": ["city"]}, "level: "),
        ({"source": 7}, "source: 7 is not text"),
        ({"within": 62}, "within: 62 is not text"),
    ],
)
def test_a_wrong_argument_is_named(options, says):
    with pytest.raises(UsageError, match=f"^{says}"):
        Rollout.from_frame(pandas.DataFrame({"city": ["Wuwei"]}), **options)


def test_a_panel_is_read_as_one():
    frame = pandas.DataFrame(
        [
            {"adcode": code, "year": year, "treated": int(year >= start)}
            for code, start in (("620600", 2018), ("610500", 2019))
            for year in range(2016, 2021)
        ]
    )

    (question, *_) = problems(frame, source="report")
    assert "columns={" in question.hint
    rollout = Rollout.from_frame(frame, source="report", columns={"treated": "status"})

    assert rollout.first_year("620600") == (2018, 2018)
    assert rollout.first_year("610500") == (2019, 2019)


def test_half_a_character_is_told_by_its_row_and_column():
    """Pandas keeps it only in a column of objects."""
    cells = {"city": ["Jiuquan", "Weinan"], "start": ["2019", "2020"], "note": ["x", "a\ud800"]}

    (problem,) = problems(pandas.DataFrame(cells, dtype=object), source="report")

    assert (problem.rule, problem.file, problem.column) == (
        "text-damaged",
        "DataFrame, row 1",
        "note",
    )
    assert "holds U+D800, half a character" in problem.message
