"""A small project on disk, with what a real one has: quotes, commas, Chinese, candidates."""

import pytest

from geo.store import Project
from geo.store.create import create_project

SOURCE = "report-2020,A report,,,2020-09,,,partial,,,\n"
ROWS = (
    "longnan-2020,Longnan,Gansu,621200,unit,2020-09,,stated,report-2020,p9,"
    '"A store, it says",,,,,\n'
    'linxia-2020,临夏,Gansu,622900|622901,unit,2020,,stated,report-2020,p9,"He said ""yes""",,,,,\n'
)


@pytest.fixture
def project(tmp_path) -> Project:
    made = create_project(tmp_path / "programme", title="A programme")
    with made.sources.open("a", encoding="utf-8") as file:
        file.write(SOURCE)
    with made.locations.open("a", encoding="utf-8") as file:
        file.write(ROWS)
    return made


@pytest.fixture
def new_row() -> dict[str, str]:
    return {
        "id": "wuwei-2021",
        "place": "武威",
        "adcode": "620600",
        "extent": "unit",
        "start": "2021",
        "source": "report-2020",
        "statement": '=1+1, "quoted"\nsecond line',
    }
