"""What pictures are made of: colours of the page, fonts, lines of text, names, sizes, outlines."""

import json
import shutil
import subprocess

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from picturekit import FONT

from geo.errors import PilotmapError, UsageError
from geo.model import Level
from geo.page.assets import FOLDER
from geo.page.colours import mixed
from geo.page.constants import palette
from geo.picture import fonts
from geo.picture.content import Content, years_within
from geo.picture.fonts import find_face
from geo.picture.ground import DASHES, Ground
from geo.picture.labels import Label, Rect, place
from geo.picture.sheet import width_of, wrapped
from geo.picture.sizes import SIZES, size_from
from geo.picture.stage import inset_box, with_room_for_inset
from geo.picture.wording import LETTERS_LIMIT, bounds_text, shown
from geo.rollout import YearBounds

FACE = find_face(FONT)
YEARS = [[], [2016], [2016, 2020], [*range(2012, 2019)], [*range(2009, 2021)]]
YEARS += [[*range(1990, 2021)], [*range(1, 400, 7)], [*range(1, 9999, 900)]]


@pytest.mark.skipif(shutil.which("node") is None, reason="the page's scripts are run by node")
def test_colours_are_those_that_the_page_makes_of_the_same_years():
    script = f"""
        const {{ createPalette }} = await import({(FOLDER / "state/palette.js").as_uri()!r});
        const made = {json.dumps(YEARS)}.map((years) => {{
            const palette = createPalette(years, false);
            const [colour] = [palette.ofYear(2016)];
            return [palette.classes, colour, palette.inPart(colour), palette.paper];
        }});
        console.log(JSON.stringify(made));
    """
    node = [shutil.which("node"), "--input-type=module", "-e", script]
    told = json.loads(subprocess.run(node, capture_output=True, text=True, check=True).stdout)

    for years, (classes, colour, in_part, paper) in zip(YEARS, told, strict=True):
        own = palette(set(years))
        assert [each._asdict() for each in own.classes] == classes
        assert own.of_year(2016) == colour
        assert own.on_land(colour, own.part) == in_part
        assert own.paper == paper


def test_a_colour_over_another_is_between_them():
    assert mixed("#ff0000", "#0000ff", 0.5) == "#800080"


def test_the_face_for_simplified_chinese_is_taken_from_a_collection():
    assert FACE.name.endswith(" SC")
    assert FACE.missing("渭南 Weinan 甘肃") == ""


@pytest.mark.parametrize("text", ["emoji \U0001f600", "an unassigned \U000e0fff one"])
def test_a_character_that_the_font_lacks_is_an_error_that_names_it(text):
    character = next(each for each in text if ord(each) > 0xFFFF)
    with pytest.raises(PilotmapError, match=f"U\\+{ord(character):04X}.*--font"):
        FACE.check(["天", text])


def test_a_font_that_is_none_is_refused(tmp_path):
    (tmp_path / "font.ttf").write_text("no font")
    with pytest.raises(UsageError, match="not a font that can be read"):
        find_face(tmp_path / "font.ttf")
    with pytest.raises(UsageError, match="no installed font of that name"):
        find_face("No Such Font")


def test_without_any_font_the_error_says_how_to_install_one(monkeypatch):
    monkeypatch.setattr(fonts, "_installed", lambda _: iter(()))
    assert find_face().path == str(FONT)  # the package, where the system has none
    monkeypatch.setattr(fonts, "find_spec", lambda _: None)
    with pytest.raises(PilotmapError, match=r'pip install "pilotmap\[plot\]"'):
        find_face()


@settings(max_examples=60)
@given(
    st.text(alphabet="a bcW，。（）天水Linxia-渭", max_size=60),
    st.floats(min_value=12, max_value=200),
)
def test_lines_fit_and_lose_nothing(text, room):
    lines = wrapped(text, FACE, 10, room)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line, FACE, 10) <= room or len(line) == 1 for line in lines)


def test_no_line_of_chinese_begins_with_a_closing_mark():
    lines = wrapped("来源：报告，名单。" * 6, FACE, 10, 61)

    assert not any(line[0] in "，。：" for line in lines)


BOUNDS = Rect(0, 0, 300, 200)
LABELS = st.lists(
    st.builds(
        Label,
        x=st.floats(0, 300),
        y=st.floats(0, 200),
        width=st.floats(5, 90),
        height=st.just(12.0),
        gap=st.sampled_from([0.0, 8.0]),
    ),
    max_size=25,
)


