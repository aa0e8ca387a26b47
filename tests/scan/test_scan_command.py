"""`pilotmap scan`: the report, JSON, rows for import, and what a table leaves out."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from command import converse

import geo
from geo.model import Level
from geo.paths import DATA

ARTICLE = Path(__file__).parents[3] / "shared" / "article.txt"
TEXT = "Village buses\n\nIn 2018 the pilot began in Wuwei and Jiuquan in Gansu and other cities.\n"


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_report_tells_each_paragraph_with_its_places_and_reasons(run, article):
    said = run("scan", article)

    assert said.code == 0
    assert "paragraph 2" in said.out
    assert "likely   Wuwei: 620600 Wuwei 武威市 (prefecture, Gansu); 2018 ('In 2018')" in said.out
    assert "within 620000 Gansu 甘肃省" in said.out
    assert "\x1b" not in said.out


def test_json_is_one_object_with_offsets_in_the_line(run, article):
    record = json.loads(run("scan", article, "--json").out)
    wuwei = record["proposals"][0]

    assert (wuwei["paragraph"], wuwei["start"], wuwei["end"]) == (2, 27, 32)
    assert (wuwei["role"], wuwei["status"], wuwei["adcode"]) == ("likely", "in", "620600")


def test_standard_input_is_read(run):
    assert "Wuwei" in run("scan", "-", stdin=TEXT.encode()).out


def test_the_rows_are_imported_as_they_are(run, article, tmp_path, rows):
    """A round trip: scan, import, and the rows of the project are those of the text."""
    printed = run("scan", article, "--csv")
    (tmp_path / "rows.csv").write_text(printed.out, encoding="utf-8")
    made = list(csv.DictReader(io.StringIO(printed.out)))
    said = run("import", tmp_path / "rows.csv", "--source", "moc", "--data", "p", "--write")

    assert said.code == 0, said.all
    kept = ("place", "adcode", "extent", "start", "locator", "statement")
    assert [[row[name] for name in kept] for row in rows()] == [
        [row[name] for name in kept] for row in made
    ]
    assert [row["adcode"] for row in made] == ["620600", "620900", "620000"]


def test_what_no_row_of_the_project_uses_is_told(run, article, tmp_path):
    cells = "place,adcode,start,statement\nWuwei,620600,2018,Began\n"
    (tmp_path / "one.csv").write_text(cells, encoding="utf-8")
    run("import", tmp_path / "one.csv", "--source", "moc", "--data", "p", "--write")
    said = run("scan", article, "--source", "moc", "--data", "p")

    told = said.out.partition("used by no row")[2]
    assert "Jiuquan (likely: 620900" in told
    assert "other cities" in told
    assert "Wuwei" not in told


def test_an_unknown_source_and_two_forms_at_once_are_wrong_usage(run, article):
    assert run("scan", article, "--source", "nobody", "--data", "p").code == 2
    assert run("scan", article, "--json", "--csv").code == 2
    assert run("scan", article, "--published", "soon").code == 2


def test_a_missing_article_is_one_line(run):
    said = run("scan", "nowhere.txt")

    assert said.code == 1
    assert len(said.err.splitlines()) == 1


@pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not shipped")
def test_accepting_the_proposals_of_the_article_gives_the_map_that_was_made_by_hand(
    run, tmp_path, project
):
    """Every unit has the status and the first year of the packaged data, in every year."""
    with project.sources.open("a", encoding="utf-8") as file:
        file.write("pandaily-2020,A title,,,[2020-09..2020-12],,,partial,,,\n")
    printed = run("scan", ARTICLE, "--published", "2020", "--csv")
    (tmp_path / "rows.csv").write_text(printed.out, encoding="utf-8")
    said = run(
        "import", tmp_path / "rows.csv", "--source", "pandaily-2020", "--data", "p", "--write"
    )
    assert said.code == 0, said.all

    ours, theirs = geo.load(project.folder), geo.load(DATA)
    for level in (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY):
        for unit in theirs.gazetteer.at_level(level):
            assert ours.first_year(unit.adcode) == theirs.first_year(unit.adcode), unit
            for year in range(2015, 2024):
                assert ours.status(unit.adcode, year) is theirs.status(unit.adcode, year), unit
    checked = run("check", "--text", ARTICLE, "--source", "pandaily-2020", "--data", "p")
    assert "toponym" not in checked.all, checked.all


def test_walking_through_adds_what_gets_a_yes_and_nothing_else(project, article, rows):
    arguments = ["scan", article, "--add", "--source", "moc", "--data", project.folder]
    answers = ["n", "c", "start", "2019", "y", "y", "q"]
    code, said = converse(arguments, answers, cwd=article.parent)

    assert code == 0, said
    assert "added 1 of 3 proposals" in said
    assert [(row["adcode"], row["start"], row["locator"]) for row in rows()] == [
        ("620900", "2019", "p2")
    ]


def test_without_a_terminal_nothing_is_walked_through(run, article):
    assert run("scan", article, "--add", "--source", "moc", "--data", "p").code == 2
