"""What an order of bids rests on: worked by hand, and against plain second implementations."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.integrate.rules.robustness.contest import Bidding, Contest, order, shares_of, totals
from fourfold.integrate.rules.robustness.prices import (
    COMPARED,
    lowest_over_price,
    price_to_lead,
    price_to_lose,
    priced,
)
from fourfold.integrate.rules.robustness.quantities import ProxyRange, nearest_proxy, value_lines
from fourfold.integrate.rules.robustness.report import ByValue, robustness
from fourfold.integrate.rules.robustness.weights import least, level_weight, nearest_level

EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[3] / "worked_examples" / "evaluation" / "robustness.yaml").read_text(
        encoding="utf-8"
    )
)["examples"]


def fractions(given: dict[str, Any]) -> dict[str, Any]:
    return {name: None if each is None else Fraction(each) for name, each in given.items()}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["says"][:30])
def test_the_worked_examples(example: dict[str, Any]) -> None:
    bids = tuple(
        Bidding(
            ref,
            fractions({name: each for name, each in said.items() if name != "price"}),
            Decimal(said["price"]) if "price" in said else None,
        )
        for ref, said in example["bids"].items()
    )
    contest = Contest(fractions(example["criteria"]), bids, lowest_over_price, example["price"])
    report = robustness(contest, within=Fraction(example["within"]))
    (rival,) = report.rivals
    assert [list(level) for level in report.order] == example["order"]
    assert totals(contest) == fractions(example["totals"])
    assert rival.lead == Fraction(example["lead"])
    assert rival.least_lead == Fraction(example["least_lead"])
    assert rival.weights_there == fractions(example["weights_there"])
    assert rival.within == (None if example["nearest_level"] is None else Fraction(example["nearest_level"]))
    assert rival.weights_level == fractions(example["weights_level"])
    assert rival.points_up == fractions(example["points_up"])
    assert rival.points_down == fractions(example["points_down"])
    assert rival.price == (None if example["price_to_lead"] is None else Decimal(example["price_to_lead"]))
    assert report.price_to_lose == (
        None if example["price_to_lose"] is None else Decimal(example["price_to_lose"])
    )
    found = {
        name: [list(level) for level in orders or ()] for name, orders in report.order_by_formula.items()
    }
    assert found == example["formulas"]


CRITERIA = ("price", "quality", "social", "own")
shares = st.integers(0, 20).map(lambda number: Fraction(number, 20))


@st.composite
def weights(draw: st.DrawFn) -> dict[str, Fraction]:
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=3, max_size=3)))
    edges = [0, *cuts, 100]
    return {
        ref: Fraction(right - left) for ref, left, right in zip(CRITERIA, edges[:-1], edges[1:], strict=True)
    }


gains = st.fixed_dictionaries(dict.fromkeys(CRITERIA, st.integers(-20, 20).map(lambda n: Fraction(n, 20))))
distances = st.integers(0, 120).map(lambda number: Fraction(number, 3)).filter(lambda each: each <= 100)


def vertices(given_weights: dict[str, Fraction], within: Fraction) -> list[dict[str, Fraction]]:
    """Every vertex of the polytope, plainly: all weights but one at a bound, and the one what is left."""
    low = {ref: max(Fraction(0), each - within) for ref, each in given_weights.items()}
    high = {ref: min(Fraction(100), each + within) for ref, each in given_weights.items()}
    found = []
    for free in given_weights:
        others = [ref for ref in given_weights if ref != free]
        for ends in product((low, high), repeat=len(others)):
            one = {ref: end[ref] for ref, end in zip(others, ends, strict=True)}
            one[free] = 100 - sum(one.values(), Fraction(0))
            if low[free] <= one[free] <= high[free]:
                found.append(one)
    return found


def valued(gain: dict[str, Fraction], at: dict[str, Fraction]) -> Fraction:
    return sum((gain[ref] * at[ref] for ref in gain), Fraction(0))


@given(gains, weights(), distances)
def test_the_least_lead_is_the_least_of_all_vertices(
    gain: dict[str, Fraction], published: dict[str, Fraction], within: Fraction
) -> None:
    found = least(gain, published, within)
    assert found.value == min(valued(gain, one) for one in vertices(published, within))
    assert valued(gain, dict(found.weights)) == found.value
    assert sum(found.weights.values()) == 100
    assert all(abs(found.weights[ref] - published[ref]) <= within for ref in published)


@given(gains, weights())
def test_the_nearest_level_is_where_the_least_of_all_vertices_is_nothing_and_not_before(
    gain: dict[str, Fraction], published: dict[str, Fraction]
) -> None:
    found = nearest_level(gain, published)

    def smallest(within: Fraction) -> Fraction:
        return min(valued(gain, one) for one in vertices(published, within))

    if found is None:
        assert smallest(Fraction(100)) > 0
    elif found == 0:
        assert smallest(Fraction(0)) <= 0
    else:
        assert smallest(found) == 0
        assert smallest(found * Fraction(999_999, 1_000_000)) > 0


@given(gains, weights(), st.sampled_from(CRITERIA))
def test_the_level_weight_of_one_criterion_leaves_no_lead(
    gain: dict[str, Fraction], published: dict[str, Fraction], ref: str
) -> None:
    found = level_weight(gain, published, ref)
    rest = 100 - published[ref]

    def at(weight: Fraction) -> Fraction:
        return valued(
            gain,
            {each: weight if each == ref else was * (100 - weight) / rest for each, was in published.items()},
        )

    if found is not None:
        assert at(found) == 0
    elif rest:
        # The lead is linear in the weight: of one sign at both ends, or nothing (or the same) everywhere.
        assert at(Fraction(0)) * at(Fraction(100)) > 0 or at(Fraction(0)) == at(Fraction(100))


@st.composite
def contests(draw: st.DrawFn, most_bids: int = 4) -> Contest:
    refs = "ABCD"[: draw(st.integers(2, most_bids))]
    bids = tuple(
        Bidding(
            ref,
            {each: draw(shares) for each in CRITERIA[1:]},
            Decimal(draw(st.integers(1, 400))) / 4,
        )
        for ref in refs
    )
    return Contest(draw(weights()), bids, draw(st.sampled_from(list(COMPARED.values()))), "price")


@given(contests())
def test_at_its_price_to_lead_a_bid_leads_and_a_penny_above_it_does_not(contest: Contest) -> None:
    for bid in contest.bids:
        own = bid.price or Decimal(0)
        found = price_to_lead(contest, bid.ref)
        at = own if found is None else found
        leads = bid.ref in order(totals(priced(contest, bid.ref, at)))[0]
        assert leads is (found is not None)
        if found is not None and found < own:
            above = totals(priced(contest, bid.ref, found + Decimal("0.01")))
            assert bid.ref not in order(above)[0]


@given(contests())
def test_at_its_price_to_lose_the_first_is_first_no_more_and_a_penny_below_it_is(contest: Contest) -> None:
    first = order(totals(contest))[0]
    if len(first) > 1:
        return
    found = price_to_lose(contest, first[0])
    if found is not None:
        assert order(totals(priced(contest, first[0], found)))[0] != first
        assert order(totals(priced(contest, first[0], found - Decimal("0.01"))))[0] == first


@given(contests(), distances, st.randoms(use_true_random=False))
def test_the_report_does_not_depend_on_the_order_of_bids_and_its_break_evens_are_level(
    contest: Contest, within: Fraction, random: Any
) -> None:
    mixed = list(contest.bids)
    random.shuffle(mixed)
    report = robustness(contest, within=within)
    assert (
        robustness(Contest(contest.weights, tuple(mixed), contest.formula, "price"), within=within) == report
    )
    scores, has = totals(contest), shares_of(contest)
    for reach in report.reach:
        assert reach.least <= scores[reach.ref] == reach.total <= reach.most
    for rival in report.rivals:
        (first,) = report.first
        assert sum(rival.by_criterion.values()) == rival.lead == scores[first] - scores[rival.ref] > 0
        assert rival.least_lead <= rival.lead
        assert rival.overtakes is (rival.within is not None and rival.within <= within)
        for ref, share in rival.points_up.items():
            assert contest.weights[ref] * (share - has[rival.ref][ref]) == rival.lead
            assert contest.weights[ref] * (has[first][ref] - rival.points_down[ref]) == rival.lead


@st.composite
def by_value(draw: st.DrawFn) -> tuple[Contest, ByValue]:
    """Three bids with quantities of two measures; what they have of "social" follows from them."""
    proxies = {}
    for measure in ("jobs", "hours"):
        low = draw(st.integers(0, 20))
        value = low + draw(st.integers(0, 20))
        proxies[measure] = ProxyRange(
            Fraction(value), Fraction(low), Fraction(value + draw(st.integers(0, 20)))
        )
    quantities = {
        ref: {measure: Fraction(draw(st.integers(0, 9))) for measure in proxies} for ref in ("A", "B", "C")
    }
    worth = {
        ref: sum(q * proxies[m].value for m, q in offered.items()) for ref, offered in quantities.items()
    }
    highest = max(worth.values())
    bids = tuple(
        Bidding(ref, {"quality": draw(shares), "social": worth[ref] / highest if highest else Fraction(0)})
        for ref in worth
    )
    weight = Fraction(draw(st.integers(1, 99)))
    return (
        Contest({"quality": 100 - weight, "social": weight}, bids, lowest_over_price),
        ByValue("social", quantities, proxies),
    )


@given(by_value())
def test_no_proxy_nearer_than_the_one_found_brings_a_rival_level(given_: tuple[Contest, ByValue]) -> None:
    contest, valued_by = given_
    report = robustness(contest, within=Fraction(0), by_value=valued_by)
    for finding in report.proxies:
        proxy = valued_by.proxies[finding.measure]
        (first,) = report.first

        def leads(at: Fraction, finding: Any = finding, first: str = first) -> bool:
            worth = {
                ref: sum(
                    number * (at if measure == finding.measure else valued_by.proxies[measure].value)
                    for measure, number in offered.items()
                )
                for ref, offered in valued_by.quantities.items()
            }
            highest = max(worth.values())
            got = {
                bid.ref: contest.weights["quality"] * bid.shares["quality"]
                + contest.weights["social"] * (worth[bid.ref] / highest if highest else 0)
                for bid in contest.bids
            }
            return got[first] > got[finding.rival]

        nearest = None if finding.at is None else abs(finding.at - proxy.value)
        steps = [proxy.low + (proxy.high - proxy.low) * Fraction(n, 24) for n in range(25)]
        for at in steps:
            if nearest is None or abs(at - proxy.value) < nearest:
                assert (
                    leads(at)
                    or max(line.at(at) for line in lines_of(valued_by, finding.measure).values()) == 0
                )
        if finding.at is not None:
            assert proxy.low <= finding.at <= proxy.high
            highest = max(line.at(finding.at) for line in lines_of(valued_by, finding.measure).values())
            assert highest == 0 or not leads(finding.at)


def lines_of(valued_by: ByValue, measure: str) -> Any:
    return value_lines(valued_by.quantities, valued_by.proxies, measure)


def test_a_proxy_that_turns_the_order_worked_by_hand() -> None:
    """A offers 10 jobs, B 100 hours. At 10 pounds a job and 1 an hour both are worth 100. Quality: A leads by 5 marks of 50.

    A job at p: A has 10p over the highest. Below 10, B's 100 is the highest, and A trails by 50(1 - p/10), which is 5 at p = 9.
    """
    proxies = {"jobs": ProxyRange(Fraction(10), Fraction(5), Fraction(20))}
    quantities = {"A": {"jobs": Fraction(10)}, "B": {"jobs": Fraction(0)}}
    lines = value_lines(quantities, proxies, "jobs") | {}
    lines["B"] = type(lines["B"])(Fraction(100), Fraction(0))
    found = nearest_proxy(
        lines, first="A", other="B", weight=Fraction(50), lead_elsewhere=Fraction(5), proxy=proxies["jobs"]
    )
    assert found == 9


def test_a_report_of_level_bids_speaks_of_no_rival() -> None:
    bids = tuple(Bidding(ref, {"quality": Fraction(1, 2)}) for ref in "BA")
    report = robustness(Contest({"quality": Fraction(100)}, bids, lowest_over_price), within=Fraction(5))
    assert (report.first, report.rivals, report.price_to_lose) == (("A", "B"), (), None)


@pytest.mark.parametrize("within", [-1, 101])
def test_a_distance_beyond_all_weights_is_refused(within: int) -> None:
    contest = Contest({"quality": Fraction(100)}, (), lowest_over_price)
    with pytest.raises(ValueError, match="from 0 to 100"):
        robustness(contest, within=Fraction(within))


@pytest.mark.parametrize(
    ("criteria", "bids", "price", "says"),
    [
        ({"quality": Fraction(99)}, (), "", "add up to 100"),
        ({"quality": Fraction(101), "social": Fraction(-1)}, (), "", "below nothing"),
        ({"price": Fraction(100)}, (Bidding("A", {}),), "price", "every bid has one"),
    ],
)
def test_a_contest_that_is_none_is_refused(
    criteria: dict[str, Fraction], bids: tuple[Bidding, ...], price: str, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        Contest(criteria, bids, lowest_over_price, price)
