"""Every unit on record is found by its own names, given its parent."""

import pytest

from geo.gazetteer import load

NAMES = ("name_zh", "short_zh", "name_en", "pinyin")


def found(row, name, on=None):
    match = load().match(getattr(row, name), within=row.parent, on=on)
    units = match.candidates or ((match.unit,) if match.unit else ())
    return {unit.adcode for unit in units}


@pytest.mark.parametrize("name", NAMES)
def test_every_unit_in_force_is_found(name):
    rows = [row for row in load().rows if not row.valid_to]

    assert len(rows) > 3200
    assert [(row.adcode, row.name_zh) for row in rows if row.adcode not in found(row, name)] == []


def test_every_unit_in_force_is_certain_by_its_full_name():
    gazetteer = load()
    rows = [row for row in gazetteer.rows if not row.valid_to]
    doubtful = [
        row.name_zh
        for row in rows
        if gazetteer.match(row.name_zh, within=row.parent).status != "unit"
    ]

    assert doubtful == []


@pytest.mark.parametrize("name", NAMES)
def test_every_former_unit_is_found_in_its_time(name):
    """In the year before the last: during the last one its successor may bear the name too."""
    missed = []
    for row in load().rows:
        if row.valid_to:
            last, first = int(row.valid_to), int(row.valid_from or 0)
            year = last - 1 if last > first else last
            if row.adcode not in found(row, name, on=year):
                missed.append((row.adcode, row.name_zh, year))

    assert missed == []
