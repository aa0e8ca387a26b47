"""Dates as the sources give them: EDTF strings and the phrases people write."""

from geo.dates.describe import describe
from geo.dates.edtf import parse
from geo.dates.fuzzy import FuzzyDate
from geo.dates.phrase import Phrase, read_phrase

__all__ = ["FuzzyDate", "Phrase", "describe", "parse", "read_phrase"]
