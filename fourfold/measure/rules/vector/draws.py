"""Draws of an uncertain map: what its present value and ratio are when every uncertain number takes one of its values at once.

Row by row, so that only sums are held in memory; in chunks that fit the processor's cache. Each stream has a generator of its
own, made from the seed and the stream's name: the same seed gives the same draws, and a further row changes none of the others'.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from fourfold.measure.rules.uncertainty.uncertain_map import DEDUCTIONS, Part
from fourfold.measure.rules.valuation.duration import PartialYear
from fourfold.measure.rules.valuation.value_map import RateClass
from fourfold.measure.rules.vector.present_values import annuity, factors_of
from fourfold.measure.rules.vector.quantile_tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from fourfold.measure.rules.uncertainty.uncertain_map import Drawn, UncertainMap
    from fourfold.measure.rules.valuation.value_map import Row

    Floats = NDArray[np.float64]

CHUNK: Final = 16_384
FEWEST, MOST = 1_000, 1_000_000


@dataclass(frozen=True, slots=True)
class Drawings:
    """Pounds of today, one of each for every draw."""

    present_values: Floats
    inputs: Floats

    @property
    def ratios(self) -> Floats | None:
        """None where nothing was put in, in any draw."""
        return self.present_values / self.inputs if np.all(self.inputs > 0) else None


def draw(given: UncertainMap, *, draws: int, seed: int) -> Drawings:
    """Raises ValueError for fewer than 1,000 or more than 1,000,000 draws, or a seed below 0."""
    if not FEWEST <= draws <= MOST or seed < 0:
        raise ValueError(f"Draw {FEWEST:,} to {MOST:,} times, with a seed of 0 or more.")
    central, at = given.central, _by_place(given.drawn)
    values, inputs = np.zeros(draws), np.zeros(draws)
    for place, row in enumerate(central.rows):
        _add_row(values, given, row, at.get((False, place), {}), seed)
    schedules = central.settings.schedules
    schedule = schedules.get(RateClass.STANDARD) or next(iter(schedules.values()))
    for place, each in enumerate(central.inputs):
        factor = 1.0 if each.year is None else factors_of(schedule, central.settings, each.year)[-1]
        drawn = at.get((True, place), {}).get(Part.INPUT)
        if drawn is None:
            inputs += float(each.amount) * factor
        else:
            _multiply_out(
                inputs,
                float(drawn.times) * factor,
                [_looked_up(drawn, table(drawn.distribution), draws, seed)],
            )
    return Drawings(values, inputs)


def _by_place(drawn: Sequence[Drawn]) -> dict[tuple[bool, int], dict[Part, Drawn]]:
    found: dict[tuple[bool, int], dict[Part, Drawn]] = {}
    for each in drawn:
        found.setdefault((each.part is Part.INPUT, each.place), {})[each.part] = each
    return found


def _add_row(values: Floats, given: UncertainMap, row: Row, drawn: dict[Part, Drawn], seed: int) -> None:
    """A product of what is certain and of one table for each number that is not."""
    draws, settings = len(values), given.central.settings
    certain, looked_up = 1.0, []
    for part in (Part.QUANTITY, Part.PROXY, Part.IMPACT):
        each = drawn.get(part)
        if each is not None:
            certain *= float(each.times)
            looked_up.append(_looked_up(each, table(each.distribution), draws, seed))
        elif (known := getattr(row, part.value)) is not None:
            certain *= float(known)
    for part in DEDUCTIONS:
        each = drawn.get(part)
        if each is not None:
            looked_up.append(_looked_up(each, 1 - float(each.times) * table(each.distribution), draws, seed))
        else:
            certain *= 1 - float(getattr(row.deductions, part.value))
    drop_off, duration = drawn.get(Part.DROP_OFF), drawn.get(Part.DURATION)
    longest = float(
        row.duration_years if duration is None else duration.distribution.ends[1] or row.duration_years
    )
    factor = factors_of(settings.schedules[row.rate_class], settings, int(np.ceil(longest)))
    if duration is None or drop_off is None:
        # One of the two is certain: what a pound is worth over the years is itself a table.
        either = drop_off or duration
        certain_drop_off = np.array(float(row.drop_off))
        certain_duration = np.array(float(row.duration_years))
        worth = annuity(
            certain_drop_off if drop_off is None else table(drop_off.distribution),
            certain_duration if duration is None else table(duration.distribution),
            factor,
            settings.partial_year,
        )
        if either is None:
            certain *= float(worth)
        else:
            looked_up.append(_looked_up(either, worth, draws, seed))
    else:
        looked_up.append(_both(drop_off, duration, factor, settings.partial_year, draws, seed))
    _multiply_out(values, certain, looked_up)


def _multiply_out(values: Floats, certain: float, looked_up: Sequence[Callable[[slice], Floats]]) -> None:
    for start in range(0, len(values), CHUNK):
        chunk = slice(start, min(start + CHUNK, len(values)))
        product: Floats | None = None
        for each in looked_up:
            factor = each(chunk)
            product = factor if product is None else np.multiply(product, factor, out=product)
        values[chunk] += certain if product is None else certain * product


def _indices(each: Drawn, draws: int, seed: int) -> NDArray[np.uint16]:
    """One 16-bit number for each draw, from the stream's own generator."""
    key = int.from_bytes(hashlib.sha256(each.stream.encode()).digest()[:8], "big")
    generator = np.random.SFC64(np.random.SeedSequence([seed, key]))
    per_number = 4
    return generator.random_raw(-(-draws // per_number)).view(np.uint16)[:draws]


def _looked_up(each: Drawn, values: Floats, draws: int, seed: int) -> Callable[[slice], Floats]:
    indices = _indices(each, draws, seed)
    return lambda chunk: np.take(values, indices[chunk], mode="clip")


def _both(
    drop_off: Drawn, duration: Drawn, factor: Floats, partial_year: PartialYear, draws: int, seed: int
) -> Callable[[slice], Floats]:
    rates, lasts = table(drop_off.distribution), table(duration.distribution)
    of_rates, of_lasts = _indices(drop_off, draws, seed), _indices(duration, draws, seed)
    return lambda chunk: annuity(rates[of_rates[chunk]], lasts[of_lasts[chunk]], factor, partial_year)
