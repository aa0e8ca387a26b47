"""`--where`: comparisons of columns with literals, joined by and, or, not; never evaluated as code.

    status == 'paid' and amount >= 10 and not (kind in ('gift', 'test') or note is null)

A column whose name is not a plain word stands in back quotes. The condition becomes a filter that
Parquet can push down to its row groups.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

Literal = str | int | float | bool

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?)(?!\w)"
    r"|(?P<text>'[^']*'|\"[^\"]*\")|`(?P<quoted>[^`]+)`"
    r"|(?P<sign>==|!=|<>|<=|>=|=|<|>|\(|\)|,)|(?P<word>[^\W\d]\w*))"
)
_SIGNS = frozenset({"==", "!=", "<", "<=", ">", ">="})
_SAME = {"=": "==", "<>": "!="}
_RESERVED = frozenset({"and", "or", "not", "in", "is", "null", "true", "false"})
_LONGEST, _DEEPEST = 10_000, 50
_MOST_DIGITS = 300
"""Of a whole number: one of more is beyond the type of any column, and infinite as 1e400 is."""


@dataclass(frozen=True)
class Comparison:
    """A column compared with a literal, by one of `== != < <= > >=`."""

    column: str
    sign: str
    literal: Literal


@dataclass(frozen=True)
class OneOf:
    """A column whose value is one of some literals."""

    column: str
    literals: tuple[Literal, ...]


@dataclass(frozen=True)
class IsNull:
    """A column without a value."""

    column: str


@dataclass(frozen=True)
class Not:
    """What does not hold."""

    part: Condition


@dataclass(frozen=True)
class Joined:
    """Conditions of which all hold, or any."""

    word: str
    """`and` or `or`."""
    parts: tuple[Condition, ...]


Condition = Comparison | OneOf | IsNull | Not | Joined


def parse(text: str) -> Condition:
    """Read a condition.

    Raises
    ------
    UsageError
        If it is not one; the message says where reading stopped and what was expected.
    """
    if len(text) > _LONGEST:
        raise UsageError(f"--where has {len(text):,} characters, more than {_LONGEST:,}")
    if any("\ud800" <= each <= "\udfff" for each in text):
        raise UsageError("--where holds half a character; type it anew")
    return _Reader(text).condition()


def columns(condition: Condition) -> frozenset[str]:
    """Return the columns that a condition compares."""
    if isinstance(condition, Joined):
        return frozenset().union(*map(columns, condition.parts))
    if isinstance(condition, Not):
        return columns(condition.part)
    return frozenset([condition.column])


def numeric_columns(condition: Condition) -> frozenset[str]:
    """Return the columns that a condition compares with numbers."""
    if isinstance(condition, Joined):
        return frozenset().union(*map(numeric_columns, condition.parts))
    if isinstance(condition, Not):
        return numeric_columns(condition.part)
    given = literals_of(condition)
    numbers = any(isinstance(each, int | float) and not isinstance(each, bool) for each in given)
    return frozenset([condition.column]) if numbers else frozenset()


def literals_of(condition: Comparison | OneOf | IsNull) -> tuple[Literal, ...]:
    """Return what a condition compares a column with."""
    if isinstance(condition, Comparison):
        return (condition.literal,)
    return condition.literals if isinstance(condition, OneOf) else ()


class _Reader:
    """Reads a condition from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(_tokens(text))
        self._at = 0
        self._depth = 0

    def condition(self) -> Condition:
        """Return the condition that the whole text is."""
        found = self._joined("or")
        if self._at < len(self._tokens):
            raise self._stopped("and, or, or the end")
        return found

    def _joined(self, word: str) -> Condition:
        inner = "and" if word == "or" else None
        parts = [self._joined(inner) if inner else self._negated()]
        while self._takes(word):
            parts.append(self._joined(inner) if inner else self._negated())
        return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))

    def _negated(self) -> Condition:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UsageError(f"--where is nested more than {_DEEPEST} deep; write it simpler")
        try:
            if self._takes("not"):
                return Not(self._negated())
            if self._takes("("):
                found = self._joined("or")
                self._expect(")")
                return found
            return self._comparison()
        finally:
            self._depth -= 1

    def _comparison(self) -> Condition:
        column = self._column()
        if self._takes("is"):
            negated = self._takes("not")
            self._expect("null")
            return Not(IsNull(column)) if negated else IsNull(column)
        negated = self._takes("not")
        if self._takes("in"):
            self._expect("(")
            literals = [self._literal()]
            while self._takes(","):
                literals.append(self._literal())
            self._expect(")")
            found = OneOf(column, tuple(literals))
            return Not(found) if negated else found
        if negated:
            raise self._stopped("in")
        kind, value = self._peek()
        sign = _SAME.get(value, value)
        if kind != "sign" or sign not in _SIGNS:
            raise self._stopped("one of == != < <= > >= in is")
        self._at += 1
        return Comparison(column, sign, self._literal())

    def _column(self) -> str:
        kind, value = self._peek()
        if kind == "quoted" or (kind == "word" and value.lower() not in _RESERVED):
            self._at += 1
            return value
        raise self._stopped("the name of a column")

    def _literal(self) -> Literal:
        kind, value = self._peek()
        self._at += 1
        if kind == "text":
            return value[1:-1]
        if kind == "number":
            is_whole = value.lstrip("+-").isdigit() and len(value) <= _MOST_DIGITS
            return int(value) if is_whole else float(value)
        if kind == "word" and value.lower() in {"true", "false"}:
            return value.lower() == "true"
        self._at -= 1
        raise self._stopped("a number, a 'text', true or false")

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at][:2] if self._at < len(self._tokens) else ("end", "")

    def _takes(self, word: str) -> bool:
        kind, value = self._peek()
        if kind in {"word", "sign"} and value.lower() == word:
            self._at += 1
            return True
        return False

    def _expect(self, word: str) -> None:
        if not self._takes(word):
            raise self._stopped(word)

    def _stopped(self, expected: str) -> UsageError:
        after = len(self._text)
        if self._at < len(self._tokens):
            after = self._tokens[self._at][2]
        rest = self._text[after : after + 20] or "the end"
        return UsageError(f"--where: at {rest!r} (character {after + 1}): expected {expected}")


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield kind, text and position of every token."""
    at = 0
    while at < len(text.rstrip()):
        token = _TOKEN.match(text, at)
        if token is None or token.lastgroup is None:
            rest = text[at : at + 20]
            raise UsageError(f"--where: {rest!r} (character {at + 1}) is not read")
        yield token.lastgroup, token[token.lastgroup], token.start(token.lastgroup)
        at = token.end()
