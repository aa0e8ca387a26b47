"""The contract with the page: valid by its schema, true to the rollout, silent on what is later."""

import base64
import json
import re
import struct
import zlib

import jsonschema
import pytest
from pagekit import page_of, rollout_of, unpacked, write_project

from geo.boundaries import committed, committed_page
from geo.boundaries.page import page_topology
from geo.errors import DataError
from geo.model import Level, Status
from geo.page import packing
from geo.page.assets import FOLDER
from geo.page.packing import blocks, degrees, integers
from geo.paths import DATA
from geo.payload import Span, Texts, payload
from geo.payload.statuses import BEGINS, HOW
from geo.store.schema import (
    LOCATION_COLUMNS,
    LOCATION_TRANSLATIONS,
    SOURCE_COLUMNS,
    SOURCE_TRANSLATIONS,
)

pytestmark = pytest.mark.slow

SCHEMA = json.loads((FOLDER.parent.parent / "payload" / "schema.json").read_text(encoding="utf-8"))
FORMATS = {"u8": "B", "u16": "H", "u32": "I", "i16": "h", "i32": "i"}

MIXED = [
    {"adcode": "610500", "start": "2016-08", "place": "Weinan"},
    {"adcode": "620000", "extent": "within", "start": "2018"},
    {"adcode": "440300|440600", "start": "2015", "place": "one of two"},
    {"adcode": "330100", "start": "[2014..2017]", "end": "2019", "place": "Hangzhou"},
    {"adcode": "330000", "extent": "all", "start": "2020", "end": "2022"},
    {"adcode": "622921", "start": "2017", "place": "Linxia County"},
    {"adcode": "100000", "extent": "within", "start": "2013/2021"},
    {"adcode": "510100", "start": "", "place": "Chengdu, undated"},
    {"adcode": "370100", "start": "2016", "end": "2018", "status": "out", "place": "Jinan"},
    {"adcode": "370200", "status": "out", "place": "Qingdao"},
    {"adcode": "420100", "start": "2012", "lon": "114.3", "lat": "30.6", "place": "a site"},
]
LISTS = [
    {"id": "s", "title": "News", "published": "2020"},
    {
        "id": "full",
        "title": "List",
        "published": "2018",
        "coverage": "full",
        "coverage_scope": "370000 prefecture",
        "coverage_period": "2016/2018",
    },
]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    return write_project(
        tmp_path_factory.mktemp("mixed"), title="Mixed", locations=MIXED, sources=LISTS
    )


def columns_of(content):
    return {
        name: struct.unpack(
            f"<{len(raw) // struct.calcsize(FORMATS[column['t']])}{FORMATS[column['t']]}", raw
        )
        for name, column in content.items()
        if isinstance(column, dict)
        and "b" in column
        and (raw := base64.b64decode(column["b"])) is not None
    }


def built(folder, span=None):
    rollout, _ = rollout_of(folder)
    return rollout, payload(rollout, committed_page, Texts("T"), span=span or Span())


@pytest.mark.parametrize("span", [None, Span(last=2016), Span(2017, 2018, "in")])
def test_the_payload_is_valid_by_its_schema(mixed, span):
    for folder in (None, mixed):
        _, content = built(folder, span)
        jsonschema.Draft202012Validator(SCHEMA).validate(content)


def status_of(columns, row, year):
    """Return the status of a unit, and whether the programme can have begun in it that year."""
    code = 0
    for at in range(columns["offset"][row], columns["offset"][row + 1]):
        if columns["year"][at] <= year:
            code = columns["code"][at]
    statuses = [Status.UNKNOWN, Status.OUT, Status.POSSIBLE, Status.IN]
    return statuses[code % BEGINS], code >= BEGINS


