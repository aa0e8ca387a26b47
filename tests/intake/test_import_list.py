"""What importing a list does: nothing guessed, nothing lost, nothing written twice."""

import csv
import json

import pytest

LIST = """省份,试点城市,批次
甘肃省,临夏,第三批
甘肃省,武威、酒泉,第二批
陕西省,渭南市,首批
,Atlantis,第二批
"""
BATCHES = ("--batch", "1=2015-03", "--batch", "2=2016", "--batch", "3=2018")
FLAGS = ("--source", "moc", "--data", "p", *BATCHES)


@pytest.fixture
def pilots(tmp_path):
    path = tmp_path / "pilots.csv"
    path.write_text(LIST, "utf-8")
    return path


def write(path, text):
    path.write_text(text, "utf-8")
    return path.name


def test_a_dry_run_tells_every_row_and_writes_nothing(pilots, project, run):
    before = project.locations.read_bytes()

    said = run("import", pilots.name, *FLAGS)

    assert said.code == 1
    assert "3 ready, 1 ambiguous, 1 unknown, 0 duplicates, 0 conflicts" in said.out
    assert "pilots.csv:2, column '试点城市': '临夏' fits 3 units within 甘肃省" in said.out
    proposed = (
        "proposal: 622900 Linxia 临夏回族自治州 (prefecture, Gansu), 2 other names of the list"
    )
    assert proposed in said.out  # three other names make no majority, but two lie beside it
    assert "省份 -> province, 试点城市 -> place, 批次 -> batch" in said.out
    assert project.locations.read_bytes() == before


def test_write_is_all_or_nothing(pilots, project, run):
    before = project.locations.read_bytes()

    said = run("import", pilots.name, *FLAGS, "--write")

    assert said.code == 1
    assert "nothing was written: 2 rows are open" in said.err
    assert project.locations.read_bytes() == before


def test_the_open_rows_go_into_a_file_and_come_back_with_decisions(pilots, run, rows, tmp_path):
    said = run("import", pilots.name, *FLAGS, "--write-ready")
    todo = tmp_path / "pilots.todo.csv"
    with todo.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    table[0]["decision"] = "622900 as the other pilots are prefectures"
    table[1]["decision"] = "skip"
    with todo.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, table[0])
        writer.writeheader()
        writer.writerows(table)
    again = run("import", todo.name, *FLAGS, "--write")

    assert said.code == 1
    assert [row["试点城市"] for row in table] == ["临夏", "Atlantis"]
    assert table[0]["candidates"] == "622900 | 622901 | 622921"
    assert again.code == 0, again.all
    assert [row["adcode"] for row in rows()] == ["620600", "620900", "610500", "622900"]
    assert rows()[-1]["decision"] == "as the other pilots are prefectures"


def test_an_earlier_file_of_open_rows_is_never_written_over(pilots, run, tmp_path):
    (tmp_path / "pilots.todo.csv").write_text("mine", "utf-8")

    run("import", pilots.name, *FLAGS, "--write-ready")

    assert (tmp_path / "pilots.todo.csv").read_text("utf-8") == "mine"
    assert (tmp_path / "pilots.todo-2.csv").exists()


def test_the_file_of_open_rows_is_safe_in_a_spreadsheet_and_comes_back_unchanged(
    run, rows, tmp_path
):
    write(tmp_path / "a.csv", "city,year,note\nLinxia,2015,=1+1\n武威,2016,-\n")

    run("import", "a.csv", "--source", "moc", "--data", "p", "--write-ready")
    todo = (tmp_path / "a.todo.csv").read_text("utf-8-sig")
    write(tmp_path / "a.todo.csv", todo.replace("'=1+1,,", "'=1+1,622900,"))
    run("import", "a.todo.csv", "--source", "moc", "--data", "p", "--write")

    assert ",'=1+1," in todo
    assert [(row["statement"], row["note"]) for row in rows()] == [("", "-"), ("", "=1+1")]


def test_importing_the_same_list_again_changes_nothing(run, project, tmp_path):
    write(tmp_path / "a.csv", "city,year\n武威,2015\nTianshui,2016\n")
    run("import", "a.csv", "--source", "moc", "--data", "p", "--write")
    before = project.locations.read_bytes()

    again = run("import", "a.csv", "--source", "moc", "--data", "p", "--write")

    assert again.code == 0
    assert "0 ready, 0 ambiguous, 0 unknown, 2 duplicates" in again.out
    assert project.locations.read_bytes() == before


def test_a_place_under_another_name_is_the_same_place(run, tmp_path):
    write(tmp_path / "a.csv", "city,year\n武威,2015\n")
    write(tmp_path / "b.csv", "city,province,year\nWuwei,Gansu,2015\n")
    run("import", "a.csv", "--source", "moc", "--data", "p", "--write")

    said = run("import", "b.csv", "--source", "moc", "--data", "p")
    other = run("import", "b.csv", "--source", "other", "--data", "p")

    assert "0 ready, 0 ambiguous, 0 unknown, 1 duplicate," in said.out
    assert "'Wuwei' says the same as p/locations.csv:2" in said.out
    assert "1 ready" in other.out


