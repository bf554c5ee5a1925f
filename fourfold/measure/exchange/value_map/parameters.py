"""Dated figures for a valuation: the Green Book's rates on a day, and the deflator; each with its key, version and day."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.parameters import Known, NotChecked, NotYet
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say
from fourfold.ground.parameters import all_parameters
from fourfold.measure.rules.uncertainty.reviewer_warnings import PublishedStudies
from fourfold.measure.rules.valuation.discounting import RateBand, RateSchedule
from fourfold.measure.rules.valuation.price_base import Deflator
from fourfold.measure.rules.valuation.value_map import RateClass

if TYPE_CHECKING:
    from collections.abc import Mapping

RATES: Final = "valuation.discount_rates."
DEFLATOR: Final = "valuation.deflators.gdp_calendar_year"
STUDIES: Final = "valuation.published_studies."
_BAND = re.compile(
    r"(?P<rate_class>standard|health)_years_(?P<first>[0-9]+)_(?:to_(?P<last>[0-9]+)|and_over)"
)


def green_book(on: date) -> Mapping[RateClass, RateSchedule]:
    """Both schedules as they held on that day. Raises ValueError for a day that nobody has checked."""
    bands: dict[RateClass, list[RateBand]] = {RateClass.STANDARD: [], RateClass.HEALTH: []}
    used: dict[RateClass, list[str]] = {RateClass.STANDARD: [], RateClass.HEALTH: []}
    for key, parameter in all_parameters().items():
        match = _BAND.fullmatch(key.removeprefix(RATES)) if key.startswith(RATES) else None
        if match is None:
            continue
        known = parameter.at(on)
        if isinstance(known, NotChecked):
            raise ValueError(  # noqa: TRY004  the day is at fault, not its type
                say(
                    "the Green Book's rates are not checked after {last}: value on that day, or give bands of your own",
                    last=day_text(known.last_day),
                )
            )
        if not isinstance(known, Known):
            first = known.first_day if isinstance(known, NotYet) else known.from_day
            raise ValueError(  # noqa: TRY004  as above
                say("the Green Book's rates are known from {first} on", first=day_text(first))
            )
        rate_class = RateClass(match["rate_class"])
        # Year 0 is now, where nothing is discounted: the first band's first year of discounting is 1.
        bands[rate_class].append(
            RateBand(
                max(int(match["first"]), 1),
                None if match["last"] is None else int(match["last"]),
                known.value,
            )
        )
        used[rate_class].append(f"{key}@{known.version} on {on.isoformat()}")
    return {
        rate_class: RateSchedule(
            tuple(sorted(found, key=lambda band: band.from_year)),
            name=f"Green Book, {rate_class.value}, on {on.isoformat()}",
            parameters=tuple(used[rate_class]),
        )
        for rate_class, found in bands.items()
    }


def gdp_deflator() -> Deflator:
    """The calendar-year series, with the vintage that its description names."""
    parameter = all_parameters()[DEFLATOR]
    index = {day.year: dated.value for day, dated in parameter.values.items() if dated.value is not None}
    return Deflator(index, parameter.description, (f"{DEFLATOR}@{parameter.version}",))


def published_studies() -> PublishedStudies:
    """Percentiles for a reviewer's warnings."""
    names = [each.name for each in fields(PublishedStudies) if each.name != "parameters"]
    found, used = {}, []
    for name in names:
        parameter = all_parameters()[STUDIES + name]
        known = parameter.at(parameter.still_in_force_on)
        if not isinstance(known, Known):
            message = f"{STUDIES}{name} has no value on its own last day."
            raise TypeError(message)
        found[name] = known.value
        used.append(f"{known.key}@{known.version}")
    return PublishedStudies(**found, parameters=tuple(used))