@pytest.mark.parametrize("span", [None, Span(last=2017), Span(2015, 2018)])
def test_change_points_say_what_the_rollout_says_of_every_unit_and_year(mixed, span):
    rollout, content = built(mixed, span)
    columns = columns_of(content["statuses"])
    adcodes = content["topology"]["adcodes"] + content["units"]["withoutOutline"]
    years = range(content["years"]["first"], content["years"]["last"] + 1)
    for year in years:
        for row, adcode in enumerate(adcodes):
            begins = bool(rollout.possible_start_years[adcode] & rollout.timeline.bit(year))
            expected = rollout.status(adcode, year), begins
            assert status_of(columns, row, year) == expected, (adcode, year)


def test_every_unit_of_the_frames_of_the_upper_levels_is_there(mixed):
    rollout, content = built(mixed)
    adcodes = set(content["topology"]["adcodes"])
    for level in (Level.PROVINCE, Level.PREFECTURE):
        assert set(rollout.frame(2020, level)) <= adcodes


def test_counties_are_drawn_only_where_the_data_name_one(mixed):
    _, content = built(mixed)
    counties = {code for code in content["topology"]["adcodes"] if not code.endswith("00")}
    inside = {code for code in counties if code.startswith("6229")}
    directly_under_a_province = {code for code in counties if code[2:4] == "90"}

    assert "622921" in inside
    assert len(inside) == 8
    assert counties == inside | directly_under_a_province


@pytest.mark.parametrize(
    ("span", "gone"),
    [
        (Span(last=2016), {"r1", "r4", "r5", "r9"}),
        (Span(last=2012), {"r0", "r1", "r2", "r3", "r4", "r5", "r6", "r8", "r9"}),
        (Span(2016, 2017, "in"), {"r1", "r2", "r4", "r9", "r10"}),
    ],
)
def test_a_filtered_page_holds_no_statement_that_cannot_have_begun_in_its_years(mixed, span, gone):
    _, content = built(mixed, span)
    kept = {
        row[5] for block in content["blocks"]["texts"] for row in zip(*unpacked(block), strict=True)
    }

    assert kept == {f"r{number}" for number in range(len(MIXED))} - gone


def test_a_page_for_2018_is_silent_on_2020():
    page = page_of(span=Span(last=2018)).decode("utf-8")
    _, content = built(None, Span(last=2018))
    texts = json.dumps([unpacked(block) for block in content["blocks"]["texts"]])

    assert "2020-08" not in page
    assert "wuwei-2020" not in page
    assert "Wuwei" not in texts
    assert "weinan-2016" in texts


def test_the_same_input_gives_the_same_bytes(mixed):
    assert page_of(mixed) == page_of(mixed)
    assert page_of() == page_of()


def test_every_text_of_a_payload_is_closed(tmp_path):
    row = dict.fromkeys(("place", "within", "statement", "locator", "decision"), "x\u202ey")
    site = {**row, "adcode": "610100", "lon": "108.9", "lat": "34.3", "start": "2016"}
    source = dict.fromkeys(("title", "publisher", "author", "url", "note"), "x\u2067y")
    folder = write_project(
        tmp_path / "p",
        title="P",
        locations=[{**row, "adcode": "610500", "start": "2016"}, site],
        sources=[{"id": "s", "published": "2020", **source}],
    )
    rollout, _ = rollout_of(folder)
    texts = Texts(*["x\u202ey"] * 5)
    content = payload(rollout, committed_page, texts)
    stores = [unpacked(block) for name in ("texts", "names") for block in content["blocks"][name]]
    written = json.dumps([content, stores], ensure_ascii=False)

    assert written.count("\u202e") == written.count("\u202ey\u202c") == 5 + 1 + 4 + 4 + 1
    assert written.count("\u2067") == written.count("\u2067y\u2069") == 5


