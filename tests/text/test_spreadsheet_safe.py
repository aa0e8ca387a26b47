"""What is made to be opened in a spreadsheet starts no formula there."""

import pytest

from geo.text.escape import spreadsheet_safe


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "＝1",
        "=",
        "-",
        "+1-1",
        "--1",
    ],
)
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(cell):
    assert spreadsheet_safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Wuwei", "武威", "-3.5", "+104.06", "1=1", "a@b.cn", "'x"])
def test_any_other_cell_stays_and_so_does_a_signed_number(cell):
    assert spreadsheet_safe(cell) == cell
