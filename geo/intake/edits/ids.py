"""Ids for new rows: readable, the same for the same content, and never taken twice."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from itertools import chain, compress, count
from typing import TYPE_CHECKING, Any

from ...errors import Problem
from ...rows import Answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ...gazetteer import Gazetteer

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_IDS = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*+\n)*+")
"""Ids, a line break behind each."""
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_YEAR = re.compile(r"\d{4}")
_CONTENT = (
    "place", "adcode", "extent", "start", "end", "source", "locator", "lon", "lat",
    "statement",
)  # fmt: skip
_SEPARATOR = "\x1f"
_SHORT, _LONG = 6, 12


class Ids:
    """Gives ids to rows, after those a project has.

    Parameters
    ----------
    taken
        Where each id stands that is in use: in words, or as a line, negative in the list that is
        imported. Grows with every id given.
    """

    def __init__(self, taken: dict[str, Any], gazetteer: Gazetteer) -> None:
        self._taken = taken
        self._gazetteer = gazetteer
        self._slugs, self._years = Answers(self._slug), Answers(_year_in)

    def refusal(self, brought: str) -> Problem | None:
        """Return why a row cannot have the id it brings; None if it can, or brings none."""
        if not brought:
            return None
        hint = "give another, or pass --map id=- for new ids"
        if not ID.fullmatch(brought):
            message = f"'{brought}' is no id: letters, digits, dots, hyphens and underscores"
            return Problem("id-invalid", message, hint, column="id")
        where = self._taken.get(brought)
        if where is None:
            return None
        if isinstance(where, int):
            where = f"line {-where} of the list" if where < 0 else f"line {where} of the project"
        message = f"the id '{brought}' is already that of {where}"
        return Problem("id-duplicate", message, hint, column="id")

    def take(self, row: Mapping[str, str], where: int | str) -> str:
        """Return the id of a row: the one it brings, or a new one; it is taken from now on."""
        given = row["id"] or self._new(row)
        self._taken[given] = where
        return given

    def take_all(self, brought: Sequence[str], wheres: Iterable[int]) -> bool:
        """Take the ids that many rows bring, if none of them is refused or twice there."""
        if len(set(brought)) < len(brought) or not self._taken.keys().isdisjoint(brought):
            return False
        text = "\n".join((*brought, ""))
        if text.count("\n") != len(brought) or not _IDS.fullmatch(text):
            return False
        self._taken.update(zip(brought, wheres, strict=True))
        return True

    def _new(self, row: Mapping[str, str]) -> str:
        told = self._slugs[row["adcode"]], self._years[row["start"]]
        digest = _digest(_SEPARATOR.join([row[column] for column in _CONTENT]))
        return self._free("-".join(filter(None, told)), digest)

    def new_all(self, columns: Mapping[str, Sequence[str]], wheres: Sequence[int]) -> list[str]:
        """Return new ids of rows, given by column; they are taken from now on."""
        slugs = map(self._slugs.__getitem__, columns["adcode"])
        years = map(self._years.__getitem__, columns["start"])
        told = zip(slugs, years, strict=True)
        plains = [f"{slug}-{year}" if slug and year else slug or year for slug, year in told]
        texts = map(_SEPARATOR.join, zip(*map(columns.__getitem__, _CONTENT), strict=True))
        digests = [*map(_digest, texts)]
        given = [f"{plain}-{told[:_SHORT]}" for plain, told in zip(plains, digests, strict=True)]
        free = set(plains).difference(self._taken)
        if self._taken.keys().isdisjoint(given) and len({*given, *free}) == len(given) + len(free):
            firsts = compress(range(len(plains)), map(free.__contains__, plains))
            for at in firsts if free else ():  # of a long list nearly all of these are taken
                given[at] = plains[at]
                free.remove(plains[at])
            self._taken.update(zip(given, wheres, strict=True))
            return given
        given = []
        for plain, digest, where in zip(plains, digests, wheres, strict=True):
            given.append(self._free(plain, digest))
            self._taken[given[-1]] = where
        return given

    def _free(self, plain: str, digest: str) -> str:
        """Return `wuwei-2020`, with a part of the digest where that is taken."""
        long = f"{plain}-{digest[:_LONG]}"
        longer = (f"{long}-{number}" for number in count(2))
        ids = chain((plain, f"{plain}-{digest[:_SHORT]}", long), longer)
        return next(id_ for id_ in ids if id_ not in self._taken)

    def _slug(self, adcode: str) -> str:
        """Return the English name of the first unit as an id writes it."""
        first = adcode.split("|", maxsplit=1)[0]
        unit = self._gazetteer.get(first)
        name = unicodedata.normalize("NFKD", unit.name_en if unit else first)
        plain = name.encode("ascii", "ignore").decode().lower().replace("'", "")
        return _NOT_SLUG.sub("-", plain).strip("-") or first


def _year_in(start: str) -> str:
    year = _YEAR.search(start)
    return year[0] if year else ""


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
