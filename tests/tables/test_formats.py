"""The same list in every form that lists come in gives the same rows."""

import datetime
import io
import json

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from geo.tables.grid import RowMarks
from geo.tables.read import read_grids

LIST = [
    ("省份", "城市", "年份", "备注"),
    ("甘肃省", "武威市", "2015", "首批"),
    ("陕西省", "渭南市", "2016-08", "含 逗号，引号"),
]
EXPECTED = [("武威市", "甘肃省", "620600", "2015"), ("渭南市", "陕西省", "610500", "2016-08")]
PLAIN = "".join(",".join(row) + "\n" for row in LIST)


def joined(delimiter, ending="\n"):
    return "".join(delimiter.join(row) + ending for row in LIST)


TEXTS = {
    "comma": PLAIN.encode(),
    "bom": PLAIN.encode("utf-8-sig"),
    "windows-line-ends": joined(",", "\r\n").encode(),
    "old-mac-line-ends": joined(",", "\r").encode(),
    "no-last-line-end": PLAIN.rstrip().encode(),
    "semicolon": joined(";").encode(),
    "tab": joined("\t").encode(),
    "bar": joined("|").encode(),
    "utf-16-le": PLAIN.encode("utf-16"),
    "utf-16-be": b"\xfe\xff" + PLAIN.encode("utf-16-be"),
    "utf-16-without-mark": "place,within,year\n".encode("utf-16-le")
    + "武威市,甘肃省,2015\n渭南市,陕西省,2016-08\n".encode("utf-16-le"),
    "gb18030": PLAIN.encode("gb18030"),
    "gbk": joined("\t").encode("gbk"),
    "quoted": "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in LIST).encode(),
    "blank-lines": PLAIN.replace("\n", "\n\n").encode(),
    "title-above": ("全国试点城市名单（2015年）\n\n" + PLAIN).encode(),
    "title-with-commas": ("附件,,,\n,,,\n" + PLAIN).encode(),
    "footnote-and-total": (PLAIN + "合计,2,,\n注：以上为截至2016年\n").encode(),
    "numbered": "序号,省份,城市,年份\n1,甘肃省,武威市,2015\n2,陕西省,渭南市,2016-08\n".encode(),
    "markdown": (
        "| 省份 | 城市 | 年份 |\n|---|:--|---|\n"
        "| 甘肃省 | 武威市 | 2015 |\n| 陕西省 | 渭南市 | 2016-08 |\n"
    ).encode(),
    "aligned-by-spaces": (
        "城市      省份      年份\n武威市    甘肃省    2015\n渭南市    陕西省    2016-08\n"
    ).encode(),
    "spaces-around": joined(" , ").encode(),
    "zero-width-spaces": PLAIN.replace("武威", "武\u200b威").encode(),
    "slashes-in-dates": PLAIN.replace("2016-08", "2016/8").encode(),
    "chinese-dates": PLAIN.replace("2016-08", "2016年8月").encode(),
    "compact-dates": PLAIN.replace("2016-08", "201608").encode(),
    "floats": PLAIN.replace("2015", "2015.0").encode(),
}


def found(rows):
    return [(row["place"], row["within"], row["adcode"], row["start"]) for row in rows()]


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_table_gives_its_rows_however_it_is_written(name, run, rows, tmp_path):
    (tmp_path / "list.csv").write_bytes(TEXTS[name])

    said = run("import", "list.csv", "--source", "moc", "--data", "p", "--write")

    assert said.code == 0, said.all
    assert found(rows) == EXPECTED


@pytest.mark.parametrize("name", ["tab", "markdown", "aligned-by-spaces", "gb18030"])
def test_a_table_pasted_on_standard_input_gives_its_rows(name, run, rows):
    said = run("import", "-", "--source", "moc", "--data", "p", "--write", stdin=TEXTS[name])

    assert said.code == 0, said.all
    assert found(rows) == EXPECTED


def day(*parts):
    return datetime.datetime(*parts)  # noqa: DTZ001 (a spreadsheet knows no zones)


def workbook(path, *pages, names=("Sheet",)):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, (cells, merges, formats) in zip(names, pages, strict=True):
        page = book.create_sheet(name)
        for row in cells:
            page.append(row)
        for reference in merges:
            page.merge_cells(reference)
        for reference, shape in formats.items():
            page[reference].number_format = shape
    book.save(path)


