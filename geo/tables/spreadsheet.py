"""Cells made safe for a spreadsheet program, which runs what begins like a formula.

The project's own files keep every cell exactly: they are the data. What is made to be opened in
Excel, such as lists and downloads, goes through here.
"""

from __future__ import annotations

_FORMULA = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_PLAIN_NUMBER = frozenset("0123456789.")


def spreadsheet_safe(cell: str) -> str:
    """Return `cell`, with an apostrophe before it if a spreadsheet would take it for a formula.

    After OWASP's page on CSV injection: `= + - @`, tab, line breaks, and the full-width forms
    that Excel takes alike. A plain signed number such as a longitude of -3.5 stays a number.
    """
    if cell[:1] not in _FORMULA or not cell:
        return cell
    digits = cell[1:]
    signed = cell[0] in "+-" and digits.count(".") <= 1 and digits.strip(".")
    if signed and _PLAIN_NUMBER.issuperset(digits):
        return cell
    return f"'{cell}"
