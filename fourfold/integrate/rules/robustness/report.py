"""The whole report: for each bid that is not first, what would bring it level; and what the order rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from fourfold.integrate.rules.robustness.contest import order, shares_of, totals
from fourfold.integrate.rules.robustness.prices import (
    COMPARED,
    price_per_quality_point,
    price_to_lead,
    price_to_lose,
)
from fourfold.integrate.rules.robustness.quantities import nearest_proxy, share_of_highest, value_lines
from fourfold.integrate.rules.robustness.weights import lead, least, level_weight, most, nearest_level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from fourfold.integrate.rules.robustness.contest import Contest
    from fourfold.integrate.rules.robustness.quantities import ProxyRange

Order = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """A bid's total now, and the least and the most that it comes to under weights within the distance asked."""

    ref: str
    total: Fraction
    least: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True)
class Rival:
    """A bid that is not first, against the one that is. None stands for "nothing does".

    `least_lead`: the smallest lead under weights within the distance asked, at `weights_there`. `within`: the distance of the
    nearest weights that bring it level. `weights_level`: by criterion, its weight at which it is level, the others in
    proportion. `points_up`: by criterion, the share of its marks that it would need, above 1 where full marks do not do.
    `points_down`: the share at which the first would be level with it, below 0 where none at all does not do.
    `price`: the price at which it would be first, shared or alone.
    """

    ref: str
    lead: Fraction
    by_criterion: Mapping[str, Fraction]
    least_lead: Fraction
    weights_there: Mapping[str, Fraction]
    within: Fraction | None
    weights_level: Mapping[str, Fraction | None]
    points_up: Mapping[str, Fraction]
    points_down: Mapping[str, Fraction]
    price: Decimal | None

    @property
    def overtakes(self) -> bool:
        """Whether weights within the distance asked bring it level or past."""
        return self.least_lead <= 0


@dataclass(frozen=True, slots=True)
class ProxyFinding:
    """For one measure scored by value: the nearest proxy within its range at which `rival` is level, None where none is."""

    measure: str
    rival: str
    at: Fraction | None


@dataclass(frozen=True, slots=True)
class ByValue:
    """A criterion whose shares are values over the highest: quantities by bid and measure, and the measures' proxies."""

    criterion: str
    quantities: Mapping[str, Mapping[str, Fraction]]
    proxies: Mapping[str, ProxyRange]


@dataclass(frozen=True, slots=True)
class Report:
    """`first` are the bids that stand first: with more than one there is no lead to speak of, and `rivals` is empty.

    `order_by_formula` gives None where a formula cannot be used. `parts`: by bid and criterion, the share of its total.
    `measures`: by bid and measure, the share of its total that the measure brings, where quantities are scored by value.
    """

    within: Fraction
    order: Order
    first: tuple[str, ...]
    reach: tuple[Reach, ...]
    rivals: tuple[Rival, ...]
    order_by_formula: Mapping[str, Order | None]
    price_to_lose: Decimal | None
    proxies: tuple[ProxyFinding, ...]
    parts: Mapping[str, Mapping[str, Fraction]]
    measures: Mapping[str, Mapping[str, Fraction]]

    @property
    def weights_change_it(self) -> bool:
        return any(rival.overtakes for rival in self.rivals)

    @property
    def formulas_that_change_it(self) -> tuple[str, ...]:
        return tuple(
            name
            for name, found in self.order_by_formula.items()
            if found is not None and found[0] != self.first
        )


