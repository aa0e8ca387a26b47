"""Dates as the sources give them: EDTF strings and the phrases people write."""

from .describe import describe, describe_span, note_in_chinese
from .edtf import FuzzyDate, parse
from .phrase import Phrase, read_phrase

__all__ = [
    "FuzzyDate",
    "Phrase",
    "describe",
    "describe_span",
    "note_in_chinese",
    "parse",
    "read_phrase",
]
