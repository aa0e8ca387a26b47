"""What a relative date counts from, wherever it is given; and ids that are never given twice."""

import pytest

from geo.gazetteer import load
from geo.intake.edits.ids import Ids


@pytest.mark.parametrize("phrase", ["one year later", "over the next four years", "两年后", "次年"])
def test_a_phrase_that_goes_on_from_the_story_is_not_counted_from_the_publication(
    phrase, run, rows, tmp_path
):
    (tmp_path / "a.csv").write_text(f"city,start\n武威,{phrase}\n", "utf-8")

    refused = run("import", "a.csv", "--source", "moc", "--data", "p", "--write")
    taken = run("import", "a.csv", "--source", "moc", "--data", "p", "--anchor", "2016", "--write")

    assert refused.code == 1
    assert "[date-" in refused.out
    assert "--anchor" in refused.out or "not read" in refused.out
    assert "ready: " not in refused.out
    assert taken.code == 0 or "not read" in taken.out
    assert all("counted from 2016," in row["date_note"] for row in rows())


def test_rows_alike_but_for_their_words_get_ids_of_their_own():
    ids = Ids({}, load())
    row = dict.fromkeys(
        ("id", "place", "extent", "end", "locator", "lon", "lat"), ""
    ) | {"adcode": "620600", "start": "2020", "source": "moc"}  # fmt: skip

    given = [ids.take({**row, "statement": words}, 0) for words in ("a", "b", "c", "c", "c", "c")]

    assert len(set(given)) == len(given)
    assert given[0] == "wuwei-2020"
