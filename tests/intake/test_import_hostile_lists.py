"""Hostile cells, headers and file names go through an import, and back, as what they are."""

import csv
import io
import json
import re
import tomllib
from pathlib import Path

import openpyxl
import pytest
from hostile import CELLS, NAMES

pytestmark = pytest.mark.slow

FLAGS = ("--source", "moc", "--data", "p")
HEADERS = ['=HYPERLINK("http://x")', "@meta", "+plus, and a comma", "-minus", "<b>", "备\n注"]
SIGNED = re.compile(r"[+-]?[0-9.]+")
CITIES = [
    "嘉峪关", "金昌", "白银", "天水", "武威", "张掖", "平凉", "酒泉", "庆阳", "定西", "陇南",
    "铜川", "宝鸡", "咸阳", "延安",
]  # fmt: skip
OWN = [f"#{number}=own" for number in range(3, 3 + len(HEADERS))]


def table(path):
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def written(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def test_open_rows_start_no_formula_and_come_back_as_the_cells_they_were(run, rows):
    """'朝阳' is open until somebody decides; what stands beside it is kept to the letter."""
    odd = {"'=1", "-2-2"}  # the apostrophe is a guard already; numbers alone tell no rows apart
    known = [cell for cell in CELLS if cell.isprintable() and cell not in odd]
    written(
        Path("l.csv"),
        [["城市", "年份", *HEADERS], ["酒泉", "2019", *[""] * len(HEADERS)]]
        + [["朝阳", "2020", *[cell] * len(HEADERS)] for cell in known],
    )
    maps = [part for each in OWN for part in ("--map", each)]

    said = run("import", "l.csv", *FLAGS, *maps, "--write-ready")
    todo = table(Path("l.todo.csv"))

    assert len(todo) == 1 + len(known), said.all
    cells = [cell for row in todo for cell in row]
    guarded = [cell for cell in cells if cell[:1] in {*"=+-@\t\r\uff1d"} and cell]
    assert all(SIGNED.fullmatch(cell) for cell in guarded), guarded
    decision = todo[0].index("decision")
    for row in todo[1:]:
        row[decision] = "211300"
    written(Path("l.todo.csv"), todo)
    said = run("import", "l.todo.csv", *FLAGS, *maps, "--write")
    assert said.code == 0, said.all
    names = [" ".join(name.split()) for name in HEADERS]
    assert [[row[name] for name in names] for row in rows()[1:]] == [
        [cell] * len(names) for cell in known
    ]


def test_the_name_of_a_list_may_be_anything_and_its_recipe_is_read_again(run, rows):
    for number, (name, city) in enumerate(zip(NAMES, CITIES, strict=True)):
        file, recipe = f"./{name}.csv", f"{number}.toml"
        Path(file).write_text(f"城市,年份,备注\n{city},2019,甲\n", "utf-8")
        for write in ((), ("--write",)):
            said = run("import", file, *FLAGS, "--recipe", recipe, *write)
            assert said.code == 0, said.all
            assert said.all.replace("\n", "").isprintable()
            assert tomllib.loads(Path(recipe).read_text("utf-8"))["columns"]["城市"] == "city"
    assert not Path("x").exists()
    assert len(rows()) == len(NAMES)
    assert all(row["locator"].isprintable() for row in rows())


def test_half_a_character_in_json_is_told_in_a_header_as_in_a_cell(refused):
    def layer(name, cell):
        point = {"type": "Point", "coordinates": [98.5, 39.7]}
        feature = {"type": "Feature", "properties": {"name": "店", name: cell}, "geometry": point}
        return json.dumps({"type": "FeatureCollection", "features": [feature]})

    Path("a.geojson").write_text(layer("no\ud800te", "x"), "utf-8")
    refused("a.geojson", r"the name of a column holds damaged text: 'no\\ud800te'")
    Path("b.geojson").write_text(layer("备注", "x\ud800"), "utf-8")
    refused("b.geojson", r"damaged text: U\+D800")


def test_a_header_of_a_workbook_is_written_as_a_cell_of_the_table(run, rows):
    book = openpyxl.Workbook()
    book.active.append(["城市", "年份", 'Notes, "free"', "备\n注"])
    book.active.append(["酒泉", "2019", "a", "b"])
    book.save("l.xlsx")

    said = run("import", "l.xlsx", *FLAGS, "--write")

    assert said.code == 0, said.all
    assert (rows()[0]['Notes, "free"'], rows()[0]["备 注"]) == ("a", "b")
    assert run("check", "--data", "p").code == 0
