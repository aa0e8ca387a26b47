"""Pictures that are compared with the committed ones; run as a script, it writes those anew.

    python tests/picture/pictures.py

They are drawn with the font of the package, so that every machine draws the same letters.
"""

import io
import sys
from pathlib import Path

from PIL import Image

FOLDER = Path(__file__).parent / "golden"


def draw(rollout, name):
    """Return one of the pictures as PNG."""
    from picturekit import FONT

    from geo.model import Level
    from geo.picture.content import Content
    from geo.picture.fonts import find_face
    from geo.picture.panel_picture import panel_picture
    from geo.picture.plotting import Composer, own_style, saved
    from geo.picture.sizes import size_from
    from geo.picture.stage import Request

    lang, size, years, inset = PICTURES[name]
    with own_style():
        request = Request(
            size_from(size), find_face(FONT), title=rollout._titled(lang), inset=inset
        )
        composer = Composer(Content(rollout, Level.PREFECTURE, lang), request)
        figure = panel_picture(composer, rollout.years) if not years else composer.picture(years)
        return saved(figure, "png", 96)


PICTURES = {
    "map": ("en", "760x520", [2019], True),
    "chinese": ("zh", "560x700", [2019], False),
    "years": ("zh", "640x560", [2015, 2017, 2019], True),
    "panel": ("en", "600x900", [], False),
}


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    sys.path[:0] = [str(folder) for folder in Path(__file__).parents[1:3]]
    from picturekit import rollout_of

    for each in PICTURES:
        image = Image.open(io.BytesIO(draw(rollout_of(), each))).convert("RGB")
        image.quantize(128, dither=Image.Dither.NONE).save(FOLDER / f"{each}.png", optimize=True)
