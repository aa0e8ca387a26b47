"""What the codebook claims of estimates is so in simulated adoptions."""

import numpy as np
import pandas
import pytest
from staggered import UNITS, YEARS, codings, estimates, imputed_effect, simulate

from geo.export.codebook import codebook_markdown
from geo.model import Level

pytestmark = pytest.mark.slow
RUNS = 40


@pytest.fixture(scope="module", params=[False, True], ids=["constant", "growing"])
def errors(request):
    """Of each run, the error of the estimate under each coding."""
    return pandas.DataFrame([estimates(seed, growing=request.param) for seed in range(RUNS)])


def test_the_strict_coding_is_unbiased_where_silence_is_random(errors):
    assert abs(errors["strict"].mean()) < 0.03


def test_zeros_for_silence_are_off_by_more_than_0_15(errors):
    assert errors["naive"].mean() < -0.15


@pytest.mark.parametrize("coding", ["early", "late"])
def test_the_bounds_of_dates_understate_the_effect_and_do_not_bound_it(errors, coding):
    assert errors[coding].mean() < -0.04
    assert (errors[["early", "late"]].max(axis=1) < 0).mean() > 0.5, "the truth is above both"


def test_the_estimator_finds_the_effect_where_everything_is_known():
    world = simulate(1)
    treated = world.effect > 0

    effect, used = imputed_effect(world.outcome, treated, ~treated)

    assert effect == pytest.approx(1, abs=0.05)
    assert used.sum() == treated.sum()


def test_counts_of_named_units_are_bracketed_in_every_year():
    for seed in range(5):
        world = simulate(seed)
        units = world.rollout.panel("prefecture", [2020]).set_index("adcode").loc[UNITS]
        named = units["first_year_late"].notna().to_numpy()
        early, late = (units[f"first_year_{end}"][named].to_numpy(int) for end in ("early", "late"))
        true = world.first[named]
        assert ((early <= true) & (true <= late)).all()
        for year in YEARS:
            assert (late <= year).sum() <= (true <= year).sum() <= (early <= year).sum()


def test_the_codebook_says_these_figures(errors):
    world = simulate(0)
    panel = world.rollout.panel("prefecture", YEARS)
    told = codebook_markdown(world.rollout, panel, Level.PREFECTURE, YEARS, "now")
    text = " ".join(told.split())

    assert len(errors) == RUNS
    assert f"under 0.03 of an effect of 1 in {RUNS} simulated panels of {len(UNITS)} units" in text
    assert f"and {len(YEARS)} years" in text
    assert "too small by more than 0.15" in text
    assert "not bounds of the effect: both understated it" in text


@pytest.mark.filterwarnings("default")
def test_did2s_of_pyfixest_finds_the_same_effect():
    """It is not among what the tests install: 57 packages; run it where it is there."""
    pyfixest = pytest.importorskip("pyfixest")
    world = simulate(3, growing=True)
    treated, untreated = codings(world.rollout.panel("prefecture", YEARS))["strict"]
    several = (untreated.sum(axis=1) > 1)[:, None]  # did2s leaves out units with a single one
    treated, untreated = treated & several, untreated & several
    effect, used = imputed_effect(world.outcome, treated, untreated)
    unit, year = np.nonzero(used | untreated)
    cells = pandas.DataFrame(
        {"unit": unit, "year": year, "y": world.outcome[unit, year], "d": treated[unit, year]}
    ).astype({"d": int})

    fitted = pyfixest.did2s(
        cells,
        yname="y",
        first_stage="~ 0 | unit + year",
        second_stage="~ d",
        treatment="d",
        cluster="unit",
    )

    print(f"imputation {effect:.4f}, did2s {fitted.coef()['d']:.4f}")  # noqa: T201
    assert fitted.coef()["d"] == pytest.approx(effect, abs=0.005)
