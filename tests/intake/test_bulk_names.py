"""A row that is settled by its distinct name and date is the row that the resolver makes of it."""

import random
from pathlib import Path

import pytest

from geo.intake.lists.bulk_names import BulkNames

COUNTIES = ["凉州区", "临洮县", "莱城区", "朝阳区", "望城县", "Gaolan", "市辖区", "-", "鼓楼区"]
NAMES = [
    *COUNTIES, "武威", "海南", "Linxia", "临夏", "武威、酒泉", "武威市、酒泉市、天水市", "巢湖市",
    "Nowhere", "云山村", "", "**天水**", "Wеinan", "武威\u200b", "武威（2019年）、酒泉", "全国",
]  # fmt: skip
DATES = ["2015", "1985", "2016-08", "since 2017", "", "2015-13", "2031", "2015-2018", "二〇一五年"]
TOLD = ["", "", "新增", 'a "b"', "同一句", *(f"第{number}段" for number in range(30))]
PROVINCES = ["甘肃省", "广东", "Gondor", "", "北京市", "湖南省", "-"]
EVERY = [str(number) for number in range(400)]
HEADERS = {
    "name,start,statement": (NAMES, DATES, TOLD),
    "province,city,start,locator": (PROVINCES, NAMES, DATES, TOLD),
    "省,县,年份,status,statement": (PROVINCES, COUNTIES, DATES, ["out", "in", ""], TOLD),
    "id,name,level,year": ([*EVERY, ""], NAMES, ["县", "city", "", "village"], DATES),
    "adcode,name,start,end": (["620600", "999999", "62", "", "340181"], NAMES, DATES, DATES),
    "name,extent,start,status": (NAMES, ["within", "all", ""], DATES, ["out", ""]),
    "name,batch,no,year": (NAMES, ["第一批", "2", "2016年第一批", ""], EVERY, DATES),
    "name,source,date_note,start": (NAMES, ["moc", "", "other"], ["", "stated"], DATES),
}


def quoted(cell):
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if '"' in cell else cell


def answers(run, *flags):
    """Return what an import says and what it writes, by file."""
    said = [run("import", "a.csv", *flags, *how).out for how in (("--json",), ("--write-ready",))]
    written = {}
    for path in (*Path("p").rglob("locations.csv"), *Path().glob("a.todo*.csv")):
        written[path.name] = path.read_bytes()
    return said, written


def undone(run):
    run("undo", "--data", "p")
    for path in Path().glob("a.todo*.csv"):
        path.unlink()


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize(
    "flags", [(), ("--events", "--level", "county", "--map", "panel=-")], ids=["once", "events"]
)
def test_names_settled_together_are_as_if_settled_singly(header, flags, run, tmp_path, monkeypatch):
    choose = random.Random(len(header))
    columns = HEADERS[header]
    rows = (",".join(quoted(choose.choice(column)) for column in columns) for _ in range(160))
    (tmp_path / "a.csv").write_text("\n".join((header, *rows)), "utf-8")
    told = ("--source", "moc", "--data", "p", *flags)

    together = answers(run, *told)
    undone(run)
    monkeypatch.setattr(BulkNames, "serves", lambda *_: False)
    singly = answers(run, *told)

    assert together == singly


def test_a_level_that_is_no_level_is_refused_beside_a_cell_that_may_be_a_list(run, tmp_path):
    (tmp_path / "a.csv").write_text("name,level,year\n武威、酒泉,village,2020\n", "utf-8")

    done = run("import", "a.csv", "--source", "moc", "--data", "p")

    assert done.code == 1
    assert "'village' is no level" in done.out
