"""Does the order change under any weights within a distance of those published, and how far is the nearest that do?

The weights that may be are a polytope: each within `within` points of what was published and between 0 and 100, all together
100. The lead of one bid over another is linear in them, so it is least at a vertex; and over a box cut by one sum that vertex
is found by giving what is left to the criteria in the order in which they favour the other bid (the fractional knapsack). As
the distance grows, the least lead falls along a convex line of straight pieces, so that Newton's steps from the left meet the
first distance without a lead exactly, after as many steps as there are pieces.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from fourfold.integrate.rules.robustness.contest import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# A number and how it grows with the distance, compared in this order.
Dual = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Extreme:
    """The least value of a linear sum over the weights that may be, and weights at which it is met."""

    value: Fraction
    weights: Mapping[str, Fraction]


def least(gain: Mapping[str, Fraction], weights: Mapping[str, Fraction], within: Fraction) -> Extreme:
    """The least of the sum of weight times `gain`."""
    (value, _), at = _least(gain, weights, within)
    return Extreme(value, {ref: weight for ref, (weight, _) in at.items()})


def most(gain: Mapping[str, Fraction], weights: Mapping[str, Fraction], within: Fraction) -> Extreme:
    found = least({ref: -each for ref, each in gain.items()}, weights, within)
    return Extreme(-found.value, found.weights)


def lead(first: Mapping[str, Fraction], other: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """By criterion, how much more of its marks the first has."""
    return {ref: first[ref] - other[ref] for ref in first}


def nearest_level(gain: Mapping[str, Fraction], weights: Mapping[str, Fraction]) -> Fraction | None:
    """The least distance within which weights leave no lead: 0 where there is none now, None where no weights do."""
    within = Fraction(0)
    while within <= WHOLE:
        (value, slope), _ = _least(gain, weights, within)
        if value <= 0:
            return within
        if slope >= 0:
            return None
        within -= value / slope
    return None


def _least(
    gain: Mapping[str, Fraction], weights: Mapping[str, Fraction], within: Fraction
) -> tuple[Dual, dict[str, Dual]]:
    at = {ref: _low(weight, within) for ref, weight in weights.items()}
    left = _minus((WHOLE, Fraction(0)), _sum(at.values()))
    for ref in sorted(weights, key=lambda each: (gain[each], each)):
        given = min(_minus(_high(weights[ref], within), at[ref]), left)
        at[ref] = (at[ref][0] + given[0], at[ref][1] + given[1])
        left = _minus(left, given)
    return _sum((gain[ref] * value, gain[ref] * slope) for ref, (value, slope) in at.items()), at


def _low(weight: Fraction, within: Fraction) -> Dual:
    return (weight - within, Fraction(-1)) if weight > within else (Fraction(0), Fraction(0))


def _high(weight: Fraction, within: Fraction) -> Dual:
    return (weight + within, Fraction(1)) if weight + within < WHOLE else (WHOLE, Fraction(0))


def _minus(one: Dual, other: Dual) -> Dual:
    return one[0] - other[0], one[1] - other[1]


def _sum(numbers: Iterable[Dual]) -> Dual:
    value, slope = Fraction(0), Fraction(0)
    for each in numbers:
        value, slope = value + each[0], slope + each[1]
    return value, slope


def level_weight(gain: Mapping[str, Fraction], weights: Mapping[str, Fraction], ref: str) -> Fraction | None:
    """The weight of one criterion at which the lead is gone, the others sharing the rest in their proportions.

    None where no weight between 0 and 100 does it, or where nothing else has a weight.
    """
    rest = WHOLE - weights[ref]
    if rest == 0:
        return None
    others = sum((weights[each] * gain[each] for each in weights if each != ref), Fraction(0)) / rest
    # The lead is linear in the weight w: gain * w + others * (100 - w).
    if gain[ref] == others:
        return None
    found = others * WHOLE / (others - gain[ref])
    return found if 0 <= found <= WHOLE else None
