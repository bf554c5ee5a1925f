"""A printed percentage as what it can have been before it was rounded, and the counts that print it.

Half up: 30.5% prints as 31. Half to even: 30.5% prints as 30, 31.5% as 32 (IEEE 754, `roundTiesToEven`; R, Python
and NumPy round so). Truncated: 30.99% prints as 30.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Rounding(StrEnum):
    """How the numbers of a publication were made whole."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    TRUNCATED = "truncated"


@dataclass(frozen=True, slots=True)
class ShareRange:
    """The shares, in percent, that a printed figure can stand for; an end that is not `closed` does not belong to it."""

    low: Fraction
    high: Fraction
    low_closed: bool = True
    high_closed: bool = True

    def holds(self, share: Fraction) -> bool:
        above = share >= self.low if self.low_closed else share > self.low
        return above and (share <= self.high if self.high_closed else share < self.high)

    def counts(self, base: int) -> range:
        """The whole numbers of `base` respondents whose share lies in the range; empty where none does."""
        first, last = self.low * base / 100, self.high * base / 100
        lowest = -(-first.numerator // first.denominator)
        if not self.low_closed and lowest == first:
            lowest += 1
        highest = last.numerator // last.denominator
        if not self.high_closed and highest == last:
            highest -= 1
        return range(max(0, lowest), min(base, highest) + 1)


def shares_printed_as(percent: Decimal, rounding: Rounding) -> ShareRange:
    """The shares that print as `percent` with as many decimal places as it has."""
    exponent = percent.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{percent} is not a number of percent")  # noqa: TRY004  (a value, such as NaN)
    exact, step = Fraction(percent), Fraction(10) ** min(exponent, 0)
    if rounding is Rounding.TRUNCATED:
        return ShareRange(exact, exact + step, high_closed=False)
    half = step / 2
    if rounding is Rounding.HALF_UP:
        return ShareRange(exact - half, exact + half, high_closed=False)
    even = (exact / step).numerator % 2 == 0
    return ShareRange(exact - half, exact + half, low_closed=even, high_closed=even)


def printed(count: int, base: int, rounding: Rounding, places: int = 0) -> Decimal:
    """The share of `count` in `base` in percent, rounded to `places` decimals. Raises ZeroDivisionError for no base."""
    steps = Fraction(count * 100, base) * 10**places
    whole, rest = divmod(steps.numerator, steps.denominator)
    twice = 2 * rest
    up = rounding is not Rounding.TRUNCATED and (
        twice > steps.denominator
        or (twice == steps.denominator and (rounding is Rounding.HALF_UP or whole % 2 == 1))
    )
    return Decimal(whole + up).scaleb(-places)
