"""Seconds that the audit of the 2014 figures takes: whether all hold, and the smallest set to give up."""

from __future__ import annotations

import argparse
import sys
import time

from fourfold.tracker.exchange.wave_2014 import figures_of_2014
from fourfold.tracker.rules.figures.judge import Judge
from fourfold.tracker.rules.figures.repair import smallest_repair
from fourfold.tracker.rules.figures.rounding import Rounding
from fourfold.tracker.rules.figures.together import Together


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounding", choices=[str(each) for each in Rounding], default=str(Rounding.HALF_UP))
    given = parser.parse_args(arguments)
    judge = Judge(figures_of_2014(), Rounding(given.rounding), Together())
    begun, worked = time.perf_counter(), time.process_time()
    assert not judge.can_hold(judge.of.by_id)
    print(f"not all hold together: {time.perf_counter() - begun:.2f} s")
    repair = smallest_repair(judge)
    print(
        f"smallest repair, {len(repair.dropped)} of {len(judge.of.by_id)}: {time.perf_counter() - begun:.1f} s, "
        f"{time.process_time() - worked:.1f} s of one core"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
