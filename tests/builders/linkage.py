"""The labelled pairs of suppliers and registered bodies, as `tests/data/linkage/README.md` tells of them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "data" / "linkage"
MATCHES = ("yes", "no", "doubtful")


@dataclass(frozen=True, slots=True)
class Label:
    half: str
    stratum: str
    likeness: float
    supplier: str
    files: str
    candidate: str
    candidate_name: str
    match: str
    reason: str


def labels() -> tuple[Label, ...]:
    return _read("labels.csv")


def labels_of_other_councils() -> tuple[Label, ...]:
    return _read("labels_other_councils.csv")


@cache
def _read(name: str) -> tuple[Label, ...]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return tuple(
            Label(**{**row, "likeness": float(row["likeness"])})  # type: ignore[arg-type]
            for row in csv.DictReader(lines)
        )
