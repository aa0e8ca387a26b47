"""A row is judged with its list: bare names, several rows of one place, and what check will say."""

import json

import pytest

from geo.gazetteer import load

FLAGS = ("--source", "moc", "--data", "p")


@pytest.fixture
def said_of(run, tmp_path):
    """Dry-run a list and return what is said of each line, and of the list as a whole."""

    def call(text, *options, name="a.csv"):
        (tmp_path / name).write_text(text, "utf-8")
        said = run("import", name, *FLAGS, *options, "--json")
        records = [json.loads(line) for line in said.out.splitlines()]
        lines = {}
        for record in records:
            if "verdict" in record and "line" in record:
                lines.setdefault(record["line"], []).append(record)
        return lines, records[-1]

    return call


def verdicts(lines):
    return {line: [record["verdict"] for record in records] for line, records in lines.items()}


@pytest.mark.parametrize(
    ("names", "district"),
    [
        ("南关区\n宽城区\n朝阳\n绿园区\n", "220104"),
        ("Nanguan District\nKuancheng District\nChaoyang\nErdao District\n", "220104"),
        ("东城区\n西城区\n朝阳\n石景山\n", "110105"),
        ("海北州\n黄南州\n海南\n果洛州\n", "632500"),
    ],
)
def test_a_bare_name_is_asked_where_its_rival_has_sisters_in_the_list(said_of, names, district):
    lines, _ = said_of(f"place\n{names}", "--year", "2018")
    (asked,) = lines[4]

    assert asked["verdict"] == "ambiguous"
    assert district in [unit["adcode"] for unit in asked["candidates"]]
    assert asked["proposal"].startswith(district)
    assert [verdict for line, (verdict,) in verdicts(lines).items() if line != 4] == ["ready"] * 3


@pytest.mark.parametrize(
    ("name", "year", "adcode"),
    [("思茅市", "2006", "530800"), ("思茅市", "2000", "532701"), ("巢湖市", "2009", "341400")],
)
def test_no_unit_is_proposed_that_was_not_there_in_the_year(said_of, name, year, adcode):
    """Whatever the level of the other names is."""
    lines, _ = said_of(f"地区,年份\n寿县,2016\n盂县,2016\n正定县,2016\n易县,2016\n{name},{year}\n")
    (asked,) = lines[6]

    assert asked["verdict"] == "ambiguous"
    assert asked["proposal"].startswith(adcode), asked["proposal"]
    assert f"in {year}" in asked["proposal"]


def test_a_city_among_counties_is_told_to_be_one_and_the_advice_reads_it(said_of):
    text = "县市,省份,年份\n兰州市,甘肃省,2016\n民勤县,甘肃省,2016\n"
    lines, _ = said_of(text)
    (refused,) = lines[2]
    (problem,) = refused["problems"]
    answered, _ = said_of(text, "--map", "县市=place")

    assert "is 620100 Lanzhou 兰州市 (prefecture, Gansu), and not of the" in problem["message"]
    assert "--map HEADER=place" in problem["hint"]
    assert verdicts(answered) == {2: ["ready"], 3: ["ready"]}


def test_what_a_zone_lies_in_is_told_within_its_province_too(said_of):
    lines, _ = said_of("地区,省份,年份\n苏州工业园区,江苏,2016\n")
    ((problem,),) = [record["problems"] for record in lines[2]]

    assert "lies in 320500 Suzhou" in problem["message"]
    assert "write an adcode in a column 'decision'" in problem["hint"]


def test_a_bare_name_among_its_own_sisters_is_ready_and_the_contest_is_told(said_of, run):
    lines, whole = said_of("place\n太原\n朔州\n大同\n忻州\n", "--year", "2018")
    found = run("find", "大同")

    (taken,) = lines[4]
    assert taken["verdict"] == "ready"
    assert taken["row"]["adcode"] == "140200"
    assert any("does not compete" in note for note in taken["notes"])
    assert [contest["line"] for contest in whole["contests"]] == [4]
    assert "230606" in whole["contests"][0]["reason"]
    assert "does not compete" in found.out


@pytest.mark.parametrize(
    ("name", "sisters", "adcodes"),
    [
        ("朝阳", "锦州\n葫芦岛\n盘锦\n", ["211300", "110105", "220104"]),
        ("巴州", "昌吉州\n博州\n伊犁州\n", ["652800", "511902"]),
        ("巴州", "恩阳区\n通江县\n平昌县\n", ["511902", "652800"]),
    ],
)
def test_a_name_of_two_units_of_one_rank_is_asked_and_the_list_says_which_it_may_be(
    name, sisters, adcodes, said_of, run
):
    lines, _ = said_of(f"place\n{sisters}{name}\n", "--year", "2018")
    found = run("find", name)

    (asked,) = lines[5]
    assert asked["verdict"] == "ambiguous"
    assert set(adcodes) <= {unit["adcode"] for unit in asked["candidates"]}
    assert asked["proposal"].startswith(adcodes[0])
    assert found.code == 1
    assert all(adcode in found.out for adcode in adcodes)


