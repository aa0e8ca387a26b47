"""The packaged example says what its article says: no more, and in our own words."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from frictionless import Package

from geo.paths import DATA

ARTICLE = Path(__file__).parents[3] / "shared" / "article.txt"

needs_article = pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not shipped")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


@pytest.mark.filterwarnings("ignore")  # what the validator's own dependencies deprecate
def test_the_example_is_a_valid_data_package() -> None:
    report = Package(DATA / "datapackage.json").validate()

    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])


def test_the_article_names_five_places_and_no_more() -> None:
    named = {row["adcode"] for row in rows("locations.csv") if row["extent"] == "unit"}

    assert named == {"610500", "620600", "620900", "620500", "622900"}


def test_every_row_has_a_locator_a_statement_and_a_date_note() -> None:
    for row in rows("locations.csv"):
        assert re.fullmatch(r"p\d+", row["locator"]), row
        assert row["statement"], row
        assert row["date_note"], row


def test_a_year_the_article_does_not_print_is_marked_as_inferred_or_relative() -> None:
    for row in rows("locations.csv"):
        stated = row["date_note"] == "stated"

        assert stated == row["start"].startswith("2016") or "relative" in row["date_note"], row
        assert stated or re.match(r"(inferred|relative): .*\d{4}", row["date_note"]), row


def test_the_choice_between_the_three_units_called_linxia_has_a_reason() -> None:
    (linxia,) = (row for row in rows("locations.csv") if row["place"] == "Linxia")

    assert linxia["adcode"] == "622900"
    assert "622901" in linxia["decision"]
    assert "622921" in linxia["decision"]


@needs_article
def test_each_toponym_stands_in_the_paragraph_its_locator_names() -> None:
    paragraphs = re.split(r"\n\s*\n", ARTICLE.read_text(encoding="utf-8").strip())

    for row in rows("locations.csv"):
        assert row["place"] in paragraphs[int(row["locator"][1:]) - 1], row


@needs_article
def test_statements_are_in_our_own_words() -> None:
    """No run of eight words of the article stands in the data."""
    article = words(ARTICLE.read_text(encoding="utf-8"))
    runs = {tuple(article[i : i + 8]) for i in range(len(article) - 7)}

    for row in rows("locations.csv"):
        ours = words(row["statement"])
        assert not runs & {tuple(ours[i : i + 8]) for i in range(len(ours) - 7)}, row["statement"]
