"""The command that imports a list, for what it makes of the rows."""

import pytest


@pytest.fixture
def imported(run, rows, tmp_path):
    """Write a list into the project as far as it is ready; return the rows and what was said.

    Of each row the cells of some columns; blank where the project has no such column.
    """

    def act(text, *options, name="a.csv", columns=("place", "adcode", "start")):
        (tmp_path / name).write_text(text, "utf-8")
        flags = ("--source", "moc", "--data", "p")
        said = run("import", name, *flags, *options, "--write-ready")
        return [tuple(row.get(column, "") for column in columns) for row in rows()], said

    return act
