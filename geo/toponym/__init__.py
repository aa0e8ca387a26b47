"""Names as text: what people type, folded to what can be compared. No gazetteer is known here."""

from .normalise import clean, has_han, latin_key, simplified

__all__ = ["clean", "has_han", "latin_key", "simplified"]
