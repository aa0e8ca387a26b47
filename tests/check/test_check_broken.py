"""Broken project files: check and build tell file, line and column, and raise nothing."""

import re

import pytest

HEADER = (
    "id,place,within,adcode,extent,start,end,date_note,source,locator,statement,lon,lat,decision\n"
)
GOOD = "a,Wuwei,Gansu,620600,unit,2020-08,,stated,report,p2,x,,,\n"


def row(**cells):
    sound = dict(zip(HEADER.strip().split(","), GOOD.strip().split(","), strict=True))
    return (
        ",".join({**sound, "id": "b", "place": "Jiuquan", "adcode": "620900", **cells}.values())
        + "\n"
    )


FILES = {
    "empty": (b"", r"locations.csv:1: the file is empty"),
    "no-header": (GOOD.encode(), r"locations.csv:1.*header"),
    "header-lacks-a-column": (
        b"id,place,start,source\n",
        r"locations.csv:1: the header lacks 'adcode'",
    ),
    "header-twice": (HEADER.replace("end", "start").encode(), r"locations.csv:1, column 'start'"),
    "semicolons": (HEADER.replace(",", ";").encode(), r"separated by semicolons"),
    "ragged": ((HEADER + GOOD + "b,Jiuquan\n").encode(), r"locations.csv:3: the row has 2 cells"),
    "unclosed": ((HEADER + GOOD + '"b,Jiuquan\n').encode(), r"locations.csv:3.*never closed"),
    "nul": ((HEADER + GOOD + row(place="Jiu\0quan")).encode(), r"locations.csv:3, column 'place'"),
    "conflict": ((HEADER + "<<<<<<< HEAD\n" + GOOD).encode(), r"locations.csv:2: a merge-conflict"),
    "gb18030": ((HEADER + row(place="酒泉市")).encode("gb18030"), r"GB18030"),
    "utf-16": ((HEADER + GOOD).encode("utf-16"), r"UTF-16"),
    "mixed": (
        (HEADER + row(statement="中文")).encode() + row(id="c", place="酒泉").encode("gb18030"),
        r"locations.csv:3, column 'place': byte",
    ),
    "cut": ((HEADER + row(statement="中")).encode()[:-5], r"locations.csv:2"),
    "workbook": (b"PK\x03\x04....", r"Excel workbook"),
    "ten-megabytes": (
        (HEADER + row(statement="x" * 10_000_000)).encode(),
        r"locations.csv:2, column 'st",
    ),
    "same-id": ((HEADER + GOOD + row(id="a")).encode(), r"locations.csv:3, column 'id'"),
    "nan": ((HEADER + row(lon="nan", lat="37")).encode(), r"locations.csv:2, column 'lon'"),
    "infinite": ((HEADER + row(lon="102", lat="inf")).encode(), r"locations.csv:2, column 'lat'"),
    "half-a-position": ((HEADER + row(lon="102")).encode(), r"locations.csv:2, column 'lat'"),
    "swapped": (
        (HEADER + row(lon="37.9", lat="102.6")).encode(),
        r"locations.csv:2, column 'lon'.*swapped",
    ),
    "month-13": ((HEADER + row(start="2020-13")).encode(), r"locations.csv:2, column 'start'"),
    "two-digits": ((HEADER + row(start="16")).encode(), r"locations.csv:2, column 'start'"),
    "serial": ((HEADER + row(start="44000")).encode(), r"locations.csv:2, column 'start'"),
    "homoglyph": (
        (HEADER + row(place="Jiuquаn")).encode(),
        r"locations.csv:2, column 'place'.*U\+0430",
    ),
    "no-source": ((HEADER + row(source="nobody")).encode(), r"locations.csv:2, column 'source'"),
    "code": ((HEADER + row(adcode="999999")).encode(), r"locations.csv:2, column 'adcode'"),
    "after-three-lines": (
        (HEADER + row(statement='"a\nb\nc"') + row(id="c", start="x")).encode(),
        r"locations.csv:5, column 'start'",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_broken_table_is_told_with_its_line(name, project, run):
    content, pattern = FILES[name]
    folder = project()
    (folder / "locations.csv").write_bytes(content)

    said = run("check", "--data", folder)

    assert said.code == 1
    assert re.search(pattern, said.all), said.all
    assert "Traceback" not in said.all
    assert (folder / "locations.csv").read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"title": 3}', b"[" * 100_000, b"\xff"])
def test_a_broken_description_is_told(content, project, run):
    folder = project()
    (folder / "datapackage.json").write_bytes(content)

    said = run("check", "--data", folder)

    assert said.code == 1
    assert "datapackage.json" in said.all


def test_files_that_are_missing_or_folders_are_told_together(project, run):
    folder = project()
    (folder / "locations.csv").unlink()
    (folder / "sources.csv").unlink()
    (folder / "sources.csv").mkdir()

    said = run("check", "--data", folder)

    assert said.code == 1
    assert "p/locations.csv: there is no such file" in said.out
    assert "p/sources.csv: this is a folder" in said.out
