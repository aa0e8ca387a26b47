"""How adcodes are written in tables: shortened, lengthened, joined; and what they are read as."""

from __future__ import annotations

import re

from ...errors import Problem

_CODE = re.compile(r"\d{6}", re.ASCII)
_LONGER_CODE = re.compile(
    r"(\d{6})(?:\.0+|0{3}|0{6})", re.ASCII
)  # a spreadsheet's float; statistical codes
_SHORTER_CODE = re.compile(r"\d{2}(\d{2})?", re.ASCII)


def read_codes(cell: str) -> tuple[list[str], str]:
    """Return the six-digit codes of a cell, each once, and a note where it says otherwise."""
    codes = []
    for part in cell.split("|"):
        code = part.strip()
        if longer := _LONGER_CODE.fullmatch(code):
            code = longer[1]
        elif _SHORTER_CODE.fullmatch(code):
            code = code.ljust(6, "0")
        if not _CODE.fullmatch(code):
            return [], ""
        if code not in codes:
            codes.append(code)
    joined = "|".join(codes)
    return codes, "" if joined == cell else f"adcode '{cell}' read as {joined}"


def bad_code(cell: str, unknown: list[str]) -> Problem:
    """Return the problem of a cell that names no unit: codes nobody knows, or no codes."""
    if unknown:
        message = f"adcode {', '.join(unknown)} is not in the gazetteer"
        hint = "look the place up with pilotmap find NAME"
        return Problem("adcode-unknown", message, hint, column="adcode")
    message = f"'{cell}' is no adcode: six digits, or several codes joined by |"
    return Problem("adcode-invalid", message, "look it up with pilotmap find NAME", column="adcode")