def test_a_row_that_was_decided_before_is_no_question_again(run, tmp_path):
    write(tmp_path / "a.csv", "city,adcode,decision,year\nLinxia,622900,as the others,2015\n")
    write(tmp_path / "b.csv", "city,year\nLinxia,2015\n")
    run("import", "a.csv", "--source", "moc", "--data", "p", "--write")

    said = run("import", "b.csv", "--source", "moc", "--data", "p")

    assert "0 ambiguous, 0 unknown, 1 duplicate" in said.out


def test_the_same_source_with_other_dates_is_a_conflict_unless_a_reason_is_given(
    run, rows, tmp_path
):
    write(tmp_path / "a.csv", "city,year\n武威,2015\n")
    write(tmp_path / "b.csv", "city,year\n武威,2017\n")
    write(tmp_path / "c.csv", "city,year,decision\n武威,2017,began anew\n")
    run("import", "a.csv", "--source", "moc", "--data", "p", "--write")

    refused = run("import", "b.csv", "--source", "moc", "--data", "p", "--write")
    taken = run("import", "c.csv", "--source", "moc", "--data", "p", "--write")

    assert refused.code == 1
    assert "has other dates in p/locations.csv:2, from the same source: 2015" in refused.out
    assert taken.code == 0, taken.all
    assert [row["id"] for row in rows()] == ["wuwei-2015", "wuwei-2017"]


def test_a_list_that_only_counts_its_batches_asks_for_their_dates(pilots, run):
    said = run("import", pilots.name, "--source", "moc", "--data", "p")

    assert "pilots.csv:4, column '批次': batch 1 has no date" in said.out
    assert "declare them: --batch 2=YEAR --batch 1=YEAR" in said.out


def test_columns_are_named_by_the_user_where_headers_are_not_known(run, rows, tmp_path):
    write(tmp_path / "a.csv", "foo,bar\n武威,2015\n")
    write(tmp_path / "b.csv", "天水,2015\n酒泉,2016\n")

    first = run("import", "a.csv", "--map", "place=foo", "--map", "start=#2", "--source", "moc",
                "--data", "p", "--write")  # fmt: skip
    second = run("import", "b.csv", "--map", "place=#1", "--map", "year=#2", "--source", "moc",
                 "--data", "p", "--write")  # fmt: skip

    assert (first.code, second.code) == (0, 0), first.all + second.all
    assert [(row["adcode"], row["start"]) for row in rows()] == [
        ("620600", "2015"), ("620500", "2015"), ("620900", "2016"),
    ]  # fmt: skip


def test_a_column_is_left_out_on_request(run, rows, tmp_path):
    write(tmp_path / "a.csv", "id,city,source\n1,武威,somebody\n")

    said = run("import", "a.csv", "--map", "source=-", "--map", "id=-", "--source", "moc",
               "--data", "p", "--write")  # fmt: skip

    assert said.code == 0, said.all
    assert [(row["id"], row["source"]) for row in rows()] == [("wuwei", "moc")]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--map", "place"), "write HEADER=FIELD"),
        (("--map", "colour=x"), "no field 'colour'"),
        (("--level", "galaxy"), "one of province, prefecture, county"),
        (("--datum", "wgs72"), "one of wgs84, gcj02, bd09"),
        (("--batch", "first"), "write N=DATE"),
        (("--year", "44000"), "Excel counts it"),
        (("--anchor", "soon"), "--anchor soon"),
        (("--source", "nobody"), "pilotmap source add nobody"),
        (("--write", "--write-ready"), "give one"),
        (("--sheet", "x"), "no sheet 'x'"),
    ],
)
def test_wrong_usage_is_exit_2(args, words, run, tmp_path):
    write(tmp_path / "a.csv", "city\n武威\n")

    said = run("import", "a.csv", "--data", "p", *args)

    assert said.code == 2
    assert words in said.err


def test_the_packaged_example_is_not_written(run, tmp_path):
    write(tmp_path / "a.csv", "city,year\nWeinan,2015\n")

    said = run("import", "a.csv", "--source", "pandaily-2020", "--write")

    assert said.code == 1
    assert "pilotmap init" in said.err


@pytest.mark.parametrize(
    ("cell", "places"),
    [
        ("武威、酒泉、天水", ["武威", "酒泉", "天水"]),
        ("Jiuquan, Tianshui and Weinan", ["Jiuquan", "Tianshui", "Weinan"]),
        ("武威；渭南", ["武威", "渭南"]),
        ("Wuwei, Gansu", ["Wuwei, Gansu"]),
        ("甘肃省武威市", ["甘肃省武威市"]),
        ("新疆，乌鲁木齐", ["新疆，乌鲁木齐"]),
    ],
)
def test_a_cell_that_lists_places_becomes_as_many_rows(cell, places, run, rows, tmp_path):
    write(tmp_path / "a.csv", f'地点,年份\n"{cell}",2015\n')

    said = run("import", "a.csv", "--source", "moc", "--data", "p", "--write")

    assert said.code == 0, said.all
    assert [row["place"] for row in rows()] == places


