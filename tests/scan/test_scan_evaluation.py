"""The figures of `python -m tests.evaluate_scan` do not fall below these."""

import pytest

from tests.evaluate_scan import TEXTS, evaluated, report

PATHS = sorted(TEXTS.glob("*.txt"))


@pytest.fixture(scope="module")
def score():
    return evaluated(PATHS)


def test_there_are_enough_texts_and_half_of_them_are_chinese():
    assert len(PATHS) >= 20
    assert sum("zh" in path.stem for path in PATHS) >= len(PATHS) // 2 - 1


def test_nearly_every_pilot_place_is_proposed(score):
    assert score.share("found", "pilots") >= 0.97, report("all", score)


def test_nearly_every_likely_place_is_one(score):
    assert score.share("likely_right", "likely") >= 0.95, report("all", score)


def test_no_wrong_unit_is_given_as_certain(score):
    assert score.wrong_certain == 0, "\n".join(score.faults)


def test_units_dates_and_roles_are_right(score):
    assert score.share("units_right", "units") >= 0.98, "\n".join(score.faults)
    assert score.share("dates_right", "dates") >= 0.9, "\n".join(score.faults)
    assert score.share("roles_right", "roles") >= 0.93, "\n".join(score.faults)
