"""From a list of pilot cities to a map, a panel, an estimate and a figure.

Run it with `python docs/panel_from_a_list.py`, or cell by cell in an editor that knows `# %%`. It
needs matplotlib (`pip install "pilotmap[plot]"`) and writes two pictures into the folder you stand
in.

The programme, its list and the outcomes are made up, so that the true effect is known: 1. The
cities are real.
"""

# %% A list as people have it: names, and what is known of dates
import numpy as np
import pandas as pd
import pilotmap
from matplotlib.figure import Figure

draw = np.random.default_rng(2026)
YEARS = range(2010, 2021)
ADOPTING, WRITTEN_DOWN, VAGUE, DENIED = 0.5, 0.85, 0.3, 0.3  # shares of cities
units = pilotmap.load().to_gdf(2020)
cities = units[units["level"] == "prefecture"]

adopts = draw.random(len(cities)) < ADOPTING
true_first = np.where(adopts, draw.integers(2012, 2020, len(cities)), 9999)
rows = []
for (_, city), first, adopting in zip(cities.iterrows(), true_first, adopts, strict=True):
    row = {"city": city["name_zh"], "province": city["parent_name_en"], "status": "in", "end": ""}
    if adopting and draw.random() < WRITTEN_DOWN:  # some pilots are in no list
        vague = draw.random() < VAGUE
        rows.append(row | {"start": f"[{first - 1}..{first + 1}]" if vague else f"{first}"})
    elif not adopting and draw.random() < DENIED:  # of some cities a source says: no pilot
        rows.append(row | {"start": "2010", "end": "2020", "status": "out"})
listed = pd.DataFrame(rows)
print(listed.head(), f"\n{len(listed)} rows")

# %% The list as a rollout: every name is resolved, or told
# Without the level it asks about 吐鲁番市, which was a county-level city until 2015.
rollout = pilotmap.Rollout.from_frame(
    listed,
    source="list",
    sources=[pilotmap.Source("list", "A made-up list of pilot cities")],
    level="prefecture",
)
print(rollout.counts(2020, "prefecture").sentence("en"))

# %% A map of what is known in 2016: four statuses, not two
axes = rollout.plot(2016, title="A made-up programme")
axes.figure.savefig("map_from_a_list.png", dpi=150)

# %% The panel: blank where nobody said anything
panel = rollout.panel("prefecture", YEARS)
print(panel["status"].value_counts())
print(panel[["in_strict", "in_dated", "in_possible"]].notna().mean().round(2))

# %% Outcomes of one's own, joined to the panel by code and year
effects = np.array([[max(0, year >= first) for year in YEARS] for first in true_first], dtype=float)
own = pd.DataFrame(
    {
        "adcode": np.repeat(cities.index, len(YEARS)),
        "year": np.tile(YEARS, len(cities)),
        "outcome": (
            draw.normal(0, 1, (len(cities), 1))
            + np.linspace(0, 1, len(YEARS)) ** 2
            + effects
            + draw.normal(0, 0.3, effects.shape)
        ).ravel(),
    }
)
data = panel.merge(own, on=["adcode", "year"], validate="one_to_one")


# %% An estimate: what would have been is taken from cells that are certainly untreated
def imputed_effects(cells: pd.DataFrame, treated: pd.Series, untreated: pd.Series) -> pd.Series:
    """Return the outcome less its imputation, of each treated cell.

    Unit and year effects are fitted on untreated cells alone, by turns (Borusyak, Jaravel and
    Spiess 2024). A unit without an untreated cell is left out.
    """
    base, year_effect = cells[untreated], pd.Series(0.0, index=cells["year"].unique())
    for _ in range(40):
        rest = base["outcome"] - base["year"].map(year_effect)
        unit_effect = rest.groupby(base["adcode"]).mean()
        rest = base["outcome"] - base["adcode"].map(unit_effect)
        year_effect = rest.groupby(base["year"]).mean()
    imputed = cells["adcode"].map(unit_effect) + cells["year"].map(year_effect)
    return (cells["outcome"] - imputed)[treated].dropna()


is_in = data["in_strict"].eq(1).fillna(value=False).astype(bool)
is_clean = data["in_dated"].eq(0).fillna(value=False).astype(bool) & data["contaminated"].eq(0)
strict = imputed_effects(data, is_in, is_clean)
naive = imputed_effects(data, is_in, ~is_in)
print(f"strict coding: {strict.mean():.2f}; zeros for silence: {naive.mean():.2f}; true: 1.00")

# %% A figure: the effect by years since the start, for cities whose start is exact
figure = Figure(figsize=(6, 3.5), layout="constrained")
ax = figure.add_subplot()
for name, effect, colour in (
    ("strict coding", strict, "#2f6b55"),
    ("zeros for silence", naive, "#b0552f"),
):
    since = (data["year"] - data["first_year_strict"]).loc[effect.index].astype("Int64")
    by_year = effect.groupby(since).agg(["mean", "sem"])
    by_year = by_year.head(7).astype(float)
    ax.errorbar(
        by_year.index, by_year["mean"], 1.96 * by_year["sem"], label=name, color=colour, capsize=2
    )
ax.axhline(1, color="#606060", linewidth=0.8, linestyle=":", label="true effect")
ax.set_xlabel("Years since the start")
ax.set_ylabel("Effect on the outcome")
ax.legend(frameon=False)
ax.set_title(
    "Bars: 1.96 standard errors over cells, without the error of the imputation", fontsize=8
)
figure.savefig("effect_from_a_list.png", dpi=150)
print("wrote map_from_a_list.png and effect_from_a_list.png")
