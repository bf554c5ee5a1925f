"""Printed and recounted figures side by side, as an open table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fourfold.tracker.rules.figures.side_by_side import Beside

COLUMNS = (
    "id", "where", "says", "about", "printed", "synthetic_count", "synthetic_base", "synthetic_percent", "holds",
    "contradicted_by",
)  # fmt: skip


def beside_as_csv(rows: Iterable[Beside]) -> str:
    """One line for each share: a claim that compares two has two. The counts are of synthetic respondents."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        against = "; ".join(" + ".join(each.id for each in conflict) for conflict in row.against)
        for about, counted in zip(row.about, row.counted, strict=True):
            percent = "" if counted.percent is None else f"{float(counted.percent):.4f}"
            of = row.statement
            writer.writerow(
                (
                    of.id,
                    of.where,
                    of.says,
                    about,
                    row.printed,
                    counted.count,
                    counted.base,
                    percent,
                    row.holds,
                    against,
                )
            )
    return out.getvalue()
