"""`pilotmap build`: which years, which words, which outlines; all or nothing."""

import contextlib
import json
import os
import re

import pytest
from command import run
from pagekit import unpacked, write_project

pytestmark = pytest.mark.slow


def build(*arguments, cwd):
    with contextlib.chdir(cwd):
        return run("build", *map(os.fsdecode, arguments))


def payload_of(path):
    html = path.read_text(encoding="utf-8")
    return unpacked(json.loads(re.search(r'id="pilotmap-payload">(.*?)</script>', html)[1]))


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

    assert done.code == 0, done.err
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
    words += ["--credit", "C", "--credit-zh", "制图", "--byline", "</p>B", "--alt", 'A "map"']
    words += ["--image-url", "https://news.example/a.png", "--alt-zh", "图"]
    build("--out", "map.html", "--lang", "zh", *words, cwd=tmp_path)
    html = (tmp_path / "map.html").read_text(encoding="utf-8")
    text = payload_of(tmp_path / "map.html")["text"]

    assert text == {
        "title": "A & B",
        "titleZh": "",  # the project's own Chinese title is not that of the publisher
        "subtitle": "S",
        "note": "N",
        "reviewNumber": "GS(2025)1",
        "credit": "C",
        "creditZh": "制图",
        "byline": "</p>B",
        "bylineZh": "",
        "alt": 'A "map"',
        "altZh": "图",
    }
    assert '<meta property="og:image" content="https://news.example/a.png">' in html
    assert '<meta property="og:image:alt" content="图">' in html
    assert '<meta name="twitter:card" content="summary_large_image">' in html
    assert "&lt;/p&gt;B" in html
    assert "<title>A &amp; B</title>" in html
    assert '<html lang="zh-CN"' in html


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--url", "ftp://news.example/a.html", "--url 'ftp://news.example/a.html' is not a web"),
        ("--url", "news.example", "--url 'news.example' is not a web address"),
        ("--image-url", "javascript:alert(1)", "--image-url 'javascript:alert(1)' is not a web"),
        ("--theme", "no.toml", "--theme no.toml: there is no such file"),
        ("--theme", "pale.toml", "ink #cccccc on paper #fffdf8 has a contrast of 1.57:1"),
        ("--theme", "logo.toml", "the logo logo.svg is neither PNG, JPEG nor WebP"),
    ],
)
def test_what_cannot_be_published_is_refused_in_one_line(tmp_path, option, value, said):
    (tmp_path / "pale.toml").write_text('ink = "#ccc"\n', encoding="utf-8")
    (tmp_path / "logo.toml").write_text('logo = "logo.svg"\n', encoding="utf-8")
    (tmp_path / "logo.svg").write_text("<svg onload='alert(1)'/>", encoding="utf-8")
    done = build("--out", "map.html", option, value, cwd=tmp_path)

    assert done.code == 1
    assert said in done.err
    assert done.err.count("\n") == 1
    assert done.out == ""
    assert not (tmp_path / "map.html").exists()


def test_the_file_is_named_for_the_folder_where_no_name_is_given(tmp_path):
    folder = write_project(
        tmp_path / "my-pilots", title="T", locations=[{"adcode": "610500", "start": "2016"}]
    )

    assert build("--data", folder, cwd=tmp_path).out == "my-pilots.html\n"
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
    out.write_text("<!doctype html>old", encoding="utf-8")
    done = build("--data", folder, "--out", out, cwd=tmp_path)

    assert done.code == 1
    assert said in done.err
    assert "Traceback" not in done.err
    assert done.out == ""
    assert out.read_text(encoding="utf-8") == "<!doctype html>old"
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
        ["--tiles", "https://[::1/{z}/{x}/{y}"],
        ["--tiles", "https://host:99999/{z}/{x}/{y}"],
        ["--year", "0"],
        ["--year", "-5"],
        ["--to", "1000000000"],
        ["--from", "10000"],
        ["--title", b"a\x80b"],
        ["--out", ""],
        ["--out", "."],
        ["--out", "-"],
        ["--tiles", "https://map.bdimg.com/tile/?x={x}&y={y}&z={z}"],
    ],
)
def test_a_wrong_call_is_refused_with_2_and_writes_nothing(tmp_path, arguments):
    done = build("--out", "map.html", *arguments, cwd=tmp_path)

    assert done.code == 2
    assert "Traceback" not in done.err
    assert not list(tmp_path.iterdir())


def project_in(folder):
    return write_project(folder, title="T", locations=[{"adcode": "610500", "start": "2016"}])


def refused(folder, out):
    done = build("--data", folder, "--out", out, cwd=folder)
    assert done.code == 1, done.out
    assert "Traceback" not in done.err
    assert "--out" in done.err
    return done.err


@pytest.mark.parametrize(
    "name", ["locations.csv", "sources.csv", "datapackage.json", "aliases.csv", ".pilotmap/x.html"]
)
def test_the_project_s_own_files_are_never_the_page(tmp_path, name):
    folder = project_in(tmp_path / "p")
    (folder / ".pilotmap").mkdir()
    (folder / "again").symlink_to(folder / name)
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}

    for out in (name, "again"):
        assert "it holds the project's data" in refused(folder, out)

    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_only_a_page_is_replaced(tmp_path):
    folder = project_in(tmp_path / "p")
    (tmp_path / "thesis.odt").write_bytes(b"PK\x03\x04 years of work")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    (tmp_path / "marked.html").write_text("<html>", encoding="utf-8")
    (tmp_path / "marked.html").chmod(0o444)
    before = {path: path.lstat() for path in tmp_path.iterdir() if path != folder}

    assert "a file that is not an HTML page" in refused(folder, tmp_path / "thesis.odt")
    assert "not a regular file" in refused(folder, tmp_path / "pipe")
    assert "symbolic links" in refused(folder, tmp_path / "circle")
    assert "no permission to write" in refused(folder, tmp_path / "marked.html")

    after = {path: path.lstat() for path in tmp_path.iterdir() if path != folder}
    assert {path: (s.st_ino, s.st_size) for path, s in after.items()} == {
        path: (s.st_ino, s.st_size) for path, s in before.items()
    }


