"""Which module each command lives in: importing the module registers the command."""

from __future__ import annotations

import re
from importlib import import_module

from .app import app

MODULES = {
    "add": "add",
    "build": "build",
    "check": "check",
    "date": "date",
    "edit": "edit",
    "explain": "explain",
    "find": "find",
    "import": "import_",
    "init": "init",
    "list": "list",
    "remove": "remove",
    "source": "source",
    "undo": "undo",
}

_CLAUSE_END = re.compile(r"[.,;:](?: |$)")


def register(command: str | None = None) -> None:
    """Register `command` alone, so that it starts fast; all of them where it is no command."""
    modules = [MODULES[command]] if command in MODULES else MODULES.values()
    for module in modules:
        import_module(f".{module}", __package__)
    if command not in MODULES:
        _shorten_helps()


def _shorten_helps() -> None:
    """List each command with the first clause of its help, which fits on a line."""
    for each in app.registered_commands:
        told = (each.callback and each.callback.__doc__) or ""
        each.short_help = _CLAUSE_END.split(" ".join(told.split()), maxsplit=1)[0]
