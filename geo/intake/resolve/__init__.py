"""One entry to one row: its place, dates and position settled, or the problems that stop it."""
