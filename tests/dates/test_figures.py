"""Dates in figures: what spreadsheets write is read, what may be two dates is in doubt."""

import pytest

from geo.dates.figures import SERIALS_FROM_1904, doubt, in_edtf


@pytest.mark.parametrize(
    ("figures", "edtf"),
    [
        ("2015/3/7", "2015-03-07"),
        ("2015.03", "2015-03"),
        ("201503", "2015-03"),
        ("2015.0", "2015"),
        ("2015-03-07 00:00:00", "2015-03-07"),
        ("2015/2018", "2015/2018"),
        ("2015-13", "2015-13"),
    ],
)
def test_figures_are_written_as_edtf_where_they_can_mean_only_that(figures, edtf):
    assert in_edtf(figures) == edtf


@pytest.mark.parametrize(
    ("figures", "rule", "hint"),
    [
        ("03/04/2020", "date-ambiguous", "write 2020-03-04 or 2020-04-03"),
        ("31/12/2020", "date-ambiguous", "write 2020-12-31"),
        ("12.31.2020", "date-ambiguous", "write 2020-12-31"),
        ("05-05-2020", "date-ambiguous", "write 2020-05-05"),
        ("31/02/2020", "date-invalid", "write year-month-day"),
        ("13/13/2020", "date-invalid", "write year-month-day"),
        ("1/2/200", "date-ambiguous", "write year-month-day"),
        ("2020.1", "date-ambiguous", "write 2020-01 or 2020-10"),
        ("16-08", "date-two-digits", "write the year with four"),
        ("43831", "date-excel", "format the column as a date"),
    ],
)
def test_figures_in_doubt_come_with_the_dates_they_may_be(figures, rule, hint):
    found = doubt(figures)

    assert found is not None
    assert found.rule == rule
    assert found.hint.startswith(hint)


def test_a_serial_number_is_explained_in_the_calendar_of_its_workbook():
    assert "2020-01-01" in doubt("43831").message
    assert (
        "2020-01-01 in the calendar of this workbook"
        in doubt("42369", day_zero=SERIALS_FROM_1904).message
    )


@pytest.mark.parametrize("figures", ["2020", "2020-08", "20200", "99999", "1/2", "2016-18"])
def test_other_figures_are_in_no_doubt(figures):
    assert doubt(figures) is None
