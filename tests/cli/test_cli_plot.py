"""`pilotmap plot`: pictures by the name of the file, and one line for what cannot be drawn."""

import sys

import pytest
from command import run
from PIL import Image

from geo.cli import plot
from geo.paths import REFERENCE
from geo.picture.sizes import SIZES

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("name", "args", "begins"),
    [
        ("map.png", ("--year", "2020", "--size", "640x640"), b"\x89PNG"),
        ("map.svg", ("--years", "2016,2020", "--size", "square", "--lang", "zh"), b"<?xml"),
        ("map.pdf", ("--size", "column", "--inset", "--level", "province"), b"%PDF"),
        ("panel.png", ("--panel", "--from", "2018"), b"\x89PNG"),
        ("map.gif", ("--animate", "--from", "2019", "--size", "480x480"), b"GIF8"),
    ],
)
def test_a_picture_is_what_its_name_says(name, args, begins, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    ran = run("plot", *args, "--out", name)

    assert (ran.code, ran.out, ran.err) == (0, f"{name}\n", "")
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_picture_has_the_pixels_that_were_asked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("plot", "--size", "700x500", "--title", "").code == 0

    with Image.open(tmp_path / "map.png") as image:
        assert image.size == (700, 500)


def test_a_file_that_is_there_is_replaced_only_by_force(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map.png").write_bytes(b"mine")

    ran = run("plot", "--size", "480x480")

    assert (ran.code, "pass --force" in ran.err) == (1, True)
    assert (tmp_path / "map.png").read_bytes() == b"mine"


def test_outlines_that_lack_a_level_or_the_nine_dash_line_are_told(tmp_path, monkeypatch):
    """A file of provinces: no prefecture can be drawn, and the inset says what it does not hold."""
    import geopandas

    monkeypatch.chdir(tmp_path)
    provinces = geopandas.read_file(REFERENCE / "boundaries.topojson", layer="province")
    provinces.geometry = provinces.geometry.simplify_coverage(0.1)
    provinces[["adcode", "geometry"]].to_file("own.geojson", driver="GeoJSON")
    own = ("--boundaries", "own.geojson", "--inset", "--size", "640x640")

    ran = run("plot", *own, "--level", "county")
    assert (ran.code, "the outlines hold " in ran.err) == (2, True), ran.err
    assert not (tmp_path / "map.png").exists()

    from geo.picture import layout

    said = []
    told = layout.PictureLayout.texts
    monkeypatch.setattr(
        layout.PictureLayout, "texts", lambda self: said.extend(told(self)) or told(self)
    )
    assert run("plot", *own, "--level", "province").code == 0
    assert any("no nine-dash line" in text for text in said)
    assert any("own.geojson" in text for text in said)


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("--out", "map.jpg"), 2, "end it in .svg, .png or .pdf"),
        (("--out", "map"), 2, "end it in"),
        (("--animate", "--out", "map.svg"), 2, "end it in .gif, .webp or .png"),
        (("--out", "nowhere/map.png"), 1, "there is no folder nowhere"),
        (("--out", "."), 2, ""),
        (("--year", "1999"), 2, "the statements speak of 2016 to 2020"),
        (("--years", "2016,1999"), 2, "--years 1999"),
        (("--years", "2016;2018"), 2, "with commas between"),
        (("--years", ""), 2, "with commas between"),
        (("--year", "2016", "--years", "2016"), 2, "give one of them"),
        (("--animate", "--panel"), 2, "choose one of them"),
        (("--animate", "--year", "2016"), 2, "narrow them with --from and --to"),
        (("--from", "2016"), 2, "are for --animate and --panel"),
        (("--panel", "--from", "2020", "--to", "2016"), 2, "is after"),
        (("--panel", "--from", "1990"), 2, "the statements speak of"),
        (("--size", "tiny"), 2, "wide, social, square"),
        (("--size", "10x10"), 2, "240 to 8000 pixels"),
        (("--level", "town"), 2, "town"),
        (("--font", "nofont"), 2, "no installed font of that name"),
        (("--title", "a \U0001f600"), 1, "U+1F600"),
        (("--boundaries", "none.geojson"), 1, "none.geojson"),
        (("--lang", "fr"), 2, "fr"),
    ],
)
def test_what_cannot_be_drawn_is_one_line_and_no_file(args, code, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    ran = run("plot", *args)

    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert "defect" not in ran.err
    assert ran.err.count("\n") == 1 or "Usage:" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("home")
def test_without_a_dated_statement_there_is_nothing_to_draw():
    ran = run("plot")

    assert (ran.code, "no statement is dated" in ran.err) == (2, True)


def test_without_the_extra_the_command_that_installs_it_is_told(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "matplotlib", None)

    ran = run("plot")

    assert (ran.code, 'pip install "pilotmap[plot]"' in ran.err) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_the_help_names_every_size():
    assert "|".join([*SIZES, "WxH"]) == plot._SIZES
