"""What the ranges of a map make of its result: percentiles, mean beside the central figure, the longest bars of the tornado."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fourfold.measure.rules.uncertainty.switching_values import switching_values
from fourfold.measure.rules.valuation.precision import plain
from fourfold.measure.rules.valuation.valuing import value_map
from fourfold.measure.rules.vector.draws import draw
from fourfold.measure.rules.vector.tornado import tornado

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fourfold.measure.exchange.value_map.reading import ReadMap

PERCENTILES: Final = (5, 50, 95)
# Figures of draws are estimates: more digits than these would be noise.
DIGITS: Final = 6


def uncertainty(read: ReadMap, *, draws: int, seed: int) -> dict[str, Any]:
    """Raises ValueError for a number of draws that is not taken."""
    central = value_map(read.map.central)
    drawn = draw(read.map, draws=draws, seed=seed)
    ratios = drawn.ratios
    return {
        "draws": draws,
        "seed": seed,
        "drawn_numbers": len(read.map.drawn),
        "present_value": _spread(drawn.present_values, plain(central.returns.present_value)),
        "ratio": None
        if ratios is None or central.returns.ratio is None
        else _spread(ratios, plain(central.returns.ratio)),
        "share_of_draws_below_break_even": _text(float(np.mean(drawn.present_values < drawn.inputs))),
        "tornado": [
            {"number": bar.stream, "at_p5": _text(bar.at_low), "at_p95": _text(bar.at_high)}
            for bar in tornado(read.map)
        ],
        "switching_values": [
            {
                "number": f"/rows/{each.row}/{each.part.value}",
                "stated": plain(each.stated),
                "switches_at": None if each.switches_at is None else plain(each.switches_at),
            }
            for each in switching_values(read.map.central, central)
        ],
    }


def _spread(values: NDArray[np.float64], central: str) -> dict[str, str]:
    """The central figure is from central inputs, the mean from all draws: where inputs are skewed they differ."""
    found = np.percentile(values, PERCENTILES)
    named = {f"p{percent}": _text(float(value)) for percent, value in zip(PERCENTILES, found, strict=True)}
    return {
        "central": central,
        "mean": _text(float(values.mean())),
        "sd": _text(float(values.std())),
        **named,
    }


def _text(number: float) -> str:
    return np.format_float_positional(number, precision=DIGITS, fractional=False, trim="-")
