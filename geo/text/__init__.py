"""Text as text: odd characters, wrong encodings, web addresses, direction marks."""
