"""One place name in a sentence, with what is known of its part in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What the words beside a name make of it."""

    PLACE = "place"
    CONTEXT = "context"
    """Only mentioned: `why` says how."""
    WORD = "word"
    """No place at all, or none of the gazetteer."""
    COMPANY = "company"
    """Part of the name of a company that is one per province, or of a government."""
    GROUP = "group"
    """A group of provinces."""


@dataclass(slots=True, eq=False)
class Mention:
    """A name in a sentence: a span of the folded text."""

    start: int
    end: int
    query: str
    """What the gazetteer is asked, with the generic term."""
    kind: Kind = Kind.PLACE
    why: str = ""
    hint: str = ""
    """The level that the words of its list say."""
    scope: Mention | None = None
    """The name of the unit around it, where the text puts one beside it."""
    inherits: bool = False
    """Whether the unit around it stands beside another member of its list."""
    of: Mention | None = None
    """The name that it only places: 甘肃 before 武威."""
    members: tuple[str, ...] = ()
    """The provinces of a group."""
    mates: list[Mention] = field(default_factory=list)
    """The members of its list, itself included."""
    is_city: bool = False
    """Whether the name is the short one of a prefecture or province."""
    firm: bool = False
    """Whether a list or a unit around it cannot make a place of it again."""
    shared: bool = False
    """Whether what makes it context holds for all of its list: sold to Beijing and Shanghai."""

    if_place: tuple[Kind, str] = (Kind.PLACE, "")
    """What the words beside it make of a common word, once it is taken for a place."""

    def revive(self) -> None:
        """Take a common word for a place after all, and what the words beside make of that."""
        self.is_only(*self.if_place)

    def is_only(self, kind: Kind, why: str, *, firm: bool = False, shared: bool = False) -> None:
        """Set what the words beside the name make of it."""
        self.kind, self.why, self.firm, self.shared = kind, why, firm, shared
