"""A journal that came with a folder from elsewhere: believed in nothing it cannot prove."""

import json
import os

import pytest

from geo.errors import DataError, StoreError
from geo.store.create import create_project
from geo.store.journal import Growing, Journal, difference, digest
from geo.store.undo import last_change, undo
from geo.store.writing import writing

RESTORED = b"\n"
"""What the undo of these tests puts before a table: a blank line, so that it still loads."""


def add(project, row, **cells):
    with writing(project) as held:
        held.locations.append([{**row, **cells}])
        held.commit("add", f"added {cells.get('id', row['id'])}")


def write_journal(project, *entries):
    path = Journal(project.folder).path
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries))
    return path


def entry(project, **changed):
    """Return an entry that is sound: an undo of it would put `RESTORED` before locations.csv."""
    content = project.locations.read_bytes()
    change = {
        "file": "locations.csv",
        "before": digest(RESTORED + content),
        "after": digest(content),
        "at": 0,
        "removed": RESTORED.decode(),
        "added": 0,
    }
    record = {"number": 1, "command": "add", "summary": "s", "reason": "", "undoes": None}
    record |= {"time": "2026-01-01T00:00:00+00:00"}
    of_entry = {key: value for key, value in changed.items() if key not in change}
    of_change = {key: value for key, value in changed.items() if key in change}
    return {**record, "files": [{**change, **of_change}], **of_entry}


def test_the_sound_entry_of_these_tests_is_sound(project):
    before = project.locations.read_bytes()
    write_journal(project, entry(project))

    undo(project)

    assert project.locations.read_bytes() == RESTORED + before


@pytest.mark.parametrize(
    "changed",
    [
        {"file": "../victim"},
        {"file": "aliases.csv"},
        {"file": "./locations.csv"},
        {"file": 5},
        {"before": "a"},
        {"after": None},
        {"at": -5},
        {"at": "0"},
        {"at": True},
        {"at": 2**60},
        {"added": -1},
        {"removed": 5},
        {"removed": "\ud800"},
        {"number": "1"},
        {"number": 0},
        {"undoes": 9},
        {"undoes": "1"},
        {"summary": None},
        {"time": "soon"},
        {"files": {}},
        {"files": []},
        {"files": [5]},
        {"more": 1},
    ],
)
def test_an_entry_that_cannot_be_ours_is_refused_with_the_way_on(project, new_row, changed):
    before = project.locations.read_bytes()
    path = write_journal(project, entry(project, **changed))

    for act in (lambda: undo(project), lambda: add(project, new_row), lambda: last_change(project)):
        with pytest.raises(
            StoreError, match=r"not a journal entry; the data are not affected.*`mv "
        ):
            act()

    assert project.locations.read_bytes() == before
    path.rename(path.with_name("journal.damaged"))  # as the message says
    add(project, new_row)


@pytest.mark.parametrize(
    "line", [b"garbage\n", b"null\n", b"[" * 100_000 + b"\n", b"\0" * 99 + b"\n", b"\xff\xfe\n"]
)
def test_a_line_that_is_no_entry_is_told(project, new_row, line):
    write_journal(project).write_bytes(line)

    for act in (lambda: undo(project), lambda: add(project, new_row)):
        with pytest.raises(StoreError, match="not a journal entry"):
            act()


def test_no_file_outside_the_project_is_written(project, new_row, tmp_path):
    """Neither by undo nor by the next writer, who finishes what a killed one began."""
    victim = tmp_path / "victim"
    victim.write_text("hello")
    evil = {"before": digest(b"evil hello"), "after": digest(b"hello"), "removed": "evil "}
    for name in ("../victim", str(victim)):
        change = entry(project, **evil, file=name)["files"][0]
        own = entry(project)["files"][0]
        own |= {"before": own["after"], "after": own["before"]}
        write_journal(project, entry(project, files=[change, own]))

        for act in (lambda: undo(project), lambda: add(project, new_row)):
            with pytest.raises(StoreError, match="not a journal entry"):
                act()
        assert victim.read_text() == "hello"


def test_content_that_is_not_what_stood_there_is_not_put_back(project):
    before = project.locations.read_bytes()
    write_journal(project, entry(project, removed="something else"))

    with pytest.raises(StoreError, match="does not hold what stood there"):
        undo(project)

    assert project.locations.read_bytes() == before


def test_a_pipe_is_not_waited_for(project, new_row):
    path = write_journal(project)
    path.unlink()
    os.mkfifo(path)

    for act in (lambda: undo(project), lambda: add(project, new_row)):
        with pytest.raises(StoreError, match="not a regular file"):
            act()


def test_a_table_that_is_a_pipe_is_not_waited_for(project, new_row, tmp_path):
    write_journal(project, entry(project))
    project.locations.unlink()
    os.mkfifo(project.locations)

    with pytest.raises(StoreError, match=r"not a regular file.*nothing was taken back"):
        undo(project)
    with pytest.raises(DataError, match="not a regular file"):
        add(project, new_row)
    (tmp_path / "other").mkdir()
    os.mkfifo(tmp_path / "other" / "sources.csv")
    with pytest.raises(StoreError, match="holds a project already"):
        create_project(tmp_path / "other")


def test_links_out_of_the_project_are_not_followed(project, new_row, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder = Journal(project.folder).path.parent

    folder.symlink_to(elsewhere)
    for act in (lambda: undo(project), lambda: add(project, new_row)):
        with pytest.raises(StoreError, match=r"\.pilotmap: this is a symbolic link"):
            act()
    folder.unlink()
    folder.mkdir()
    (folder / ".gitignore").symlink_to(elsewhere / "new")
    with pytest.raises(StoreError, match=r"\.gitignore: this is a symbolic link"):
        add(project, new_row)

    assert not list(elsewhere.iterdir())


def test_a_file_where_the_folder_of_the_journal_should_be_is_told(project, new_row):
    Journal(project.folder).path.parent.write_text("x")

    with pytest.raises(StoreError, match=r"\.pilotmap: this is a file, where the folder"):
        add(project, new_row)


@pytest.mark.parametrize("parts", [[b"", b"c\n", "武威\n".encode()], [b"\n", b"a\n"], []])
def test_a_file_that_grows_by_parts_is_told_as_the_same_file_at_once(parts):
    stood = "a,武\nb".encode()
    growing = Growing(stood, iter(parts))

    after = b"".join(growing)

    assert after == stood + b"".join(parts)
    assert growing.change("locations.csv") == difference("locations.csv", stood, after)
