"""Files for other tools: opened by a second library, nothing lost, the same bytes each time."""

import errno
import io
import json
import sqlite3
import sys
import zipfile
from pathlib import Path

import frictionless
import geopandas
import jsonschema
import openpyxl
import pandas
import pyarrow.parquet
import pyogrio
import pytest
import shapely
from defusedxml import ElementTree

from geo.dates import parse
from geo.door import Rollout
from geo.errors import StoreError, UsageError
from geo.export.files import FORMATS, rollout_files
from geo.export.panel import panel_csv
from geo.export.tabular import spreadsheet_csv
from geo.model import Level

pytestmark = pytest.mark.slow

KML = {"k": "http://www.opengis.net/kml/2.2"}


@pytest.fixture(scope="module")
def exported(rollout, tmp_path_factory):
    """Every format, written once."""
    folder = tmp_path_factory.mktemp("exported")
    return {
        form: rollout.export(folder / f"r{told.ending}", year=2019)[0]
        for form, told in FORMATS.items()
    }


@pytest.fixture(scope="module")
def units(rollout):
    return rollout.to_gdf(2019)


def plain(table):
    """Return a table as text, so that the types of two libraries compare; a blank is ''."""
    return table.astype(object).where(table.notna(), "").astype(str)


def whole(table):
    """Return a table as text in which a whole number is told without a point: GDAL has floats."""
    return plain(table).replace(r"^(\d+)\.0$", r"\1", regex=True)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_rollout_gives_the_same_bytes(form, exported, rollout):
    again = rollout_files(rollout, exported[form].name, form, [2019], Level.PREFECTURE)

    assert again[exported[form].name] == exported[form].read_bytes()


def test_csv_is_read_by_pandas_without_loss(exported, units):
    read = pandas.read_csv(exported["csv"], dtype=str, keep_default_na=False)

    wanted = plain(units.drop(columns="geometry").reset_index())
    assert list(read) == list(wanted)
    assert (read == wanted).all().all()


def test_no_cell_of_csv_is_a_formula_and_numbers_stay_numbers():
    table = pandas.DataFrame({"adcode": ["620600"], "sources": ["=1+1"], "n": [-1], "x": ["-1.5"]})

    assert spreadsheet_csv(table) == b"adcode,sources,n,x\n620600,'=1+1,-1,-1.5\n"
    assert panel_csv(table) == spreadsheet_csv(table)


def test_the_metadata_of_csv_names_every_column_and_what_may_be_done_with_it(exported):
    file = exported["csv"]
    told = json.loads(file.with_name(f"{file.name}-metadata.json").read_bytes())

    header = file.read_text(encoding="utf-8").partition("\n")[0]
    assert [column["name"] for column in told["tableSchema"]["columns"]] == header.split(",")
    assert told["url"] == file.name
    assert "天地图" in told["dc:source"]
    assert "CC BY 4.0" in told["dc:rights"]


def test_geojson_follows_rfc_7946(exported, units):
    told = json.loads(exported["geojson"].read_bytes())

    assert (told["type"], told["years"], "crs" in told) == ("FeatureCollection", [2019] * 2, False)
    assert "天地图" in told["attribution"]
    features = {feature["id"]: feature for feature in told["features"]}
    assert list(features) == list(units.index)
    assert features["620600"]["properties"]["status"] == "in"
    assert features["110000"]["properties"]["first_year_latest"] is None
    for feature in told["features"]:
        for exterior, *holes in feature["geometry"]["coordinates"]:
            assert shapely.LinearRing(exterior).is_ccw
            assert not any(shapely.LinearRing(hole).is_ccw for hole in holes)


def test_a_data_package_is_valid_and_loses_nothing(exported, rollout, units, tmp_path):
    with zipfile.ZipFile(exported["datapackage"]) as archive:
        archive.extractall(tmp_path)

    report = frictionless.validate(str(tmp_path / "datapackage.json"))

    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    assert {task.name for task in report.tasks} == {"units", "statements", "sources"}
    read = pandas.read_csv(tmp_path / "statements.csv", dtype=str, keep_default_na=False)
    assert (read == plain(rollout.statements_frame())).all().all()
    assert len(pandas.read_csv(tmp_path / "units.csv")) == len(units)
    about = json.loads((tmp_path / "datapackage.json").read_bytes())
    assert "天地图" in about["description"]
    assert "CC BY 4.0" in about["description"]
    assert [each["title"] for each in about["sources"]] == [
        source.title for source in rollout.sources.values()
    ]


@pytest.mark.parametrize("form", ["geojson", "gpkg", "fgb"])
def test_gdal_reads_the_units_with_their_outlines(form, exported, units):
    options = {"layer": "units"} if form == "gpkg" else {}
    read = geopandas.read_file(exported[form], **options).set_index("adcode").loc[units.index]

    assert read.crs.to_epsg() == 4326
    columns = units.columns.drop("geometry")
    assert (whole(read[columns]) == whole(units[columns])).all().all()
    assert read.geometry.geom_equals(units.geometry).all()