def test_the_level_of_most_names_speaks_against_rank(said_of):
    names = "浦东新区\n福田区\n天河区\n武侯区\n江岸区\n朝阳\n"

    lines, _ = said_of(f"place\n{names}", "--year", "2018")

    assert verdicts(lines)[7] == ["ambiguous"]
    assert "of the county level" in lines[7][0]["proposal"]


EVENTS = "city,year,{}\n武威,2016,{}\n武威,2018,{}\n"


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("statement", ("a first store", "a second store")),
        ("locator", ("p3", "p9")),
        ("locator", ("https://example.org/1", "https://example.org/2")),
    ],
)
def test_rows_that_say_other_things_of_a_place_are_several_statements(
    column, cells, said_of, run, rows
):
    lines, _ = said_of(EVENTS.format(column, *cells))
    written = run("import", "a.csv", *FLAGS, "--write")
    checked = run("check", "--data", "p")
    again = run("import", "a.csv", *FLAGS)
    why = run("explain", "武威", "--data", "p", "--year", "2018")

    assert verdicts(lines) == {2: ["ready"], 3: ["ready"]}
    assert written.code == 0
    assert [row["start"] for row in rows()] == ["2016", "2018"]
    assert not {"dates-differ", "decision-unneeded", "duplicate"} & rules(checked.out)
    assert "2 duplicates" in again.out
    assert "first year: 2016" in why.out
    assert all(row["id"] in why.out for row in rows())


def rules(text):
    return {line.rsplit("[", 1)[1].rstrip("]") for line in text.splitlines() if "[" in line}


@pytest.mark.parametrize("years", [("2018", "2016"), ("2016", "2018")])
@pytest.mark.parametrize(("column", "cells"), [("序号", ("1", "2")), ("id", ("x-1", "x-2"))])
def test_where_only_dates_differ_both_rows_are_open_and_the_file_is_asked_once(
    years, column, cells, said_of
):
    text = (
        f"city,year,{column}\n武威,{years[0]},{cells[0]}\n武威,{years[1]},{cells[1]}\n酒泉,2019,y\n"
    )

    lines, whole = said_of(text)

    assert verdicts(lines) == {2: ["conflict"], 3: ["conflict"], 4: ["ready"]}
    assert "a.csv:3" in lines[2][0]["problems"][0]["message"]
    assert "a.csv:2" in lines[3][0]["problems"][0]["message"]
    assert whole["several_dates"] == 1


def test_three_dates_of_one_place_leave_none_of_them_certain(said_of):
    lines, whole = said_of(
        "city,start\n武威,2018\n武威,2016\n武威,2017\n武威,2018\n", "--map", "panel=-"
    )

    assert verdicts(lines) == {
        2: ["conflict"], 3: ["conflict"], 4: ["conflict"], 5: ["duplicate"]
    }  # fmt: skip
    assert whole["several_dates"] == 1


def test_one_answer_for_the_file_keeps_all_dates_and_check_agrees(said_of, run, rows):
    lines, whole = said_of("city,year\n武威,2018\n武威,2016\n", "--events")
    run("import", "a.csv", *FLAGS, "--events", "--write")
    checked = run("check", "--data", "p")

    assert verdicts(lines) == {2: ["ready"], 3: ["ready"]}
    assert whole["several_dates"] == 0
    assert sorted(row["start"] for row in rows()) == ["2016", "2018"]
    assert not {"dates-differ", "decision-unneeded"} & rules(checked.out)


def test_rows_that_follow_each_other_are_no_contradiction(said_of):
    lines, _ = said_of("city,start,end\n武威,2012,2014\n武威,2016,2018\n")

    assert verdicts(lines) == {2: ["ready"], 3: ["ready"]}


def test_a_yes_and_a_no_of_one_place_are_both_open(said_of):
    lines, _ = said_of("city,start,status\n武威,2016,in\n酒泉,2016,out\n武威,2016,out\n")

    assert verdicts(lines) == {2: ["conflict"], 3: ["ready"], 4: ["conflict"]}
    assert "opposite" in lines[2][0]["problems"][0]["message"]


def test_the_ready_rows_are_written_without_those_that_were_taken_back(run, rows, tmp_path):
    (tmp_path / "a.csv").write_text('city,year\n武威,2018\n"酒泉",2017\n武威,2016\n', "utf-8")

    run("import", "a.csv", *FLAGS, "--write-ready")

    left = (tmp_path / "a.todo.csv").read_text("utf-8-sig").splitlines()
    assert [(row["place"], row["start"]) for row in rows()] == [("酒泉", "2017")]
    assert [line.split(",")[:2] for line in left[1:]] == [["武威", "2018"], ["武威", "2016"]]