@settings(max_examples=60)
@given(LABELS)
def test_names_stand_on_the_map_and_never_over_each_other(labels):
    taken = Rect(200, 0, 300, 60)
    placed, _ = place(labels, BOUNDS, [taken])

    boxes = [
        Rect(at.x, at.y - label.height / 2, at.x + label.width, at.y + label.height / 2)
        for at, label in zip(placed, labels, strict=True)
        if at
    ]
    assert all(box.lies_in(BOUNDS) and not box.meets(taken) for box in boxes)
    assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_sizes_are_what_they_are_called():
    assert round(SIZES["column"].width_pt / 72 * 25.4) == 89
    assert round(SIZES["two-columns"].width_pt / 72 * 25.4) == 183
    assert size_from("1200x630")[:2] == SIZES["social"][:2] == (900, 472.5)


@pytest.mark.parametrize(
    "text", ["", "huge", "1200", "1200x", "x800", "100x100", "9000x900", "-5x5"]
)
def test_a_size_that_is_none_is_told_with_its_choices(text):
    with pytest.raises(UsageError, match="--size"):
        size_from(text)


GROUND = Ground(step_km=2.0)


def test_the_land_of_a_picture_is_the_land_of_the_outlines():
    """Thinned, and in an equal-area projection: areas stay within a thousandth."""
    path = GROUND.path([GROUND.units(Level.PROVINCE)["620000"]])
    area = sum(
        shapely.Polygon(ring).area for ring in path.to_polygons() if shapely.Polygon(ring).area > 10
    )

    assert area == pytest.approx(425_800, rel=0.02)  # square kilometres of Gansu


def test_the_inset_hides_no_land_and_holds_the_nine_dash_line():
    box, (wide, tall) = with_room_for_inset(GROUND, GROUND.box(islands=False))
    land = GROUND.coast(islands=False)
    hidden = (land[:, 0] > box[2] - wide) & (land[:, 1] < box[1] + tall)
    west, south, east, north = inset_box(GROUND)
    dashes = np.concatenate(GROUND.lines(DASHES, Level.PROVINCE))
    inside = (dashes[:, 0] > west) & (dashes[:, 0] < east)
    inside &= (dashes[:, 1] > south) & (dashes[:, 1] < north)

    assert not hidden.any()
    assert len(GROUND.lines(DASHES, Level.PROVINCE)) == 9
    assert inside.mean() > 0.85  # those east of Taiwan stand on the map itself


def test_looks_are_those_of_the_page(rollout):
    view = Content(rollout, Level.PREFECTURE, "en").view(2019)

    kinds = {code: look.kind for code, look in view.areas.items()}
    assert kinds["620600"] == "in"
    assert kinds["110000"] == "inPart"  # through Chaoyang alone
    assert kinds["330100"] == "in"  # all of Zhejiang
    assert kinds["440100"] == kinds["320500"] == "possible"
    assert kinds["620700"] == "out"
    assert "370100" not in kinds


def test_the_legend_has_what_is_drawn_and_nothing_else(rollout, sited):
    def kinds(data, year):
        content = Content(data, Level.PREFECTURE, "en")
        return [entry.look.kind for entry in content.legend([content.view(year)])]

    assert kinds(rollout, 2014) == ["in", "inPart", "place", "unknown"]
    assert kinds(rollout, 2019) == [*["in"] * 4, "inPart", "possible", "place", "out", "unknown"]
    assert {"site", "siteOpen"} <= set(kinds(sited, 2018))


def test_an_open_start_is_told_in_the_legend(rollout):
    content = Content(rollout, Level.PREFECTURE, "en")
    texts = [entry.text for entry in content.legend([content.view(2019)])]

    assert "named, since 2018" in texts
    assert "named, since 2019 or earlier" in texts  # Lanzhou began between 2016 and 2019


def test_bounds_are_told_in_both_languages():
    assert bounds_text(YearBounds(2016, 2016), "en") == "2016"
    assert bounds_text(YearBounds(2016, 2020), "en") == "between 2016 and 2020"
    assert bounds_text(YearBounds(None, None, reached=False), "zh") == ""
    assert "2016" in bounds_text(YearBounds(2016, None), "zh")


def test_of_a_text_of_any_length_a_picture_sets_both_ends():
    text = shown("begin " + "$" * 100_000 + " end")

    assert text.startswith("begin $")
    assert text.endswith("$ end")
    assert len(text) < LETTERS_LIMIT + 50


def test_a_year_outside_the_data_is_refused(rollout):
    assert years_within(rollout, [2019, 2016, 2019], "--years") == [2016, 2019]
    with pytest.raises(UsageError, match="--years 1999: the statements speak of 2014 to 2020"):
        years_within(rollout, [2016, 1999], "--years")
