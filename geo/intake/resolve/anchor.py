"""Phrases that count from an event the text told before, not from the day it was published.

"This year" and "since August" are said from the writer's present: a source's date of publication
anchors them. "One year later" and "over the next four years" go on from something in the story;
to count them from the publication would be a guess.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

_FROM_THE_STORY = re.compile(
    r"\b(later|earlier|after(wards?)?|thereafter|following|subsequent\w*|"
    r"(over|during|in|for) the next)\b|后|次年|翌年|同年|当年",
    flags=re.IGNORECASE,
)


def unanchored(phrases: Mapping[str, str]) -> list[Problem]:
    """Return a problem for each phrase that the publication does not anchor.

    Parameters
    ----------
    phrases
        The words that were counted from the publication, by column: `start`, `end`.
    """
    return [
        Problem(
            "date-anchor",
            f"'{phrase}' counts from something the source told before, not from its publication",
            "pass --anchor with that date, such as --anchor 2016-08, or the date itself",
            column=column,
        )
        for column, phrase in phrases.items()
        if _FROM_THE_STORY.search(phrase)
    ]
