"""What reading an article gives: place names, and proposals with class and reason; no decisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypedDict


class Role(StrEnum):
    """What a place is in the text."""

    LIKELY = "likely"
    """The text says that the programme runs, ran or does not run there."""
    CHECK = "check"
    """It may say so: a person has to read the sentence."""
    CONTEXT = "context"
    """It is only mentioned, or only looks like a place."""


class ProgrammeStatus(StrEnum):
    """What the text says of the programme in a place."""

    IN = "in"
    OUT = "out"
    PLAN = "plan"
    """Announced: neither a yes nor a no."""


class ProposalRecord(TypedDict):
    """A proposal as `--json` prints it."""

    paragraph: int
    start: int
    end: int
    text: str
    role: str
    status: str
    adcode: str | None
    candidates: list[str]
    start_edtf: str | None
    end_edtf: str | None
    date_phrase: str | None
    reason: str


class UnnamedRecord(TypedDict):
    """A statement without a named place as `--json` prints it."""

    paragraph: int
    within: str
    start_edtf: str | None
    reason: str


class ScanRecord(TypedDict):
    """Everything found in a text, as `--json` prints it."""

    proposals: list[ProposalRecord]
    statements: list[UnnamedRecord]


@dataclass(frozen=True, slots=True)
class TextDate:
    """A date as the text gives it, read or not."""

    phrase: str = ""
    start: str | None = None
    """EDTF; None where the text gives none, or one that counts from a date nobody gave."""
    end: str | None = None
    note: str = ""
    """How it is known: stated, or the phrase with its anchor and rule, or what is missing."""


NO_DATE = TextDate()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One place name found in a text.

    `paragraph` counts the lines that are not empty from 1; `start` and `end` are offsets in
    characters in that line as it was given (where a name goes on in the next line, `end` counts
    the break as one character).
    """

    paragraph: int
    start: int
    end: int
    text: str
    role: Role
    status: ProgrammeStatus
    adcode: str | None
    candidates: tuple[str, ...]
    when: TextDate
    reason: str
    extent: str = "unit"
    within: str = ""
    """The unit around it as the text gives it, for `within` of a row."""
    locator: str = ""
    quote: str = ""
    """The sentence, shortened."""
    decision: str = ""
    """Why this unit and no other, where the name alone fits several."""

    def as_record(self) -> ProposalRecord:
        """Return it as `--json` prints it."""
        return {
            "paragraph": self.paragraph,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "role": self.role.value,
            "status": self.status.value,
            "adcode": self.adcode,
            "candidates": list(self.candidates),
            "start_edtf": self.when.start,
            "end_edtf": self.when.end,
            "date_phrase": self.when.phrase or None,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A statement about places that the text does not name: other branches, many provinces."""

    paragraph: int
    start: int
    end: int
    text: str
    within: str
    """Adcode of the narrowest unit that the text states."""
    when: TextDate
    reason: str
    status: ProgrammeStatus = ProgrammeStatus.IN
    extent: str = "within"
    locator: str = ""
    quote: str = ""
    direction: str = ""
    """The course that the text says the programme took, `N-S; W-E`."""

    def as_record(self) -> UnnamedRecord:
        """Return it as `--json` prints it."""
        return {
            "paragraph": self.paragraph,
            "within": self.within,
            "start_edtf": self.when.start,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Loose:
    """A sentence with a date or a place that no proposal is made of."""

    paragraph: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Scan:
    """Everything found in a text, in the order of the text."""

    paragraphs: tuple[str, ...]
    """The lines that are not empty, as given; the first is paragraph 1."""
    proposals: tuple[Proposal, ...]
    statements: tuple[Unnamed, ...]
    notes: tuple[str, ...] = ()
    """What a reader should hear: an anchor that the text offers, dates that need one."""
    loose: tuple[Loose, ...] = field(default=())

    def as_record(self) -> ScanRecord:
        """Return it as `--json` prints it."""
        return {
            "proposals": [proposal.as_record() for proposal in self.proposals],
            "statements": [statement.as_record() for statement in self.statements],
        }


class MentionKind(StrEnum):
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
    kind: MentionKind = MentionKind.PLACE
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

    if_place: tuple[MentionKind, str] = (MentionKind.PLACE, "")
    """What the words beside it make of a common word, once it is taken for a place."""

    def revive(self) -> None:
        """Take a common word for a place after all, and what the words beside make of that."""
        self.is_only(*self.if_place)

    def is_only(
        self, kind: MentionKind, why: str, *, firm: bool = False, shared: bool = False
    ) -> None:
        """Set what the words beside the name make of it."""
        self.kind, self.why, self.firm, self.shared = kind, why, firm, shared
