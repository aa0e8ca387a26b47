"""Which module each command lives in: importing the module registers the command."""

from __future__ import annotations

from importlib import import_module

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


def register(command: str | None = None) -> None:
    """Register `command` alone, so that it starts fast; all of them where it is no command."""
    modules = [MODULES[command]] if command in MODULES else MODULES.values()
    for module in modules:
        import_module(f"geo.cli.{module}")
