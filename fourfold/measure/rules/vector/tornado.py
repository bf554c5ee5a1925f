"""What each uncertain number does to the ratio when it alone is at its low or its high end: the longest bar first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from fourfold.measure.rules.uncertainty.uncertain_map import DEDUCTIONS, Drawn, Part, UncertainMap
from fourfold.measure.rules.valuation.value_map import RateClass
from fourfold.measure.rules.vector.present_values import Columns, annuity, factors_of, present_values
from fourfold.measure.rules.vector.quantile_tables import quantiles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fourfold.measure.rules.valuation.value_map import Row, Settings

    Floats = NDArray[np.float64]

LOW, HIGH = 0.05, 0.95
ENDS: Final = np.array([LOW, HIGH])


@dataclass(frozen=True, slots=True)
class Bar:
    """Ratios, or present values where nothing was put in, with the numbers of this stream at their 5th and 95th percentiles."""

    stream: str
    drawn: tuple[Drawn, ...]
    at_low: float
    at_high: float

    @property
    def swing(self) -> float:
        return abs(self.at_high - self.at_low)


def tornado(given: UncertainMap) -> list[Bar]:
    """One bar for each stream: a shared number moves in all its rows at once. Only a row that moves is valued again."""
    central = given.central
    values = present_values(Columns.of(central.rows, central.settings))
    factors = _input_factors(given)
    inputs = np.array([float(each.amount) for each in central.inputs]) * factors
    streams: dict[str, list[Drawn]] = {}
    for each in given.drawn:
        streams.setdefault(each.stream, []).append(each)
    bars = []
    for stream, drawn in streams.items():
        whole, put_in = np.full(2, values.sum()), np.full(2, inputs.sum())
        ends = quantiles(drawn[0].distribution, ENDS)
        for each in drawn:
            at = ends * float(each.times)
            if each.part is Part.INPUT:
                put_in += at * factors[each.place] - inputs[each.place]
            else:
                row = central.rows[each.place]
                whole += _moved(row, each.part, at, values[each.place], central.settings) - values[each.place]
        low, high = whole / put_in if inputs.sum() else whole
        bars.append(Bar(stream, tuple(drawn), float(low), float(high)))
    return sorted(bars, key=lambda bar: -bar.swing)


def _input_factors(given: UncertainMap) -> Floats:
    settings = given.central.settings
    schedule = settings.schedules.get(RateClass.STANDARD) or next(iter(settings.schedules.values()))
    return np.array(
        [
            1.0 if each.year is None else factors_of(schedule, settings, each.year)[-1]
            for each in given.central.inputs
        ]
    )


def _moved(row: Row, part: Part, at: Floats, value: np.float64, settings: Settings) -> Floats:
    """The row's present value with that number at both ends. It is proportional to what is multiplied; the rest is done again."""
    if part in {Part.DROP_OFF, Part.DURATION}:
        drop_off = at if part is Part.DROP_OFF else np.full(2, float(row.drop_off))
        lasts = at if part is Part.DURATION else np.full(2, float(row.duration_years))
        longest = int(np.ceil(max(lasts.max(), float(row.duration_years))))
        factor = factors_of(settings.schedules[row.rate_class], settings, longest)
        years = annuity(drop_off, lasts, factor, settings.partial_year)
        own = annuity(np.array(float(row.drop_off)), float(row.duration_years), factor, settings.partial_year)
        return value * years / own
    if part in DEDUCTIONS:
        kept = 1 - float(getattr(row.deductions, part.value))
        return value * (1 - at) / kept if kept else np.zeros(2)
    own_number = float(getattr(row, part.value))
    return value * at / own_number if own_number else np.zeros(2)
