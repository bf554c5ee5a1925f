"""The labelled pairs of suppliers and registered bodies, as `tests/data/linkage/README.md` tells of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from fourfold.ground.organisations.reference import lists
from fourfold.partner.exchange.linkage.bodies import bodies_of
from fourfold.partner.rules.linkage.bodies import Body, Supplier
from fourfold.partner.rules.linkage.linking import Directory, Linked

FOLDER = Path(__file__).parents[1] / "data" / "linkage"
# The middle of the month whose payments the files have.
A_DAY = date(2021, 6, 15)
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


def link_suppliers(names: Iterable[str], *, on: date = A_DAY) -> list[Linked]:
    """To the bundled lists, all together, with the bodies' keys as the labels write them."""
    return _directory().link([Supplier(name, on=on) for name in names])


@cache
def _directory() -> Directory:
    return Directory(
        replace(body, key=_as_labelled(body)) for body in bodies_of(lists.councils(), lists.providers())
    )


def _as_labelled(body: Body) -> str:
    return f"{'council' if body.is_council else 'provider'} {body.key.split()[-1]}"
