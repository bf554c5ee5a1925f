"""What tenancy, trail and permission checks cost a page of 25 rows: requests a second with and without them.

Each engine has a program of its own, which serves the page through the WSGI application, in one thread. Three ways take
turns in one run, so that whatever else the machine does falls on all of them alike (`pages/ways.py` has them exactly):

- `whole`: as an installation serves it;
- `bare`: the same page without tenancy, trail and permission checks; who asks is still read from the session;
- `barest`: as `bare`, and nobody is asked who they are.

`./run bench page_cost` prints a table for both engines; `--rounds` and `--seconds` say how long.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.pages.measured import BARE, BAREST, WHOLE, Measured
from gate import components
from gate.postgres import throwaway_cluster

ROOT = Path(__file__).resolve().parents[1]
LEAST_ROUNDS = 7
_INSIDE = "import django; django.setup(); from benchmarks.pages.inside import main; "


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="./run bench page_cost",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--rounds", type=int, default=15, help="how often the ways take turns (15)")
    parser.add_argument("--seconds", type=float, default=1.0, help="about how long each turn lasts (1)")
    given = parser.parse_args()
    if given.rounds < LEAST_ROUNDS:
        parser.error(f"--rounds is {given.rounds}; a median needs at least {LEAST_ROUNDS}")
    found = measured_on("", given.rounds, given.seconds)
    programs = components.find_postgresql()
    if programs is None:
        print("There is no PostgreSQL here: only the embedded database was measured.", file=sys.stderr)
    else:
        with throwaway_cluster(programs) as url:
            found += measured_on(url, given.rounds, given.seconds)
    print(table(found))
    return 0


def measured_on(database_url: str, rounds: int, seconds: float) -> list[Measured]:
    """In a program of its own, with the settings of a fresh installation on that database."""
    with tempfile.TemporaryDirectory(prefix="fourfold-bench-") as data_dir:
        own = {"FOURFOLD_DATA_DIR": data_dir, "DATABASE_URL": database_url}
        done = subprocess.run(  # noqa: S603  (this program, with what was read as numbers)
            [sys.executable, "-c", f"{_INSIDE}main({rounds}, {seconds})"],
            cwd=ROOT,
            env={**os.environ, **own, "DJANGO_SETTINGS_MODULE": "fourfold.config.settings"},
            stdout=subprocess.PIPE,
            check=True,
        )
    return [Measured(**each) for each in json.loads(done.stdout)]


def table(found: list[Measured]) -> str:
    """In Markdown. A ratio is taken in each round; beside its median stand the least and the greatest."""
    lines = [
        "| engine | page | rows | statements: whole, bare | whole /s | bare /s | whole ÷ bare | whole ÷ barest |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
    ]
    for each in found:
        whole, bare = each.rates[WHOLE], each.rates[BARE]
        lines.append(
            f"| {each.engine} | `{each.address}`, {each.reader} | {each.rows:,} "
            f"| {each.statements[WHOLE]}, {each.statements[BARE]} "
            f"| {statistics.median(whole):.1f} | {statistics.median(bare):.1f} "
            f"| {_ratio(whole, bare)} | {_ratio(whole, each.rates[BAREST])} |"
        )
    return "\n".join(lines)


def _ratio(whole: list[float], other: list[float]) -> str:
    by_round = [one / two for one, two in zip(whole, other, strict=True)]
    return f"**{statistics.median(by_round):.2f}** ({min(by_round):.2f} to {max(by_round):.2f})"


if __name__ == "__main__":
    sys.exit(main())
