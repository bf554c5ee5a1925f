"""Between which values a figure lies, at a confidence."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from scipy import special

from fourfold.ground.kernel.said import say

CONFIDENCE: Final = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float
    confidence: float
    method: str


def around(
    value: float, standard_error: float, degrees_of_freedom: float, *, confidence: float = CONFIDENCE
) -> Interval:
    """The value ± t · SE. For means and totals; near 0 and 1 it leaves the range that a share can have."""
    reach = float(special.stdtrit(degrees_of_freedom, (1 + confidence) / 2)) * standard_error
    return Interval(
        value - reach,
        value + reach,
        confidence,
        say("t, {df} degrees of freedom", df=f"{degrees_of_freedom:g}"),
    )


def wilson(share: float, base: float, *, confidence: float = CONFIDENCE) -> Interval:
    """The score interval (Wilson 1927) of a share among `base` respondents: effective base or design base, need not be whole.

    It stays between 0 and 1 and says something where nobody, or everybody, has it.
    """
    _check_share(share, base)
    z = float(special.ndtri((1 + confidence) / 2))
    middle = (share + z * z / (2 * base)) / (1 + z * z / base)
    reach = z / (1 + z * z / base) * math.sqrt(share * (1 - share) / base + z * z / (4 * base * base))
    low = 0.0 if share == 0 else max(0.0, middle - reach)
    high = 1.0 if share == 1 else min(1.0, middle + reach)
    return Interval(low, high, confidence, say("Wilson"))


def korn_graubard(
    share: float,
    variance: float,
    *,
    respondents: int,
    degrees_of_freedom: int,
    confidence: float = CONFIDENCE,
    capped: bool = False,
) -> Interval:
    """Clopper and Pearson's interval at the base p (1 − p) / V · (t(n − 1) / t(df))² (Korn and Graubard 1998).

    As `svyciprop(method = "beta")` of R's survey has it; `capped` keeps the base at most at the number of respondents, as the
    National Center for Health Statistics does. Where the variance is nought the base is the number of respondents.
    """
    _check_share(share, respondents)
    tail = (1 - confidence) / 2
    base = float(respondents)
    if variance > 0:
        wide = special.stdtrit(respondents - 1, tail) / special.stdtrit(degrees_of_freedom, tail)
        base = float(share * (1 - share) / variance * wide**2)
        base = min(base, float(respondents)) if capped else base
    having = base * share
    low = 0.0 if having == 0 else float(special.betaincinv(having, base - having + 1, tail))
    high = 1.0 if having == base else float(special.betaincinv(having + 1, base - having, 1 - tail))
    name = say("Korn–Graubard, base at most that of respondents") if capped else say("Korn–Graubard")
    return Interval(low, high, confidence, name)


def _check_share(share: float, base: float) -> None:
    if not 0 <= share <= 1:
        raise ValueError(say("{share} is not a share", share=share))
    if base <= 0:
        raise ValueError(say("an interval needs somebody to be about"))
