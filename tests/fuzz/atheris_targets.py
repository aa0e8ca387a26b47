"""The targets of the fuzz tests under Atheris, which follows the code's branches, by hand.

python tests/fuzz/atheris_targets.py table|phrase|name -max_total_time=3600 [CORPUS]

Atheris is no requirement of the tests: without it this says so, and does nothing.
"""

from __future__ import annotations

import sys

try:
    import atheris
except ImportError:
    atheris = None


def main() -> None:
    """Feed one target until a time is over or something breaks."""
    if atheris is None:
        sys.exit("atheris is not installed: pip install atheris")
    with atheris.instrument_imports(include=["geo"]):
        import targets

    def text(data: bytes) -> str:
        return atheris.FuzzedDataProvider(data).ConsumeUnicodeNoSurrogates(len(data))

    feeds = {
        "table": lambda data: targets.read_table(bytes(data)),
        "phrase": lambda data: targets.read_phrase(text(data), ""),
        "name": lambda data: targets.read_name(text(data), None),
    }
    if len(sys.argv) < 2 or sys.argv[1] not in feeds:
        sys.exit(f"give one of {', '.join(feeds)}")
    atheris.Setup([sys.argv[0], *sys.argv[2:]], feeds[sys.argv[1]])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
