"""Text that others wrote, made safe for where it is shown: terminal, spreadsheet, shell, page.

A control character for the direction of text holds until it is closed (Unicode Standard Annex 9):
one left open in a title would turn the page's own words that follow it, on screen and in every
download; one that closes too much would end what the page itself has opened around the text. So
what a text opens is closed. An address becomes a link only where a reader can open it.
"""

from __future__ import annotations

import os
import re
import shlex
import unicodedata
from dataclasses import fields, replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from _typeshed import DataclassInstance


_UNSEEN = frozenset(["Cc", "Cf", "Cs", "Zl", "Zp"])
"""Categories of Unicode that show nothing and steer: control, format, surrogate, separators."""
_FORMULA = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_PLAIN_NUMBER = frozenset("0123456789.")
_PLAIN_PATH = re.compile(r"[\w.:\\/=+-]+")
_PLAIN = re.compile(r"[\w%+=:,./#@-]+")
_SINGLE_QUOTES = re.compile("(['\u2018-\u201b])")


def is_unseen(character: str) -> bool:
    """Whether a character shows nothing, but may steer a terminal or end or turn a line."""
    return unicodedata.category(character) in _UNSEEN


def one_line(text: str, *, keep: str = "") -> str:
    r"""Return `text` with control, format and separator characters shown as escapes (`\x1b`).

    A cell may hold escape sequences that retitle a terminal, or line breaks that make one problem
    look like two. Nothing is escaped twice: an escape is made of what is kept.

    Parameters
    ----------
    keep
        Characters that stay as they are, such as the line breaks of a text of several lines.
    """
    if text.isprintable():
        return text
    return "".join(
        character.encode("unicode_escape").decode()
        if is_unseen(character) and character not in keep
        else character
        for character in text
    )


MESSAGE_LIMIT = 2000
"""Characters of a message that are printed: it may quote a cell or a value of any length."""


def cut(text: str, most: int = MESSAGE_LIMIT) -> str:
    """Return a text of at most so many characters; of a longer one both ends, and what is left out.

    What a message says and advises stands at its ends, and what it quotes between them.
    """
    if len(text) <= most:
        return text
    end = most // 10
    return f"{text[: most - end]} [... {len(text) - most:,} characters ...] {text[-end:]}"


def spreadsheet_safe(cell: str) -> str:
    """Return `cell`, with an apostrophe before it if a spreadsheet would take it for a formula.

    After OWASP's page on CSV injection: `= + - @`, tab, line breaks, and the full-width forms
    that Excel takes alike. A plain signed number such as a longitude of -3.5 stays a number. The
    project's own files keep every cell exactly; this is for what is made to be opened in Excel.
    """
    if cell[:1] not in _FORMULA or not cell:
        return cell
    digits = cell[1:]
    signed = cell[0] in "+-" and digits.count(".") <= 1 and digits.strip(".")
    if signed and _PLAIN_NUMBER.issuperset(digits):
        return cell
    return f"'{cell}"


