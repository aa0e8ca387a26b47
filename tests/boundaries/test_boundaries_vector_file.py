"""A vector file from elsewhere: read as what its content is, without asking any network."""

from __future__ import annotations

import json
import math
import os
import shutil
import socket
import sqlite3
import struct
from contextlib import closing
from typing import TYPE_CHECKING, Any

import geopandas
import pyogrio
import pytest
from shapely import MultiPolygon, box

from geo.boundaries import from_file
from geo.boundaries.flatgeobuf import counts_of
from geo.boundaries.vector_file import read_layers
from geo.errors import ReferenceDataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RING = [[109, 34], [111, 34], [111, 36], [109, 36], [109, 34]]
VRT = (
    '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/vsicurl/{}/x.geojson'
    "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
)


def collection(crs: object = None, geometry_crs: object = None) -> str:
    geometry: dict[str, Any] = {"type": "Polygon", "coordinates": [RING]}
    geometry |= {"crs": geometry_crs} if geometry_crs else {}
    feature = {"type": "Feature", "properties": {"adcode": "610500"}, "geometry": geometry}
    top = {"crs": crs} if crs else {}
    return json.dumps({"type": "FeatureCollection", **top, "features": [feature]})


def topology(crs: object) -> str:
    units = [{"type": "Polygon", "arcs": [[0]], "properties": {"adcode": "610500"}}]
    objects = {"units": {"type": "GeometryCollection", "geometries": units}}
    return json.dumps({"type": "Topology", "crs": crs, "objects": objects, "arcs": [RING]})


def unit(**columns: Any) -> geopandas.GeoDataFrame:
    """Return an outline with its code, and what else is told of it."""
    shape = box(109, 34, 111, 36)
    return geopandas.GeoDataFrame({"adcode": ["610500"], **columns}, geometry=[shape], crs=4326)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(8)
        server.settimeout(0.2)
        yield server


URL = {"type": "url", "properties": {"url": "{}/x"}}
LINK = {"type": "Link", "properties": {"href": "{}/x", "type": "ogcwkt"}}
PIPELINE = {"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read /vsicurl/{}"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("units.geojson", VRT),
        ("units.gpkg", VRT),
        ("units.shp", VRT),
        ("units.vrt", VRT),
        ("units.gdalg.json", json.dumps(PIPELINE)),
        ("units.geojson", collection(crs=URL)),
        ("units.geojson", collection(crs=LINK)),
        ("units.geojson", collection(geometry_crs=URL)),
        ("units.geojson", collection(crs={**URL, "TYPE": "name"})),
        ("units.topojson", topology(URL)),
        ("units.topojson", topology(None).replace('"arcs": [[[', '"arcs": 5, "x": [[[')),
    ],
)
def test_a_file_that_points_elsewhere_is_refused_and_nothing_is_asked(
    tmp_path: Path, listener: socket.socket, name: str, content: str
) -> None:
    path = tmp_path / name
    path.write_text(content.replace("{}", f"http://127.0.0.1:{listener.getsockname()[1]}"))

    with pytest.raises(ReferenceDataError, match="expected GeoJSON") as caught:
        from_file(path)

    assert str(path) in str(caught.value)
    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize("name", ["https://example.org/units.geojson", "/vsicurl/x.geojson"])
def test_an_address_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ReferenceDataError, match="no such file"):
        from_file(type(tmp_path)(name))


def test_a_crs_by_name_is_read(tmp_path: Path) -> None:
    path = tmp_path / "units.json"
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}

    for content in (collection(crs), topology(crs)):
        path.write_text(content)
        assert from_file(path).outlines


def test_what_is_no_regular_file_is_told_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.geojson")
    (tmp_path / "folder.gpkg").mkdir()
    (tmp_path / "circle.shp").symlink_to(tmp_path / "circle.shp")
    (tmp_path / "deep.json").write_text("[" * 100_000)
    unit().to_file(tmp_path / "units.shp")
    for part in ("shx", "dbf", "prj", "cpg"):
        for ending in ("shp", "shx", "dbf", "prj", "cpg"):
            shutil.copy(tmp_path / f"units.{ending}", tmp_path / f"{part}.{ending}")
        (tmp_path / f"{part}.{part}").unlink()
        os.mkfifo(tmp_path / f"{part}.{part if part != 'dbf' else 'DBF'}")
    for part in ("shx", "dbf"):
        shutil.copy(tmp_path / "units.shp", tmp_path / f"lacks-{part}.shp")
    shutil.copy(tmp_path / "units.shx", tmp_path / "lacks-dbf.SHX")

    parts = ("shx.shp", "dbf.shp", "prj.shp", "cpg.shp", "lacks-shx.shp", "lacks-dbf.shp")
    for name in ("pipe.geojson", "folder.gpkg", "circle.shp", "deep.json", *parts):
        with pytest.raises(ReferenceDataError, match=name.removesuffix("shp")):
            from_file(tmp_path / name)


