"""Import every command module, so that it registers itself on the application."""

from geo.cli import date, explain, find, list  # noqa: A004, F401 -- each registers its command
