"""As by_r.R, by the Python package svy in an interpreter of its own: it needs another Polars than the peers of the benchmark."""

# mypy: ignore-errors

from __future__ import annotations

import sys
import time

import polars as pl
import svy


def main() -> None:
    file, *pairs = sys.argv[1:]
    sample = svy.Sample(pl.read_csv(file), svy.Design(stratum="stratum", wgt="w", pop_size="size"))
    for pair in pairs:
        question, banner = pair.split(":")
        began = time.process_time()
        table = sample.categorical.tabulate(question, banner, share_of="col")
        spent = time.process_time() - began
        print(question, banner, spent, table.stats.f.p_value)


if __name__ == "__main__":
    main()
