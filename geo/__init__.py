"""Turn sourced statements about places and dates into an honest map of a rollout by year.

>>> import geo
>>> rollout = geo.load()
>>> rollout.status("610500", 2018).value
'in'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from .rollout import Explanation, Rollout
    from .store import Project

__version__ = "0.1.0"

# Imports happen inside the functions, so that `import geo` costs nothing.


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
    from .rollout import Rollout

    project = _project(path)
    programme = project.load()
    return Rollout(programme.statements, programme.sources, project.gazetteer())


def explain(
    unit: str,
    year: int | None = None,
    *,
    within: str | None = None,
    path: str | os.PathLike[str] | None = None,
) -> Explanation:
    """Say why a unit has its status in a year, as data: the chain of reasons, and what changes it.

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
    """
    asked = _project(path).gazetteer().resolve_unit(unit, within=within)
    return load(path).explain(asked.adcode, year)


def _project(path: str | os.PathLike[str] | None) -> Project:
    from pathlib import Path

    from .store import find_project

    return find_project(None if path is None else Path(path))
