"""Suppliers of a file as they are linked, each with what it was paid, and the sums of linked, doubtful and neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.partner.rules.linkage.bodies import Supplier

if TYPE_CHECKING:
    from fourfold.partner.rules.linkage.linking import Directory, Linked, Verdict
    from fourfold.partner.rules.spend.lines import Line


@dataclass(frozen=True, slots=True)
class Paid:
    """One name of a file with all its payments. `amounts` by currency: unlike ones are never added."""

    linked: Linked
    amounts: dict[str, Decimal]
    payments: int


def link_lines(lines: Iterable[Line], directory: Directory) -> list[Paid]:
    """Each name once, in the order of the alphabet.

    A name with two numbers of one register is linked without them: they may be of two bodies.
    """
    by_name: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_name[line.supplier].append(line)
    named = sorted(by_name.items(), key=lambda each: (each[0].casefold(), each[0]))
    linked = directory.link([_supplier(name, of) for name, of in named])
    return [Paid(one, _amounts(of), len(of)) for one, (_, of) in zip(linked, named, strict=True)]


def with_verdict(paid: Iterable[Paid], verdict: Verdict) -> list[Paid]:
    return [each for each in paid if each.linked.verdict is verdict]


def sum_of(paid: Iterable[Paid]) -> dict[str, Decimal]:
    """By currency."""
    total: dict[str, Decimal] = defaultdict(Decimal)
    for each in paid:
        for currency, amount in each.amounts.items():
            total[currency] += amount
    return dict(sorted(total.items()))


def _supplier(name: str, lines: Sequence[Line]) -> Supplier:
    numbers: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for scheme, code in line.numbers.items():
            numbers[scheme].add(code)
    sure = {scheme: next(iter(codes)) for scheme, codes in sorted(numbers.items()) if len(codes) == 1}
    return Supplier(name, sure, min(line.paid_on for line in lines))


def _amounts(lines: Iterable[Line]) -> dict[str, Decimal]:
    total: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        total[line.currency] += line.amount
    return dict(sorted(total.items()))
