"""Build data/reference from registry packages; see `python -m geo.reference --help`."""
