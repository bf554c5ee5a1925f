"""Where quantities are scored by their value: does the order change if one proxy lies elsewhere in its range?

A bid's share is its value over the highest value, its value the sum of quantity times proxy. One proxy is moved alone, the
others stay. Between the points at which another bid has the highest value, a lead times that value is linear in the proxy, so
where it is gone is solved exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ProxyRange:
    """Pounds of one unit of a measure: as used, and from the lowest to the highest that its source allows."""

    value: Fraction
    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.value <= self.high:
            message = "A proxy lies within its range, and a range does not begin below nothing."
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Line:
    """A bid's value as the proxy moves: `rest` from other measures, and `quantity` of the one whose proxy it is."""

    rest: Fraction
    quantity: Fraction

    def at(self, proxy: Fraction) -> Fraction:
        return self.rest + self.quantity * proxy


def share_of_highest(values: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Each over the highest; nothing for all where all are nothing."""
    highest = max(values.values(), default=Fraction(0))
    return {ref: value / highest if highest else Fraction(0) for ref, value in values.items()}


def value_lines(
    quantities: Mapping[str, Mapping[str, Fraction]], proxies: Mapping[str, ProxyRange], measure: str
) -> dict[str, Line]:
    """By bid, from quantities by bid and measure."""
    return {
        ref: Line(
            sum(
                (number * proxies[each].value for each, number in offered.items() if each != measure),
                Fraction(0),
            ),
            offered.get(measure, Fraction(0)),
        )
        for ref, offered in quantities.items()
    }


def nearest_proxy(
    lines: Mapping[str, Line],
    *,
    first: str,
    other: str,
    weight: Fraction,
    lead_elsewhere: Fraction,
    proxy: ProxyRange,
) -> Fraction | None:
    """The value of the proxy nearest to the one used at which `first` no longer leads `other`; None within the range.

    `lead_elsewhere` is the lead in marks from all other criteria.
    """
    turns = {proxy.low, proxy.high, proxy.value, *_turns(lines, proxy)}
    ordered = sorted(turns)

    def lead(at: Fraction) -> Fraction:
        highest = max(line.at(at) for line in lines.values())
        return lead_elsewhere * highest + weight * (lines[first].at(at) - lines[other].at(at))

    found = {at for at in ordered if lead(at) <= 0}
    for left, right in pairwise(ordered):
        one, two = lead(left), lead(right)
        if (one > 0) != (two > 0):
            found.add(left + (right - left) * one / (one - two))
    return min(found, key=lambda at: (abs(at - proxy.value), at), default=None)


def _turns(lines: Mapping[str, Line], proxy: ProxyRange) -> set[Fraction]:
    """Where two bids are of one value, within the range: between two such points the highest is the same bid's."""
    found = set()
    bids = list(lines.values())
    for place, one in enumerate(bids):
        for other in bids[place + 1 :]:
            if one.quantity != other.quantity:
                at = (other.rest - one.rest) / (one.quantity - other.quantity)
                if proxy.low <= at <= proxy.high:
                    found.add(at)
    return found
