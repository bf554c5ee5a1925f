"""What would have happened anyway, was pushed aside, was done by others or went elsewhere is not one's own impact."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Final

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.valuation.precision import exact

NONE: Final = Decimal(0)
ALL: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Deductions:
    """Fractions from 0 to 1 that are taken off one after the other, so they multiply and are never added.

    `deadweight` would have happened anyway; `displacement` only moved a problem or a benefit; `attribution` is the share that
    others brought about (not one's own share: 75% to others is "0.75"); `leakage` went to people outside those it was meant for.
    Raises ValueError for a fraction below 0 or above 1.
    """

    deadweight: Decimal = NONE
    displacement: Decimal = NONE
    attribution: Decimal = NONE
    leakage: Decimal = NONE

    def __post_init__(self) -> None:
        for field in fields(self):
            check_share(getattr(self, field.name), name=field.name)

    def left(self) -> Decimal:
        """The share of the gross value that remains, in any order of taking off."""
        with exact():
            return (
                (1 - self.deadweight) * (1 - self.displacement) * (1 - self.attribution) * (1 - self.leakage)
            )


def check_share(share: Decimal, *, name: str) -> None:
    if not share.is_finite() or not NONE <= share <= ALL:
        raise ValueError(
            say("{name} is {share}: a deduction is a fraction from 0 to 1", name=name, share=str(share))
        )
