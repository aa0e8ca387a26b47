"""On how many examples a property is tried: more of them with `make test-long`."""

import os

from hypothesis import settings

TIMES = 20 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 1


def examples(number):
    """Return the settings of a property that is tried on so many examples, or more."""
    return settings(max_examples=number * TIMES)
