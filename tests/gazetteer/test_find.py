"""The command `find`: plain, as JSON, for one name and for a file of them."""

import json

import openpyxl
import pytest
from command import run
from typer.testing import CliRunner

from geo.cli.app import app
from geo.cli.entry import register

register("find")

KEYS = {
    "query", "within", "level", "on", "status", "unit", "candidates", "outranked", "suggestions",
    "reason",
}  # fmt: skip
UNIT_KEYS = {"adcode", "name_zh", "name_en", "level", "parents"}


def find(*arguments, stdin=None):
    return CliRunner().invoke(app, ["find", *arguments], input=stdin)


def records(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_unit_is_exit_0():
    result = find("Wuwei", "--within", "Gansu")

    assert (result.exit_code, result.stdout) == (
        0,
        "Wuwei: 620600 Wuwei 武威市 (prefecture, Gansu)\n",
    )


def test_candidates_are_exit_1_and_listed():
    result = find("Linxia")

    assert result.exit_code == 1
    assert "622921 Linxia 临夏县 (county, Linxia, Gansu)" in result.stdout


def test_a_slip_is_exit_1_with_the_nearest_name():
    result = find("Tianshiu")

    assert result.exit_code == 1
    assert "near: 620500 Tianshui 天水市 (prefecture, Gansu)" in result.stdout


def test_a_former_unit_is_an_answer_with_its_years():
    result = find("华县")

    assert result.exit_code == 0
    assert "until 2015" in result.stdout


def test_json_has_one_object_a_name():
    result = find("Wuwei", "武威", "London", "华县", "--json")
    found = records(result)

    assert result.exit_code == 1
    assert [record["status"] for record in found] == ["candidates", "unit", "none", "former"]
    assert all(set(record) == KEYS for record in found)
    assert set(found[1]["unit"]) >= UNIT_KEYS
    assert found[1]["unit"]["parents"][0]["adcode"] == "620000"
    assert all(set(unit) >= {*UNIT_KEYS, "why"} for unit in found[0]["candidates"])
    assert found[3]["unit"]["successors"] == ["610503"]


def test_a_batch_answers_every_row_and_options_fill_its_blanks(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text(
        "toponym,within,level,on\nWuwei,Gansu,,\nWuwei,,county,\n襄樊,,,2008\n,,,\n",
        encoding="utf-8-sig",
    )
    result = find("--batch", str(path), "--level", "prefecture", "--json")

    assert [record["status"] for record in records(result)] == ["unit", "unit", "unit", "none"]
    assert records(result)[1]["unit"]["adcode"] == "340281"
    assert result.exit_code == 1


def test_a_batch_is_read_from_stdin_with_the_one_column_it_needs():
    result = find("--batch", "-", "--json", stdin="toponym\nWeinan\n")

    assert (result.exit_code, records(result)[0]["unit"]["adcode"]) == (0, "610500")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name\nWuwei\n", "names.csv:1: the header lacks 'toponym'; found 'name'"),
        ("toponym,on\nWuwei,soon\n", "names.csv:2, column 'on': 'soon' is not a year"),
        ("toponym,level\nWuwei,town\n", "names.csv:2, column 'level': 'town' is not a level"),
        ("toponym\nWuwei, Gansu\n", "names.csv:2: the row has 2 cells where the header names 1"),
        ("", "the header lacks 'toponym'; found nothing"),
    ],
)
def test_a_bad_batch_is_refused_with_its_place(tmp_path, text, told):
    path = tmp_path / "names.csv"
    path.write_text(text, encoding="utf-8")
    result = find("--batch", str(path))

    assert told in str(result.exception)


def test_a_batch_is_read_as_an_imported_list_is(tmp_path):
    rows = [("Toponym", "within"), ("武威", "甘肃"), ("渭南市", "")]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.create_sheet("notes").append(["nothing here"])
    book.save(tmp_path / "names.xlsx")
    text = "".join(",".join(row) + "\n" for row in rows)
    (tmp_path / "gbk.csv").write_bytes(text.encode("gb18030"))
    (tmp_path / "wide.csv").write_bytes(text.encode("utf-16"))
    (tmp_path / "tabs.csv").write_text(text.replace(",", "\t"), "utf-8")

    for name in ("names.xlsx", "gbk.csv", "wide.csv", "tabs.csv"):
        found = records(find("--batch", str(tmp_path / name), "--json"))
        assert [record["unit"]["adcode"] for record in found] == ["620600", "610500"], name


def test_a_batch_that_is_no_text_is_refused_with_its_line(tmp_path):
    path = tmp_path / "names.csv"
    path.write_bytes("toponym\n武威\n".encode("gb18030") + b"\xff\xff\n")

    assert "names.csv:3: byte 0xFF fits neither" in str(find("--batch", str(path)).exception)


def test_nothing_to_find_is_wrong_usage():
    assert "nothing to find" in str(find().exception)


@pytest.mark.parametrize("text", ["- Weinan", "-渭南", "– Weinan"])
def test_a_text_behind_a_dash_is_found_or_it_is_told_how_to_give_it(text):
    result = run("find", text)

    found = "610500" in result.out
    assert found or "write -- before a text that begins with a dash" in result.err
    assert "610500" in run("find", "--", text).out
    assert "write --" not in run("find", "--wihin", "Gansu").err


def test_every_answer_names_what_was_asked():
    asked = ["渭南等", "武威、渭南", "Tianshiu", "Wuwei"]

    told = [line for line in find(*asked).stdout.splitlines() if not line.startswith(" ")]

    assert [name in line for name, line in zip(asked, told, strict=True)] == [True] * 4


def test_a_list_offers_its_level_on_stderr():
    names = ("Weinan", "Tianshui", "Jiuquan", "Lanzhou", "Baoji", "Guiyang")
    result = find(*names)

    assert "--level prefecture would settle 1 of the open ones" in result.stderr


def test_a_project_adds_names(tmp_path):
    (tmp_path / "datapackage.json").write_text('{"name": "x", "resources": []}', encoding="utf-8")
    (tmp_path / "aliases.csv").write_text(
        "toponym,adcode,within,reason\nWestern hub,620600,,as the post calls it\n", encoding="utf-8"
    )
    result = find("western hub", "--data", str(tmp_path))

    assert result.stdout == (
        "western hub: 620600 Wuwei 武威市 (prefecture, Gansu)\n"
        "    by the aliases' table: as the post calls it\n"
    )
