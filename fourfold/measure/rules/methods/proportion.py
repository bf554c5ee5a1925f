"""The effort of measuring against what is measured: hours and pounds, their share, and a warning where that is too large."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.quantities import UNITS, Quantity
from fourfold.ground.kernel.said import say
from fourfold.measure.rules.valuation.precision import exact, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fourfold.ground.kernel.money import Money
    from fourfold.measure.rules.methods.method import Method

_PERCENT: Final = Decimal("0.1")


class Weight(StrEnum):
    IN_PROPORTION = "in proportion"
    HEAVY = "heavy"
    OUT_OF_PROPORTION = "out of proportion"


@dataclass(frozen=True, slots=True)
class Marks:
    """A standard: up to `routine` of what is measured nobody is asked, above `most` one is warned. `parameters` name it."""

    routine: Decimal
    most: Decimal
    parameters: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 < self.routine <= self.most <= 1:
            raise ValueError(
                say(
                    "marks are fractions, the lower first: 5% and 20% are “0.05” and “0.2”, not {routine} and {most}",
                    routine=str(self.routine),
                    most=str(self.most),
                )
            )

    def weight(self, share: Decimal) -> Weight:
        if share <= self.routine:
            return Weight.IN_PROPORTION
        return Weight.HEAVY if share <= self.most else Weight.OUT_OF_PROPORTION


@dataclass(frozen=True, slots=True)
class Effort:
    """Hours of people, what one of them costs, and what is paid besides, as to an assurer. Raises ValueError below nought."""

    hours: Decimal
    an_hour: Money
    besides: Money

    def __post_init__(self) -> None:
        if not self.hours.is_finite() or self.hours < 0 or self.an_hour.amount < 0 or self.besides.amount < 0:
            raise ValueError(say("hours, what an hour costs and what is paid besides are not below nought"))

    @property
    def cost(self) -> Money:
        """Raises DifferentMoney where the two are in unlike pounds."""
        with exact():
            return self.an_hour * self.hours + self.besides


@dataclass(frozen=True, slots=True)
class Proportion:
    """`share` is None where nothing is measured, and then any effort is out of proportion."""

    hours: Decimal
    cost: Money
    measured: Money
    share: Decimal | None
    weight: Weight

    @property
    def words(self) -> str:
        if self.share is None:
            return say("Measuring takes {hours} and {cost}, and nothing is measured by it.", **self._effort)
        with exact():
            percent = (self.share * 100).quantize(_PERCENT)
        parts = {**self._effort, "percent": plain(percent), "measured": self.measured.exact()}
        if self.weight is Weight.IN_PROPORTION:
            return say(
                "Measuring takes {hours} and {cost}: {percent}% of the {measured} that it is about, "
                "which is in proportion.",
                **parts,
            )
        if self.weight is Weight.HEAVY:
            return say(
                "Measuring takes {hours} and {cost}: {percent}% of the {measured} that it is about. "
                "Say why it is worth it, or measure less.",
                **parts,
            )
        return say(
            "Measuring takes {hours} and {cost}: {percent}% of the {measured} that it is about. That is out of proportion: "
            "count what is counted anyway, or measure several such contracts together.",
            **parts,
        )

    @property
    def _effort(self) -> dict[str, str]:
        return {"hours": Quantity(self.hours, UNITS["hours"]).text, "cost": self.cost.exact()}


@dataclass(frozen=True, slots=True)
class Suits:
    """A method beside a contract, at the most hours that it takes; `from_size` is the smallest for which it is in proportion."""

    method: Method
    at_least: Proportion
    at_most: Proportion
    from_size: Money


def proportion(effort: Effort, *, measured: Money, marks: Marks) -> Proportion:
    """Raises ValueError for something measured of less than nothing, and DifferentMoney for unlike pounds."""
    cost = effort.cost
    if measured.amount < 0:
        raise ValueError(say("what is measured is worth less than nothing: give what is spent on it"))
    if not measured:
        weight = Weight.OUT_OF_PROPORTION if cost else Weight.IN_PROPORTION
        return Proportion(effort.hours, cost, measured, None, weight)
    with exact():
        share = cost.ratio_to(measured)
    return Proportion(effort.hours, cost, measured, share, marks.weight(share))


def suiting(
    methods: Iterable[Method],
    *,
    years: Decimal,
    an_hour: Money,
    besides: Money,
    measured: Money,
    marks: Marks,
) -> tuple[Suits, ...]:
    """Every method beside a contract of so many years, those of least effort first."""
    found = []
    for method in methods:
        hours = method.hours(years)
        least, most = (
            proportion(Effort(each, an_hour, besides), measured=measured, marks=marks)
            for each in (hours.least, hours.most)
        )
        with exact():
            from_size = most.cost / marks.routine
        found.append(Suits(method, least, most, from_size))
    return tuple(sorted(found, key=lambda each: (each.at_most.cost.amount, each.method.key)))
