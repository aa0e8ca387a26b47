"""A row whose cells stand in its list already is answered as if it were looked at by itself."""

import json
import random

import pytest

from geo.intake.lists.repeats import RepeatedRows

NAMES = [
    *(
        "武威",
        "武威市",
        "Wuwei",
        "朝阳",
        "海南",
        "鼓楼区",
        "Nowhere",
        "武威、酒泉",
        "巢湖市",
        "合计",
    ),
    *("Wеinan", "", " 天水 "),
]
DATES = ["2015", "2015", "2016-08", "since 2017", "n/a", "2015-13", "", "2031"]
MORE = ["", "", "新增", "5", 'a "b"', "two\nlines"]
HEADERS = {
    "name,start,statement": (NAMES, DATES, MORE),
    "name,start,备注": (NAMES, DATES, MORE),
    "name,start,n": (NAMES, DATES, [str(number) for number in range(99)]),
    "地区,状态,年份": (NAMES, ["是", "否"], DATES),
    "province,city,start": (["甘肃省", "广东", "Gondor"], NAMES, DATES),
    "name,batch,statement": (NAMES, ["第一批", "2", ""], MORE),
    "adcode,year,statement": (["620600", "999999", "6206", "340181"], DATES, MORE),
}


def quoted(cell):
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if '"' in cell or "\n" in cell else cell


def rows(seed, header, columns, count=160):
    choose = random.Random(seed)
    yield header
    for number in range(count):
        cells = [quoted(choose.choice(column)) for column in columns]
        ragged = choose.random() < 0.02
        yield ",".join(cells[:-1] if ragged else cells)
        if header.startswith("name,start") and number == count - 40:
            yield "第二批,,"


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("flags", [(), ("--events",)], ids=["once", "events"])
def test_repeated_rows_are_answered_as_single_ones(header, flags, run, tmp_path, monkeypatch):
    ending = "\r\n" if flags else "\n"
    text = ending.join(rows(len(header), header, HEADERS[header]))
    (tmp_path / "a.csv").write_bytes(text.encode())
    told = ("a.csv", "--source", "moc", "--data", "p", *flags)

    by_earlier = run("import", *told, "--json"), run("import", *told)
    monkeypatch.setattr(RepeatedRows, "new_records_of", RepeatedRows.records_of)
    one_by_one = run("import", *told, "--json"), run("import", *told)

    assert [done.out for done in by_earlier] == [done.out for done in one_by_one]


def test_the_line_of_a_repeated_row_is_its_own(run, tmp_path):
    (tmp_path / "a.csv").write_text("name,year\n" + "武威,2020\n天水,2020\n" * 3, "utf-8")

    done = run("import", "a.csv", "--source", "moc", "--data", "p", "--json")

    repeated = [
        row for row in map(json.loads, done.out.splitlines()) if row.get("verdict") == "duplicate"
    ]
    assert [row["line"] for row in repeated] == [4, 5, 6, 7]
    assert [row["problems"][0]["line"] for row in repeated] == [4, 5, 6, 7]
    assert all(":2" in row["problems"][0]["message"] for row in repeated[::2])
