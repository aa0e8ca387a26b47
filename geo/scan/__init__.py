"""From an article to proposals: which places a text names as running a programme, and since when.

Nothing is decided here: each proposal has a class and a reason, and a person accepts it or not.
`scan.scan_text` reads a text; what it gives is told here, without loading what reads.
"""

from .model import Proposal, Role, Scan, Unnamed

__all__ = ["Proposal", "Role", "Scan", "Unnamed"]
