"""Savings by whose budget they fall to, in which year, and whether that budget can really be lowered by them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.money import Money, PriceBasis
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.sources import is_placeholder
from fourfold.measure.rules.totals.basis import Amount, Basis, Figure, NotAdded, Part, Total, total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    _Key = tuple[str, str, int | None]

FISCAL: Final = "fiscal"


class Confidence(StrEnum):
    """How the amount is known, from the surest. A sum is as sure as the least sure of its parts."""

    MEASURED = "measured"
    ESTIMATED = "estimated"
    ASSUMED = "assumed"

    @property
    def words(self) -> str:
        return {
            Confidence.MEASURED: say("read in the budget’s own accounts"),
            Confidence.ESTIMATED: say("counted outcomes times a published cost"),
            Confidence.ASSUMED: say("assumed"),
        }[self]


_SUREST_FIRST: Final = tuple(Confidence)


@dataclass(frozen=True, slots=True)
class Saving:
    """Pounds less that a budget of an agency spends in the year that begins in `year`. Below nought is a cost to it.

    Cashable is what the budget is lowered by, and so needs somebody who holds it and agreed. Anything else frees time or
    capacity. Raises ValueError for a saving that does not say whose it is, how it is known, or who agreed.
    """

    ref: str
    agency: str
    budget: str
    year: int
    money: Money
    method: str
    confidence: Confidence
    cashable: bool
    agreed_by: str = ""

    def __post_init__(self) -> None:
        for name, text in (
            (say("agency"), self.agency),
            (say("budget"), self.budget),
            (say("method"), self.method),
        ):
            if is_placeholder(text):
                raise ValueError(say("{ref} does not say its {name}", ref=self.ref, name=name))
        if self.cashable and is_placeholder(self.agreed_by):
            raise ValueError(
                say(
                    "{ref} is cashable and nobody is named who holds the budget and agreed to lower it: name them, or call it "
                    "not cashable",
                    ref=self.ref,
                )
            )


@dataclass(frozen=True, slots=True)
class SavingLine:
    """What falls to a budget in a year. Empty texts and None stand for all of them."""

    agency: str
    budget: str
    year: int | None
    total: Total
    confidence: Confidence
    methods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Savings:
    """Cashable savings and the others, each by budget and year, by agency, by year, and in all. The two are never added."""

    lines: tuple[SavingLine, ...]
    by_agency: tuple[SavingLine, ...]
    by_year: tuple[SavingLine, ...]
    altogether: tuple[SavingLine, ...]


def savings(
    given: Sequence[Saving], *, prices: PriceBasis | None, currency: str = "GBP", figure: Figure
) -> Savings:
    """Raises NotAdded for other prices or another currency, and for a saving that two budgets claim under one reference."""
    seen: set[str] = set()
    for each in given:
        if each.ref in seen:
            raise NotAdded(
                say("{ref} is claimed twice: a pound is saved in one budget and one year", ref=each.ref)
            )
        seen.add(each.ref)
    parts = [
        (
            Basis((FISCAL,), figure, prices, Part.CASHABLE if cashable else Part.NOT_CASHABLE, currency),
            [each for each in given if each.cashable is cashable],
        )
        for cashable in (True, False)
    ]

    def lines(name: Callable[[Saving], _Key]) -> tuple[SavingLine, ...]:
        return tuple(
            _line(*key, members, basis) for basis, part in parts for key, members in _grouped(part, name)
        )

    return Savings(
        lines=lines(lambda each: (each.agency, each.budget, each.year)),
        by_agency=lines(lambda each: (each.agency, "", None)),
        by_year=lines(lambda each: ("", "", each.year)),
        altogether=lines(lambda _each: ("", "", None)),
    )


def _grouped(given: Iterable[Saving], name: Callable[[Saving], _Key]) -> list[tuple[_Key, list[Saving]]]:
    found: dict[_Key, list[Saving]] = {}
    for each in given:
        found.setdefault(name(each), []).append(each)
    return sorted(found.items(), key=lambda item: str(item[0]))


def _line(agency: str, budget: str, year: int | None, members: list[Saving], basis: Basis) -> SavingLine:
    return SavingLine(
        agency,
        budget,
        year,
        total((Amount(each.ref, FISCAL, each.money) for each in members), basis=basis),
        max((each.confidence for each in members), key=_SUREST_FIRST.index),
        tuple(sorted({each.method for each in members})),
    )
