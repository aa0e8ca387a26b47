"""How an article that cannot be read is refused: in one line that says what to do."""

from ...errors import DataError, Problem


def refused(file: str, rule: str, message: str, hint: str) -> DataError:
    """Return the error of an article that cannot be read."""
    return DataError([Problem(rule, message, hint, file)])
