"""Places that asked to take part, or were candidates, and were taken later in the same sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .clauses import Clause
    from .timing import Dated

_ASKED = re.compile(
    r"\b(?:appl(?:ied|ying)|bid|candidates?|shortlisted|nominated|proposed)\b"
    r"|申报|申请|申办|申创|培育(?:对象|单位|名单|城市)|候选|备选|提名|推荐",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\b(?:(?:was|were|been|being|got) (?:then |later |finally |eventually |formally )?"
    r"(?:admitted|approved|accepted|selected|chosen|named|designated|included|added)"
    r"|won (?:approval|the bid)|joined|became (?:a|one))\b"
    r"|(?<!未)(?<!若)(?<!待)(?<!如)(?<!没有)(?:获批|获准|入选|获评|正式成为|正式列入|正式纳入|被确定为)(?!后|前|将)",
    re.IGNORECASE,
)


def is_granted(text: str, start: int, end: int, names: Iterable[int]) -> bool:
    """Whether a stretch tells that a place asked to take part, and then that it was taken.

    Parameters
    ----------
    names
        Where the names of places begin: what is said behind one of them is said of another.
    """
    return _granted(text, (start, end), (start, end), names)


def without_requests(
    text: str, clauses: Sequence[Clause], dates: Sequence[Dated], names: Sequence[int]
) -> list[Dated]:
    """Return the dates of a sentence but those of a request that was granted at the next one.

    Of `applied in 2015 and was admitted in 2016` the second, as of 2015年申报，2016年获批.
    """
    kept = list(dates)
    edges = [clauses[0].start, *(date.end for date in dates)]
    starts = [*(date.start for date in dates), clauses[-1].end]
    for at, one in enumerate(dates[:-1]):
        other = dates[at + 1]
        if _granted(text, (edges[at], one.start), (one.end, other.start), names) or _granted(
            text, (one.end, other.start), (other.end, starts[at + 2]), names
        ):
            kept.remove(one)
    return kept


def _granted(
    text: str, asks: tuple[int, int], tells: tuple[int, int], names: Iterable[int]
) -> bool:
    asked = _ASKED.search(text, *asks)
    if asked is None:
        return False
    last = min((at for at in names if at >= asked.end()), default=tells[1])
    return _TAKEN.search(text, max(asked.end(), tells[0]), min(last, tells[1])) is not None