def test_geopackage_holds_statements_sites_and_sources_too(exported, rollout):
    layers = [str(name) for name, _ in pyogrio.list_layers(exported["gpkg"])]
    assert set(layers) == {"units", "sites", "statements", "sources", "about"}

    read = pyogrio.read_dataframe(exported["gpkg"], layer="statements")
    wanted = rollout.statements_frame()
    assert (plain(read) == plain(wanted)).all().all()
    (site,) = pyogrio.read_dataframe(exported["gpkg"], layer="sites").geometry
    assert (site.x, site.y) == (108.95, 34.26)
    with sqlite3.connect(exported["gpkg"]) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        changes = base.execute("SELECT DISTINCT last_change FROM gpkg_contents").fetchall()
    assert changes == [("2000-01-01T00:00:00.000Z",)]


def test_a_workbook_keeps_codes_as_text_and_has_no_formula(exported, units, rollout):
    book = openpyxl.load_workbook(exported["xlsx"])

    sheet = book["units 2019"]
    rows = [
        ["" if cell is None else str(cell) for cell in row]
        for row in sheet.iter_rows(values_only=True)
    ]
    assert rows[0] == ["adcode", *units.drop(columns="geometry")]
    assert rows[1:] == plain(units.drop(columns="geometry").reset_index()).to_numpy().tolist()
    assert {sheet.cell(row, 1).data_type for row in range(2, 40)} == {"s"}
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    suspicious = [cell for cell in cells if str(cell.value)[:1] in "=+-@" and cell.value]
    assert {cell.value for cell in suspicious} >= {"=a shop", "=List of prefectures"}
    assert all(cell.quotePrefix for cell in suspicious if isinstance(cell.value, str))
    titles = [row[1] for row in book["sources"].iter_rows(values_only=True)][1:]
    assert titles == [source.title for source in rollout.sources.values()]
    assert "天地图" in book["about"]["A2"].value


def test_kml_has_a_placemark_for_each_run_of_years_of_a_status(rollout):
    (content,) = rollout_files(rollout, "r.kml", "kml", None, Level.PREFECTURE).values()
    document = ElementTree.fromstring(content).find("k:Document", KML)

    runs = {}
    for mark in document.iterfind("k:Placemark", KML):
        facts = {
            each.get("name"): each.findtext("k:value", "", KML)
            for each in mark.iterfind("k:ExtendedData/k:Data", KML)
        }
        span = mark.find("k:TimeSpan", KML)
        years = span.findtext("k:begin", "", KML), span.findtext("k:end", "", KML)
        runs.setdefault(facts.get("adcode"), []).append(
            (*years, facts.get("status"), mark.findtext("k:styleUrl", "", KML))
        )
    assert runs["620600"] == [
        ("2016", "2017", "out", "#out"),
        ("2018", "2020", "in", "#in"),
    ]
    assert ("2019", "2020", "possible", "#possible") in runs["440100"]
    assert "110000" not in runs
    styles = {style.get("id") for style in document.iterfind("k:Style", KML)}
    assert styles == {"in", "possible", "out"}


def test_gdal_reads_the_kml(exported):
    read = pyogrio.read_dataframe(exported["kml"])

    assert len(read) > 20
    assert read.geometry.is_valid.all()
    assert {"Point", "MultiPolygon"} >= set(read.geom_type)


LPF = json.loads(Path(__file__).with_name("linked_places.schema.json").read_bytes())


def linked_places(rollout, years=None, level=Level.PREFECTURE):
    (content,) = rollout_files(rollout, "r.jsonld", "lpf", years, level).values()
    told = json.loads(content)
    jsonschema.Draft202012Validator(LPF).validate(told)
    return {feature["@id"].rpartition(":")[2]: feature for feature in told["features"]}


@pytest.fixture(scope="module")
def places(rollout):
    return linked_places(rollout)


def test_linked_places_follow_their_schema_and_every_id_is_unique(rollout):
    (content,) = rollout_files(rollout, "r.jsonld", "lpf", None, Level.PREFECTURE).values()
    told = json.loads(content)

    jsonschema.Draft202012Validator(LPF).validate(told)
    ids = [feature["@id"] for feature in told["features"]]
    assert len(ids) == len(set(ids)) > 20
    assert "天地图" in told["attribution"]
    assert "CC BY 4.0" in told["licence"]


