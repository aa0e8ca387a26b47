"""Any sequence of changes, undos and redos, with a full disk at any call of them."""

import tempfile
from pathlib import Path

import pytest
from examples import examples
from faults import disk_full, fault, moments
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import StoreError
from geo.store.create import create_project
from geo.store.journal import Journal
from geo.store.undo import redo, undo
from geo.store.writing import writing

pytestmark = pytest.mark.slow

CELLS = st.sampled_from(["x", "", '=1+1, "quoted"\nsecond line', "武威", "=", "a\r\nb"])
OPERATIONS = st.one_of(
    st.tuples(st.just("add"), CELLS),
    st.tuples(st.just("add with source"), CELLS),
    st.tuples(st.just("edit"), st.integers(0, 5), CELLS),
    st.tuples(st.just("remove"), st.integers(0, 5)),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)
SEQUENCES = st.lists(OPERATIONS, min_size=1, max_size=10)
FULL_AT = st.lists(
    st.none() | st.tuples(st.integers(1, 25), st.sampled_from(["before", "halfway"])),
    min_size=10,
    max_size=10,
)
STRICT = examples(15)


def new_project(folder):
    made = create_project(Path(folder) / "p", title="T")
    with made.sources.open("a", encoding="utf-8", newline="") as file:
        file.write("report-2020,A report,,,2020-09,,,partial,,,\n")
    return made


def contents(project):
    return project.locations.read_bytes(), project.sources.read_bytes()


def carry_out(project, number, operation):
    """Do one operation; what it would do to a row that is not there is nothing."""
    kind, *values = operation
    if kind in {"undo", "redo"}:
        (undo if kind == "undo" else redo)(project)
        return
    with writing(project) as held:
        rows, source = held.locations.table.rows, "report-2020"
        if kind == "add with source":
            source = f"source-{number}"
            held.sources.append([{"id": source, "title": values[0] or "T"}])
        if kind.startswith("add"):
            row = {"id": f"r{number}", "place": "Wuwei", "adcode": "620600", "start": "2020"}
            held.locations.append([{**row, "source": source, "statement": values[0]}])
        elif values[0] < len(rows) and kind == "edit":
            held.locations.replace(rows[values[0]], {"statement": values[1]})
        elif values[0] < len(rows):
            held.locations.remove(rows[values[0]])
        held.commit(kind, f"{kind} {number}")


class Model:
    """What the project must hold: every content there was, and where in them one stands."""

    def __init__(self, project):
        self.project, self.contents, self.at = project, [contents(project)], 0

    def follow(self, number, operation, full=None):
        """Carry out one operation on both; return whether it ended well."""
        kind = operation[0]
        ended = False
        with fault(full[0] if full else 0, full[1] if full else "before", disk_full):
            try:
                carry_out(self.project, number, operation)
                ended = True
            except StoreError as error:
                ended = "does not confirm" in str(error)
        self._expect(kind, ended)
        return ended

    def _expect(self, kind, ended):
        now = contents(self.project)
        if not ended:
            assert now == self.contents[self.at]
        elif kind in {"undo", "redo"}:
            self.at += 1 if kind == "redo" else -1
            assert now == self.contents[self.at]
        elif now != self.contents[self.at]:
            self.contents[self.at + 1 :] = [now]
            self.at += 1
        assert not self.project.examine()[1]


@STRICT
@given(SEQUENCES)
def test_any_sequence_ends_in_what_its_replay_ends_in(sequence):
    ends = []
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder:
            model = Model(new_project(folder))
            ended = [model.follow(*each) for each in enumerate(sequence)]
            ends.append((ended, model.contents, contents(model.project)))
            for _ in range(model.at):
                undo(model.project)
            assert contents(model.project) == model.contents[0]
            for _ in range(model.at):
                redo(model.project)
            assert contents(model.project) == model.contents[model.at]

    assert ends[0] == ends[1]


@STRICT
@given(SEQUENCES, FULL_AT)
def test_a_full_disk_at_any_call_of_any_sequence_loses_nothing(sequence, full_at):
    with tempfile.TemporaryDirectory() as folder:
        model = Model(new_project(folder))
        for number, operation in enumerate(sequence):
            model.follow(number, operation, full_at[number])
        assert len(list(Journal(model.project.folder).entries())) >= model.at
        for _ in range(model.at):
            undo(model.project)
        assert contents(model.project) == model.contents[0]


@pytest.mark.parametrize("kind", ["undo", "redo"])
def test_a_full_disk_at_any_call_of_a_step_through_two_tables_is_told_truly(kind, tmp_path):
    """What ends in an error has changed nothing; what does not has changed both tables."""
    start = [("add", "x"), ("add with source", "x"), *([("undo",)] if kind == "redo" else [])]

    def started(folder):
        model = Model(new_project(folder))
        for number, operation in enumerate(start):
            assert model.follow(number, operation)
        return model

    trial = started(tmp_path / "trial").project
    with fault(0, "before", disk_full) as calls:
        carry_out(trial, 9, (kind,))
    assert len(calls) > 15
    for at, moment in moments(calls):
        model = started(tmp_path / f"{at}{moment}")
        ended = model.follow(9, (kind,), (at, moment))
        other = "redo" if kind == "undo" else "undo"
        assert model.follow(10, (other if ended else kind,))


@pytest.mark.parametrize("kind", ["add with source", "undo", "redo"])
def test_a_disk_that_stays_full_from_any_call_on_is_told_truly_and_put_right_later(kind, tmp_path):
    told, at = "x", 0
    while told:
        at += 1
        project = new_project(tmp_path / str(at))
        carry_out(project, 0, ("add with source", "x"))
        if kind == "redo":
            carry_out(project, 1, ("undo",))
        before = contents(project)
        told = ""
        with fault(at, "before", disk_full, lasting=True):
            try:
                carry_out(project, 2, (kind, "x") if "add" in kind else (kind,))
            except StoreError as error:
                told = str(error)
        left = contents(project)
        assert not project.examine()[1]
        with writing(project):
            pass
        if "nothing was changed" in told:
            assert left == before == contents(project), (at, told)
        elif "a part of it" in told:
            assert left not in (before, contents(project)), (at, told)
        else:
            assert left == contents(project) != before, (at, told)
    assert 15 < at < 60
