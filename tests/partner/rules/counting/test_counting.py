"""What counts, whatever is reported: as the rules say when they are worked out another way, in any order, any number of times."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.partner.rules.counting.claims import SameKey
from fourfold.partner.rules.counting.counting import count
from tests.builders.claims import claim, event, person
from tests.partner.rules.counting import plainly
from tests.partner.rules.counting.strategies import many_reported, of

if TYPE_CHECKING:
    from fourfold.partner.rules.counting.claims import Claim, Record
    from fourfold.partner.rules.counting.counting import Counted


def what_counts(counted: Counted) -> dict[str, Decimal]:
    return {each.claim.ref: each.counted for each in counted.claims}


@given(many_reported())
@settings(max_examples=300)
def test_it_counts_as_worked_out_plainly(claims: list[Claim]) -> None:
    assert what_counts(count(claims)) == plainly.counted(claims)


@given(many_reported(), st.randoms(use_true_random=False))
def test_the_order_of_reports_and_how_often_they_are_sent_say_nothing(
    claims: list[Claim], random: st.DataObject
) -> None:
    again = [*claims, *claims[:3]]
    random.shuffle(again)  # type: ignore[attr-defined]

    assert count(again) == count(claims)


@given(many_reported())
def test_what_counts_still_counts_when_only_that_is_claimed(claims: list[Claim]) -> None:
    # A claim of several persons that was cut is no longer the same for each of them.
    of_one = [each for each in claims if len(each.persons) < 2]
    first = what_counts(count(of_one))
    corrected = [
        replace(each, quantity=of(first[each.ref], each), whole=each.of, share=None)
        if each.quantity.unit.code != "jobs"
        else replace(each, quantity=of(first[each.ref], each), share=None)
        for each in of_one
    ]

    assert what_counts(count(corrected)) == first


@given(many_reported())
def test_claimed_is_counted_and_removed(claims: list[Claim]) -> None:
    counted = count(claims)
    for each in counted.claims:
        assert each.counted >= 0
        assert each.claimed == each.counted + sum(each.removed.values())
    for total in counted.totals:
        assert total.claimed == total.counted + sum(total.removed.values())
        of_measure = [
            each for each in counted.claims if each.claim.of_measure == (total.framework, total.measure)
        ]
        assert total.counted == sum(each.counted for each in of_measure)
    certain = sum(each.at_stake for each in counted.findings if each.certain)
    assert certain == sum(each.claimed - each.counted for each in counted.claims)


@given(many_reported())
def test_frameworks_are_lenses(claims: list[Claim]) -> None:
    together = what_counts(count(claims))
    apart: dict[str, Decimal] = {}
    for framework in ("council", "national"):
        apart |= what_counts(count([each for each in claims if each.framework == framework]))

    assert together == apart


@given(many_reported(shares=False), st.integers(0, 60))
def test_no_more_of_an_event_counts_than_was_verified(claims: list[Claim], verified: int) -> None:
    delivered = verified * Decimal("0.01")
    counted = count(claims, delivered={("council", "hours", event(1)): delivered})
    assert (
        sum(
            each.counted
            for each in counted.claims
            if (each.claim.framework, each.claim.measure, each.claim.event) == ("council", "hours", event(1))
        )
        <= delivered
    )


def test_two_keys_of_one_person_are_one_person() -> None:
    claims: list[Record] = [
        claim("A", 1, "jobs", persons=[1], once_per_person=True),
        claim("B", 1, "jobs", persons=[person(2, "2027a")], once_per_person=True),
    ]
    same = SameKey("S", (person(1), person(2, "2027a")))

    assert what_counts(count([*claims, same])) == {"A": 1, "B": 0}


def test_a_claim_without_keys_counts_and_is_shown_apart() -> None:
    counted = count([claim("A", 40), claim("B", 40)])

    assert what_counts(counted) == {"A": 40, "B": 40}
    assert counted.totals[0].not_checked == 80
    assert counted.findings == ()
