"""A project is found by rule, and read into values or into all of its problems."""

import json
import os

import pytest

from geo.errors import DataError, StoreError
from geo.model import Coverage, Extent, Level
from geo.paths import DATA
from geo.store import find_project
from geo.store.schema import (
    LOCATION_COLUMNS,
    LOCATION_TRANSLATIONS,
    RULES,
    SOURCE_COLUMNS,
    SOURCE_TRANSLATIONS,
)

HEADER = "id,place,within,adcode,extent,start,end,source,lon,lat\n"


def problems(project):
    return [(p.rule, p.line, p.column) for p in project.examine()[1]]


def test_the_columns_are_those_that_the_data_package_describes():
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    described = {
        resource["path"]: tuple(field["name"] for field in resource["schema"]["fields"])
        for resource in package["resources"]
    }

    assert described["locations.csv"] == LOCATION_COLUMNS + LOCATION_TRANSLATIONS
    assert described["sources.csv"] == SOURCE_COLUMNS + SOURCE_TRANSLATIONS


def test_a_project_becomes_statements_and_sources(project):
    programme = project.load()
    longnan, linxia = programme.statements

    assert programme.title == "A programme"
    assert (longnan.adcodes, longnan.extent, longnan.line) == (("621200",), Extent.UNIT, 2)
    assert linxia.adcodes == ("622900", "622901")
    assert linxia.statement == 'He said "yes"'
    assert programme.sources["report-2020"].coverage is Coverage.PARTIAL


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (",Wuwei,,620600,unit,2020,,report-2020,,", [("cell-missing", "id")]),
        ("a,,,620600,unit,2020,,report-2020,,", [("cell-missing", "place")]),
        ("a,Wuwei,,,unit,2020,,report-2020,,", [("cell-missing", "adcode")]),
        ("a,Wuwei,,62,unit,2020,,report-2020,,", [("adcode-invalid", "adcode")]),
        ("a,Wuwei,,620600.0,unit,2020,,report-2020,,", [("adcode-invalid", "adcode")]),
        ("a,Wuwei,,６２０６００,unit,2020,,report-2020,,", [("adcode-invalid", "adcode")]),
        ("a,Wuwei,,620600|620600,unit,2020,,report-2020,,", [("adcode-invalid", "adcode")]),
        ("a,Wuwei,,999999,unit,2020,,report-2020,,", [("adcode-unknown", "adcode")]),
        ("a,Wuwei,,620600,most,2020,,report-2020,,", [("extent-invalid", "extent")]),
        ("a,Wuwei,,620600,unit,2020-13,,report-2020,,", [("date-invalid", "start")]),
        ("a,Wuwei,,620600,unit,2020,soon,report-2020,,", [("date-invalid", "end")]),
        ("a,Wuwei,,620600,unit,2020,,report-2021,,", [("source-unknown", "source")]),
        ("a,Wuwei,,620600,unit,2020,,,,", [("cell-missing", "source")]),
        ("a,Wuwei,,620600,unit,2020,,report-2020,NaN,37", [("coordinate-invalid", "lon")]),
        ("a,Wuwei,,620600,unit,2020,,report-2020,102,inf", [("coordinate-invalid", "lat")]),
        ("a,Wuwei,,620600,unit,2020,,report-2020,37.9,102.6", [("coordinate-invalid", "lat")]),
        ("a,Wuwei,,620600,unit,2020,,report-2020,1_02,37", [("coordinate-invalid", "lon")]),
        ("a,Wuwei,,620600,unit,2020,,report-2020,102.6,", [("coordinate-invalid", "lat")]),
        (
            "a,,,62,most,20,,none,x,",
            [
                ("coordinate-invalid", "lon"),
                ("cell-missing", "place"),
                ("adcode-invalid", "adcode"),
                ("source-unknown", "source"),
                ("extent-invalid", "extent"),
                ("date-invalid", "start"),
            ],
        ),
    ],
)
def test_every_cell_that_cannot_be_read_is_told_at_once(project, row, expected):
    project.locations.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")

    assert problems(project) == [(rule, 3, column) for rule, column in expected]
    assert {rule for rule, _ in expected} <= RULES.keys()
    with pytest.raises(DataError):
        project.load()


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2020年8月", "write 2020-08 "),
        ("August 2020", "write 2020-08 "),
        ("2020/8/3", "write 2020-08-03 "),
        ("31/12/2020", "write 2020-12-31 "),
        ("43831", "it would be 2020-01-01"),
        ("16", "write the year with four"),
        ("soon", "write EDTF, such as 2020-08"),
    ],
)
def test_a_date_that_is_no_edtf_comes_with_the_one_to_write(project, cell, words):
    row = f"a,Wuwei,,620600,unit,{cell},,report-2020,,"
    project.locations.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")

    [problem] = project.examine()[1]

    assert words in str(problem)


def test_ids_are_each_row_s_own_and_not_easily_confused(project):
    row = "Wuwei,,620600,unit,2020,,report-2020,,\n"
    project.locations.write_text(f"{HEADER}a,{row} a ,{row}A,{row}", encoding="utf-8")

    assert problems(project) == [("id-duplicate", 3, "id"), ("id-alike", 4, "id")]
    assert "already that of line 2" in str(project.examine()[1][0])