@pytest.mark.parametrize(
    "broken",
    [
        lambda feature: feature.pop("when"),
        lambda feature: feature.pop("@id"),
        lambda feature: feature["properties"].pop("fclasses"),
        lambda feature: feature["names"][0].pop("toponym"),
        lambda feature: feature["when"]["timespans"][0]["start"].update(earliest="20l8"),
    ],
)
def test_the_schema_of_linked_places_refuses_what_is_none(places, broken):
    feature = json.loads(json.dumps(places["620600"]))
    broken(feature)
    told = {"@context": "https://a", "type": "FeatureCollection", "features": [feature]}

    assert not jsonschema.Draft202012Validator(LPF).is_valid(told)


def test_linked_places_tell_since_when_and_how_sure_that_is(places):
    exact, ranged, open_end = (places[code]["when"] for code in ("620600", "620100", "320500"))
    assert exact["timespans"] == [{"start": {"in": "2018"}, "end": {"earliest": "2020"}}]
    assert exact["certainty"] == "certain"
    assert ranged["timespans"][0]["start"] == {"earliest": "2016", "latest": "2019"}
    assert ranged["certainty"] == "less-certain"
    assert open_end == {"timespans": [{"start": {"earliest": "2017"}}], "certainty": "uncertain"}
    assert "620900" not in places, "it is out by a full list, which the format cannot say"
    wuwei = places["620600"]
    assert wuwei["properties"]["cited"] == "report-2020 p1"
    assert wuwei["names"][-1] == {
        "toponym": "Wuwei",
        "citations": [{"label": 'A "report", 2020, p1', "year": "2020"}],
        "when": {"timespans": [{"start": {"in": "2018-09"}}]},
    }
    assert wuwei["relations"][0]["relationTo"] == "urn:pilotmap:adcode:620000"
    assert places["shop"]["geometry"] == {"type": "Point", "coordinates": [108.95, 34.26]}


def test_linked_places_without_dates_have_a_when_that_claims_nothing(rollout):
    undated = [
        statement_with(rollout, id="a", start=None, lon=103.0, lat=36.0),
        statement_with(rollout, id="b", start=None, end=parse("2017"), adcodes=("110000",)),
        statement_with(rollout, id="c", start=parse("[..2017]"), adcodes=("120000",)),
    ]
    places = linked_places(rollout.with_statements(undated), [2016, 2017, 2018])

    assert places["620600"]["when"]["certainty"] == "uncertain"
    assert places["620600"]["when"]["label"].startswith("no source dates it")
    assert places["a"]["when"]["certainty"] == "uncertain"
    assert places["110000"]["when"]["timespans"][0]["end"]["latest"] == "2017"
    assert places["120000"]["names"][-1]["when"] == {
        "timespans": [{"start": {"latest": "2017-12-31"}}]
    }


