"""How much one list may hold: each thing is counted before it is made or asked.

What a row costs differs: most repeat a name that was asked before; a name that nobody knows is
asked in many ways, and a cell may list a thousand places. Each kind has its own limit, so that a
list of ten megabytes is read or refused within ten seconds, whatever it is made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import DataError, Problem
from .plan import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import NoReturn

    from ..resolve.resolver import Resolver
    from .layout import Layout

ENTRIES_LIMIT = 1_000_000
"""Entries of one list; as many take some 700 MB. China has 700,000 villages."""
NAMED_LIMIT = 100_000
"""Entries of a list without positions: every county of China in thirty-five years. A name takes up
to four times as long as a position."""
SINGLY_LIMIT = 50_000
"""Entries that have a decision, or whose row says something by where it stands: below a heading,
in merged cells, in a column of a year; and sites of which more is said than where they are and
since when. Each is looked at by itself."""
AMBIGUOUS_SITES_LIMIT = 20_000
"""Sites that are a question, as where a name speaks against a position."""
UNKNOWN_LIMIT = 20_000
"""Rows of one list whose place is not known; each is asked in many ways, and told with names near
it. China has 3,200 units."""
ASKED_LIMIT = 30_000
"""Different names, with what they lie in, that are asked of a list without positions."""
LISTED_LIMIT = 100_000
"""Places that cells name beside the first: each becomes a row that was nowhere written."""
INVALID_LIMIT = 10_000
"""Rows that are wrong in another way than by their place."""
PHRASES_LIMIT = 20_000
"""Different dates in words, each of which many rules look at: the days of fifty years."""
CONFLICTS_LIMIT = 20_000
"""Rows that contradict others of their source: nobody decides as many one by one."""
_SHOWN = 60
"""Characters of a name that a refusal shows."""
_IN_PARTS = "import it in parts"


def refuse_long(entries: int, file: str) -> None:
    """Refuse a list of more entries than are held in memory.

    Raises
    ------
    DataError
        If there are more than `ENTRIES_LIMIT`.
    """
    if entries > ENTRIES_LIMIT:
        _refuse(f"the list has more than {ENTRIES_LIMIT:,} entries", _IN_PARTS, file)


class ListBounds:
    """Counts what one list makes, and refuses it where a limit is passed.

    Parameters
    ----------
    counts
        What became of its rows so far.
    """

    def __init__(self, file: str, counts: Mapping[Verdict, int]) -> None:
        self._file = file
        self._counts = counts
        self._asked = self._listed = self._phrases = self._entries = self._single = 0
        self._has_positions = True

    def watch(self, resolver: Resolver, layout: Layout) -> None:
        """Count what a resolver is asked; the few names of sites that are asked do not count."""
        self._has_positions = layout.has_positions
        resolver.dates.on_phrase = self.add_phrase
        if not layout.has_positions:
            resolver.places.names.on_question = self.add_question

    def add_text(self, name: str, within: str) -> None:
        """Count a name alone: whether it heads others is asked within each that may head it."""
        if not within:
            self.add_question(name, within)

    def add_question(self, name: str, _within: str) -> None:
        """Count a name that was not asked before within such a parent.

        Raises
        ------
        DataError
            If there are more than `ASKED_LIMIT`.
        """
        self._asked += 1
        if self._asked > ASKED_LIMIT:
            what = f"more than {ASKED_LIMIT:,} different names of places, with what they lie in"
            shown = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}..."
            hint = f"one of the last: '{shown}'; say with --map which column has the places"
            _refuse(f"{what}, stand in the list", hint, self._file)

    def add_listed(self, places: int, line: int) -> None:
        """Count the places that a row names.

        Raises
        ------
        DataError
            If rows name more than `LISTED_LIMIT` beside their first.
        """
        self._listed += max(places - 1, 0)
        if self._listed > LISTED_LIMIT:
            what = f"cells of the list name more than {LISTED_LIMIT:,} places beside their first"
            _refuse(what, "import it in parts, or give each place a row", self._file, line)

    def add_entries(self, together: int, singly: int) -> None:
        """Count entries, when the names and dates of a batch have been read.

        Parameters
        ----------
        together
            How many are settled together.
        singly
            How many are looked at by themselves.

        Raises
        ------
        DataError
            If there are more than `ENTRIES_LIMIT` or `SINGLY_LIMIT`, or without positions more
            than `NAMED_LIMIT`; or more dates in words than `PHRASES_LIMIT`.
        """
        self._entries += together + singly
        self._single += singly
        refuse_long(self._entries, self._file)
        if self._phrases > PHRASES_LIMIT:
            what = f"more than {PHRASES_LIMIT:,} different dates of the list are given in words"
            _refuse(what, "say with --map which column has the dates", self._file)
        if self._entries > NAMED_LIMIT and not self._has_positions:
            what = f"the list has more than {NAMED_LIMIT:,} entries that name places"
            _refuse(f"{what} and give no positions", _IN_PARTS, self._file)
        self._refuse_single(self._single)

    def refuse_sites(self, singly: int) -> None:
        """Refuse sites before they are read, where too many are to be looked at by themselves.

        Raises
        ------
        DataError
            If there are more than `SINGLY_LIMIT`.
        """
        if self._has_positions:
            self._refuse_single(self._single + singly)

    def _refuse_single(self, singly: int) -> None:
        if singly > SINGLY_LIMIT:
            what = f"more than {SINGLY_LIMIT:,} entries of the list have to be looked at one by one"
            why = "for a decision, a question, or a heading, merged cells or years around them"
            if self._has_positions:
                why += ", or as a name and the position beside it disagree"
            _refuse(f"{what}, {why}", _IN_PARTS, self._file)

    def add_phrase(self) -> None:
        """Count a date in words that was not read before; see `add_entries`."""
        self._phrases += 1

    def refuse_open(self, first: Callable[[Verdict], tuple[int, str]]) -> None:
        """Refuse a list of too many rows that are wrong, or whose places are not known.

        Parameters
        ----------
        first
            Returns the line of the first such row, and what is said of it.

        Raises
        ------
        DataError
            If there are more than `UNKNOWN_LIMIT`, `INVALID_LIMIT` or `AMBIGUOUS_SITES_LIMIT`.
        """
        self.refuse_unknown(lambda: first(Verdict.UNKNOWN))
        if self._has_positions and self._counts[Verdict.AMBIGUOUS] > AMBIGUOUS_SITES_LIMIT:
            line, message = first(Verdict.AMBIGUOUS)
            what = f"more than {AMBIGUOUS_SITES_LIMIT:,} sites of the list are a question"
            _refuse(what, f"the first: {message}", self._file, line)
        if self._counts[Verdict.INVALID] > INVALID_LIMIT:
            line, message = first(Verdict.INVALID)
            what = f"more than {INVALID_LIMIT:,} rows of the list are wrong"
            _refuse(what, f"the first: {message}", self._file, line)

    def refuse_unknown(self, first: Callable[[], tuple[int, str]], ahead: int = 0) -> None:
        """Refuse a list whose places are not known: each is asked of the gazetteer in many ways.

        Parameters
        ----------
        first
            Returns the line of the first such row, and what is said of it.
        ahead
            How many such rows were seen that are not counted yet.

        Raises
        ------
        DataError
            If there are more than `UNKNOWN_LIMIT` such rows.
        """
        if self._counts[Verdict.UNKNOWN] + ahead > UNKNOWN_LIMIT:
            line, message = first()
            what = f"more than {UNKNOWN_LIMIT:,} rows name places that are not known"
            hint = f"the first: {message}; say with --map which column has the places"
            _refuse(what, hint, self._file, line)

    def refuse_conflicts(self, line: int) -> None:
        """Refuse a list that contradicts itself or its project in too many rows.

        Raises
        ------
        DataError
            If there are more than `CONFLICTS_LIMIT` such rows.
        """
        if self._counts[Verdict.CONFLICT] >= CONFLICTS_LIMIT:
            what = f"more than {CONFLICTS_LIMIT:,} rows give other dates for a place than another"
            hint = (
                "import one row for each place, or say with --events that each is an event of its"
                " own"
            )
            _refuse(what, hint, self._file, line)


def _refuse(message: str, hint: str, file: str, line: int | None = None) -> NoReturn:
    raise DataError([Problem("list-too-long", message, hint, file, line)])
