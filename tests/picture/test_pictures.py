"""Whole pictures: as they were drawn before, the same bytes, text as text, every size."""

import io
import re
import subprocess
import sys

import matplotlib
import numpy as np
import pypdfium2
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from picturekit import FONT, rollout_of, statement
from pictures import FOLDER, PICTURES, draw
from PIL import Image

from geo.errors import PilotmapError, UsageError
from geo.model import Level
from geo.picture.content import Content
from geo.picture.fonts import find_face
from geo.picture.plotting import FORMATS, Composer, animated, own_style, saved
from geo.picture.sizes import size_from
from geo.picture.stage import Request

pytestmark = pytest.mark.slow


def composer(rollout, *, size="760x520", lang="en", level=Level.PREFECTURE, **options):
    request = Request(size_from(size), find_face(FONT), **{"title": "Pilots", **options})
    return Composer(Content(rollout, level, lang), request)


def pixels(content):
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB")).astype(int)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_as_it_was_drawn_before(rollout, name):
    """Within what another build of FreeType may change at the edges of letters."""
    before, now = pixels((FOLDER / f"{name}.png").read_bytes()), pixels(draw(rollout, name))

    assert now.shape == before.shape
    difference = np.abs(now - before).max(axis=2)
    assert difference.mean() < 2.0
    assert (difference > 60).mean() < 0.004


def test_the_same_picture_has_the_same_bytes_whatever_the_settings_are(rollout):
    def drawn():
        with own_style():
            figure = composer(rollout, inset=True, level=Level.PROVINCE).picture([2019])
            return [saved(figure, form, 96, "Pilots") for form in FORMATS]

    first = drawn()
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red", "text.usetex": True}):
        assert drawn() == first
        assert matplotlib.rcParams["font.size"] == 30


