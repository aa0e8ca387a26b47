"""What is asked of a log: which columns tell place, date and value, and what is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import UsageError
from . import where as conditions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

    from ..model import Level
_LONGITUDES = ("lon", "lng", "long", "longitude", "经度", "x")
_LATITUDES = ("lat", "latitude", "纬度", "y")
_CODES = ("adcode", "county_code", "code", "行政区划代码", "区划代码")
_DATES = ("date", "day", "time", "datetime", "timestamp", "created_at", "日期")
_YEARS = ("year", "年份", "年")


@dataclass(frozen=True)
class Spec:
    """What is counted; plain values, so that it can be sent to other processes."""

    level: Level
    place: tuple[str, ...]
    """Columns: longitude and latitude, or the code, or the name, or the name and its parent."""
    by: str
    """How the columns of `place` are read: `position`, `code` or `name`."""
    date: str
    value: str = ""
    scale: int = 1
    """What values are multiplied with before they are summed as whole numbers."""
    where: conditions.Condition | None = None
    outlines: str = ""
    """Checksum of the outlines and units; whoever has others refuses to count."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read, each once."""
        named = [*self.place, self.date, *([self.value] if self.value else [])]
        compared = sorted(conditions.columns(self.where)) if self.where else []
        return tuple(dict.fromkeys([*named, *compared]))


@dataclass(frozen=True)
class Choices:
    """The columns that a person named; blank ones are found by their names."""

    lon: str = ""
    lat: str = ""
    adcode: str = ""
    name: str = ""
    within: str = ""
    date: str = ""
    value: str = ""


def choose_place(choices: Choices, names: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return how places are told, and by which columns.

    Raises
    ------
    UsageError
        If two ways are asked for, or none is found.
    """
    position = bool(choices.lon or choices.lat)
    if position + bool(choices.adcode) + bool(choices.name) > 1:
        raise UsageError("--lon and --lat, --adcode, --name: choose one of them")
    if choices.within and not choices.name:
        raise UsageError("--within-column goes with --name: it narrows what names mean")
    if choices.name:
        return "name", tuple(filter(None, (choices.name, choices.within)))
    if choices.adcode:
        return "code", (choices.adcode,)
    lon = choices.lon or _find(_LONGITUDES, names)
    lat = choices.lat or _find(_LATITUDES, names)
    if lon and lat:
        return "position", (lon, lat)
    if position:
        raise UsageError("--lon and --lat go together; name both columns")
    if code := _find(_CODES, names):
        return "code", (code,)
    shown = ", ".join(names[:20])
    raise UsageError(
        "no column tells the place; name them with --lon and --lat, --adcode or --name; "
        f"the columns are {shown}"
    )


def choose_date(choices: Choices, names: Sequence[str]) -> str:
    """Return the column of the date.

    Raises
    ------
    UsageError
        If none is found.
    """
    found = choices.date or _find((*_DATES, *_YEARS), names)
    if not found:
        shown = ", ".join(names[:20])
        raise UsageError(f"no column tells the date; name it with --date; the columns are {shown}")
    return found


def check_types(schema: pa.Schema, spec: Spec, file: str) -> None:
    """Refuse columns that are missing or of a type that is not read as what it is asked for.

    Raises
    ------
    UsageError
        Naming the file, the column, its type and what is read.
    """
    import pyarrow.types as t

    def text(kind: pa.DataType) -> bool:
        return bool(t.is_string(kind) or t.is_large_string(kind))

    def number(kind: pa.DataType) -> bool:
        return bool(t.is_integer(kind) or t.is_floating(kind) or t.is_decimal(kind))

    def dated(kind: pa.DataType) -> bool:
        return bool(t.is_date(kind) or t.is_timestamp(kind))

    wanted = [(column, "a number") for column in spec.place if spec.by == "position"]
    wanted += [(column, "text or a whole number") for column in spec.place if spec.by == "code"]
    wanted += [(column, "text") for column in spec.place if spec.by == "name"]
    wanted += [(spec.date, "a date, a year or text")]
    wanted += [(spec.value, "a number")] if spec.value else []
    for column, what in wanted:
        if schema.names.count(column) != 1:
            there = ", ".join(schema.names[:20])
            many = "several columns" if column in schema.names else "no column"
            raise UsageError(f"{file}: there is {many} {column!r}; the columns are {there}")
        kind = schema.field(column).type
        kind = kind.value_type if t.is_dictionary(kind) else kind
        fits = t.is_null(kind) or text(kind) or (number(kind) and what != "text")
        if not fits and not (dated(kind) and what.startswith("a date")):
            raise UsageError(f"{file}: column {column!r} holds {kind}; expected {what}")


def scale_of(schemas: Iterable[pa.Schema], value: str) -> int:
    """Return the scale of values: 1 where all files have whole numbers, else millionths."""
    import pyarrow.types as t

    from .partial_counts import MILLIONTHS

    kinds = [schema.field(value).type for schema in schemas]
    return 1 if all(t.is_integer(kind) or t.is_null(kind) for kind in kinds) else MILLIONTHS


def _find(wanted: Sequence[str], names: Sequence[str]) -> str:
    folded = {name.strip().casefold(): name for name in reversed(names)}
    return next((folded[each] for each in wanted if each in folded), "")
