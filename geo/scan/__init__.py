"""From an article to proposals: which places a text names as running a programme, and since when.

Nothing is decided here: each proposal has a class and a reason, and a person accepts it or not.
"""

from .model import Proposal, Role, Scan, Unnamed
from .scan import scan_text

__all__ = ["Proposal", "Role", "Scan", "Unnamed", "scan_text"]