def test_geoparquet_1_1_has_a_covering_and_loses_nothing(exported, units):
    table = pyarrow.parquet.read_table(exported["parquet"])

    about = json.loads(table.schema.metadata[b"geo"])
    assert about["version"] == "1.1.0"
    assert about["columns"]["geometry"]["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    assert "天地图" in table.schema.metadata[b"attribution"].decode()
    assert "CC BY 4.0" in table.schema.metadata[b"licence"].decode()
    read = geopandas.read_parquet(exported["parquet"]).set_index("adcode")
    assert read.crs.to_epsg() == 4326
    assert read.geometry.geom_equals(units.geometry).all()
    assert read["status"].dtype == units["status"].dtype
    columns = units.columns.drop("geometry")
    assert (plain(read[columns]) == plain(units[columns])).all().all()


def test_parquet_without_its_library_says_what_to_install(rollout, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)

    with pytest.raises(UsageError, match=r'install "pilotmap\[parquet\]"$'):
        rollout_files(rollout, "r.parquet", "parquet", [2019], Level.PROVINCE)


def test_stata_reads_the_units_with_their_licence(exported, units):
    with pandas.io.stata.StataReader(exported["dta"]) as reader:
        read, about = reader.read(), reader.data_label

    wanted = units.drop(columns="geometry").reset_index()
    assert list(read) == list(wanted)
    for column in wanted:
        is_number = pandas.api.types.is_numeric_dtype(wanted[column])
        blank = -1 if is_number else ""
        both = [
            table[column].astype(object).where(table[column].notna(), blank)
            for table in (read, wanted)
        ]
        assert both[0].tolist() == both[1].tolist(), column
    assert "CC BY 4.0" in about
    assert len(about) <= 80


@pytest.mark.parametrize("form", ["csv", "geojson", "gpkg", "fgb", "parquet", "dta"])
def test_with_several_years_a_unit_has_a_row_for_each(form, rollout, tmp_path):
    path, *_ = rollout.export(
        tmp_path / f"r{FORMATS[form].ending}", years=range(2018, 2020), level="province"
    )

    if form == "csv":
        read = pandas.read_csv(path, dtype={"adcode": str})
    elif form == "dta":
        read = pandas.read_stata(path)
    elif form == "parquet":
        read = geopandas.read_parquet(path)
    else:
        read = geopandas.read_file(path, **({"layer": "units"} if form == "gpkg" else {}))
    rows = read.set_index(["adcode", "year"])
    assert len(rows) == 2 * 34
    assert rows.index.is_unique
    assert rows.loc[("620000", 2018), "status"] == "in"
    assert rows.loc[("440000", 2018), "status"] == "unknown"
    assert rows.loc[("440000", 2019), "status"] == "in"


def test_what_a_format_cannot_hold_is_shown_as_an_escape(rollout):
    odd = [
        statement_with(rollout, place="]]><b>&\x1b\uffff\u202e", statement="a\nb"),
        *rollout.statements[1:],
    ]
    hostile = rollout.with_statements(odd)
    sited = hostile.with_statements(
        [statement_with(hostile, lon=103.0, lat=36.0), *hostile.statements[1:]]
    )

    for form in FORMATS:
        (content, *_) = rollout_files(sited, "x", form, [2019], Level.PREFECTURE).values()
        assert content
    (content,) = rollout_files(sited, "x", "kml", [2019], Level.PREFECTURE).values()
    names = [each.text for each in ElementTree.fromstring(content).iterfind(".//k:name", KML)]
    assert "]]><b>&\\x1b\\uffff\\u202e" in names
    (content,) = rollout_files(sited, "x", "xlsx", [2019], Level.PREFECTURE).values()
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book["statements"]["B2"].value == "]]><b>&\\x1b\\uffff\\u202e"


def statement_with(rollout, **cells):
    from dataclasses import replace

    return replace(rollout.statements[0], **cells)


def test_a_path_of_no_format_is_refused(rollout, tmp_path):
    with pytest.raises(UsageError, match=r"path: 'r\.txt' ends in none of \.csv, \.geojson"):
        rollout.export(tmp_path / "r.txt")
    assert not list(tmp_path.iterdir())


def test_the_docs_tell_of_every_format_what_it_cannot_hold():
    text = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")

    for name, told in FORMATS.items():
        (row,) = [line for line in text.splitlines() if line.startswith(f"| `{name}` |")]
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert cells[1].startswith(f"`{told.ending}`")
        assert len(cells) == 4
        assert all(cells)


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ("xlsx", OSError(errno.ENOSPC, "No space left on device")),
        ("gpkg", pyogrio.errors.FeatureError("disk I/O error")),
        ("fgb", pyogrio.errors.DataSourceError("Unexpected I/O")),
    ],
)
def test_a_full_folder_for_temporary_files_is_told_in_one_line(
    form, error, rollout, tmp_path, monkeypatch
):
    def full(*_args, **_options):
        raise error

    monkeypatch.setattr(openpyxl, "Workbook", full)
    monkeypatch.setattr(pyogrio, "write_dataframe", full)

    with pytest.raises(StoreError, match="folder for temporary files") as told:
        rollout.export(tmp_path / f"r{FORMATS[form].ending}", year=2019)
    assert len(str(told.value).splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_a_flatgeobuf_that_gdal_left_without_its_end_is_none(rollout, tmp_path, monkeypatch):
    write = pyogrio.write_dataframe

    def cut(table, path, **options):
        write(table, path, **options)
        with path.open("r+b") as file:
            file.truncate(path.stat().st_size - 1)

    monkeypatch.setattr(pyogrio, "write_dataframe", cut)
    with pytest.raises(StoreError, match="folder for temporary files"):
        rollout.export(tmp_path / "r.fgb", year=2019)


def test_a_cell_longer_than_excel_holds_ends_by_saying_so(rollout):
    long = rollout.with_statements([statement_with(rollout, statement="x" * 40_000)])
    (content,) = rollout_files(long, "x", "xlsx", [2019], Level.PREFECTURE).values()

    book = openpyxl.load_workbook(io.BytesIO(content))
    (cell,) = [each.value for each in book["statements"][2] if str(each.value).startswith("xxx")]
    assert len(cell) == 32_767
    assert cell.endswith("x [... 40,000 characters in all, more than Excel holds]")


def test_only_an_address_that_opens_is_the_path_of_a_source_in_a_data_package(rollout):
    from dataclasses import replace

    one, other = (replace(each, url="https://example.org/a") for each in rollout.sources.values())
    sources = {each.id: each for each in (replace(one, url="javascript:alert(1)"), other)}
    linked = Rollout(rollout.statements, sources, rollout.gazetteer)
    (content,) = rollout_files(linked, "x", "datapackage", [2019], Level.PREFECTURE).values()
    about = json.loads(zipfile.ZipFile(io.BytesIO(content)).read("datapackage.json"))

    assert [each.get("path") for each in about["sources"]] == [None, "https://example.org/a"]