def test_what_a_source_denies_is_told_as_that_with_the_unit_it_closes(mixed):
    rollout, content = built(mixed)
    adcodes = content["topology"]["adcodes"] + content["units"]["withoutOutline"]
    statements = columns_of(content["statements"])
    rows = [content["statements"]["id"].index(name) for name in ("r8", "r9")]

    assert [statements["kind"][row] for row in rows] == [5, 5]
    dates = [content["dates"]["start"][statements["date"][row]] for row in rows]
    assert dates == ["2016/2018", "2020"]  # without a date: the year of the source
    reasons = columns_of(content["reasons"])
    jinan = adcodes.index("370100")
    first, last = reasons["offset"][jinan : jinan + 2]
    bearing = {(reasons["row"][i], HOW[reasons["how"][i]]) for i in range(first, last)}
    assert (rows[0], "says no") in bearing
    places = columns_of({"places": content["places"]})["places"]
    assert jinan not in places
    assert rollout.status("370100", 2017) is Status.OUT


def test_quotes_chinese_titles_and_chinese_date_notes_are_told_where_there_are_any(tmp_path):
    folder = write_project(
        tmp_path / "p",
        title="P",
        locations=[
            {"adcode": "610500", "start": "2016", "date_note": "stated: '2016', gives 2016 (x)"},
            {"adcode": "610521", "start": "2012", "extent": "all"},
        ],
        sources=[{"id": "s", "title": "A report", "published": "2020"}],
    )
    for name, header, cells in (
        ("locations", "quote,quote_zh", ['"They opened.",', ",已开业"]),
        ("sources", "title_zh", ["一份报告"]),
    ):
        file = folder / f"{name}.csv"
        head, *rows = file.read_text(encoding="utf-8").splitlines()
        rows = [f"{row},{cell}" for row, cell in zip(rows, cells, strict=True)]
        file.write_text("\n".join([f"{head},{header}", *rows, ""]), encoding="utf-8")

    _, content = built(folder)
    texts = unpacked(content["blocks"]["texts"][0])

    assert content["sources"][0]["titleZh"] == "一份报告"
    assert texts[7:11] == [["They opened.", ""], ["", "610521"], ["", "all"], ["", ""]]
    assert texts[11:] == [["", ""], ["原文作“2016”，即2016年", ""], ["", ""], ["", "已开业"]]


def test_the_units_that_may_be_meant_are_told_without_those_around_them(tmp_path):
    rows = [
        {"adcode": "620600|340281", "start": "2020", "place": "Wuwei"},
        {"adcode": "610500", "start": "2020"},
        {"adcode": "220000|220200", "start": "2020", "place": "Jilin"},
        {"adcode": "610500|100000", "start": "2020", "place": "somewhere"},
    ]
    rollout, _ = rollout_of(write_project(tmp_path / "p", title="P", locations=rows))
    content = payload(rollout, committed_page, Texts("P"))
    adcodes = content["topology"]["adcodes"] + content["units"]["withoutOutline"]

    told = content["statements"]["candidates"]

    assert {row: [adcodes[unit] for unit in units] for row, units in told.items()} == {
        "0": ["620600", "340281"],
        "2": ["220000", "220200"],
        "3": ["610500"],
    }
    rows = columns_of(content["statements"])["unit"]
    assert rows[3] == -1  # one of them is the country, so that it may be anywhere
    assert rows[0] == adcodes.index("620600")


def test_a_statement_says_which_unit_of_its_time_the_outline_stands_for(tmp_path):
    """Hua county (610521) became Huazhou district (610503) in 2015; only today's is drawn."""
    rows = [{"adcode": "610521", "start": "2012"}, {"adcode": "610503", "start": "2016"}]
    rollout, _ = rollout_of(write_project(tmp_path / "p", title="P", locations=rows))
    (block,) = payload(rollout, committed_page, Texts("P"))["blocks"]["texts"]

    former = unpacked(block)[6]

    assert former == ["华县|Huaxian|610521|2015", ""]


def test_texts_come_back_as_they_were():
    rows = [["a", "<b>", "渭南"], ["", "\u2028", "😀"], ["x" * 999, '"', "&amp;"]]

    packed = blocks(list(zip(*rows, strict=True)), 2)

    assert [list(row) for block in packed for row in zip(*unpacked(block), strict=True)] == rows
    assert not set("".join(packed)) & set("<>&\"'\\")


