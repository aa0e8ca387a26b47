"""Writing keeps what it does not change: links, modes, owners, other people's rows."""

import errno
import os
import signal
import stat
import sys
import threading

import pytest
from faults import die, fault, run_together
from patience import PATIENCE_S

from geo.errors import DataError, StoreError
from geo.paths import DATA
from geo.store import Project, find_project
from geo.store.journal import Journal
from geo.store.undo import last_change, undo
from geo.store.writing import writing

ROOT = os.geteuid() == 0


def add(project, row, **cells):
    with writing(project) as held:
        held.locations.append([{**row, **cells}])
        held.commit("add", f"added {cells.get('id', row['id'])}")


def test_a_change_that_changes_nothing_writes_nothing(project):
    before = project.locations.stat()

    with writing(project) as held:
        held.locations.replace(held.locations.table.rows[0], {"place": "Longnan"})
        held.commit("edit", "nothing")

    assert project.locations.stat().st_mtime_ns == before.st_mtime_ns
    assert last_change(project) is None


def test_an_added_row_comes_after_the_untouched_bytes_and_is_undone_exactly(project, new_row):
    before = project.locations.read_bytes()

    add(project, new_row)

    after = project.locations.read_bytes()
    assert after.startswith(before)
    assert project.load().statements[-1].statement == new_row["statement"]
    undo(project)
    assert project.locations.read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffid,place,adcode,mine,start,source\r\na,x,620600,\u00fc,2020,report-2020\r\n",
        "source,id,place,adcode,start\nreport-2020,a,x,620600,2020",
        "id,place,adcode,start,source\ra,x,620600,2020,report-2020\r\r",
    ],
)
def test_any_spelling_of_a_table_is_kept(project, text):
    project.locations.write_bytes(text.encode())
    ending = "\r\n" if "\r\n" in text else "\r" if "\r" in text else "\n"

    add(project, {"id": "b", "place": "y", "adcode": "620600", "source": "report-2020"})

    left = project.locations.read_bytes().decode()
    assert left.startswith(text)
    assert left.replace(ending, "").count("\n") == left.replace(ending, "").count("\r") == 0
    assert len(project.load().statements) == 2
    undo(project)
    assert project.locations.read_bytes().decode() == text


def test_a_row_that_would_not_load_is_refused_and_nothing_is_written(project, new_row):
    before = project.locations.read_bytes()

    for wrong in ({"adcode": "1"}, {"source": "none"}, {"id": "longnan-2020"}, {"start": "soon"}):
        with pytest.raises(DataError):
            add(project, new_row, **wrong)

    assert project.locations.read_bytes() == before


def test_a_project_with_errors_is_mended_first(project, new_row):
    with project.locations.open("a") as file:
        file.write('x,"unclosed\n')
    before = project.locations.read_bytes()

    with pytest.raises(DataError, match=r"locations\.csv:4, column 'place'"):
        add(project, new_row)

    assert project.locations.read_bytes() == before


def test_links_stay_links_and_the_file_they_lead_to_is_written(project, tmp_path, new_row):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    project.locations.rename(elsewhere / "real.csv")
    (elsewhere / "hop.csv").symlink_to("real.csv")
    project.locations.symlink_to(elsewhere / "hop.csv")

    add(project, new_row)

    assert project.locations.is_symlink()
    assert (elsewhere / "hop.csv").is_symlink()
    assert b"wuwei-2021" in (elsewhere / "real.csv").read_bytes()
    assert sorted(p.name for p in elsewhere.iterdir()) == ["hop.csv", "real.csv"]
    undo(project)
    assert b"wuwei-2021" not in (elsewhere / "real.csv").read_bytes()


def test_links_that_lead_in_a_circle_are_told(project, new_row):
    project.locations.unlink()
    project.locations.symlink_to(project.locations)

    with pytest.raises((DataError, StoreError), match=r"circle|loop"):
        add(project, new_row)