def test_a_view_that_never_ends_is_not_computed(tmp_path: Path) -> None:
    path = tmp_path / "units.gpkg"
    units = geopandas.GeoDataFrame({"adcode": ["610500"]}, geometry=[box(109, 34, 111, 36)])
    units.set_crs(4326).to_file(path, layer="units")
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"CREATE VIEW more AS {endless}")
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
            "VALUES ('more', 'attributes', 'more', 4326)"
        )

    assert from_file(path).outlines


def test_arcs_that_are_named_time_and_again_are_counted(tmp_path: Path) -> None:
    arc = [[109 + number / 1000, 34] for number in range(1000)]
    units = [{"type": "Polygon", "arcs": [[0] * 4000], "properties": {"adcode": "610500"}}]
    objects = {"units": {"type": "GeometryCollection", "geometries": units}}
    path = tmp_path / "units.topojson"
    path.write_text(json.dumps({"type": "Topology", "objects": objects, "arcs": [arc]}))

    with pytest.raises(ReferenceDataError, match="more than 3,000,000 positions"):
        from_file(path)


def test_rings_by_the_million_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "units.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [' + "[" * 3_000_001)

    with pytest.raises(ReferenceDataError, match="more than 3,000,000 positions"):
        from_file(path)


def test_outlines_of_more_rings_than_gdal_holds_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "units.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [' + "[[[ 1, 2], [3,4]]]," * 100_001)

    with pytest.raises(ReferenceDataError, match="more than 200,000 rings"):
        from_file(path)


@pytest.mark.parametrize("name", ["units.shp", "units.fgb", "units.gpkg"])
@pytest.mark.parametrize(
    ("limit", "words"), [("_RINGS_LIMIT", "rings"), ("_POSITIONS_LIMIT", "positions")]
)
def test_outlines_are_counted_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, limit: str, words: str
) -> None:
    if (name, words) == ("units.gpkg", "positions"):
        return  # its rows are held to the size of the file
    path = tmp_path / name
    units = geopandas.GeoDataFrame(
        {"adcode": ["610500", "610600"]}, geometry=[box(109, 34, 111, 36), box(109, 36, 111, 38)]
    )
    units.set_crs(4326).to_file(path)
    assert len(from_file(path).outlines) == 2
    monkeypatch.setattr(f"geo.boundaries.vector_file.{limit}", 1)

    with pytest.raises(ReferenceDataError, match=f"have more than 1 {words}; simplify"):
        from_file(path)


@pytest.mark.parametrize(
    ("sign", "words"), [('"a":1,', "2,000,000 members"), ("1,", "15,000,000 values")]
)
def test_values_of_outlines_are_counted_before_they_are_made(
    tmp_path: Path, sign: str, words: str
) -> None:
    path = tmp_path / "units.geojson"
    count = {"members": 2_000_001, "values": 15_000_001}[words.split()[1]]
    path.write_text(f'{{"type": "FeatureCollection", "x": {{{sign * count}')

    with pytest.raises(ReferenceDataError, match=f"more than {words}"):
        from_file(path)


@pytest.mark.parametrize("name", ["units.shp", "units.fgb", "units.geojson", "units.topojson"])
def test_no_other_column_is_read_and_as_many_as_a_table_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / name
    if name.endswith("topojson"):
        path.write_text(topology({"type": "name", "properties": {"name": "EPSG:4326"}}))
    else:
        unit(x=[1], y=[2]).to_file(path)
    layers = read_layers(path, "ADCODE").frames
    assert [list(layer.columns) for layer in layers] == [["adcode", "geometry"]]
    assert read_layers(path, "code").names

    for limit, words in (("CELLS_LIMIT", "are more than 0 cells"), ("COLUMNS_LIMIT", "than 0 d")):
        monkeypatch.setattr(f"geo.boundaries.vector_file.{limit}", 0)
        with pytest.raises(ReferenceDataError, match=words):
            from_file(path)