def test_pyplot_is_not_loaded_and_settings_stay_as_they_were():
    script = (
        "import sys, pilotmap, matplotlib\n"
        "before = matplotlib.rcParams.copy()\n"
        "axes = pilotmap.load().plot(2020, size='480x480', title='')\n"
        "assert axes._repr_png_()[1:4] == b'PNG'\n"
        "print('matplotlib.pyplot' in sys.modules, matplotlib.rcParams.copy() == before)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert run.stdout == "False True\n"


def test_text_of_the_data_is_text_and_no_formula(rollout):
    figure = composer(rollout, title=r"$x_1$ \frac{a}").picture([2019])

    texts = [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]
    assert r"$x_1$ \frac{a}" in [text.get_text() for text in texts]
    assert not any(text.get_parse_math() for text in texts)


def test_what_is_said_of_counts_sources_and_outlines_stands_in_the_picture(rollout):
    for lang, words in (
        ("en", ["2019", "At least 14 named", "Sources: A $report$ of 2020", "天地图", "reviewed"]),
        ("zh", ["2019年", "至少列明14个", "来源：", "天地图", "审核"]),
    ):
        figure = composer(rollout, lang=lang).picture([2019])
        written = " ".join(text.get_text() for text in figure.texts)
        assert all(word in written for word in words), written


def test_words_that_leave_the_map_no_room_are_smaller_and_at_last_refused(rollout):
    roomy, tight = composer(rollout, size="900x900"), composer(rollout, size="760x430")
    largest = [max(t.get_fontsize() for t in made.picture([2019]).texts) for made in (roomy, tight)]

    assert largest[1] / tight.pen.unit_pt < largest[0] / roomy.pen.unit_pt
    with pytest.raises(UsageError, match="too little room"):
        composer(rollout, size="480x300", title="long " * 60).picture([2019])


def test_several_maps_in_a_size_are_as_large_as_they_can_be(rollout):
    for size in ("640x560", "square", "portrait", "1200x630"):
        made = composer(rollout, size=size, inset=True, level=Level.PROVINCE)
        figure = made.picture([2015, 2017, 2019])
        maps = [axes.get_position() for axes in figure.axes[::2]]
        assert all(box.height * figure.get_figheight() > 0.9 for box in maps), size


def test_names_that_have_no_room_are_counted():
    crowded = [statement(f"r{n}", "x", f"3301{n:02}", start="2015") for n in (2, 5, 6, 8, 9, 10)]
    figure = composer(rollout_of(*crowded), size="column", lang="zh").picture([2019])
    written = " ".join(text.get_text() for text in figure.texts)

    names = {text.get_text() for text in figure.axes[0].texts}
    assert "武威" in names
    assert re.search(r"图上容不下的地名：[1-9]个", written)


def test_a_character_that_the_font_lacks_stops_the_picture(rollout):
    with pytest.raises(PilotmapError, match="U\\+1F33E"):
        composer(rollout, title="rice \U0001f33e").picture([2019])


@pytest.mark.parametrize("size", ["social", "square", "portrait", "column", "two-columns"])
def test_every_size_is_as_large_as_it_says(rollout, size):
    figure = composer(rollout, size=size, level=Level.PROVINCE).picture([2019])

    wanted = size_from(size)
    assert figure.get_figwidth() * 72 == pytest.approx(wanted.width_pt)
    if wanted.height_pt:
        assert figure.get_figheight() * 72 == pytest.approx(wanted.height_pt)
    for axes in figure.axes:
        box = axes.get_position()
        assert 0 <= box.x0 < box.x1 <= 1.001
        assert 0 <= box.y0 < box.y1 <= 1.001


def test_a_pdf_opens_at_the_width_of_a_column(rollout):
    with own_style():
        content = saved(composer(rollout, size="column", lang="zh").picture([2019]), "pdf", 600)
    page = pypdfium2.PdfDocument(content)[0]

    assert page.get_width() / 72 * 25.4 == pytest.approx(89, abs=0.1)
    assert np.asarray(page.render(scale=1).to_pil()).std() > 10


@pytest.fixture(scope="module")
def last_frame(rollout):
    """Draw the picture of the last year alone, and return what drew it."""
    with own_style():
        made = composer(rollout, size="480x480", level=Level.PROVINCE)
        return made, pixels(saved(made.picture([2019], legend_of=[2015, 2017]), "png", 96))


@pytest.mark.parametrize("form", ["gif", "webp", "png"])
def test_an_animation_has_a_frame_for_each_year_that_looks_like_it(last_frame, form):
    made, alone = last_frame
    with own_style():
        content = animated(made, [2015, 2017, 2019], form, 0.5)
        again = animated(made, [2015, 2017, 2019], form, 0.5) if form == "gif" else content
    image = Image.open(io.BytesIO(content))

    assert content == again
    assert image.n_frames == 3
    durations = []
    for at in range(3):
        image.seek(at)
        image.load()
        durations.append(image.info["duration"])
    assert durations == [500, 500, 1500]
    last = np.asarray(image.convert("RGB")).astype(int)
    assert np.abs(last - alone).mean() < 4


def test_on_axes_of_ones_own_the_map_and_a_legend_are_drawn(rollout):
    figure = Figure(figsize=(6, 5))
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_title("mine")

    assert rollout.plot(2019, ax=axes, font=FONT, lang="zh") is axes
    assert axes.get_title() == "mine"
    texts = [text.get_text() for text in axes.get_legend().get_texts()]
    assert "未知：没有来源提及" in texts
    figure.canvas.draw()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"year": 1999}, "year 1999: the statements speak of 2014 to 2020"),
        ({"year": "2019"}, "year: '2019' is text"),
        ({"level": "city"}, "level: 'city' is not a level"),
        ({"lang": "fr"}, "lang: 'fr' is not known; choose en or zh"),
        ({"size": "tiny"}, "size 'tiny': give"),
        ({"font": "No Such Font"}, "--font 'No Such Font'"),
        ({"title": 7}, "title: 7 is not text"),
    ],
)
def test_a_wrong_argument_is_named(rollout, options, says):
    with pytest.raises(UsageError, match=f"^{says}"):
        rollout.plot(**{"year": 2019, **options})


def test_a_missing_extra_is_told_with_the_command_that_installs_it(rollout, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(PilotmapError, match=r'pip install "pilotmap\[plot\]"'):
        rollout.plot(2019)