def spreadsheet_unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that `spreadsheet_safe` puts before it."""
    return cell[1:] if cell[:1] == "'" and spreadsheet_safe(cell[1:]) == cell else cell


def shell_argument(path: str | os.PathLike[str]) -> str:
    r"""Return a path as an argument of an advised command, which a person may paste.

    For a POSIX shell, or PowerShell on Windows. Nothing in it is obeyed: not `;`, not `$(...)`,
    not a `-` that would begin an option. What a terminal would not show is spelt as an escape
    inside `$'...'`, which bash, zsh and ksh read back.
    """
    text = os.fspath(path)
    if text.startswith("-"):
        text = os.path.join(".", text)  # noqa: PTH118 (pathlib drops the dot)
    return shell_word(text)


def shell_word(text: str) -> str:
    r"""Return a text, which is no path, as one word of an advised command; see `shell_argument`.

    It may begin with `-`. PowerShell takes curved quotes for straight ones, and what stands
    between commas for a list.
    """
    if os.name == "nt":
        return (
            text
            if _PLAIN_PATH.fullmatch(text)
            else "'{}'".format(_SINGLE_QUOTES.sub(r"\1\1", text))
        )
    if _PLAIN.fullmatch(text) and text[0] not in "#=":
        return text
    if text.isprintable():
        quoted = shlex.quote(text)  # which leaves `=ls` as it is: zsh takes that for a command
        return quoted if quoted[0] not in "#=" else f"'{text}'"
    spelt = "".join(
        f"\\U{ord(each):08x}" if is_unseen(each) else f"\\{each}" if each in "'\\" else each
        for each in text
    )
    return f"$'{spelt}'"


def some_of(names: Iterable[str], most: int = 20) -> str:
    """Return names with commas between, and how many more there are: `a, b and 9,998 more`."""
    listed = list(names)
    more = f" and {len(listed) - most:,} more" if len(listed) > most else ""
    return ", ".join(listed[:most]) + more


Value = TypeVar("Value", bound="DataclassInstance")

_EMBEDDING_END, _ISOLATE_END = "\u202c", "\u2069"
_ENDS = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", _EMBEDDING_END),
    **dict.fromkeys("\u2066\u2067\u2068", _ISOLATE_END),
}
"""What closes each control character that opens an embedding, an override or an isolate."""
_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")


_BEGIN_IN_UTF8 = (b"\xe2\x80", b"\xe2\x81")
"""With these bytes begin all control characters for the direction of text, and some others."""


def may_leave_open(text: str) -> bool:
    """Whether a text, of any length, holds a control character for the direction of text."""
    if text.isascii():
        return False
    raw = text.encode("utf-8", "surrogatepass")  # searching bytes is quicker, for one byte at most
    return (
        _BEGIN_IN_UTF8[0][:1] in raw
        and any(begin in raw for begin in _BEGIN_IN_UTF8)
        and _CONTROL.search(text) is not None
    )


def closed(text: str) -> str:
    """Return a text with what it leaves open closed, and without what closes nothing in it."""
    if not _CONTROL.search(text):
        return text
    kept: list[str] = []
    due: list[str] = []
    isolates = 0  # of those due: a text may leave a million open
    for sign in text:
        if sign in _ENDS:
            due.append(_ENDS[sign])
            isolates += due[-1] == _ISOLATE_END
        elif sign == _ISOLATE_END and isolates:
            while due.pop() != sign:  # the end of an isolate closes all embeddings in it
                pass
            isolates -= 1
        elif sign == _EMBEDDING_END and due[-1:] == [sign]:
            due.pop()
        elif sign in {_ISOLATE_END, _EMBEDDING_END}:
            continue
        kept.append(sign)
    return "".join([*kept, *reversed(due)])


def all_closed(value: Value) -> Value:
    """Return a frozen value whose texts are closed, each by itself; the same one if they are."""
    names, values_of = _fields_of(type(value))
    texts = [each if type(each) is str else "" for each in values_of(value)]
    if not _CONTROL.search("".join(texts)):  # as nearly always
        return value
    safe = {name: closed(text) for name, text in zip(names, texts, strict=True) if text}
    changed = {name: text for name, text in safe.items() if text != getattr(value, name)}
    return replace(value, **changed) if changed else value


@cache
def _fields_of(kind: type) -> tuple[list[str], Callable[[Any], tuple[Any, ...]]]:
    """Return the names of a dataclass's fields, two at least, and what gives their values."""
    names = [field.name for field in fields(kind)]
    return names, attrgetter(*names)


_ADDRESS = re.compile(r"https?://[^\s<>\"\\\x00-\x20\x7f]+", re.IGNORECASE)
_NAME = r"[^\W_](?:[\w-]*[^\W_])?"
"""One part of a host's name, in any script."""
_HOST = re.compile(rf"(?:\[[0-9A-Fa-f:.]+\]|{_NAME}(?:\.{_NAME})*\.?)(?::[0-9]+)?")


def is_web_address(text: str) -> bool:
    """Tell whether a text is an http or https address with a host, and nothing else.

    No name and password, which an address hides a host behind (`https://bank.example@evil.example`);
    no brackets or ports that no browser parses.
    """
    if not _ADDRESS.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        _ = parts.port  # reading it checks it
    except ValueError:
        return False
    return _HOST.fullmatch(parts.netloc) is not None
