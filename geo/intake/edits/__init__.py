"""What the commands `add`, `edit`, `remove` and `source` do to a project."""
