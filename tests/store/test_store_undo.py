"""Going back change by change, forward again, and never to data that would not load."""

import sys

import pytest

from geo.errors import StoreError
from geo.store.undo import last_change, last_undo, redo, undo
from geo.store.writing import writing


def add(project, row, **cells):
    with writing(project) as held:
        held.locations.append([{**row, **cells}])
        held.commit("add", f"added {cells.get('id', row['id'])}")


def add_source(project, id_):
    with writing(project) as held:
        held.sources.append([{"id": id_, "title": "T"}])
        held.commit("source add", f"added the source {id_}")


def contents(project):
    return project.locations.read_bytes(), project.sources.read_bytes()


def test_what_was_taken_back_is_done_again_step_by_step(project, new_row):
    versions = [contents(project)]
    for number in range(3):
        add(project, new_row, id=f"wuwei-{number}")
        versions.append(contents(project))
    for _ in range(3):
        undo(project)

    for number in range(3):
        assert last_undo(project).summary == f"took back: added wuwei-{number}"
        redo(project)
        assert contents(project) == versions[number + 1]
    with pytest.raises(StoreError, match="nothing to do again"):
        redo(project)
    assert undo(project).summary == "added wuwei-2"
    assert undo(project).summary == "added wuwei-1"
    assert contents(project) == versions[1]


def test_a_change_after_an_undo_ends_the_way_forward(project, new_row):
    add(project, new_row, id="one")
    undo(project)
    add(project, new_row, id="two")

    with pytest.raises(StoreError, match="nothing was taken back since the last change"):
        redo(project)
    undo(project)
    redo(project)
    assert project.load().statements[-1].id == "two"


def test_a_change_of_both_tables_is_taken_back_and_done_again(project, new_row):
    before = contents(project)
    with writing(project) as held:
        held.sources.append([{"id": "new", "title": "T"}])
        held.locations.append([{**new_row, "source": "new"}])
        held.commit("import", "imported")
    after = contents(project)

    undo(project)
    assert contents(project) == before
    redo(project)
    assert contents(project) == after


def test_nothing_is_done_again_over_a_change_by_hand(project, new_row):
    add(project, new_row)
    undo(project)
    project.locations.write_bytes(project.locations.read_bytes() + b"\n")
    before = contents(project)

    with pytest.raises(StoreError, match="changed by something else since"):
        redo(project)
    assert contents(project) == before


def test_a_source_is_not_taken_back_from_under_rows_added_by_hand(project):
    add_source(project, "new")
    with project.locations.open("a") as file:
        file.write("mine,Wuwei,,620600,unit,2020,,,new,,,,,,,\n")
    before = contents(project)

    with pytest.raises(StoreError, match=r"would leave errors.*no source 'new'"):
        undo(project)

    assert contents(project) == before
    assert last_change(project).summary == "added the source new"


def test_a_project_that_is_broken_already_can_be_taken_back(project):
    add_source(project, "new")
    with project.locations.open("a") as file:
        file.write("mine,Wuwei,,620600,unit,no date,,,new,,,,,,,\n")

    undo(project)

    assert last_change(project) is None


def test_an_undo_of_a_long_list_keeps_no_copy_and_says_so(project, new_row, monkeypatch):
    add(project, new_row)
    monkeypatch.setattr(sys.modules["geo.store.undo"], "KEPT_BYTES", 10)
    undo(project)
    before = contents(project)

    with pytest.raises(StoreError, match="the journal does not hold what stood there"):
        redo(project)
    assert contents(project) == before
