"""Read the table of units: one row per unit, name and code, for the years that held."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

from ..errors import ReferenceDataError
from ..model import COUNTRY, AdminUnit, Level

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COLUMNS = (
    "adcode",
    "level",
    "parent",
    "name_zh",
    "short_zh",
    "name_en",
    "pinyin",
    "aliases",
    "lon",
    "lat",
    "valid_from",
    "valid_to",
    "successors",
)

CHINA = AdminUnit(
    adcode=COUNTRY,
    level=Level.COUNTRY,
    parent="",
    name_zh="中华人民共和国",
    short_zh="中国",
    name_en="China",
    pinyin="Zhōngguó",
    aliases=("全国", "PRC", "People's Republic of China", "P.R. China", "Mainland China"),
)
"""The country is known without a row: statements about it are listed, and tint nothing."""

COUNTRY_POSITION = -1
"""Stands for the country among positions of rows, since it is no row."""

_LEVELS = {level.value: level for level in Level}


class Row(NamedTuple):
    """One row as text: thousands are read for every command, few are ever looked at."""

    adcode: str
    level: str
    parent: str
    name_zh: str
    short_zh: str
    name_en: str
    pinyin: str
    aliases: str
    lon: str
    lat: str
    valid_from: str
    valid_to: str
    successors: str


def read_rows(path: Path) -> list[Row]:
    """Read the table of units, in the order of the file.

    Raises
    ------
    ReferenceDataError
        If the file is missing or its columns are not those of the contract.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            header = tuple(next(lines, ()))
            if header != COLUMNS:
                raise ReferenceDataError(
                    f"{path.name}: expected the columns {','.join(COLUMNS)}, found "
                    f"{','.join(header) or 'none'}; rebuild it with `python -m geo.reference`"
                )
            return [Row._make(line) for line in lines]
    except FileNotFoundError:
        raise ReferenceDataError(
            f"{path}: no such file; rebuild it with `python -m geo.reference`"
        ) from None
    except TypeError as error:
        raise ReferenceDataError(
            f"{path.name}: a row has not {len(COLUMNS)} cells ({error}); "
            "rebuild it with `python -m geo.reference`"
        ) from None


def unit_from(row: Row) -> AdminUnit:
    """Turn one row into the value everything else uses."""
    return AdminUnit(
        adcode=row.adcode,
        level=_LEVELS[row.level],
        parent=row.parent,
        name_zh=row.name_zh,
        short_zh=row.short_zh,
        name_en=row.name_en,
        pinyin=row.pinyin,
        aliases=_split(row.aliases),
        seat=(float(row.lon), float(row.lat)) if row.lon and row.lat else None,
        valid_from=int(row.valid_from) if row.valid_from else None,
        valid_to=int(row.valid_to) if row.valid_to else None,
        successors=_split(row.successors),
    )


def row_from(unit: AdminUnit) -> Row:
    """Turn a unit back into a row, for tests and for gazetteers made by hand."""
    lon, lat = unit.seat or ("", "")
    return Row(
        adcode=unit.adcode,
        level=unit.level.value,
        parent=unit.parent,
        name_zh=unit.name_zh,
        short_zh=unit.short_zh,
        name_en=unit.name_en,
        pinyin=unit.pinyin,
        aliases=_join(unit.aliases),
        lon=str(lon),
        lat=str(lat),
        valid_from="" if unit.valid_from is None else str(unit.valid_from),
        valid_to="" if unit.valid_to is None else str(unit.valid_to),
        successors=_join(unit.successors),
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _join(values: Iterable[str]) -> str:
    return "|".join(values)
