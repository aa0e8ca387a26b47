"""The command line: `pilotmap COMMAND`; each command lives in the module named for it."""

from __future__ import annotations

import sys

__all__ = ["main"]

_INTERRUPTED = 130
"""The exit code of a command that Ctrl-C ended, as shells give it."""


def main() -> None:
    """Run the command; Ctrl-C ends it without a word, while its modules are being read too."""
    try:
        from .entry import run

        run()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
