"""Dates as the sources give them: EDTF strings and the phrases people write."""

from geo.dates.edtf import parse
from geo.dates.fuzzy import FuzzyDate

__all__ = ["FuzzyDate", "parse"]
