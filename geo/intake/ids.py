"""Ids for new rows: readable, the same for the same content, and never taken twice."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from geo.errors import Problem

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_YEAR = re.compile(r"\d{4}")
_CONTENT = ("place", "adcode", "extent", "start", "end", "source", "locator", "lon", "lat")
_SHORT, _LONG = 6, 12


class Ids:
    """Gives ids to rows, after those a project has.

    Parameters
    ----------
    taken
        Where each id stands that is in use; grows with every id given.
    """

    def __init__(self, taken: dict[str, str], gazetteer: Gazetteer) -> None:
        self._taken = taken
        self._gazetteer = gazetteer
        self._slugs: dict[str, str] = {}

    def give(self, row: dict[str, str], where: str) -> Problem | None:
        """Put an id into `row`; return the problem instead where the one it brings cannot be."""
        brought = row["id"]
        if not brought:
            row["id"] = self._new(row)
        elif not ID.fullmatch(brought):
            message = f"'{brought}' is no id: letters, digits, dots, hyphens and underscores"
            return Problem("id-invalid", message, "pass --map id=- for new ids", column="id")
        elif brought in self._taken:
            message = f"the id '{brought}' is already that of {self._taken[brought]}"
            hint = "give another, or pass --map id=- for new ids"
            return Problem("id-duplicate", message, hint, column="id")
        self._taken[row["id"]] = where
        return None

    def _new(self, row: dict[str, str]) -> str:
        """Return `wuwei-2020`, with a digest of the content where that is taken."""
        year = _YEAR.search(row["start"])
        plain = "-".join(filter(None, (self._slug(row["adcode"]), year and year.group())))
        if plain not in self._taken:
            return plain
        content = "\x1f".join(row[column] for column in _CONTENT)
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        short = f"{plain}-{digest[:_SHORT]}"
        return short if short not in self._taken else f"{plain}-{digest[:_LONG]}"

    def _slug(self, adcode: str) -> str:
        """Return the English name of the first unit as an id writes it."""
        first = adcode.split("|", maxsplit=1)[0]
        if first not in self._slugs:
            unit = self._gazetteer.get(first)
            name = unicodedata.normalize("NFKD", unit.name_en if unit else first)
            plain = name.encode("ascii", "ignore").decode().lower().replace("'", "")
            self._slugs[first] = _NOT_SLUG.sub("-", plain).strip("-") or first
        return self._slugs[first]
