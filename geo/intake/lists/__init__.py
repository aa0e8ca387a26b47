"""Importing a list: its layout found, its entries resolved, what is open written beside it."""
