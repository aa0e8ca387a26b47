"""The look of a house: what is read, what is refused in one line, and why."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import PilotmapError
from geo.page.colours import contrast, difference, mixed
from geo.page.constants import constants
from geo.page.theme import _DARK, _LIGHT, LARGEST_LOGO, Scheme, problems_of, read_theme

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0" + bytes(20)
WEBP = b"RIFF\x00\x00\x00\x00WEBPVP8 "
HOUSE = """
years = ["#0b3c5d", "#d1495b"]
land = "#eeeeee"
sea = "#fafafa"
paper = "#fff"
ink = "#111111"
muted = "#555555"
serif = "'Playfair Display', 宋体, serif"
logo = "logo.png"
logo_alt = "The Daily"
"""
COLOUR = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def theme(folder, text, logo=PNG):
    (folder / "logo.png").write_bytes(logo)
    path = folder / "house.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path):
    with pytest.raises(PilotmapError) as caught:
        read_theme(path)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_theme_gives_colours_type_and_logo(tmp_path):
    read = read_theme(theme(tmp_path, HOUSE))

    assert read.light.years == ("#0b3c5d", "#d1495b")
    assert read.light.colours["paper"] == "#ffffff"
    assert read.logo == f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    assert "--paper:#ffffff;" in read.style()
    assert "--serif:'Playfair Display', \\5b8b \\4f53 , serif;" in read.style()
    assert read.as_json()["dark"] is None
    assert "color-scheme:light" in read.style()


@pytest.mark.parametrize("logo", [PNG, JPEG, WEBP])
def test_a_logo_is_what_its_first_bytes_say(tmp_path, logo):
    assert read_theme(theme(tmp_path, HOUSE, logo)).logo.startswith("data:image/")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('ink = "#999999"', "ink #999999 on paper #ffffff has a contrast of 2.84:1"),
        ('muted = "#8a8a8a"', "muted #8a8a8a on paper #ffffff has a contrast of 3.45:1"),
        ('years = ["#0b3c5d", "#e8e3a0"]', "years 2 #e8e3a0 on land #eeeeee has a contrast of 1.1"),
        (
            'years = ["#c0392b", "#5a7d1e"]',
            "years 1 #c0392b and years 2 #5a7d1e look alike with",
        ),
        ('years = ["#0b3c5d"]', "`years` is not a list of 2 to 7 colours"),
        ('ink = "black"', "`ink` is 'black'; write a colour as #rrggbb"),
        ('colour = "#111111"', "has `colour`, which is no part of a theme"),
        ('serif = "Georgia;} body{display:none"', "write names of fonts"),
        ('serif = "\'Georgia"', "write names of fonts"),
        ('logo = "nowhere.png"', "the logo nowhere.png: there is no such file"),
        ("logo_alt = 3", "`logo_alt` is not a text"),
        ("dark = 3", "`dark` is not a table"),
        ("years = [", "is not TOML"),
        ("x = " + "[" * 90_000, "is not TOML"),
        ("x" + ".x" * 40_000 + " = 1", "has more than 100 dots"),
    ],
)
def test_a_theme_that_does_not_hold_is_refused_in_one_line(tmp_path, line, said):
    name = line.split(" = ")[0]
    kept = [row for row in HOUSE.splitlines() if not row.startswith(f"{name} =")]

    assert said in refusal(theme(tmp_path, "\n".join([*kept, line])))


@pytest.mark.parametrize(
    ("logo", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "neither PNG, JPEG nor"),
        (b"GIF89a", "neither PNG, JPEG nor"),
        (b"", "neither PNG, JPEG nor"),
        (PNG + bytes(LARGEST_LOGO), "at most 200,000 are taken"),
    ],
)
def test_a_logo_that_is_no_picture_or_too_large_is_refused(tmp_path, logo, said):
    assert said in refusal(theme(tmp_path, HOUSE, logo))


def test_years_stand_in_both_schemes_or_in_none(tmp_path):
    text = HOUSE + "[dark]\n" + 'paper = "#101010"\n'
    assert "give it in both" in refusal(theme(tmp_path, text))
    read = read_theme(theme(tmp_path, text + 'years = ["#4d9de0", "#ffd275"]\n'))
    assert read.dark.colours["paper"] == "#101010"
    assert "color-scheme:light" not in read.style()


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_theme_that_cannot_be_read_is_refused(tmp_path, name):
    assert refusal(tmp_path / name).startswith("--theme ")


def test_contrast_is_that_of_the_guidelines():
    # Figures as the checkers of WCAG give them.
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ff0000", "#ffffff") == pytest.approx(3.998, abs=0.005)


def test_red_and_green_of_one_lightness_are_alike_to_dichromats_only():
    distance, vision = difference("#b0483c", "#6f7a2f")

    assert vision in {"protanopia", "deuteranopia"}
    assert distance < 20
    assert difference("#000000", "#ffffff")[0] == pytest.approx(100, abs=0.1)


@settings(max_examples=60, deadline=None)
@given(COLOUR, COLOUR)
def test_contrast_and_difference_do_not_depend_on_the_order(one, other):
    assert contrast(one, other) == pytest.approx(contrast(other, one))
    assert difference(one, other)[0] == pytest.approx(difference(other, one)[0])
    assert 1 <= contrast(one, other) <= 21
    assert difference(one, one)[0] == pytest.approx(0)
    assert mixed(one, other, 1) == one
    assert mixed(one, other, 0) == other


def test_a_half_is_rounded_up_as_the_scripts_do_it():
    assert mixed("#010305", "#000000", 0.5) == "#010203"


def test_the_usual_colours_pass_as_a_theme():
    known = constants("state/palette")
    scales = (known["SCALE_LIGHT"], known["SCALE_DARK"])
    for colours, years in zip((_LIGHT, _DARK), scales, strict=True):
        assert list(problems_of(Scheme(colours, tuple(years)))) == []


@pytest.mark.parametrize("dark", [False, True])
def test_the_usual_colours_grow_lighter_from_year_to_year_however_many_classes_there_are(dark):
    known = constants("state/palette")
    scale = known["SCALE_DARK" if dark else "SCALE_LIGHT"]
    for number, steps in enumerate(known["STEPS_DARK" if dark else "STEPS"]):
        assert len(steps) == number
        against_black = [contrast(scale[step], "#000000") for step in steps]
        assert against_black == sorted(set(against_black))