def test_objects_of_a_topology_that_have_codes_are_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "units.topojson"
    content = json.loads(topology({"type": "name", "properties": {"name": "EPSG:4326"}}))
    content["objects"] |= {"more": content["objects"]["units"], "grid": {"type": "Point"}}
    content["objects"]["single"] = content["objects"]["units"]["geometries"][0]
    path.write_text(json.dumps(content))
    read = []
    once = pyogrio.read_dataframe
    monkeypatch.setattr(pyogrio, "read_dataframe", lambda *a, **k: read.append(a) or once(*a, **k))

    assert [len(layer) for layer in read_layers(path, "adcode").frames] == [3]
    assert len(read) == 1


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    unit(ADCODE=["610600"]).to_file(tmp_path / "units.geojson")

    with pytest.raises(ReferenceDataError, match="the columns adcode, ADCODE have one name"):
        from_file(tmp_path / "units.geojson")


def test_an_index_that_leads_to_one_shape_time_and_again_is_refused(tmp_path: Path) -> None:
    units = geopandas.GeoDataFrame({"adcode": ["610500"]}, geometry=[box(109, 34, 111, 36)])
    units.set_crs(4326).to_file(tmp_path / "units.shp")
    assert from_file(tmp_path / "units.shp").outlines
    index = tmp_path / "units.shx"
    raw = index.read_bytes()
    index.write_bytes(raw + raw[100:108] * 50)

    with pytest.raises(ReferenceDataError, match="leads to the same shapes"):
        from_file(tmp_path / "units.shp")


def repeated(head: bytes, times: int, positions: int) -> bytes:
    """Return a FlatGeobuf of one feature, with each part told by an offset to the same bytes."""
    turned = [2 * math.pi * at / (positions - 1) for at in range(positions)]
    xy = [each for at in turned for each in (110 + math.cos(at) / 2, 35 + math.sin(at) / 2)]
    feature = struct.pack("<I3H2xiI", 12, 6, 8, 4, 8, 24)  # a table whose field 0 follows it
    geometry = struct.pack("<10HiIB3x", 20, 12, *[0] * 6, 8, 4, 20, 8, 6)
    ends = [4 * (times - at) + 20 for at in range(times)]
    if (len(feature) + len(geometry) + 4 + 4 * times + 36) % 8:  # numbers of eight bytes
        ends = [each + 4 for each in ends]
    vector = struct.pack(f"<I{times}I", times, *ends)
    pad = b"" if ends[-1] == 4 + 20 else bytes(4)
    part = struct.pack("<10HiIB3xI", 20, 12, 0, 4, *[0] * 4, 8, 0, 20, 8, 3, len(xy))
    body = feature + geometry + vector + pad + part + struct.pack(f"<{len(xy)}d", *xy)
    return head + struct.pack("<I", len(body)) + body


def test_a_part_that_is_told_time_and_again_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "units.fgb"
    units = geopandas.GeoDataFrame(
        {"adcode": ["610500"]}, geometry=[MultiPolygon([box(109, 34, 111, 36)])]
    )
    units.set_crs(4326).to_file(path, SPATIAL_INDEX="NO")
    assert from_file(path).outlines
    raw = path.read_bytes()
    head = raw[: 12 + int.from_bytes(raw[8:12], "little")]

    few = repeated(head, 3, 20)
    path.write_bytes(few)
    assert [len(each.geoms) for each in pyogrio.read_dataframe(path).geometry] == [3]
    assert counts_of(few, 10**6).positions == 1 + 3 * (1 + 20)

    path.write_bytes(repeated(head, 7000, 500))
    assert path.stat().st_size < 40_000
    with pytest.raises(ReferenceDataError, match="more than 3,000,000 positions"):
        from_file(path)


def test_a_flatgeobuf_that_is_cut_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "units.fgb"
    units = geopandas.GeoDataFrame({"adcode": ["610500"]}, geometry=[box(109, 34, 111, 36)])
    units.set_crs(4326).to_file(path)
    raw = path.read_bytes()

    for size in (9, 100, len(raw) - 1):
        path.write_bytes(raw[:size])
        with pytest.raises(ReferenceDataError, match="expected GeoJSON"):
            from_file(path)