def test_a_workbook_with_titles_merged_provinces_and_dates(run, rows, tmp_path):
    cells = [
        ["2016年试点城市名单", None, None],
        ["省份", "城市", "启动时间"],
        ["甘肃省", "武威市", day(2015, 1, 1)],
        [None, "酒泉市", day(2016, 8, 1)],
        ["陕西省", "渭南市", day(2016, 8, 15)],
        [None, "咸阳市", 2017],
    ]
    formats = {"C3": "yyyy", "C4": 'yyyy"年"m"月"', "C5": "yyyy-mm-dd"}
    workbook(tmp_path / "list.xlsx", (cells, ["A1:C1", "A3:A4", "A5:A6"], formats))

    said = run("import", "list.xlsx", "--source", "moc", "--data", "p", "--write")

    assert said.code == 0, said.all
    assert found(rows) == [
        ("武威市", "甘肃省", "620600", "2015"),
        ("酒泉市", "甘肃省", "620900", "2016-08"),
        ("渭南市", "陕西省", "610500", "2016-08-15"),
        ("咸阳市", "陕西省", "610400", "2017"),
    ]


@pytest.mark.parametrize("heading", ["甘肃省", "二、甘肃省（2个）"])
def test_a_heading_that_is_merged_over_its_row_is_the_parent_of_what_follows(
    heading, run, rows, tmp_path
):
    cells = [
        ["序号", "省份", "城市", "启动时间"],
        [heading, None, None, None],
        [1, "甘肃", "武威市", "2020"],
        [2, None, "酒泉市", "2020"],
    ]
    workbook(tmp_path / "list.xlsx", (cells, ["A2:D2", "B3:B4"], {}))

    said = run("import", "list.xlsx", "--source", "moc", "--data", "p", "--write")

    assert said.code == 0, said.all
    assert found(rows) == [
        ("武威市", "甘肃", "620600", "2020"),
        ("酒泉市", "甘肃", "620900", "2020"),
    ]


def test_a_cell_filled_in_from_merged_cells_is_told(run, tmp_path):
    cells = [["省份", "城市"], ["甘肃省", "武威市"], [None, "酒泉市"]]
    workbook(tmp_path / "list.xlsx", (cells, ["A2:A3"], {}))

    said = run("import", "list.xlsx", "--source", "moc", "--data", "p")

    assert "list.xlsx:3: 酒泉市 in 甘肃省" in said.out
    assert "filled in from the merged cells A2:A3" in said.out


def test_of_several_sheets_the_only_one_with_a_list_is_taken(run, rows, tmp_path):
    pages = ([["说明"], ["很长"]], [], {}), ([["城市"], ["武威市"]], [], {})
    workbook(tmp_path / "list.xlsx", *pages, names=("说明", "名单"))

    run("import", "list.xlsx", "--source", "moc", "--data", "p", "--write")

    assert [row["adcode"] for row in rows()] == ["620600"]


def test_several_sheets_with_lists_are_a_question(run, rows, tmp_path):
    pages = [([["城市"], [name]], [], {}) for name in ("武威市", "渭南市")]
    workbook(tmp_path / "list.xlsx", *pages, names=("一", "二"))

    asked = run("import", "list.xlsx", "--source", "moc", "--data", "p")
    run("import", "list.xlsx", "--source", "moc", "--data", "p", "--sheet", "二", "--write")

    assert asked.code == 2
    assert "'一', '二'; pass --sheet" in asked.err
    assert [row["adcode"] for row in rows()] == ["610500"]


def test_of_large_sheets_one_must_be_named_and_is_read_alone(run, rows, tmp_path, monkeypatch):
    book = openpyxl.Workbook()
    book.active.title = "一"
    book.active.append(["note"])
    sheet = book.create_sheet("二")
    for row in (["city", "year"], ["武威市", 2016]):
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    flags = ("list.xlsx", "--source", "moc", "--data", "p")

    monkeypatch.setattr("geo.tables.workbook.BESIDE_LIMIT", 100)
    asked = run("import", *flags)
    run("import", *flags, "--sheet", "二", "--write")

    assert (
        "has large sheets, of which several could be meant: '一', '二'; pass --sheet" in asked.err
    )
    assert [row["adcode"] for row in rows()] == ["620600"]


