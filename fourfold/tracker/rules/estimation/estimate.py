"""A figure with what one must know to use it: how sure it is, of how many, about whom and by which method."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from fourfold.tracker.rules.population import Population


class Method(StrEnum):
    LINEARISED = "linearised"
    JACKKNIFE = "jackknife"
    BOOTSTRAP = "bootstrap"

    @property
    def text(self) -> str:
        return {
            Method.LINEARISED: say("linearised (Taylor series)"),
            Method.JACKKNIFE: say("jackknife, one cluster left out at a time"),
            Method.BOOTSTRAP: say("rescaling bootstrap (Rao and Wu)"),
        }[self]


@dataclass(frozen=True, slots=True)
class Estimate:
    """`base` respondents are asked about, `weighted_base` is what they stand for; `degrees_of_freedom` are clusters less
    strata among them. `population` says whom the figure is about and what is counted once.
    """

    value: float
    variance: float
    base: int
    weighted_base: float
    degrees_of_freedom: int
    population: Population
    method: Method = Method.LINEARISED

    @property
    def standard_error(self) -> float:
        return math.sqrt(max(self.variance, 0.0))


class NothingToEstimate(ValueError):
    """Nobody is asked about, or what is divided by is nought: there is no figure, and it is not nought."""
