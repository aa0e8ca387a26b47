"""The JSON contract with the page: everything it shows, as columns; plain dicts and strings.

`schema.json` beside this module says what is in it. Status is worked out by `rollout` alone:
the page looks it up in change points and never decides.
"""

from .build import PageContent, payload
from .opening import Span, Texts

__all__ = ["PageContent", "Span", "Texts", "payload"]
