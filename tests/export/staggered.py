"""Simulated adoptions, told by sources that are silent and vague at random; and an estimator."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from geo.dates import parse
from geo.door import Rollout
from geo.gazetteer import Gazetteer
from geo.model import COUNTRY, AdminUnit, Level, Presence, Source, Statement
from geo.rollout.hierarchy import Tree

YEARS = range(2010, 2021)
PROVINCES = [f"{10 + number}0000" for number in range(33)]
UNITS = [f"{province[:2]}{number:02d}00" for province in PROVINCES for number in range(1, 11)]


def _unit(code, level, parent):
    return AdminUnit(code, level, parent, f"单位{code}", f"单位{code}", f"Unit {code}", code)


GAZETTEER = Gazetteer.from_units(
    [_unit(code, Level.PROVINCE, COUNTRY) for code in PROVINCES]
    + [_unit(code, Level.PREFECTURE, f"{code[:2]}0000") for code in UNITS]
)
TREE = Tree(GAZETTEER)


class World(NamedTuple):
    """What is true, and what the sources say of it."""

    first: np.ndarray
    """By unit, the true first year; 9999: never."""
    outcome: np.ndarray
    """By unit and year."""
    effect: np.ndarray
    """By unit and year, the true effect; 0 where it is not treated."""
    rollout: Rollout


def simulate(seed, *, growing=False):
    """Return one world of 330 units and 11 years; silence has nothing to do with the outcomes.

    Six of ten units adopt in 2012 to 2019. Of the adopters 15 % are never written down, and 35 %
    of the others are known by a range of years only. Of the units that never adopt 30 % are named
    by a source as without the programme, and of the others nobody speaks.
    """
    draw = np.random.default_rng(seed)
    adopts = draw.random(len(UNITS)) < 0.6
    first = np.where(adopts, draw.integers(2012, 2020, len(UNITS)), 9999)
    since = np.array(YEARS)[None, :] - first[:, None]
    effect = np.where(since >= 0, 0.5 + 0.25 * since if growing else 1.0, 0.0)
    outcome = (
        draw.normal(0, 1, (len(UNITS), 1))
        + np.linspace(0, 1, len(YEARS)) ** 2
        + effect
        + draw.normal(0, 0.3, (len(UNITS), len(YEARS)))
    )
    rows = []
    for number, code in enumerate(UNITS):
        named, vague, before, after = draw.random(), draw.random(), *draw.integers(0, 3, 2)
        year = int(first[number])
        if adopts[number] and named > 0.15:
            is_vague = vague < 0.35 and before + after
            start = f"[{year - before}..{year + after}]" if is_vague else f"{year}"
            rows.append(Statement(f"s{code}", code, (code,), "a", start=parse(start)))
        elif not adopts[number] and named < 0.3:
            span = {"start": parse("2010"), "end": parse("2020"), "status": Presence.OUT}
            rows.append(Statement(f"s{code}", code, (code,), "a", **span))
    rollout = Rollout(rows, {"a": Source("a", "A")}, GAZETTEER, tree=TREE)
    return World(first, outcome, effect, rollout)


def imputed_effect(outcome, treated, untreated, rounds=40):
    """Return the mean effect on treated cells, their other outcome imputed from untreated ones.

    Unit and year effects are fitted by least squares on the untreated cells alone, by turns
    (Borusyak, Jaravel and Spiess 2024; Gardner 2022). A unit without such a cell is left out.

    Returns
    -------
    effect
        The mean.
    used
        The cells it is the mean of.
    """
    weight = untreated.astype(float)
    of_unit, of_year = weight.sum(axis=1), weight.sum(axis=0)
    unit, year = np.zeros(len(of_unit)), np.zeros(len(of_year))
    for _ in range(rounds):
        unit = (weight * (outcome - year)).sum(axis=1) / np.maximum(of_unit, 1)
        year = (weight * (outcome - unit[:, None])).sum(axis=0) / np.maximum(of_year, 1)
    used = treated & (of_unit > 0)[:, None] & (of_year > 0)
    return (outcome - unit[:, None] - year)[used].mean(), used


def codings(panel):
    """Return the treated and the untreated cells of each coding, by unit and year."""

    def cells(column):
        return panel[column].to_numpy(float, na_value=np.nan).reshape(len(UNITS), len(YEARS))

    strict, dated = cells("in_strict"), cells("in_dated")
    early, late = cells("first_year_early"), cells("first_year_late")
    clean = cells("contaminated") == 0
    denied = cells("never") == 1
    years = np.array(YEARS)[None, :]
    told = {
        "strict": (strict == 1, (dated == 0) & clean),
        "naive": (strict == 1, strict != 1),
    }
    for name, year in (("early", early), ("late", late)):
        told[name] = (year <= years, (year > years) | denied)
    return told


@cache
def coded(seed):
    """Return the codings of a world; the effect may grow or not, and nobody tells of it."""
    return codings(simulate(seed).rollout.panel("prefecture", YEARS))


def estimates(seed, *, growing=False):
    """Return, by coding, the estimate less the true mean effect."""
    world = simulate(seed, growing=growing)
    errors = {}
    for name, (treated, untreated) in coded(seed).items():
        effect, used = imputed_effect(world.outcome, treated, untreated)
        truly = used & (world.effect > 0)
        errors[name] = effect - world.effect[truly].mean()
    return pd.Series(errors)