def test_mode_and_owner_are_kept_and_the_journal_is_as_open_as_the_folder(project, new_row):
    project.locations.chmod(0o664)
    project.folder.chmod(0o2775)
    if ROOT:
        os.chown(project.locations, 1234, 2345)

    add(project, new_row)

    status = project.locations.stat()
    assert stat.S_IMODE(status.st_mode) == 0o664
    if ROOT:
        assert (status.st_uid, status.st_gid) == (1234, 2345)
    journal = Journal(project.folder)
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o664
    assert stat.S_IMODE(journal.path.parent.stat().st_mode) == 0o2775
    assert (journal.path.parent / ".gitignore").read_text() == "*\n"


def test_the_packaged_example_is_not_written_unless_asked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(StoreError, match="pilotmap init"), writing(find_project()):
        pass
    assert not find_project(DATA).read_only


@pytest.mark.parametrize("last", ["\r\n", ""])
def test_whole_rows_can_be_appended_as_they_are_and_undone(project, last):
    text = "id,place,adcode,start,source\r\na,x,620600,2020,report-2020" + last
    project.locations.write_bytes(text.encode())

    with writing(project) as held:
        rows = (b"b,y,620600,2020,report-2020\r\n", b"c,z,620600,2020,report-2020\r\n")
        held.commit_rows(rows, 2, "import", "imported 2 rows")

    assert project.locations.read_bytes() == text.encode() + (b"" if last else b"\r\n") + b"".join(
        rows
    )
    assert [statement.id for statement in project.load().statements] == ["a", "b", "c"]
    undo(project)
    assert project.locations.read_bytes() == text.encode()


def test_rows_beyond_those_that_a_table_may_have_are_refused_and_nothing_is_written(
    project, monkeypatch
):
    monkeypatch.setattr(sys.modules["geo.store.writing"], "LOCATIONS_MOST", 2)
    text = "id,place,adcode,start,source\na,x,620600,2020,report-2020\n"
    project.locations.write_text(text)

    with writing(project) as held, pytest.raises(DataError, match="more than 2 rows"):
        held.commit_rows((b"b,y,620600,2020,report-2020\n" * 2,), 2, "import", "imported 2 rows")
    assert project.locations.read_text() == text


def test_rows_that_end_half_way_leave_all_as_it_was(project):
    before = {path: path.read_bytes() for path in project.folder.rglob("*") if path.is_file()}

    def rows():
        yield b"b,y,620600,2020,report-2020\n"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with writing(project) as held, pytest.raises(StoreError, match="the disk is full"):
        held.commit_rows(rows(), 2, "import", "imported 2 rows")
    after = {path: path.read_bytes() for path in project.folder.rglob("*") if path.is_file()}
    assert {path: after[path] for path in before} == before
    assert not [path for path in after if "pilotmap-new" in path.name]
    assert not Journal(project.folder).last()


def test_undo_goes_back_change_by_change_and_never_forward(project, new_row):
    versions = [project.locations.read_bytes()]
    for number in range(3):
        add(project, new_row, id=f"wuwei-{number}")
        versions.append(project.locations.read_bytes())

    for number in (2, 1):
        assert undo(project).summary == f"added wuwei-{number}"
        assert project.locations.read_bytes() == versions[number]
    add(project, new_row, id="wuwei-new")
    assert undo(project).summary == "added wuwei-new"
    assert undo(project).summary == "added wuwei-0"
    assert project.locations.read_bytes() == versions[0]
    with pytest.raises(StoreError, match="no change to take back"):
        undo(project)


def test_undo_refuses_when_the_file_was_changed_by_hand_since(project, new_row):
    add(project, new_row)
    with project.locations.open("a") as file:
        file.write("mine,Mine,,620600,unit,2020,,,report-2020,,,,,,,\n")
    before = project.locations.read_bytes()

    with pytest.raises(StoreError, match=r"changed by something else since 'added wuwei-2021'"):
        undo(project)

    assert project.locations.read_bytes() == before
    add(project, new_row, id="later")  # and writing goes on
    assert undo(project).summary == "added later"


def test_a_change_taken_back_by_hand_is_no_change_any_more(project, new_row):
    add(project, new_row, id="one")
    between = project.locations.read_bytes()
    add(project, new_row, id="two")
    project.locations.write_bytes(between)  # as git checkout would

    assert undo(project).summary == "added one"


