"""Dates as the sources give them: EDTF strings and the phrases people write."""

from .describe import describe
from .edtf import parse
from .fuzzy import FuzzyDate
from .phrase import Phrase, read_phrase

__all__ = ["FuzzyDate", "Phrase", "describe", "parse", "read_phrase"]
