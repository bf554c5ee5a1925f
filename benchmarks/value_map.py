"""100,000 draws of a value map of 200 lines with six uncertain numbers each, against a plain NumPy loop in the same run.

The two take turns; compared is the time of the processor, since that of the clock depends on what else the machine does. The
memory of the whole process is measured in a process of its own, from its start. `./run bench value_map` prints a table.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from fourfold.measure.rules.uncertainty.distributions import Beta, Lognormal, Triangular, Uniform
from fourfold.measure.rules.uncertainty.uncertain_map import Drawn, Part, UncertainMap
from fourfold.measure.rules.valuation.deductions import Deductions
from fourfold.measure.rules.valuation.discounting import RateSchedule, Timing
from fourfold.measure.rules.valuation.value_map import Input, RateClass, Row, Settings, ValueMap
from fourfold.measure.rules.vector.draws import draw
from fourfold.measure.rules.vector.tornado import tornado

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from fourfold.measure.rules.uncertainty.distributions import Distribution

ROOT = Path(__file__).resolve().parents[1]
LINES = 200
RATE = Decimal("0.035")


def a_map() -> UncertainMap:
    """The same map every time: 200 lines of one to five years."""
    rows, drawn = [], []
    for place in range(LINES):
        quantity, proxy = Decimal(20 + place), Decimal(200 + 13 * place)
        rows.append(
            Row(
                f"Group {place}",
                "An outcome",
                Decimal(1 + place % 5),
                quantity=quantity,
                proxy=proxy,
                deductions=Deductions(Decimal("0.2"), Decimal("0.1"), Decimal("0.25")),
                drop_off=Decimal("0.2"),
            )
        )
        ranges: dict[Part, Distribution] = {
            Part.QUANTITY: Triangular(quantity * Decimal("0.8"), quantity, quantity * Decimal("1.1")),
            Part.PROXY: Lognormal(proxy, Decimal("0.3")),
            Part.DEADWEIGHT: Beta(Decimal(4), Decimal(16)),
            Part.DISPLACEMENT: Uniform(Decimal("0.05"), Decimal("0.15")),
            Part.ATTRIBUTION: Beta(Decimal(5), Decimal(15)),
            Part.DROP_OFF: Beta(Decimal(6), Decimal(24)),
        }
        drawn += [Drawn(part, place, each, f"/rows/{place}/{part.value}") for part, each in ranges.items()]
    settings = Settings({RateClass.STANDARD: RateSchedule.flat(RATE)}, timing=Timing.END)
    return UncertainMap(
        ValueMap(settings, tuple(rows), (Input("Put in", Decimal(10_000_000)),)), tuple(drawn)
    )


def plainly(draws: int, seed: int) -> NDArray[np.float64]:
    """What an analyst writes: a loop over rows, each number drawn by NumPy's own methods, years added up."""
    random = np.random.default_rng(seed)
    values = np.zeros(draws)
    for place in range(LINES):
        quantity, proxy = 20.0 + place, 200.0 + 13 * place
        value = random.triangular(0.8 * quantity, quantity, 1.1 * quantity, draws)
        value *= random.lognormal(np.log(proxy), 0.3, draws)
        value *= 1 - random.beta(4, 16, draws)
        value *= 1 - random.uniform(0.05, 0.15, draws)
        value *= 1 - random.beta(5, 15, draws)
        keeps = 1 - random.beta(6, 24, draws)
        for year in range(1, 2 + place % 5):
            values += value / 1.035**year
            value *= keeps
    return values


def seconds(of: Callable[[], object]) -> float:
    began = time.process_time()
    of()
    return time.process_time() - began


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench value_map", description=__doc__)
    parser.add_argument("--draws", type=int, default=100_000, help="draws of the map (100000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often the two take turns (5)")
    parser.add_argument("--only", choices=["draw", "plain"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        if given.only == "draw":
            draw(a_map(), draws=given.draws, seed=1)
        else:
            plainly(given.draws, 1)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return 0
    uncertain = a_map()
    ours, theirs, tornadoes = [], [], []
    for turn in range(given.rounds):
        ours.append(seconds(lambda: draw(uncertain, draws=given.draws, seed=turn)))  # noqa: B023  (called at once)
        theirs.append(seconds(lambda: plainly(given.draws, turn)))  # noqa: B023  (called at once)
        tornadoes.append(seconds(lambda: tornado(uncertain)))
    found, peer = draw(uncertain, draws=given.draws, seed=1).present_values, plainly(given.draws, 1)
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    print("| | CPU s | memory of the process, MB | mean | p5 | p95 |\n|---|--:|--:|--:|--:|--:|")
    for name, times, values, only in (
        ("Fourfold", ours, found, "draw"),
        ("plain loop", theirs, peer, "plain"),
    ):
        p5, p95 = np.percentile(values, [5, 95]) / 1e6
        print(
            f"| {name} | {statistics.median(times):.2f} | {memory(only, given.draws):.0f} "
            f"| {values.mean() / 1e6:.3f} m | {p5:.3f} m | {p95:.3f} m |"
        )
    print(f"\nRatio of CPU: {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")
    print(f"Tornado of {len(uncertain.drawn):,} numbers: {statistics.median(tornadoes):.3f} s")
    return 0


def memory(only: str, draws: int) -> float:
    """Peak of a process that does that alone, interpreter and libraries included, in MB."""
    done = subprocess.run(  # noqa: S603  this program, with what was read as a number
        [sys.executable, "-m", "benchmarks.value_map", "--only", only, "--draws", str(draws)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return float(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
