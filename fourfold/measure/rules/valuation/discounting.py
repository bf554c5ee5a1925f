"""What a pound in a later year is worth today, by a schedule of yearly rates."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Self

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.valuation.precision import exact

if TYPE_CHECKING:
    from collections.abc import Iterable

HALF: Final = Decimal("0.5")


class Timing(StrEnum):
    """When in its year a value falls. `end` discounts the first year by a whole year, as most UK studies do; `start` not at
    all; `middle` by half a year.
    """

    START = "start"
    END = "end"
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True)
class RateBand:
    """The rate of each year from `from_year` to `to_year`, both included; `to_year` None: and all later ones."""

    from_year: int
    to_year: int | None
    rate: Decimal


@dataclass(frozen=True, slots=True)
class RateSchedule:
    """Rates for every year from 1 on, in bands without gap or overlap. Raises ValueError, with the years at fault.

    `name` says whose it is; `parameters` are the keys, versions and days of dated figures it was read from.
    """

    bands: tuple[RateBand, ...]
    name: str
    parameters: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        expected = 1
        for place, band in enumerate(self.bands):
            if band.from_year > expected:
                raise ValueError(
                    say(
                        "the schedule has no rate for years {first} to {last}: add a band for them",
                        first=expected,
                        last=band.from_year - 1,
                    )
                )
            if band.from_year < expected:
                raise ValueError(
                    say(
                        "the schedule has two rates for year {year}: bands must follow on each other",
                        year=band.from_year,
                    )
                )
            if not band.rate.is_finite() or not 0 <= band.rate < 1:
                raise ValueError(
                    say(
                        'the rate {rate} is not a fraction from 0 to below 1: 3.5% is "0.035"',
                        rate=str(band.rate),
                    )
                )
            if band.to_year is None:
                if place != len(self.bands) - 1:
                    raise ValueError(say("only the last band may be without a last year"))
                return
            if band.to_year < band.from_year:
                raise ValueError(
                    say(
                        "a band ends in year {last}, before it begins in year {first}",
                        last=band.to_year,
                        first=band.from_year,
                    )
                )
            expected = band.to_year + 1
        if not self.bands:
            raise ValueError(say("the schedule has no band: give at least one rate"))

    @classmethod
    def flat(cls, rate: Decimal) -> Self:
        return cls((RateBand(1, None, rate),), name="one rate")

    @property
    def flat_rate(self) -> Decimal | None:
        """The one rate of every year, or None where there are several."""
        rates = {band.rate for band in self.bands}
        return self.bands[0].rate if len(rates) == 1 and self.bands[-1].to_year is None else None

    def rate(self, year: int) -> Decimal:
        """Raises ValueError for a year after the last band."""
        for band in self.bands:
            if band.from_year <= year and (band.to_year is None or year <= band.to_year):
                return band.rate
        raise ValueError(
            say(
                "the schedule has no rate for year {year}: it ends with year {last}",
                year=year,
                last=str(self.bands[-1].to_year),
            )
        )

    def factors(self, years: int, *, timing: Timing) -> tuple[Decimal, ...]:
        """Today's worth of a pound in each of the years 1 to `years`: the product of 1 ÷ (1 + rate) over the years between.

        The Green Book's rule: a year's own rate discounts from its end to its beginning, so a schedule is a product.
        """
        found = []
        with exact():
            until = Decimal(1)
            for year in range(1, years + 1):
                through = until / (1 + self.rate(year))
                if timing is Timing.START:
                    found.append(until)
                elif timing is Timing.END:
                    found.append(through)
                else:
                    found.append(until / (1 + self.rate(year)) ** HALF)
                until = through
        return tuple(found)


def present_value(by_year: Iterable[Decimal], factors: Iterable[Decimal]) -> Decimal:
    with exact():
        return sum((value * factor for value, factor in zip(by_year, factors, strict=False)), Decimal(0))
