"""Between which values the score lies, twice: by drawing the answers again, and by a formula that needs no draws.

The bootstrap has a seed, so that anyone draws the same. Where everybody answers alike it can draw nothing else and shows a point;
the formula shows what so few answers leave open, so both always stand together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

import numpy as np

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.valuation.precision import exact

if TYPE_CHECKING:
    from fourfold.measure.rules.recommending.answers import Answers

CONFIDENCE: Final = Decimal("0.95")
DRAWS: Final = 10_000
FEWEST_DRAWS: Final = 1_000
MOST_DRAWS: Final = 1_000_000
_TENTH: Final = Decimal("0.1")
# What the adjusted formula adds: three quarters to either side of three answers.
_ADDED: Final = 3.0
_TO_EACH: Final = 0.75


@dataclass(frozen=True, slots=True)
class Interval:
    """Ends on the scale of the score, rounded outwards to a tenth."""

    low: Decimal
    high: Decimal
    confidence: Decimal
    method: str


def bootstrap(
    answers: Answers, *, seed: int, draws: int = DRAWS, confidence: Decimal = CONFIDENCE
) -> Interval:
    """From as many answers, drawn again with replacement: the percentiles of the scores. The same seed gives the same ends.

    Raises ValueError where nobody answered, or for fewer than 1,000 draws or more than a million.
    """
    _check(answers, confidence)
    if not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        raise ValueError(say("draw at least 1,000 times and at most 1,000,000"))
    given = answers.answered
    parts = np.array([answers.promoters, answers.passives, answers.detractors], dtype=float) / given
    drawn = np.random.Generator(np.random.PCG64(seed)).multinomial(given, parts, size=draws)
    # Whole numbers, so that the ends are the same on any machine.
    differences = np.sort(drawn[:, 0] - drawn[:, 2])
    tail = (1 - confidence) / 2
    low = int(differences[math.floor(tail * draws)])
    high = int(differences[math.ceil((1 - tail) * draws) - 1])
    return Interval(
        _outwards(Decimal(100 * low), given, ROUND_FLOOR),
        _outwards(Decimal(100 * high), given, ROUND_CEILING),
        confidence,
        say("bootstrap percentiles, {draws} draws, seed {seed}", draws=draws, seed=seed),
    )


def adjusted_wald(answers: Answers, *, confidence: Decimal = CONFIDENCE) -> Interval:
    """The difference of two shares ± z · SE, with three answers added of which three quarters each are promoters and detractors,
    kept within the scale (Rocks 2016, as described by Lewis and Sauro).
    """
    _check(answers, confidence)
    given = answers.answered + _ADDED
    up, down = (answers.promoters + _TO_EACH) / given, (answers.detractors + _TO_EACH) / given
    error = math.sqrt((up + down - (up - down) ** 2) / given)
    reach = NormalDist().inv_cdf(float(1 + confidence) / 2) * error
    return Interval(
        max(Decimal(-100), _outwards(Decimal(100 * (up - down - reach)), 1, ROUND_FLOOR)),
        min(Decimal(100), _outwards(Decimal(100 * (up - down + reach)), 1, ROUND_CEILING)),
        confidence,
        say("adjusted Wald"),
    )


def _check(answers: Answers, confidence: Decimal) -> None:
    if not answers.answered:
        raise ValueError(say("nobody answered, and there is no interval about nobody"))
    if not 0 < confidence < 1:
        raise ValueError(say("a confidence is a fraction between 0 and 1: 95% is “0.95”"))


def _outwards(value: Decimal, of: int, rounding: str) -> Decimal:
    with exact():
        return (value / of).quantize(_TENTH, rounding)
