"""TOML of others, read in time and memory in proportion to its size."""

from __future__ import annotations

import tomllib
from typing import Any

DOTS_LIMIT = 100
"""Dots of one line. `tomllib` keeps every beginning of a dotted key: one of 80 kB takes 4 GB."""


def parse_toml(text: str) -> dict[str, Any]:
    """Return what a text in TOML says.

    Raises
    ------
    ValueError
        If it is not TOML, is nested too deep, or has a line of more than `DOTS_LIMIT` dots.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > DOTS_LIMIT:
            raise ValueError(f"line {number} has more than {DOTS_LIMIT} dots")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
