"""Names as text: what people type, folded to what can be compared. No gazetteer is known here."""
