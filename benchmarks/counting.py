"""A million claims checked for double counting by column, against pandas and DuckDB by the same rules in the same run.

The ways take turns, each in one thread. Ours begins with the texts of the keys, as they are stored. The run fails where one
claim counts otherwise. The memory of a whole process is measured in a process of its own, from its start, making the claims
included. What pandas and DuckDB do not take on (agreed shares, chains of days of which not all overlap) is timed apart.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.twice.made_up import Way, made_up
from fourfold.partner.rules.vector.counting import count_columns
from fourfold.partner.rules.vector.probable import probable_columns

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.twice.made_up import Found, MadeUp

ROOT = Path(__file__).resolve().parents[1]
BAR_SECONDS, BAR_MEGABYTES, BAR_CLAIMS = 20.0, 1000.0, 1_000_000


def ours(made: MadeUp) -> Found:
    columns = made.columns()
    probable = probable_columns(columns)
    return count_columns(columns).counted, int((probable >= 0).sum())


NAMES = ("Fourfold", "DuckDB", "pandas")
OURS = Way("Fourfold", lambda made: made, ours)


def ways(name: str = "") -> tuple[Way, ...]:
    """All of them, or the one of that name: a process that measures ours does not load what others need."""
    if name == OURS.name:
        return (OURS,)
    from benchmarks.twice.peers import PEERS  # noqa: PLC0415  (only who asks for it waits for it)

    return tuple(way for way in (OURS, *PEERS) if name in {"", way.name})


def seconds(of: Callable[[], object]) -> tuple[float, float]:
    """Of the processor, and by the clock."""
    began, clock = time.process_time(), time.perf_counter()
    of()
    return time.process_time() - began, time.perf_counter() - clock


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run bench counting", description=__doc__)
    parser.add_argument("--claims", type=int, default=BAR_CLAIMS, help="how many claims (1000000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often the ways take turns (3)")
    parser.add_argument("--only", default="", help=argparse.SUPPRESS)
    given = parser.parse_args(words)
    if given.only:
        (way,) = ways(given.only)
        way.run(way.load(made_up(given.claims)))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return 0
    # First, for a process is born with the peak of the one that starts it.
    memory = {name: memory_of(name, given.claims) for name in NAMES}
    made = made_up(given.claims)
    every = ways()
    loaded = {way.name: way.load(made) for way in every}
    found = {way.name: way.run(loaded[way.name]) for way in every}
    counted, probable = found["Fourfold"]
    for name, (theirs, alike) in found.items():
        if not np.array_equal(counted, theirs) or alike != probable:
            print(f"{name} counts otherwise: {np.flatnonzero(counted != theirs)[:5]}, {alike} and {probable}")
            return 1
    times: dict[str, list[tuple[float, float]]] = {way.name: [] for way in every}
    for _ in range(given.rounds):
        for way in every:
            times[way.name].append(seconds(lambda: way.run(loaded[way.name])))  # noqa: B023  (called at once)
    amount = int(made.rest.amount.sum())
    print(
        f"{given.claims:,} claims, {amount:,} steps claimed, {int(counted.sum()):,} counted; "
        f"{int((counted < made.rest.amount).sum()):,} claims cut, {probable:,} probably of the same as another.\n"
    )
    print(
        "| | processor s | clock s | ratio of processor | memory of the process, MB |\n|---|--:|--:|--:|--:|"
    )
    base = statistics.median(each for each, _ in times["Fourfold"])
    for name, taken in times.items():
        processor = statistics.median(each for each, _ in taken)
        clock = statistics.median(each for _, each in taken)
        print(f"| {name} | {processor:.2f} | {clock:.2f} | {processor / base:.1f} | {memory[name]:.0f} |")
    hard = made_up(given.claims, chains=True)
    processor, clock = seconds(lambda: ours(hard))
    print(
        f"\nWith chains of days and agreed shares: {processor:.2f} s of processor, {clock:.2f} s by the clock."
    )
    return 0 if max(base, processor) <= BAR_SECONDS and memory["Fourfold"] <= BAR_MEGABYTES else 1


def memory_of(name: str, claims: int) -> float:
    """Peak of a process that does that alone, interpreter, libraries and making the claims included, in MB."""
    done = subprocess.run(  # noqa: S603  this program, with a name of its own list
        [sys.executable, "-m", "benchmarks.counting", "--only", name, "--claims", str(claims)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return float(done.stdout)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
