"""A country small enough to enumerate, with every shape that the real one has."""

from __future__ import annotations

from geo.model import AdminUnit, Level

PROVINCE, PREFECTURE, COUNTY = Level.PROVINCE, Level.PREFECTURE, Level.COUNTY

# adcode: (level, parent, name). Gaming is a municipality with districts; Nanzhou has a prefecture
# with counties, one without, and a county of its own; all of Dao is one county of one prefecture.
UNITS = {
    "110000": (PROVINCE, "100000", "Gaming"),
    "110101": (COUNTY, "110000", "East"),
    "110102": (COUNTY, "110000", "West"),
    "620000": (PROVINCE, "100000", "Nanzhou"),
    "620100": (PREFECTURE, "620000", "Anxi"),
    "620102": (COUNTY, "620100", "Upper Anxi"),
    "620103": (COUNTY, "620100", "Lower Anxi"),
    "620200": (PREFECTURE, "620000", "Baxi"),
    "629001": (COUNTY, "620000", "Lone"),
    "460000": (PROVINCE, "100000", "Dao"),
    "460100": (PREFECTURE, "460000", "Daocheng"),
    "460101": (COUNTY, "460100", "Daoxian"),
}
LEVELS = {
    PROVINCE: ("110000", "460000", "620000"),
    PREFECTURE: ("110000", "460100", "620100", "620200", "629001"),
    COUNTY: ("110101", "110102", "460101", "620102", "620103", "620200", "629001"),
}
FORMER = {
    "620198": ("620102",),  # became a part of Upper Anxi
    "620300": ("620100", "110101"),  # was divided
    "620400": (),  # ended; nobody knows into what
}


class Country:
    """The hierarchy of the small country."""

    def __init__(self) -> None:
        self._units = {
            adcode: AdminUnit(adcode, level, parent, f"{name}区", name, name, name)
            for adcode, (level, parent, name) in UNITS.items()
        }
        self._former = {
            adcode: AdminUnit(
                adcode, PREFECTURE, "620000", "旧", "旧", "Old", "Jiù", valid_to=2012, successors=to
            )
            for adcode, to in FORMER.items()
        }

    def get(self, adcode: str) -> AdminUnit | None:
        return self._units.get(adcode) or self._former.get(adcode)

    def at_level(self, level: Level) -> tuple[AdminUnit, ...]:
        return tuple(self._units[adcode] for adcode in LEVELS[level])

    def current(self, adcode: str) -> tuple[str, ...]:
        return (adcode,) if adcode in UNITS or adcode == "100000" else FORMER[adcode]


COUNTRY_UNITS = Country()
