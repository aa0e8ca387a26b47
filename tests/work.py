"""How much work something is, by a measure that no load of the machine changes."""

import sys


def calls_of(function):
    """Return how many calls of functions, of Python or of C, are made until `function` ends."""
    count = 0

    def noted(_frame, event, _function):
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(noted)
    try:
        function()
    finally:
        sys.setprofile(before)
    return count
