"""An assured account: what was delivered counts up to what was committed, and what goes beyond is shown apart.

So one promise that is over-delivered cannot hide another that is missed. What has no value in pounds stays a count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.define.rules.kinds_of_value import LEDGERS
from fourfold.ground.kernel.money import Money, PriceBasis
from fourfold.ground.kernel.quantities import Quantity, Unit
from fourfold.ground.kernel.said import say
from fourfold.measure.rules.totals.basis import Amount, Basis, Figure, NotAdded, Part, Total, total
from fourfold.measure.rules.valuation.precision import exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class UnitValue:
    """Pounds for one of a unit, in a ledger. Raises ValueError for one without a unit or in no ledger."""

    ledger: str
    each: Money
    unit: Unit | None

    def __post_init__(self) -> None:
        if self.unit is None:
            raise ValueError(say("a value without a unit values nothing: say for one of what it is"))
        if self.ledger not in LEDGERS:
            raise ValueError(say("there is no ledger “{ledger}”", ledger=self.ledger))

    def of(self, quantity: Quantity) -> Money:
        """Not rounded. Raises NotAdded for a quantity of another unit."""
        if self.unit is None or quantity.unit != self.unit:
            raise NotAdded(
                say(
                    "{one} cannot be valued by pounds for one {other}",
                    one=quantity.unit.plural,
                    other=self.unit.singular if self.unit is not None else "",
                )
            )
        with exact():
            return self.each * quantity.amount


@dataclass(frozen=True, slots=True)
class Delivered:
    """A promise and what came of it. What was never promised has a commitment of nought, and all of it goes beyond."""

    ref: str
    outcome: str
    committed: Quantity
    delivered: Quantity
    values: tuple[UnitValue, ...] = ()

    def __post_init__(self) -> None:
        if self.committed.unit != self.delivered.unit:
            raise NotAdded(
                say(
                    "{ref} is promised in {one} and delivered in {other}: count both in the same unit",
                    ref=self.ref,
                    one=self.committed.unit.plural,
                    other=self.delivered.unit.plural,
                )
            )
        if len({each.ledger for each in self.values}) != len(self.values):
            raise NotAdded(say("{ref} has two values in one ledger: one of them counts", ref=self.ref))

    @property
    def counted(self) -> Quantity:
        return min(self.committed, self.delivered)

    @property
    def above(self) -> Quantity:
        return self.delivered - self.counted

    @property
    def missing(self) -> Quantity:
        return self.committed - self.counted


@dataclass(frozen=True, slots=True)
class Count:
    """An outcome without a value in pounds, in its own unit."""

    outcome: str
    counted: Quantity
    above: Quantity
    missing: Quantity


@dataclass(frozen=True, slots=True)
class AssuredAccount:
    """A total for each ledger that occurs; the part above commitment in totals of its own, and never within them."""

    totals: tuple[Total, ...]
    above: tuple[Total, ...]
    counts: tuple[Count, ...]


def assured_account(
    deliveries: Sequence[Delivered],
    *,
    prices: PriceBasis | None,
    currency: str = "GBP",
    figure: Figure = Figure.VERIFIED,
) -> AssuredAccount:
    """Raises NotAdded for pounds of other prices or another currency, and for a promise that is given twice."""
    if len({each.ref for each in deliveries}) != len(deliveries):
        raise NotAdded(say("a promise is given twice, and would be counted up to its commitment twice"))
    return AssuredAccount(
        totals=_totals(
            [(one, one.counted) for one in deliveries],
            [
                Basis((ledger,), figure, prices, Part.UP_TO_COMMITMENT, currency)
                for ledger in _ledgers(deliveries)
            ],
        ),
        above=_totals(
            [(one, one.above) for one in deliveries],
            [
                Basis((ledger,), figure, prices, Part.ABOVE_COMMITMENT, currency)
                for ledger in _ledgers(one for one in deliveries if one.above)
            ],
        ),
        counts=_counts(one for one in deliveries if not one.values),
    )


def _ledgers(deliveries: Iterable[Delivered]) -> list[str]:
    there = {value.ledger for one in deliveries for value in one.values}
    return [ledger for ledger in LEDGERS if ledger in there]


def _totals(parts: list[tuple[Delivered, Quantity]], bases: list[Basis]) -> tuple[Total, ...]:
    return tuple(
        total(
            [
                Amount(one.ref, value.ledger, value.of(quantity))
                for one, quantity in parts
                for value in one.values
                if value.ledger in basis.ledgers
            ],
            basis=basis,
        )
        for basis in bases
    )


def _counts(deliveries: Iterable[Delivered]) -> tuple[Count, ...]:
    """One for each outcome and unit, in the order first met. Units of one outcome stand side by side."""
    found: dict[tuple[str, str], Count] = {}
    for one in deliveries:
        key = (one.outcome, one.committed.unit.code)
        before = found.get(key)
        found[key] = Count(
            one.outcome,
            one.counted if before is None else before.counted + one.counted,
            one.above if before is None else before.above + one.above,
            one.missing if before is None else before.missing + one.missing,
        )
    return tuple(found.values())
