"""What a value map says: who is changed and how, what that is worth, for how long, and what was put in."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.valuation.deductions import Deductions, check_share
from fourfold.measure.rules.valuation.discounting import RateSchedule, Timing
from fourfold.measure.rules.valuation.duration import PartialYear, weights

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING: Final = Decimal(0)


class RateClass(StrEnum):
    """Which of the Green Book's two schedules a proxy is discounted by: risk to life and health has its own."""

    STANDARD = "standard"
    HEALTH = "health"


class Kind(StrEnum):
    """Whose pounds they are. Kinds are shown apart; a total over several stands beside the list of them."""

    FISCAL = "fiscal"
    ECONOMIC = "economic"
    SOCIAL = "social"
    ENVIRONMENTAL = "environmental"
    WELLBEING = "wellbeing"


@dataclass(frozen=True, slots=True)
class Settings:
    """The conventions of a map. `schedules` has one for each class of proxy that occurs; `price_year` None is not stated."""

    schedules: Mapping[RateClass, RateSchedule]
    timing: Timing = Timing.END
    partial_year: PartialYear = PartialYear.FRACTION
    price_year: int | None = None
    currency: str = "GBP"


@dataclass(frozen=True, slots=True)
class Row:
    """One outcome for one group of people: in its first year `quantity` × `proxy` less deductions, or `impact`, after them.

    A negative outcome has a negative proxy. Raises ValueError, with the name of the field at fault first.
    """

    stakeholder: str
    outcome: str
    duration_years: Decimal
    quantity: Decimal | None = None
    proxy: Decimal | None = None
    impact: Decimal | None = None
    deductions: Deductions = field(default_factory=Deductions)
    drop_off: Decimal = NOTHING
    rate_class: RateClass = RateClass.STANDARD
    kind: Kind | None = None

    def __post_init__(self) -> None:
        if self.impact is None and (self.quantity is None or self.proxy is None):
            raise ValueError(say("a row needs a quantity and a proxy, or an impact"))
        if self.impact is not None and (self.quantity is not None or self.proxy is not None):
            raise ValueError(
                say("a row that starts from its impact has neither quantity nor proxy: leave one of them out")
            )
        if self.impact is not None and self.deductions.left() != 1:
            raise ValueError(
                say("a row that starts from its impact has its deductions in it already: leave them out")
            )
        if self.quantity is not None and self.proxy is not None and self.quantity < 0 and self.proxy < 0:
            raise ValueError(
                say("quantity and proxy are both below zero and would make a benefit of two losses")
            )
        check_share(self.drop_off, name="drop_off")
        weights(self.duration_years, partial_year=PartialYear.FULL)


@dataclass(frozen=True, slots=True)
class Input:
    """What was put in, in the pounds of the map. `year` None is paid at the outset; year 3 is discounted as a value of year 3 is.

    `public` is paid from a public budget.
    """

    label: str
    amount: Decimal
    year: int | None = None
    public: bool = False

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(say("an input is not below zero; a saving is an outcome, in a row of its own"))


@dataclass(frozen=True, slots=True)
class ValueMap:
    settings: Settings
    rows: tuple[Row, ...]
    inputs: tuple[Input, ...]
