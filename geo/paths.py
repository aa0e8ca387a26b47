"""Where the packaged data lie: beside `geo/` in a checkout, inside it in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
DATA = next(folder for folder in (_PACKAGE / "data", _PACKAGE.parent / "data") if folder.is_dir())
"""The packaged example project: `datapackage.json`, `locations.csv`, `sources.csv`."""

REFERENCE = DATA / "reference"
"""Gazetteer and boundaries, built by `python -m geo.reference`."""
