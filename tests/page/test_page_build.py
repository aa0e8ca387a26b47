"""`pilotmap build`: which years, which words, which outlines; all or nothing."""

import json
import os
import re
import subprocess
import sys

import pytest
from pagekit import write_project

BUILD = [sys.executable, "-m", "geo", "build"]


def build(*arguments, cwd):
    return subprocess.run(
        [*BUILD, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=False
    )


def payload_of(path):
    html = path.read_text(encoding="utf-8")
    return json.loads(re.search(r'id="pilotmap-payload">(.*?)</script>', html)[1])


@pytest.mark.parametrize(
    ("arguments", "years", "start"),
    [
        ([], (2016, 2020), (2020, "upto")),
        (["--year", "2018"], (2016, 2018), (2018, "upto")),
        (["--year", "2018", "--mode", "in"], (2018, 2018), (2018, "in")),
        (["--from", "2016", "--to", "2019"], (2016, 2019), (2019, "upto")),
        (["--from", "2017", "--to", "2019", "--mode", "in"], (2017, 2019), (2019, "range")),
        (["--to", "2017"], (2016, 2017), (2017, "upto")),
        (["--from", "2018"], (2018, 2020), (2020, "upto")),
        (["--year", "2010"], (2010, 2010), (2010, "upto")),
    ],
)
def test_years_are_filtered_when_the_page_is_built(tmp_path, arguments, years, start):
    done = build("--out", "map.html", *arguments, cwd=tmp_path)
    content = payload_of(tmp_path / "map.html")

    assert done.returncode == 0, done.stderr
    assert (content["years"]["first"], content["years"]["last"]) == years
    assert (content["start"]["year"], content["start"]["mode"]) == start


def test_a_page_for_2018_names_no_place_of_2020(tmp_path):
    build("--year", "2018", "--out", "map.html", cwd=tmp_path)
    content = payload_of(tmp_path / "map.html")
    html = (tmp_path / "map.html").read_text(encoding="utf-8")

    assert content["statements"]["place"] == [
        "Weinan",
        "local branches",
        "many provinces and cities",
    ]
    assert "other branches" not in html
    assert "2020-08" not in html
    assert "bases" not in html


def test_words_of_the_publisher_are_shown(tmp_path):
    words = ["--title", "A & B", "--subtitle", "S", "--note", "N", "--review-number", "GS(2025)1"]
    build("--out", "map.html", "--lang", "zh", *words, cwd=tmp_path)
    html = (tmp_path / "map.html").read_text(encoding="utf-8")
    text = payload_of(tmp_path / "map.html")["text"]

    assert text == {
        "title": "A & B",
        "titleZh": "",  # the project's own Chinese title is not that of the publisher
        "subtitle": "S",
        "note": "N",
        "reviewNumber": "GS(2025)1",
    }
    assert "<title>A &amp; B</title>" in html
    assert '<html lang="zh-CN"' in html


def test_the_file_is_named_for_the_folder_where_no_name_is_given(tmp_path):
    folder = write_project(
        tmp_path / "my-pilots", title="T", locations=[{"adcode": "610500", "start": "2016"}]
    )

    assert build("--data", folder, cwd=tmp_path).stdout == "my-pilots.html\n"
    assert (tmp_path / "my-pilots.html").stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"adcode": "999999", "start": "2016"}], "999999"),
        ([{"adcode": "610500", "start": "2016-13"}], "2016-13"),
        ([{"adcode": "610500", "start": "2016", "source": "nobody"}], "nobody"),
        ([], "no statement to show"),
    ],
)
def test_data_with_problems_write_nothing(tmp_path, rows, said):
    folder = write_project(tmp_path / "p", title="T", locations=rows)
    out = tmp_path / "map.html"
    out.write_text("old", encoding="utf-8")
    done = build("--data", folder, "--out", out, cwd=tmp_path)

    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert out.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.html", "p"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--year", "2018", "--from", "2016"],
        ["--from", "2019", "--to", "2016"],
        ["--mode", "between"],
        ["--lang", "fr"],
        ["--tiles", "No.Such.Tiles"],
        ["--tiles", "https://host/only.png"],
        ["--tiles", "javascript://x/{z}/{x}/{y}"],
        ["--tiles", "https://map.bdimg.com/tile/?x={x}&y={y}&z={z}"],
    ],
)
def test_a_wrong_call_is_refused_with_2_and_writes_nothing(tmp_path, arguments):
    done = build("--out", "map.html", *arguments, cwd=tmp_path)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_said(tmp_path):
    done = build("--out", "nowhere/map.html", cwd=tmp_path)

    assert done.returncode == 1
    assert "cannot write nowhere/map.html" in done.stderr


def test_tiles_open_the_policy_for_their_host_and_nothing_else(tmp_path):
    build("--out", "map.html", "--tiles", "OpenStreetMap.Mapnik", cwd=tmp_path)
    html = (tmp_path / "map.html").read_text(encoding="utf-8")
    policy = html.split('content="')[1].split('"')[0]

    assert "img-src data: blob: https://tile.openstreetmap.org;" in policy
    assert policy.count("http") == 1
    assert "OpenStreetMap" in payload_of(tmp_path / "map.html")["tiles"]["attribution"]


def test_gaode_tiles_are_known_to_be_shifted(tmp_path):
    build("--out", "map.html", "--tiles", "Gaode.Normal", cwd=tmp_path)

    tiles = payload_of(tmp_path / "map.html")["tiles"]

    assert tiles["gcj02"] is True
    assert tiles["attribution"] == "© Gaode.com"


def test_outlines_of_ones_own_replace_the_committed_ones(tmp_path):
    square = {
        "type": "Polygon",
        "coordinates": [[[109, 34], [111, 34], [111, 36], [109, 36], [109, 34]]],
    }
    features = [{"type": "Feature", "properties": {"adcode": "610500"}, "geometry": square}]
    collection = {"type": "FeatureCollection", "features": features}
    (tmp_path / "own.geojson").write_text(json.dumps(collection), encoding="utf-8")
    done = build("--out", "map.html", "--boundaries", "own.geojson", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    content = payload_of(tmp_path / "map.html")
    assert "610500" in content["topology"]["adcodes"]
    assert "620600" not in content["topology"]["adcodes"]
    assert content["boundaries"] == "own.geojson"