def test_points_of_a_geojson_are_sites(run, rows, tmp_path):
    feature = {
        "type": "Feature",
        "properties": {"name": "城东便利店", "year": 2016, "province": "甘肃"},
        "geometry": {"type": "Point", "coordinates": [102.638, 37.928]},
    }
    plain = {**feature, "properties": {"name": "武威市", "year": 2015}, "geometry": None}
    content = {"type": "FeatureCollection", "features": [feature, plain]}
    (tmp_path / "list.geojson").write_text(
        json.dumps(content, ensure_ascii=False, indent=1), "utf-8"
    )

    said = run("import", "list.geojson", "--source", "moc", "--data", "p", "--write")
    site, city = rows()

    assert said.code == 0, said.all
    assert (site["place"], site["adcode"], site["lon"]) == ("城东便利店", "620602", "102.638")
    assert site["decision"] == "by coordinates: they lie in 凉州区 (620602)"
    assert (city["adcode"], city["lon"], city["decision"]) == ("620600", "", "")


def test_a_polygon_finds_its_unit_and_is_no_site_where_its_name_is_a_unit(run, rows, tmp_path):
    ring = [[102.6, 37.9], [102.7, 37.9], [102.7, 38.0], [102.6, 37.9]]
    feature = {"type": "Feature", "properties": {"place": "Wuwei"}, "geometry": None}
    feature["geometry"] = {"type": "Polygon", "coordinates": [ring]}
    content = {"type": "FeatureCollection", "features": [feature]}
    (tmp_path / "list.json").write_text(json.dumps(content), "utf-8")

    said = run("import", "list.json", "--source", "moc", "--data", "p", "--write")

    assert said.code == 0, said.all
    assert [(row["adcode"], row["lon"]) for row in rows()] == [("620600", "")]


@pytest.mark.parametrize("crs", [4326, 4490, 3857, 4547])
def test_a_geopackage_is_read_in_its_reference_system(crs, run, rows, tmp_path):
    import geopandas

    points = geopandas.GeoDataFrame(
        {"站点": ["城东便利店"], "年份": [2016]},
        geometry=geopandas.points_from_xy([102.638], [37.928]),
        crs=4326,
    )
    points.to_crs(crs).to_file(tmp_path / "list.gpkg", layer="pilots")

    said = run("import", "list.gpkg", "--source", "moc", "--data", "p", "--write")
    (row,) = rows()

    assert said.code == 0, said.all
    assert (row["place"], row["adcode"], row["start"]) == ("城东便利店", "620602", "2016")
    assert float(row["lon"]) == pytest.approx(102.638, abs=1e-5)


def test_a_file_is_read_by_its_content_and_the_wrong_name_is_told(run, tmp_path):
    (tmp_path / "list.xlsx").write_bytes(TEXTS["comma"])

    said = run("import", "list.xlsx", "--source", "moc", "--data", "p")

    assert said.code == 0
    assert "the name ends in .xlsx, but the content is CSV" in said.out


def test_a_workbook_can_be_pasted_too(run, rows):
    book = openpyxl.Workbook()
    for row in LIST:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)

    run("import", "-", "--source", "moc", "--data", "p", "--write", stdin=out.getvalue())

    assert found(rows) == EXPECTED


def test_an_error_in_a_column_that_nobody_reads_refuses_nothing(run, tmp_path):
    book = openpyxl.Workbook()
    for row in (["city", "year", "gdp"], ["武威", 2015, "#N/A"], ["酒泉", 2016, "=1/0"]):
        book.active.append(row)
    book.active["C2"].data_type = "e"
    book.save(tmp_path / "list.xlsx")

    said = run("import", "list.xlsx", "--source", "moc", "--data", "p")

    assert said.code == 0, said.all
    assert "2 ready" in said.out


def test_hidden_rows_are_read_and_told(run, tmp_path):
    book = openpyxl.Workbook()
    for row in (["city", "year"], ["武威", 2015], ["酒泉", 2016], ["天水", 2017]):
        book.active.append(row)
    for row in (3, 4):
        book.active.row_dimensions[row].hidden = True
    book.save(tmp_path / "list.xlsx")

    said = run("import", "list.xlsx", "--source", "moc", "--data", "p")

    assert "3 ready" in said.out
    assert "2 hidden rows are read like the others, from row 3 on" in said.out


