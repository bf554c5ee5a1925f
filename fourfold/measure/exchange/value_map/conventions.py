"""The conventions of a map in the form: timing, part years, discounting, prices, currency."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from fourfold.ground.kernel.said import say
from fourfold.measure.exchange.value_map.numbers import Number, Share
from fourfold.measure.exchange.value_map.parts import Day, Part, Whole, Year
from fourfold.measure.rules.valuation.discounting import Timing
from fourfold.measure.rules.valuation.duration import PartialYear

EARLIEST_PRICE_YEAR, LATEST_PRICE_YEAR = 1900, 2200


class Band(Part):
    """`rate` for each year from `from_year` to `to_year`, both included; without `to_year`: and all later ones."""

    from_year: Whole
    to_year: Whole | None = None
    rate: Number


class SchedulesByClass(Part):
    standard: Annotated[list[Band], Field(min_length=1, max_length=100)]
    health: Annotated[list[Band], Field(min_length=1, max_length=100)]


class SettingsForm(Part):
    """The conventions. `discount_rate` is one rate for all years; `discount_schedule` has bands, or is the Green Book's."""

    timing: Timing = Timing.END
    partial_year: PartialYear = PartialYear.FRACTION
    discount_rate: Share | None = None
    discount_schedule: (
        Literal["green_book"] | Annotated[list[Band], Field(max_length=100)] | SchedulesByClass | None
    ) = None
    valued_on: Day | None = None
    price_year: Year | None = None
    deflator: Literal["gdp_calendar_year"] | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "GBP"

    @model_validator(mode="after")
    def _one_way_of_discounting(self) -> Self:
        if (self.discount_rate is None) == (self.discount_schedule is None):
            raise ValueError(
                say(
                    "give either discount_rate, as \u201c0.035\u201d, or discount_schedule; no discounting is \u201c0\u201d"
                )
            )
        if self.discount_schedule == "green_book" and self.valued_on is None:
            raise ValueError(say("give valued_on: the Green Book's rates are those of a day"))
        if self.price_year is not None and not EARLIEST_PRICE_YEAR <= self.price_year <= LATEST_PRICE_YEAR:
            raise ValueError(say("{year} is not a price year", year=self.price_year))
        return self
