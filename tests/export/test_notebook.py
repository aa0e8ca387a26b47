"""The notebook in docs runs from its list to its figures, and says what it claims."""

import runpy
from pathlib import Path

import pytest
from PIL import Image

NOTEBOOK = Path(__file__).parents[2] / "docs" / "panel_from_a_list.py"

pytestmark = pytest.mark.slow


@pytest.mark.filterwarnings("ignore::DeprecationWarning:matplotlib")
def test_the_notebook_finds_the_true_effect_and_draws_its_pictures(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    names = runpy.run_path(str(NOTEBOOK))

    assert names["strict"].mean() == pytest.approx(1, abs=0.05)
    assert names["naive"].mean() < names["strict"].mean() - 0.1
    assert "true: 1.00" in capsys.readouterr().out
    assert len(names["rollout"].statements) == len(names["listed"])
    for name in ("map_from_a_list.png", "effect_from_a_list.png"):
        with Image.open(tmp_path / name) as picture:
            assert picture.width > 800
            assert len(picture.convert("RGB").getcolors(maxcolors=1 << 24)) > 4
