"""The command line: `pilotmap COMMAND`; each command lives in the module named for it."""

from .app import app, main

__all__ = ["app", "main"]
