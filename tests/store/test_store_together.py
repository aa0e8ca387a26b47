"""Writers at once: whatever each does, however it ends, the journal tells one order of it all."""

import random
import signal

import pytest
from faults import die, fault, run_together
from patience import PATIENCE_S

from geo.errors import DataError, StoreError
from geo.store import Project
from geo.store.journal import Journal
from geo.store.lock import NAME, locked
from geo.store.undo import last_change, redo, undo
from geo.store.writing import writing

pytestmark = pytest.mark.slow


def work_at_random(project, new_row, number, chance):
    """Add, edit, remove, take back and do again, a few times in any order."""
    for step in range(4):
        kind = chance.choice(["add", "add", "edit", "remove", "undo", "redo"])
        try:
            if kind in {"undo", "redo"}:
                (undo if kind == "undo" else redo)(project)
                continue
            with writing(project) as held:
                rows = held.locations.table.rows
                if kind == "add" or not rows:
                    held.sources.append([{"id": f"s-{number}-{step}", "title": "T"}])
                    row = {**new_row, "id": f"w-{number}-{step}", "source": f"s-{number}-{step}"}
                    held.locations.append([row])
                elif kind == "edit":
                    cell = {"statement": f"said by {number}"}
                    held.locations.replace(chance.choice(rows), cell)
                else:
                    held.locations.remove(chance.choice(rows))
                held.commit(kind, f"{kind} {number} {step}")
        except (StoreError, DataError) as error:  # nothing to undo, or to do again
            if "nothing to do again" not in str(error) and "no change to take" not in str(error):
                raise


def contents(project):
    return project.locations.read_bytes(), project.sources.read_bytes()


@pytest.mark.parametrize("dying", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_what_writers_at_once_did_can_be_taken_back_step_by_step(project, new_row, seed, dying):
    first = contents(project)

    def work(number):
        chance = random.Random(f"{seed} {number}")
        doomed = dying and number % 3 == 0
        with fault(chance.randint(1, 60) if doomed else 0, "after", die):
            work_at_random(project, new_row, number, chance)

    acknowledged, results = run_together(12, work)

    assert set(results) <= {0, -signal.SIGKILL}
    assert len(acknowledged) >= (8 if dying else 12)
    with writing(project):
        pass
    last = contents(project)
    assert not project.examine()[1]
    entries = list(Journal(project.folder).entries())
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    steps = 0
    while last_change(project):
        undo(project)
        steps += 1
        assert not Project(project.folder).examine()[1]
    assert contents(project) == first
    for _ in range(steps):
        redo(project)
    assert contents(project) == last
    names = sorted(path.name for path in project.folder.iterdir())
    assert names == [".pilotmap", "datapackage.json", "locations.csv", "sources.csv"]


@pytest.mark.parametrize("dying", [False, True])
def test_no_two_hold_the_lock_of_a_folder_at_once(tmp_path, dying):
    """Each adds one to a number in a file, which loses what is added at the same moment."""
    counter = tmp_path / "counter"
    counter.write_text("0")

    def work(number):
        for turn in range(12):
            with locked([tmp_path], patience_s=PATIENCE_S):
                value = int(counter.read_text())
                counter.write_text(str(value + 1))
                if dying and number % 2 and turn == number % 5:
                    die()

    acknowledged, _ = run_together(16, work)

    turns = [number % 5 + 1 if dying and number % 2 else 12 for number in range(16)]
    assert int(counter.read_text()) == sum(turns)
    assert len(acknowledged) == turns.count(12)
    with locked([tmp_path]):
        assert (tmp_path / NAME).exists()
    assert [path.name for path in tmp_path.iterdir()] == ["counter"]