def test_a_hidden_sheet_is_passed_over_where_another_has_a_list(run, tmp_path):
    book = openpyxl.Workbook()
    old = book.create_sheet("2015")
    for page, name in ((book.active, "武威"), (old, "酒泉")):
        page.append(["city", "year"])
        page.append([name, 2015])
    old.sheet_state = "hidden"
    book.save(tmp_path / "list.xlsx")

    said = run("import", "list.xlsx", "--source", "moc", "--data", "p")
    asked = run("import", "list.xlsx", "--source", "moc", "--data", "p", "--sheet", "2015")

    assert "武威 -> 620600" in said.out
    assert "hidden, and not read: sheet '2015'" in said.out
    assert "酒泉 -> 620900" in asked.out


def test_digits_of_another_width_are_told_as_they_are_read(run, tmp_path):
    (tmp_path / "list.csv").write_text("place,lon,lat,year\nPost office,１０４．９,33.4,2016\n")

    said = run("import", "list.csv", "--source", "moc", "--data", "p")

    assert "'１０４．９' read as 104.9" in said.out


def test_a_cell_of_many_characters_is_read_back_whole(run, rows, tmp_path):
    long = "x" * 200_000
    (tmp_path / "list.csv").write_text(f"place,year,statement\n武威市,2016,{long}\n")

    said = run("import", "list.csv", "--source", "moc", "--data", "p", "--write")

    assert said.code == 0, said.all
    assert rows()[0]["statement"] == long


def test_a_list_in_a_property_is_a_list_of_names(run, rows, tmp_path):
    properties = {"city": ["武威市", "酒泉市"], "year": 2016}
    feature = {"type": "Feature", "properties": properties, "geometry": None}
    collection = {"type": "FeatureCollection", "features": [feature]}
    (tmp_path / "list.geojson").write_text(json.dumps(collection))

    said = run("import", "list.geojson", "--source", "moc", "--data", "p", "--write")

    assert said.code == 0, said.all
    assert [row["place"] for row in rows()] == ["武威市", "酒泉市"]


def test_a_merged_cell_reaches_rows_whose_cells_the_file_leaves_out(run, rows, tmp_path):
    cells = [["市", "年份"], ["天水", 2018], ["酒泉"], ["武威"], ["渭南", 2020]]
    workbook(tmp_path / "list.xlsx", (cells, ["B2:B4"], {}))

    said = run("import", "list.xlsx", "--source", "moc", "--data", "p", "--write")

    assert said.code == 0, said.all
    assert [row["start"] for row in rows()] == ["2018", "2018", "2018", "2020"]


def test_struck_through_rows_are_read_and_told(run, tmp_path):
    book = openpyxl.Workbook()
    for row in (["city", "year"], ["天水", 2018], ["酒泉", 2019], ["武威", 2020]):
        book.active.append(row)
    for cell in (*book.active[3], book.active["A4"]):
        cell.font = Font(strike=True)
    book.save(tmp_path / "list.xlsx")

    said = run("import", "list.xlsx", "--source", "moc", "--data", "p")
    grid = read_grids((tmp_path / "list.xlsx").read_bytes(), "list.xlsx")[0]["Sheet"]

    assert "3 ready" in said.out
    assert "1 struck-through row is read like the others, from row 3 on" in said.out
    assert "1 row with struck-through cells is read like the others, from row 4 on" in said.out
    assert grid.marks == {3: RowMarks(struck=(0, 1), is_struck=True), 4: RowMarks(struck=(0,))}


def test_a_string_whose_letters_are_struck_through_is_struck(tmp_path):
    book = openpyxl.Workbook()
    line = CellRichText(TextBlock(InlineFont(strike=True), "天水"))
    book.active.append([line])
    book.active.append([CellRichText("酒泉", TextBlock(InlineFont(strike=True), "旧"))])
    book.save(tmp_path / "list.xlsx")

    grid = read_grids((tmp_path / "list.xlsx").read_bytes(), "list.xlsx")[0]["Sheet"]

    assert [row.cells for row in grid.rows] == [("天水",), ("酒泉旧",)]
    assert set(grid.marks) == {1}
