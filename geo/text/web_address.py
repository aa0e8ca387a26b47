"""Whether a text is an address on the web that a reader can open."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"https?://[^\s<>\"\\\x00-\x20\x7f]+", re.IGNORECASE)
_NAME = r"[^\W_](?:[\w-]*[^\W_])?"
"""One part of a host's name, in any script."""
_HOST = re.compile(rf"(?:\[[0-9A-Fa-f:.]+\]|{_NAME}(?:\.{_NAME})*\.?)(?::[0-9]+)?")


def is_web_address(text: str) -> bool:
    """Tell whether a text is an http or https address with a host, and nothing else.

    No name and password, which an address hides a host behind (`https://bank.example@evil.example`);
    no brackets or ports that no browser parses.
    """
    if not _ADDRESS.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        _ = parts.port  # reading it checks it
    except ValueError:
        return False
    return _HOST.fullmatch(parts.netloc) is not None