def test_a_link_to_a_page_stays_a_link(tmp_path):
    folder = project_in(tmp_path / "p")
    real = tmp_path / "published.html"
    real.write_text("\n<!DOCTYPE HTML>old", encoding="utf-8")
    real.chmod(0o640)
    (tmp_path / "map.html").symlink_to(real)
    (tmp_path / "new.html").symlink_to(tmp_path / "not-yet.html")
    (tmp_path / "empty").touch()

    for name in ("map.html", "new.html", "empty"):
        assert build("--data", folder, "--out", name, cwd=tmp_path).code == 0

    assert (tmp_path / "map.html").is_symlink()
    assert (tmp_path / "new.html").is_symlink()
    assert payload_of(real) == payload_of(tmp_path / "not-yet.html")
    assert real.stat().st_mode & 0o777 == 0o640


def test_an_end_after_the_last_year_is_not_in_the_page(tmp_path):
    rows = [{"adcode": "610500", "start": "2015", "end": "2020-11"}]
    folder = write_project(tmp_path / "p", title="T", locations=rows)

    build("--data", folder, "--year", "2018", "--out", "2018.html", cwd=tmp_path)
    build("--data", folder, "--year", "2020", "--out", "2020.html", cwd=tmp_path)

    assert payload_of(tmp_path / "2018.html")["dates"]["end"] == [""]
    assert payload_of(tmp_path / "2020.html")["dates"]["end"] == ["2020-11"]
    assert "2020-11" not in (tmp_path / "2018.html").read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_said(tmp_path):
    done = build("--out", "nowhere/map.html", cwd=tmp_path)

    assert done.code == 1
    assert "cannot write nowhere/map.html" in done.err
    assert "mkdir -p nowhere" in done.err


def test_tiles_open_the_policy_for_their_host_and_nothing_else(tmp_path):
    build("--out", "map.html", "--tiles", "OpenStreetMap.Mapnik", cwd=tmp_path)
    html = (tmp_path / "map.html").read_text(encoding="utf-8")
    policy = html.split('content="')[1].split('"')[0]

    assert "img-src data: blob: https://tile.openstreetmap.org;" in policy
    assert policy.count("http") == 1
    assert payload_of(tmp_path / "map.html")["tiles"]["attribution"] == [
        ["© ", ""],
        ["OpenStreetMap", "https://www.openstreetmap.org/copyright"],
        [" contributors", ""],
    ]


def test_gaode_tiles_are_known_to_be_shifted(tmp_path):
    build("--out", "map.html", "--tiles", "Gaode.Normal", cwd=tmp_path)

    tiles = payload_of(tmp_path / "map.html")["tiles"]

    assert tiles["gcj02"] is True
    assert tiles["attribution"] == [["© ", ""], ["Gaode.com", "http://www.gaode.com/"]]


def test_outlines_of_ones_own_replace_the_committed_ones(tmp_path):
    square = {
        "type": "Polygon",
        "coordinates": [[[109, 34], [111, 34], [111, 36], [109, 36], [109, 34]]],
    }
    features = [{"type": "Feature", "properties": {"adcode": "610500"}, "geometry": square}]
    collection = {"type": "FeatureCollection", "features": features}
    (tmp_path / "own.geojson").write_text(json.dumps(collection), encoding="utf-8")
    done = build("--out", "map.html", "--boundaries", "own.geojson", cwd=tmp_path)

    assert done.code == 0, done.err
    content = payload_of(tmp_path / "map.html")
    assert "610500" in content["topology"]["adcodes"]
    assert "620600" not in content["topology"]["adcodes"]
    assert content["boundaries"] == "own.geojson"


@pytest.mark.parametrize(
    "url", ["map.html", "ftp://example.org/", "https://", "javascript:alert(1)"]
)
def test_an_address_of_publication_that_is_no_web_address_is_refused(tmp_path, url):
    done = build("--out", "map.html", "--url", url, cwd=tmp_path)

    assert done.code == 1
    assert done.err.count("\n") == 1
    assert url in done.err
    assert "https://" in done.err
    assert not (tmp_path / "map.html").exists()


def test_the_address_of_publication_is_canonical(tmp_path):
    address = "https://news.example/a?b=1&c=2"
    build("--out", "map.html", "--url", address, cwd=tmp_path)
    html = (tmp_path / "map.html").read_text(encoding="utf-8")

    assert '<link rel="canonical" href="https://news.example/a?b=1&amp;c=2">' in html
    assert html.count("og:url") == 1


def test_counties_with_a_border_shorter_than_the_grid_of_the_page_are_built(tmp_path):
    folder = write_project(tmp_path / "p", title="P", locations=[{"adcode": "350504"}])
    done = build("--data", folder, "--out", "map.html", cwd=tmp_path)

    assert done.code == 0, done.err
    html = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert 'viewBox="0 0' in html
    assert "350504" in payload_of(tmp_path / "map.html")["topology"]["adcodes"]