def test_a_place_with_a_wrong_parent_is_never_taken_for_a_list(run, rows, tmp_path):
    write(tmp_path / "a.csv", '地点,年份\n"Tianshui, Qinghai",2015\n')

    said = run("import", "a.csv", "--source", "moc", "--data", "p", "--write")

    assert said.code == 1
    assert rows() == []


@pytest.mark.parametrize(
    ("cell", "start", "note"),
    [
        ("since September 2020", "2020-09", "stated: 'since September 2020'"),
        ("2016-2020", "2016/2020", "stated: '2016-2020'"),
        ("今年8月", "2020-08", "relative: '今年8月', counted from 2020-09"),
        ("[..2020]", "[..2020]", "stated"),
        ("2016年", "2016", ""),
        ("2015/3/7", "2015-03-07", "stated"),
        ("2015-03-07 00:00:00", "2015-03-07", "stated"),
    ],
)
def test_words_for_dates_become_edtf_with_their_rule(  # noqa: PLR0917
    cell, start, note, run, rows, tmp_path
):
    write(tmp_path / "a.csv", f"city,start\n武威,{cell}\n")

    said = run("import", "a.csv", "--source", "moc", "--data", "p", "--write")
    (row,) = rows()

    assert said.code == 0, said.all
    assert row["start"] == start
    assert row["date_note"].startswith(note)


@pytest.mark.parametrize(
    ("header", "flags"),
    [
        ("lon,lat", ("--datum", "gcj02")),
        ("经度(GCJ-02),纬度(GCJ-02)", ()),
        ("高德经度,高德纬度", ()),
        ("lng_gcj02,lat_gcj02", ()),
    ],
)
def test_coordinates_of_chinese_maps_are_converted_where_declared(
    header, flags, run, rows, tmp_path
):
    write(tmp_path / "a.csv", f"name,{header},year\n城东便利店,102.6418,37.9268,2015\n")

    run("import", "a.csv", "--source", "moc", *flags, "--data", "p", "--write")
    (row,) = rows()

    assert float(row["lon"]) == pytest.approx(102.640079, abs=1e-6)
    assert row["decision"].startswith("by coordinates")


@pytest.mark.parametrize(
    "case",
    [
        ("坐标", '"102.638,37.928"', "102.638 37.928"),
        ("Coordinates", '"(37.928, 102.638)"', "102.638 37.928"),
        ("经纬度", "N37°55′48″ E102°38′24″", "102.64 37.93"),
        ("经度,纬度", "东经102°38′24″,北纬37度55分48秒", "102.64 37.93"),
        ("经纬度", "见附图 102", "'见附图 102' is not a finite number"),
        ("经纬度", '"102°75′, 37°55′"', "is not a finite number"),
        ("经纬度", "2.35 48.86", "lies in no unit of China"),
    ],
)
def test_a_column_may_hold_both_coordinates_and_minutes(case, run, rows, tmp_path):
    header, cell, said = case
    write(tmp_path / "a.csv", f"name,{header},year\n城东便利店,{cell},2015\n")

    mapped = ["--map", f"{header}=position"] * ("," not in header)
    told = run("import", "a.csv", "--source", "moc", *mapped, "--data", "p", "--write")

    assert said in told.all or said in [f"{row['lon']} {row['lat']}" for row in rows()], told.all


def test_a_column_headed_by_coordinates_that_holds_none_is_left_alone(run, rows, tmp_path):
    write(tmp_path / "a.csv", "city,坐标,year\n渭南市,见附图一,2016\n武威市,见附图二,2020\n")

    flags = ("--map", "others=own", "--source", "moc", "--data", "p", "--write")
    run("import", "a.csv", *flags)

    assert [(row["adcode"], row["lon"]) for row in rows()] == [("610500", ""), ("620600", "")]


def test_every_row_is_told_as_json(pilots, run):
    said = run("import", pilots.name, *FLAGS, "--json")
    first, *middle, last = map(json.loads, said.out.splitlines())

    assert first["columns"] == {"省份": "province", "试点城市": "place", "批次": "batch"}
    assert [row["line"] for row in middle] == [3, 3, 4, 2, 5]
    assert last["counts"]["ready"] == 3
    assert last["dry_run"]


def test_a_name_that_meant_another_unit_at_the_time_is_a_question(run, tmp_path):
    write(tmp_path / "a.csv", "city,year\n巢湖,2009\n")

    said = run("import", "a.csv", "--source", "moc", "--data", "p")

    assert said.code == 1
    assert "341400" in said.out
    assert "340181" in said.out


def test_the_list_is_undone_in_one_step(run, rows, tmp_path):
    write(tmp_path / "a.csv", "city,year\n武威,2015\nTianshui,2016\n")
    run("import", "a.csv", "--source", "moc", "--data", "p", "--write")

    run("undo", "--data", "p", "--yes")

    assert rows() == []