@pytest.mark.parametrize(
    ("values", "kind"),
    [([], "u8"), ([0, 255], "u8"), ([256], "u16"), ([-1], "i16"), ([70000], "u32")],
)
def test_whole_numbers_take_the_narrowest_type(values, kind):
    column = integers(values)

    assert column["t"] == kind
    assert columns_of({"c": column})["c"] == tuple(values)


def varints(data):
    """Return numbers of either sign: seven bits a byte, low bits first, zigzagged."""
    numbers = [0]
    shift = 0
    for byte in data:
        numbers[-1] |= (byte & 0x7F) << shift
        shift = shift + 7 if byte > 0x7F else 0
        if not shift:
            numbers.append(0)
    return [number >> 1 ^ -(number & 1) for number in numbers[:-1]]


def test_degrees_come_back_to_a_metre():
    values = [103.60077, 112.728841, 112.728841, 73.5]
    steps = varints(base64.b64decode(degrees(values)["b"]))

    read = [sum(steps[: number + 1]) / 1e5 for number in range(4)]

    assert read == pytest.approx(values, abs=5e-6)
    assert steps[2] == 0


def test_the_page_numbers_the_ways_to_bear_on_a_unit_as_the_payload_does():
    script = (FOLDER / "model" / "status.js").read_text(encoding="utf-8")
    names = [
        line.strip().strip('",') for line in script.split("HOW =")[1].split("]")[0].splitlines()
    ]

    assert [name for name in names if name and "(" not in name] == [str(how) for how in HOW]


def test_the_rows_that_the_page_writes_have_every_column_of_the_project():
    script = (FOLDER / "downloads" / "statementrows.js").read_text(encoding="utf-8")
    fields = re.findall(r'"(\w+)"', script.split("STATEMENT_FIELDS =")[1].split("]")[0])
    of_sources = [name.removeprefix("source_") for name in fields if name.startswith("source_")]

    assert {*fields[: -len(of_sources)]} == {*LOCATION_COLUMNS, *LOCATION_TRANSLATIONS}
    assert {*of_sources} <= {*SOURCE_COLUMNS, *SOURCE_TRANSLATIONS}


def test_nothing_to_show_is_said_and_not_drawn(tmp_path):
    folder = write_project(tmp_path / "empty", title="Empty", locations=[])

    with pytest.raises(DataError, match="no statement to show"):
        built(folder)


def test_default_data_stay_small():
    page = page_of()

    assert len(page) < 700_000
    # Beyond 260,000: labels that ask what lies below them, statements with sources to take along,
    # units told apart that are in through a part of them only, a map for readers without scripts,
    # and what a newsroom takes along: a zip, citations in four forms, pictures in sizes, frames
    # that fit their height.
    assert len(zlib.compress(page, 9)) < 264_000
    assert (DATA / "locations.csv").exists()


def test_the_outlines_that_stand_ready_are_those_of_the_topology():
    assert committed_page() == page_topology(committed())


@pytest.mark.parametrize("rows", [MIXED, MIXED[:-1], MIXED[-1:], MIXED[-1:] * 3 + MIXED[:2]])
def test_many_rows_have_the_columns_of_few(tmp_path, monkeypatch, rows):
    locations = [{**row, "id": f"r{number}"} for number, row in enumerate(rows)]
    rollout, _ = rollout_of(
        write_project(tmp_path / "p", title="Rows", locations=locations, sources=LISTS)
    )
    few = payload(rollout, committed_page, Texts("T"))
    monkeypatch.setattr(packing, "MANY", 1)
    monkeypatch.setattr(packing, "_LEVELS_OF_ROWS", packing._LEVELS_OF_ROWS[-1:])

    assert payload(rollout, committed_page, Texts("T")) == few