@pytest.mark.parametrize("mark", ["；", ";", "、"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_city_beside_its_own_district_in_a_cell_is_two_places(mark, turned, said_of):
    places = ["昆明市", "昆明市盘龙区"]
    cell = mark.join(reversed(places) if turned else places)

    lines, _ = said_of(f"city,province,year\n{cell},云南省,2020\n")

    codes = {record["row"]["adcode"] for record in lines[2]}
    assert codes == {"530100", "530103"}


def test_a_part_of_a_cell_that_lies_elsewhere_is_told_as_that(said_of):
    lines, _ = said_of("city,province,year\n大连市;苏州市,辽宁省,2020\n")

    message = lines[2][0]["problems"][0]["message"]
    assert "is the name of a unit, but of none in '辽宁省'" in message


@pytest.mark.parametrize(
    ("text", "ready"),
    [
        ("省,市,县,年份\n西藏自治区,林芝地区,波密县,2018\n西藏自治区,昌都地区,丁青县,2019\n", 2),
        ("code,start\n120221,2015-03\n", 1),  # 宁河县, a district since that year
        ("code,start\n120221,2014\n371200,2018\n", 2),
        ("place,code,start\n宁河县,120221,2015\n", 1),
    ],
)
def test_what_is_ready_is_clean_to_check(text, ready, said_of, run):
    _, whole = said_of(text)
    run("import", "a.csv", *FLAGS, "--write")
    checked = run("check", "--data", "p")

    assert whole["counts"]["ready"] == ready
    assert whole["findings"] == []
    assert "no problems" in checked.out or rules(checked.out) <= {"source-unused"}
    assert checked.code == 0


@pytest.mark.parametrize("name", ["", "宁河县"])
def test_a_code_that_had_ended_is_asked_as_a_former_name_is(name, said_of):
    lines, _ = said_of(f"place,code,start\n{name},120221,2019\n")

    (problem,) = lines[2][0]["problems"]
    assert problem["rule"] == "place-former"
    assert "120117" in problem["hint"]


def test_import_ends_with_what_check_will_say(said_of, run):
    _, whole = said_of("place,code\n武威,620600\n临夏,622900|622901\n")
    run("import", "a.csv", *FLAGS, "--write")
    checked = run("check", "--data", "p", "--json")

    told = {(each["rule"], each["line"]) for each in whole["findings"]}
    found = [json.loads(line) for line in checked.out.splitlines()]
    assert told == {("date-missing", 2), ("date-missing", 3), ("candidates-open", 3)}
    assert {(each["rule"], each["line"]) for each in found} - {("source-unused", 3)} == told


def test_a_long_list_is_held_to_the_rules_in_parts_and_told_the_same(said_of, run, monkeypatch):
    rows = ["昌平,110221,1995", "店1,620602,2015", "昌平县,110221,1990", "店2,620602,2015"]
    text = "\n".join(["name,adcode,year", *rows, *("店3,620602,2015", "店4,620602,2015")]) + "\n"
    lines, whole = said_of(text)
    told = run("import", "a.csv", *FLAGS).out

    monkeypatch.setattr("geo.intake.lists.list_problems._TOGETHER", 1)
    monkeypatch.setattr("geo.intake.lists.list_problems.FINDINGS_LIMIT", 3)
    in_parts, last = said_of(text)

    assert in_parts == lines
    assert {found["rule"] for found in last["findings"]} == {"dates-differ", "place-unknown"}
    assert len(last["findings"]) == len(whole["findings"]) - 1
    assert last["findings_left_out"] == {"place-unknown": 1}
    assert run("import", "a.csv", *FLAGS).out == told


def test_no_former_code_or_parent_is_ready_and_an_error_to_check(said_of, run):
    gazetteer = load()
    former = [gazetteer.at(at) for at, row in enumerate(gazetteer.rows) if row.valid_to][::37]
    lines = ["省,市,县,code,start"]
    for unit in former:
        *_, province, _ = ("", *(each.name_zh for each in gazetteer.parents_of(unit)))
        years = (unit.valid_to - 1, unit.valid_to, unit.valid_to + 2)
        lines += [f"{province},,{unit.name_zh},,{year}" for year in years]
        lines += [f",,,{unit.adcode},{year}" for year in years]

    _, whole = said_of("\n".join(lines), "--events")
    run("import", "a.csv", *FLAGS, "--events", "--write-ready")
    checked = run("check", "--data", "p")

    assert whole["counts"]["ready"] > len(former)
    assert checked.code == 0
    assert "error" not in checked.out
    assert rules(checked.out) <= {"source-unused", *(each["rule"] for each in whole["findings"])}


def test_a_code_settles_a_name_that_others_bear_and_says_so(run, rows, tmp_path):
    (tmp_path / "a.csv").write_text("place,code,year\n鼓楼区,350102,2018\n,350102,2019\n", "utf-8")

    run("import", "a.csv", *FLAGS, "--events", "--write")
    checked = run("check", "--data", "p")

    assert all("chosen by adcode" in row["decision"] for row in rows())
    assert len(rows()) == 2
    assert "decision-missing" not in checked.out
