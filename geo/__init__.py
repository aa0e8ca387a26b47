"""Turn sourced statements about places and dates into an honest map of a rollout by year.

>>> import pilotmap
>>> rollout = pilotmap.load()  # the packaged example; load("stores") for a project of your own
>>> rollout.status("610500", 2018).value
'in'
>>> print(pilotmap.explain("Weinan", 2018).sentence)
Weinan (渭南市, 610500) in 2018: in, a statement places the programme in it or in a unit inside it

What is stable, by semantic versioning, are the names in `__all__`; all else may move.
"""

from __future__ import annotations

# Without `typing`, which takes longer to import than all that stands here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import os

    from geopandas import GeoDataFrame

    from .dates import FuzzyDate, Phrase
    from .door import Rollout
    from .errors import (
        DataError,
        DateError,
        PilotmapError,
        StoreError,
        ToponymError,
        UsageError,
    )
    from .gazetteer import Match
    from .model import AdminUnit, Level, Source, Statement, Status
    from .rollout import Counts, Explanation
    from .store import Project

__all__ = [
    "AdminUnit",
    "Counts",
    "DataError",
    "DateError",
    "Explanation",
    "FuzzyDate",
    "Level",
    "Match",
    "Phrase",
    "PilotmapError",
    "Rollout",
    "Source",
    "Statement",
    "Status",
    "StoreError",
    "ToponymError",
    "UsageError",
    "__version__",
    "explain",
    "find",
    "load",
    "outlines",
    "read_date",
]

__version__ = "0.1.0"

_HOMES = {
    "AdminUnit": "model",
    "Counts": "rollout",
    "DataError": "errors",
    "DateError": "errors",
    "Explanation": "rollout",
    "FuzzyDate": "dates",
    "Level": "model",
    "Match": "gazetteer",
    "Phrase": "dates",
    "PilotmapError": "errors",
    "Rollout": "door",
    "Source": "model",
    "Statement": "model",
    "Status": "model",
    "StoreError": "errors",
    "ToponymError": "errors",
    "UsageError": "errors",
}
"""Where each class lives: imported when it is first asked for, so that `import` costs nothing."""


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def load(path: str | os.PathLike[str] | None = None) -> Rollout:
    """Return what is known, by unit and year, of the programme in a project folder.

    Parameters
    ----------
    path
        A folder with `locations.csv` and `sources.csv`; None: the project one stands in, else the
        packaged example.

    Raises
    ------
    StoreError
        If there is no such project.
    DataError
        If its data have errors: all of them.
    """
    from .door import Rollout

    project = _project(path)
    programme = project.load()
    rollout = Rollout(programme.statements, programme.sources, project.gazetteer())
    rollout.title, rollout.title_zh = programme.title, programme.title_zh
    return rollout


def explain(
    unit: str,
    year: int | None = None,
    *,
    within: str | None = None,
    path: str | os.PathLike[str] | None = None,
) -> Explanation:
    """Say why a unit has its status in a year, as data; `str()` of it is what the command prints.

    Parameters
    ----------
    unit
        An adcode, or a name that names exactly one unit; the project's own names count.
    year
        None: the last year with evidence.
    within
        A unit around the one that is meant, where the name alone fits several.
    path
        The project folder, as for `load`.

    Raises
    ------
    ToponymError
        If the name fits no unit, or several: then the message lists them.
    UsageError
        If an argument is not what it should be, or no year is given and no statement is dated.
    """
    from .arguments import text_from, year_from

    name = text_from(unit, "unit")
    around = None if within is None else text_from(within, "within")
    when = None if year is None else year_from(year)
    asked = _project(path).gazetteer().resolve_unit(name, within=around)
    return load(path).explain(asked.adcode, when)


def find(
    name: str,
    *,
    within: str | None = None,
    level: Level | str | None = None,
    on: int | None = None,
    path: str | os.PathLike[str] | None = None,
) -> Match:
    """Return the unit a name names, or the candidates, or nothing with the nearest names.

    >>> import pilotmap
    >>> pilotmap.find("Wuwei", within="Gansu").unit.name_zh
    '武威市'
    >>> [unit.adcode for unit in pilotmap.find("Linxia").candidates]
    ['622900', '622901', '622921']

    Parameters
    ----------
    name
        As it is printed, with generic term and parents or without, in Chinese, English or pinyin;
        or a six-digit adcode.
    within
        A unit it lies in: any name, or an adcode.
    level
        The level it stands at: province, prefecture or county.
    on
        A year: units are found under the names and codes of that year.
    path
        The project whose `aliases.csv` counts, as for `load`.

    Raises
    ------
    UsageError
        If an argument is not what it should be.
    """
    from .arguments import level_from, text_from, year_from

    return (
        _project(path)
        .gazetteer()
        .match(
            text_from(name, "name"),
            within=None if within is None else text_from(within, "within"),
            level=None if level is None else level_from(level),
            on=None if on is None else year_from(on, "on"),
        )
    )


def read_date(phrase: str, *, published: str | FuzzyDate | None = None) -> Phrase:
    """Read a phrase in English or Chinese, or an EDTF date, as a date with its bounds and rule.

    >>> import pilotmap
    >>> pilotmap.read_date("over the next four years", published="2016").date.text
    '[2016..2020]'

    Parameters
    ----------
    phrase
        Such as "since August 2020" or "十三五期间".
    published
        The date of the text, which phrases such as "last year" count from; today never is.

    Raises
    ------
    DateError
        If the phrase is not understood, has two meanings, or counts from a date that is missing.
    UsageError
        If an argument is not text.
    """
    from .arguments import text_from
    from .dates import FuzzyDate, read_phrase

    anchor = published
    if not (anchor is None or isinstance(anchor, FuzzyDate)):
        anchor = read_phrase(text_from(anchor, "published")).date
    return read_phrase(text_from(phrase, "phrase"), anchor=anchor)


def outlines(level: Level | str) -> GeoDataFrame:
    """Return the outlines of today's units of one level as a GeoDataFrame, indexed by adcode.

    Parameters
    ----------
    level
        province, prefecture or county.

    Returns
    -------
    units
        In EPSG:4326 (longitude, latitude). `name` is the official Chinese name; `prefecture` and
        `province`, as far as the level has them, are adcodes; `label_lon` and `label_lat` a point
        for a label. Outlines: 天地图, simplified; no endorsement of any boundary.

    Raises
    ------
    UsageError
        If `level` is not one of them.
    """
    from .arguments import level_from
    from .boundaries import load as load_outlines

    return load_outlines(level_from(level))


def _project(path: str | os.PathLike[str] | None) -> Project:
    import os
    from pathlib import Path

    from .errors import UsageError
    from .store import find_project

    if not (path is None or isinstance(path, (str, os.PathLike))):
        raise UsageError(f"path: {path!r} is not a path; pass the folder of a project")
    return find_project(None if path is None else Path(path))