def test_a_missing_column_is_told_once_and_not_in_every_row(project):
    project.locations.write_text("place,adcode,start\nx,620600,2020\ny,622900,2020\n")

    assert problems(project) == [("header-missing", 1, "")]


def test_a_merge_conflict_is_told_without_what_follows_from_it(project):
    row = "a,Wuwei,,620600,unit,2020,,report-2020,,\n"
    text = f"{HEADER}<<<<<<< HEAD\n{row}=======\n{row}>>>>>>> branch\n"
    project.locations.write_text(text, encoding="utf-8")

    assert problems(project) == [("merge-conflict", line, "") for line in (2, 4, 6)]


def test_a_full_list_says_for_which_units_and_years_it_is_full(project):
    header = "id,title,coverage,coverage_scope,coverage_period\n"
    rows = "a,A,full,620000 prefecture|610000/county| 100000:province,2016/2020\n"
    project.locations.write_text(HEADER, encoding="utf-8")
    project.sources.write_text(header + rows + "b,B,most,62 prefecture,\n", encoding="utf-8")

    programme, found = project.examine()

    assert programme.sources["a"].coverage_scope == (
        ("620000", Level.PREFECTURE),
        ("610000", Level.COUNTY),
        ("100000", Level.PROVINCE),
    )
    assert str(programme.sources["a"].coverage_period) == "2016/2020"
    assert [(p.rule, p.column) for p in found] == [
        ("coverage-invalid", "coverage"),
        ("coverage-invalid", "coverage_scope"),
    ]


def test_a_broken_source_is_told_once_and_not_in_every_row_that_names_it(project):
    project.sources.write_text("id,title\nreport-2020\n", encoding="utf-8")

    assert problems(project) == [("ragged-row", 2, "")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{\n"title": }', 2),
        ("[]", 1),
        ('{"title": 3}', 1),
        ('{"level": "town"}', 1),
        ('{"resources": [{"title": "a"}],\n"title": null}', 2),
        ('{"title": "a",\n"resources": [{"title": "b"}],\n"title": "c"}', 3),
        ('{"title": "a",\r"level": "county",\r}', 3),
        ('{"title": "a",\n"version": NaN}', 2),
        ("[" * 9999, 1),
    ],
)
def test_a_broken_description_is_told_with_its_line(project, text, line):
    project.package.write_bytes(text.encode())

    assert problems(project) == [("package-invalid", line, "")]


def test_the_project_is_the_folder_given_or_stood_in_or_its_data_or_the_example(
    project, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert find_project().folder == DATA
    assert find_project().read_only
    assert find_project(project.folder) == project
    monkeypatch.chdir(project.folder)
    assert find_project().folder == project.folder
    (tmp_path / "checkout").mkdir()
    project.folder.rename(tmp_path / "checkout" / "data")
    monkeypatch.chdir(tmp_path / "checkout")
    assert find_project().folder == tmp_path / "checkout" / "data"
    assert not find_project().read_only


@pytest.mark.parametrize("below", ["", "data"])
@pytest.mark.parametrize("table", ["locations.csv", "sources.csv"])
def test_tables_without_a_description_are_not_passed_over(tmp_path, monkeypatch, table, below):
    monkeypatch.chdir(tmp_path)
    (tmp_path / below).mkdir(exist_ok=True)
    (tmp_path / below / table).write_text("id\n")

    with pytest.raises(StoreError, match=rf"datapackage\.json is missing beside {table}.*--data"):
        find_project()


@pytest.mark.parametrize("what", ["folder", "pipe", "circle", "nowhere"])
def test_a_description_that_is_no_file_is_told_with_what_to_do(project, monkeypatch, what):
    monkeypatch.chdir(project.folder)
    project.package.unlink()
    match what:
        case "folder":
            project.package.mkdir()
        case "pipe":
            os.mkfifo(project.package)
        case "circle":
            project.package.symlink_to(project.package)
        case "nowhere":
            project.package.symlink_to("none.json")

    assert find_project().folder == project.folder
    with pytest.raises(DataError, match=r"^datapackage\.json: .*pilotmap init"):
        find_project().load()


def test_a_folder_without_a_project_is_refused_with_what_to_do(project, tmp_path):
    for option, words in (
        (tmp_path, "holds no project"),
        (tmp_path / "none", "does not exist"),
        (project.locations, "is a file"),
        (tmp_path / ("x" * 300), "too long"),
    ):
        with pytest.raises(StoreError, match=words):
            find_project(option)


def test_a_project_adds_names_of_its_own_to_the_gazetteer(project):
    assert project.gazetteer().match("Oldtown").unit is None
    project.aliases.write_text("toponym,adcode,within,reason\nOldtown,620600,,so called\n")

    assert project.gazetteer().match("Oldtown").unit.adcode == "620600"
    project.aliases.write_text("toponym\nOldtown\n")
    with pytest.raises(DataError, match=r"aliases\.csv:1"):
        project.gazetteer()


def test_names_of_ones_own_that_lead_nowhere_are_told(project):
    project.aliases.symlink_to(project.aliases)

    with pytest.raises(DataError, match=r"aliases\.csv: .*circle"):
        project.gazetteer()