def test_a_torn_last_line_of_the_journal_is_dropped(project, new_row):
    add(project, new_row)
    path = Journal(project.folder).path
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"number": 2, "comm')

    assert last_change(project).summary == "added wuwei-2021"
    add(project, new_row, id="later")
    assert [entry.summary for entry in Journal(project.folder).entries()] == [
        "added wuwei-2021",
        "added later",
    ]


def test_a_damaged_journal_is_told_with_its_line_and_stops_no_writer(project, new_row):
    add(project, new_row)
    path = Journal(project.folder).path
    path.write_bytes(b"nonsense\n" + path.read_bytes())

    with pytest.raises(StoreError, match=r"journal\.jsonl:1: this is not a journal entry"):
        undo(project)
    add(project, new_row, id="later")
    assert len(project.load().statements) == 4


def test_a_writer_waits_for_another_and_gives_up_in_the_end(project):
    inside, done = threading.Event(), threading.Event()

    def hold():
        with writing(project):
            inside.set()
            done.wait(PATIENCE_S)

    thread = threading.Thread(target=hold)
    thread.start()
    inside.wait(PATIENCE_S)
    with pytest.raises(StoreError, match="another pilotmap"), writing(project, patience_s=0.1):
        pass
    done.set()
    thread.join()
    with writing(project, patience_s=PATIENCE_S):
        pass


@pytest.mark.slow
def test_fifty_writers_at_once_lose_no_row(project, new_row):
    before = project.locations.read_bytes()

    acknowledged, results = run_together(
        50, lambda number: add(project, new_row, id=f"writer-{number}")
    )

    assert results == [0] * 50
    ids = {statement.id for statement in project.load().statements}
    assert ids >= {f"writer-{number}" for number in acknowledged}
    assert len(acknowledged) == 50
    assert len(ids) == 52
    for _ in range(50):
        undo(project)
    assert project.locations.read_bytes() == before


@pytest.mark.slow
def test_writers_killed_at_any_moment_take_nothing_of_the_others_along(project, new_row):
    """Every second of fifty writers dies at another call; those that acknowledge are all there."""

    def work(number):
        with fault(number % 13 + 1 if number % 2 else 0, "after", die):
            add(project, new_row, id=f"writer-{number}")

    acknowledged, results = run_together(50, work)

    assert results.count(-signal.SIGKILL) > 15
    assert len(acknowledged) >= 25
    with writing(project):
        pass
    ids = {statement.id for statement in project.load().statements}
    assert ids >= {f"writer-{number}" for number in acknowledged}
    files = sorted(path.name for path in project.folder.iterdir())
    assert files == [".pilotmap", "datapackage.json", "locations.csv", "sources.csv"]


@pytest.mark.slow
def test_readers_meanwhile_see_both_tables_as_of_one_moment(project, new_row):
    """A row and its source come and go together; no reader may meet one without the other."""
    stop = threading.Event()
    seen, failed = set(), []

    def read():
        while not stop.is_set():
            programme, problems = Project(project.folder).examine()
            seen.add((len(programme.sources), len(programme.statements)))
            failed.extend(problems)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(15):
        with writing(project) as held:
            held.sources.append([{"id": "other", "title": "Other"}])
            held.locations.append([{**new_row, "source": "other"}])
            held.commit("add", "added both")
        undo(project)
    stop.set()
    for reader in readers:
        reader.join()

    assert not failed
    assert seen <= {(1, 2), (2, 2), (2, 3)}


@pytest.mark.parametrize("what", ["folder", "link"])
def test_a_journal_that_is_no_file_is_told(project, new_row, what):
    path = Journal(project.folder).path
    path.parent.mkdir()
    if what == "folder":
        path.mkdir()
    else:
        path.symlink_to(project.locations)
    before = project.locations.read_bytes()

    with pytest.raises(StoreError, match=r"journal\.jsonl"):
        add(project, new_row)
    with pytest.raises(StoreError, match=r"journal\.jsonl"):
        undo(project)

    assert project.locations.read_bytes() == before
