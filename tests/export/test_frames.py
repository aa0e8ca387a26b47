"""A rollout as tables: what they hold is what the rollout says, with sources and bounds."""

import dataclasses

import geopandas
import pandas
import pytest

from geo import gazetteer, outlines
from geo.door import Rollout
from geo.errors import UsageError
from geo.export.frames import sources_frame
from geo.model import Level, Source, Statement

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("level", ["province", "prefecture", "county"])
def test_units_have_the_statuses_of_the_rollout_and_todays_outlines(rollout, level):
    units = rollout.to_gdf(2019, level)

    assert isinstance(units, geopandas.GeoDataFrame)
    assert (units.crs.to_epsg(), units.index.name) == (4326, "adcode")
    assert units["status"].to_dict() == {
        adcode: status.value for adcode, status in rollout.frame(2019, level).items()
    }
    drawn = units.geometry[units.geometry.notna()]
    assert set(drawn.index) == set(outlines(level).index)
    assert drawn.is_valid.all()
    assert not drawn.is_empty.any()
    assert "天地图" in units.attrs["attribution"]


def test_each_kind_of_status_is_told_with_its_bounds_and_its_sources(rollout):
    units = rollout.to_gdf(2019)

    columns = ["status", "first_year_earliest", "first_year_latest", "via", "n_statements", "sources"]  # fmt: skip  # noqa: E501
    told = {code: tuple(units.loc[code, columns]) for code in units.index}
    assert told["620600"] == ("in", 2018, 2018, "direct", 1, "report-2020")
    assert told["620100"] == ("in", 2016, 2019, "direct", 1, "list-2019")
    assert told["320500"][:4] == ("possible", 2017, pandas.NA, "candidate")
    assert told["440100"][:4] == ("possible", 2019, pandas.NA, "unnamed within")
    assert told["620900"] == ("out", pandas.NA, pandas.NA, "full list", 0, "list-2019")
    assert told["110000"] == ("unknown", pandas.NA, pandas.NA, "", 0, "")
    assert rollout.to_gdf(2018).loc["620100", "status"] == "possible"


def test_statuses_are_ordered_by_the_evidence_for_them(rollout):
    status = rollout.to_gdf(2019)["status"]

    assert status.cat.ordered
    assert list(status.cat.categories) == ["out", "unknown", "possible", "in"]
    assert set(status[status >= "possible"]) == {"possible", "in"}


def test_without_a_year_it_is_the_last_one_with_evidence(rollout):
    assert set(rollout.to_gdf()["year"]) == {rollout.years[-1]}
    with pytest.raises(UsageError, match="year: no statement is dated"):
        Rollout([], {}, gazetteer.load()).to_gdf()


def test_a_parent_is_the_unit_around_it_with_its_name(rollout):
    units = rollout.to_gdf(2019, Level.COUNTY)

    assert tuple(units.loc["620602", ["parent", "parent_name_en"]]) == ("620600", "Wuwei")
    assert tuple(rollout.to_gdf(2019, "province").loc["620000", ["parent", "parent_name_en"]]) == (
        "100000",
        "",
    )


def test_statements_keep_their_cells_and_get_the_bounds_of_their_dates(rollout):
    table = rollout.statements_frame().set_index("id")

    assert list(table.index) == [each.id for each in rollout.statements]
    assert tuple(table.loc["lanzhou", ["start", "start_not_before", "start_not_after"]]) == (
        "[2016..2019]",
        "2016-01-01",
        "2019-12-31",
    )
    assert tuple(table.loc["suzhou", ["adcode", "names_zh"]]) == ("320500|341300", "苏州市|宿州市")
    assert tuple(table.loc["xian-no", ["status", "end", "end_not_after"]]) == (
        "out",
        "2016",
        "2016-12-31",
    )
    assert table.loc["wuwei", "end_not_after"] == ""
    assert table.loc["lanzhou", "source_title"] == "=List of prefectures"


def test_no_field_of_a_statement_or_a_source_is_left_out(rollout):
    statements, sources = rollout.statements_frame(), sources_frame(rollout)

    fields = {field.name for field in dataclasses.fields(Statement)} - {"adcodes", "line"}
    assert fields | {"adcode"} <= set(statements)
    assert {field.name for field in dataclasses.fields(Source)} - {"line"} == set(sources)
    assert sources["coverage_scope"].tolist() == ["", "620000 prefecture"]


def test_tables_of_nothing_have_the_same_columns(rollout):
    nothing = Rollout([], {}, gazetteer.load())

    assert list(nothing.statements_frame()) == list(rollout.statements_frame())
    assert list(nothing.sites_gdf()) == list(rollout.sites_gdf())
    assert len(nothing.sites_gdf()) == 0


def test_sites_are_points_where_their_statements_say(rollout):
    sites = rollout.sites_gdf()

    assert sites.crs.to_epsg() == 4326
    assert list(sites["id"]) == ["shop"]
    assert (sites.geometry[0].x, sites.geometry[0].y) == (108.95, 34.26)
