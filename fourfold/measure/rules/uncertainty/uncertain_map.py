"""A value map some of whose numbers are known within a range: its central map, and what is drawn in place of which."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fourfold.measure.rules.uncertainty.distributions import Distribution
    from fourfold.measure.rules.valuation.value_map import ValueMap

ONE: Final = Decimal(1)


class Part(StrEnum):
    """The numbers that can be drawn. The discount rate is none of them: it is a convention and not an estimate."""

    QUANTITY = "quantity"
    PROXY = "proxy"
    IMPACT = "impact"
    DEADWEIGHT = "deadweight"
    DISPLACEMENT = "displacement"
    ATTRIBUTION = "attribution"
    LEAKAGE = "leakage"
    DROP_OFF = "drop_off"
    DURATION = "duration_years"
    INPUT = "amount"


DEDUCTIONS: Final = (Part.DEADWEIGHT, Part.DISPLACEMENT, Part.ATTRIBUTION, Part.LEAKAGE)
SHARES: Final = (*DEDUCTIONS, Part.DROP_OFF)


@dataclass(frozen=True, slots=True)
class Drawn:
    """`distribution` stands in place of a number: of row `place`, or of input `place` where the part is an input's amount.

    `stream` names the source of its randomness: what has the same one is drawn once and is the same in every row.
    What is drawn is multiplied by `times`, the factor that brings it to the map's own prices and units.
    """

    part: Part
    place: int
    distribution: Distribution
    stream: str
    times: Decimal = ONE


@dataclass(frozen=True, slots=True)
class UncertainMap:
    central: ValueMap
    drawn: tuple[Drawn, ...]
