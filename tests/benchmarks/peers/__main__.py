"""Measure pilotmap beside its peers on the same data: `python -m tests.benchmarks.peers`.

`make bench-peers` installs the peers into an environment of their own, beside what a run makes, in
`build/benchmarks`. Each build and each page is a fresh process under limits, and they take turns. A
run that was cut short goes on where it stopped, if nothing was changed since.
"""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from . import results
from .catalogue import PEERS, Desk
from .rounds import Plan, Rounds, say

if TYPE_CHECKING:
    from collections.abc import Sequence

QUICK = {"sites": [5, 10_000, 100_000], "seconds": 60.0, "minutes": 10.5}
"""10.5 minutes, and the longest that may be under way then."""


def options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the options."""
    parser = argparse.ArgumentParser("python -m tests.benchmarks.peers", description=__doc__)
    add = parser.add_argument
    add("--sites", type=int, nargs="+", default=[5, 1_000, 10_000], help="how many places")
    add("--peers", default=",".join(PEERS), help="those to measure, joined by commas")
    add("--no-browser", action="store_true", help="measure the builds alone")
    add("--repeat", type=int, default=3, help="rounds")
    add("--seconds", type=float, default=300.0, help="the longest one build or page may take")
    add("--megabytes", type=int, default=12_000, help="the address space of one build")
    add("--minutes", type=float, default=600.0, help="begin nothing after that")
    add("--quick", action="store_true", help="5, 10,000 and 100,000 places in 12 minutes")
    add("--fresh", action="store_true", help="do not go on with a run that was cut short")
    add("--record", action="store_true", help="keep the figures in docs/ and in the README")
    add("--report", action="store_true", help="only write docs/ and the README from kept figures")
    add("--home", type=Path, default=results.HOME, help="the folder for what a run makes")
    given = parser.parse_args(arguments)
    if given.quick:
        vars(given).update(QUICK)
    if unknown := set(given.peers.split(",")) - PEERS.keys():
        parser.error(f"--peers: {', '.join(sorted(unknown))}; there are {', '.join(PEERS)}")
    if min(given.sites) < 1 or given.repeat < 1:
        parser.error("--sites and --repeat begin at 1")
    return given


def main(arguments: Sequence[str] | None = None) -> results.Run | None:
    """Measure what is asked, and print the tables."""
    given = options(arguments)
    if given.report:
        results.write(results.read())
        return None
    plan = Plan(
        sites=tuple(sorted(set(given.sites))),
        peers=tuple(given.peers.split(",")),
        browser=not given.no_browser,
        repeat=given.repeat,
        seconds=given.seconds,
        megabytes=given.megabytes,
        minutes=given.minutes,
    )
    rounds = Rounds(plan, Desk(given.home))
    rounds.resume(fresh=given.fresh)
    if not (given.home / "venv").exists():
        say("the peers' environment is not there (make bench-peers): only folium is measured")
    rounds.measure()
    figures = rounds.results()
    rounds.file.rename(rounds.file.with_name("last-run.jsonl"))
    if given.record:
        results.keep({"peers": figures})
    sys.stdout.write(results.tables(figures["rows"]) + "\n")
    return figures


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # end what is being measured as well
    main()
