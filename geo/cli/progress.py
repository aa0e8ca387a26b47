"""How far a long command is, as one line on a terminal: from two seconds on, and gone at the end.

`import`, `build`, `check` and `tally` tell it alike. A floor below takes the object as a plain
`Callable[[int], None]` and calls it every some thousand rows with how many are done:

    with Progress("rows checked", total=len(rows)) as progress:
        for number, row in enumerate(rows):
            if number % 1000 == 0:
                progress(number)

A command of several parts, each counted by itself, names the next one by `begin`.
"""

from __future__ import annotations

import shutil
import sys
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

_AFTER_S = 2.0
_EVERY_S = 0.2
_LEAST_S = 0.05
"""Of a part that has just begun, no rate is told."""


class Progress:
    """A line on standard error that tells rows, rate and time left; nothing if it is no terminal.

    Parameters
    ----------
    what
        What is counted and done, as it follows a number: "rows settled".
    total
        About how many there are; None: nobody knows, and no time left is told.
    clock
        Seconds, from any beginning.
    """

    def __init__(
        self, what: str, total: int | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._is_terminal = sys.stderr.isatty()
        self._silent_until = clock() + _AFTER_S
        self._is_shown = False
        self.begin(what, total)

    def begin(self, what: str, total: int | None = None) -> None:
        """Count another thing from here on; the two seconds go on from the first one."""
        self._what = what
        self._total = total
        self._begun = self._clock()

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int) -> None:
        """Tell that so many are done."""
        if not self._is_terminal:
            return
        now = self._clock()
        if now >= self._silent_until:
            self._silent_until = now + _EVERY_S
            self._is_shown = True
            shown = self._told(done, now - self._begun)[: shutil.get_terminal_size().columns - 1]
            sys.stderr.write(f"\r\x1b[K{shown}")
            sys.stderr.flush()

    def _told(self, done: int, spent: float) -> str:
        of_all = f" of {self._total:,}" if self._total and self._total >= done else ""
        text = f"{done:,}{of_all} {self._what}"
        rate = done / spent if spent > _LEAST_S else 0.0
        if not rate:
            return text
        left = f", about {self._left(done, rate)} left" if of_all else ""
        return f"{text}, {rate:,.0f} a second{left}"

    def _left(self, done: int, rate: float) -> str:
        seconds = round(((self._total or done) - done) / rate)
        minutes, rest = divmod(seconds, 60)
        return f"{minutes:,} min {rest:02d} s" if minutes else f"{rest} s"

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
