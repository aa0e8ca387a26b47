"""Arguments from Python, read at the door: an error names the argument and its choices."""

from __future__ import annotations

import operator
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .errors import UsageError
from .model import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

_Kind = TypeVar("_Kind")
_LEVELS = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
_LAST_YEAR = 9999
_CODE_DIGITS = 6


def level_from(value: object, argument: str = "level") -> Level:
    """Return a level: one of province, prefecture, county, as `Level` or as text.

    Raises
    ------
    UsageError
        If it is anything else.
    """
    if isinstance(value, str) and value in _LEVELS:
        return Level(value)
    shown = repr(str(value)) if isinstance(value, str) else repr(value)
    raise UsageError(f"{argument}: {shown} is not a level; choose {_either(_LEVELS)}")


def year_from(value: object, argument: str = "year") -> int:
    """Return a year: a whole number from 1 to 9999, of Python or NumPy.

    Raises
    ------
    UsageError
        If it is anything else; a year as text is not guessed.
    """
    if type(value) is int and 1 <= value <= _LAST_YEAR:
        return value
    try:
        year = None if isinstance(value, bool) else operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        year = None
    if year is None or not 1 <= year <= _LAST_YEAR:
        what = "is text" if isinstance(value, str) else f"is not a year from 1 to {_LAST_YEAR}"
        raise UsageError(f"{argument}: {value!r} {what}; pass a whole number such as 2018")
    return year


def years_from(value: object, argument: str = "years") -> list[int]:
    """Return years in order, each once: of a range, a list, or anything else that holds them.

    Raises
    ------
    UsageError
        If it is anything else, or holds none.
    """
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise UsageError(f"{argument}: {value!r} is not several years; pass range(2015, 2021)")
    years = sorted({year_from(year, argument) for year in value})
    if not years:
        raise UsageError(f"{argument}: there are none; pass some, such as range(2015, 2021)")
    return years


def adcode_from(value: object, argument: str = "adcode") -> str:
    """Return an adcode: text, since leading zeros and unknown codes are told by its digits.

    Raises
    ------
    UsageError
        If it is not text.
    """
    if isinstance(value, str):
        return value
    number = None
    if not isinstance(value, bool):
        try:
            number = operator.index(value)  # type: ignore[arg-type]
        except TypeError:
            number = None
    example = f"'{number:0{_CODE_DIGITS}d}'" if number is not None and number >= 0 else "'620600'"
    raise UsageError(f"{argument}: {value!r} is not text; pass the adcode as text, {example}")


def text_from(value: object, argument: str) -> str:
    """Return a text.

    Raises
    ------
    UsageError
        If it is not one; a number is told to be quoted.
    """
    if isinstance(value, str):
        return value
    quoted = f", '{value}'" if isinstance(value, int) and not isinstance(value, bool) else ""
    raise UsageError(f"{argument}: {value!r} is not text; pass it as text{quoted}")


def edtf_from(value: object, argument: str) -> str:
    """Return a date as EDTF text; a year may be a number.

    Raises
    ------
    UsageError
        If it is neither text nor a whole number.
    """
    if isinstance(value, str):
        return value
    if type(value) is int:
        return str(value)
    raise UsageError(f"{argument}: {value!r} is not a date; pass it as EDTF, '2018' or '2018-09'")


def table_from(df: object, argument: str) -> None:
    """Refuse what is not a DataFrame.

    Raises
    ------
    UsageError
        If it is not.
    """
    import pandas

    if not isinstance(df, pandas.DataFrame):
        raise UsageError(f"{argument}: {type(df).__name__} is not a DataFrame of pandas; pass one")


def count_from(value: object, argument: str) -> int:
    """Return a whole number of 0 or more.

    Raises
    ------
    UsageError
        If it is not one.
    """
    try:
        count = None if isinstance(value, bool) else operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        count = None
    if count is None or count < 0:
        raise UsageError(f"{argument}: {value!r} is not a whole number of 0 or more")
    return count


def path_from(value: object, argument: str) -> Path | None:
    """Return the path of a file, or None.

    Raises
    ------
    UsageError
        If it is neither a path nor text.
    """
    if value is None or isinstance(value, (str, os.PathLike)):
        return None if value is None else Path(value)
    raise UsageError(f"{argument}: {value!r} is not a path; pass the path of a file")


def switch_from(value: object, argument: str) -> bool:
    """Return True or False.

    Raises
    ------
    UsageError
        If it is anything else.
    """
    if isinstance(value, bool):
        return value
    raise UsageError(f"{argument}: {value!r} is not known; choose True or False")


def all_of(value: object, kind: type[_Kind], argument: str, name: str) -> list[_Kind]:
    """Return values that are all of one class.

    Parameters
    ----------
    name
        What several of them are called.

    Raises
    ------
    UsageError
        If it is anything else.
    """
    if isinstance(value, Iterable) and not isinstance(value, str):
        values = list(value)
        if all(isinstance(each, kind) for each in values):
            return values
    raise UsageError(f"{argument}: {value!r} is something else; pass {name}, such as a list")


def names_from(value: object, argument: str) -> dict[str, str]:
    """Return a mapping of names, which is empty for None.

    Raises
    ------
    UsageError
        If it is anything else.
    """
    if value is None or isinstance(value, Mapping):
        return dict(value or {})
    raise UsageError(f"{argument}: {value!r} is something else; pass a mapping of their names")


def choice_from(value: object, argument: str, choices: Sequence[str]) -> str:
    """Return one of a few words.

    Raises
    ------
    UsageError
        If it is anything else.
    """
    if isinstance(value, str) and value in choices:
        return str(value)
    raise UsageError(f"{argument}: {value!r} is not known; choose {_either(choices)}")


def _either(choices: Iterable[str]) -> str:
    *most, last = choices
    return f"{', '.join(most)} or {last}"
