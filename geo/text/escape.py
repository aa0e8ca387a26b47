"""Text that others wrote, made safe for where it is shown: on a terminal, in a spreadsheet."""

from __future__ import annotations

import unicodedata

_UNSEEN = frozenset(["Cc", "Cf", "Cs", "Zl", "Zp"])
"""Categories of Unicode that show nothing and steer: control, format, surrogate, separators."""
_FORMULA = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_PLAIN_NUMBER = frozenset("0123456789.")


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