def robustness(contest: Contest, *, within: Fraction, by_value: ByValue | None = None) -> Report:
    """Of locked scores. Nothing of it enters the award. Raises ValueError for a distance that is not from 0 to 100."""
    if not 0 <= within <= 100:  # noqa: PLR2004  (weights are points of 100)
        message = "The distance is from 0 to 100 points."
        raise ValueError(message)
    shares = shares_of(contest)
    scores = totals(contest)
    ranked = order(scores)
    first = ranked[0] if ranked else ()
    alone = first[0] if len(first) == 1 else None
    return Report(
        within=within,
        order=ranked,
        first=first,
        reach=tuple(
            Reach(
                ref,
                scores[ref],
                least(shares[ref], contest.weights, within).value,
                most(shares[ref], contest.weights, within).value,
            )
            for level in ranked
            for ref in level
        ),
        rivals=()
        if alone is None
        else tuple(_rival(contest, shares, alone, ref, within) for level in ranked[1:] for ref in level),
        order_by_formula=_by_formula(contest),
        price_to_lose=price_to_lose(contest, alone) if alone and contest.price and len(scores) > 1 else None,
        proxies=() if alone is None or by_value is None else _proxies(contest, shares, alone, by_value),
        parts={
            ref: {
                criterion: weight * shares[ref][criterion] / scores[ref] if scores[ref] else Fraction(0)
                for criterion, weight in contest.weights.items()
            }
            for ref in shares
        },
        measures={} if by_value is None else _measures(contest, scores, by_value),
    )


def _rival(
    contest: Contest, shares: Mapping[str, Mapping[str, Fraction]], first: str, ref: str, within: Fraction
) -> Rival:
    gain = lead(shares[first], shares[ref])
    smallest = least(gain, contest.weights, within)
    by_criterion = {each: contest.weights[each] * gain[each] for each in contest.weights}
    ahead = sum(by_criterion.values(), Fraction(0))
    scored = {each: weight for each, weight in contest.weights.items() if each != contest.price and weight}
    return Rival(
        ref=ref,
        lead=ahead,
        by_criterion=by_criterion,
        least_lead=smallest.value,
        weights_there=smallest.weights,
        within=nearest_level(gain, contest.weights),
        weights_level={each: level_weight(gain, contest.weights, each) for each in contest.weights},
        points_up={each: shares[ref][each] + ahead / weight for each, weight in scored.items()},
        points_down={each: shares[first][each] - ahead / weight for each, weight in scored.items()},
        price=price_to_lead(contest, ref) if contest.price else None,
    )


def _by_formula(contest: Contest) -> dict[str, Order | None]:
    if not contest.price:
        return {}
    orders: dict[str, Order | None] = {
        name: order(totals(replace(contest, formula=formula))) for name, formula in COMPARED.items()
    }
    orders["price_per_quality_point"] = price_per_quality_point(contest)
    return orders


def _proxies(
    contest: Contest, shares: Mapping[str, Mapping[str, Fraction]], first: str, by_value: ByValue
) -> tuple[ProxyFinding, ...]:
    weight = contest.weights[by_value.criterion]
    found = []
    for measure, proxy in by_value.proxies.items():
        lines = value_lines(by_value.quantities, by_value.proxies, measure)
        for rival in (ref for ref in shares if ref != first):
            elsewhere = sum(
                (
                    each_weight * (shares[first][each] - shares[rival][each])
                    for each, each_weight in contest.weights.items()
                    if each != by_value.criterion
                ),
                Fraction(0),
            )
            at = nearest_proxy(
                lines, first=first, other=rival, weight=weight, lead_elsewhere=elsewhere, proxy=proxy
            )
            found.append(ProxyFinding(measure, rival, at))
    return tuple(found)


def _measures(
    contest: Contest, scores: Mapping[str, Fraction], by_value: ByValue
) -> dict[str, dict[str, Fraction]]:
    values = {
        ref: {measure: number * by_value.proxies[measure].value for measure, number in offered.items()}
        for ref, offered in by_value.quantities.items()
    }
    worth = {ref: sum(each.values(), Fraction(0)) for ref, each in values.items()}
    of_highest = share_of_highest(worth)
    return {
        ref: {
            measure: contest.weights[by_value.criterion] * of_highest[ref] * value / worth[ref] / scores[ref]
            if worth[ref] and scores[ref]
            else Fraction(0)
            for measure, value in each.items()
        }
        for ref, each in values.items()
    }
