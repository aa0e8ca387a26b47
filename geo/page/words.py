"""Texts of the page as Python says them: the same files that its scripts read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .assets import strings

if TYPE_CHECKING:
    from collections.abc import Sequence

_SLOT = re.compile(r"\{(\w+)\}")


def say(lang: str, key: str, **values: str) -> str:
    """Return a text with its slots filled; what fills one is never read as another."""
    return _SLOT.sub(lambda slot: values[slot[1]], str(strings(lang)[key]))


def listed(lang: str, items: Sequence[str], most: int | None = None) -> str:
    """Join names as each language does, `A, B, and C`, A、B和C; tell how many are beyond `most`."""
    left = 0 if most is None or len(items) <= most else len(items) - most + 1
    more = [say(lang, "series.more", n=str(left))] if left else []
    *rest, last = [*items[: len(items) - left], *more] or [""]
    joint = say(lang, "series.last" if len(rest) > 1 else "series.two") if rest else ""
    return say(lang, "series.comma").join(rest) + joint + last
