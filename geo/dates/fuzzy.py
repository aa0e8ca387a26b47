"""The one value that stands for a date: what was written, and the two bounds that decide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """A date known only within bounds, as an EDTF string writes it.

    `text` prints back as it was written. `not_before` and `not_after` are the first and the last
    calendar day the date can be; `None` is an open or unknown bound. `approximate` (`~`) and
    `uncertain` (`?`) qualify the date and never widen its bounds.
    """

    text: str
    not_before: datetime.date | None
    not_after: datetime.date | None
    approximate: bool = False
    uncertain: bool = False

    def __str__(self) -> str:
        return self.text
