"""One outcome of one person is never in an account both by wellbeing and by stated preference."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.measure.rules.totals.both_ways import Approach, BothWays, PersonValue, clashes, settle
from tests.measure.rules.totals.examples import called, examples, pounds


def valued(each: dict[str, Any]) -> PersonValue:
    people = frozenset(each.get("people", ()))
    return PersonValue(
        each["ref"],
        each["outcome"],
        each["group"],
        each.get("number", len(people)),
        pounds(each["each"]),
        Approach(each["approach"]),
        people,
    )


@pytest.mark.parametrize("example", examples("both_ways"), ids=called)
def test_worked_by_hand(example: dict[str, Any]) -> None:
    values = [valued(each) for each in example["values"]]
    found = settle(values, keep=Approach(example["keep"]))
    for key, gives in example["gives"].items():
        assert {each.ref: each.money.amount for each in getattr(found, key)} == {
            ref: Decimal(text) for ref, text in gives.items()
        }
    if found.set_aside:
        with pytest.raises(BothWays):
            settle(values)
    else:
        assert settle(values) == found


def test_a_refusal_and_what_is_set_aside_say_which_and_why() -> None:
    first, _, third, _ = examples("both_ways")
    with pytest.raises(BothWays) as refused:
        settle([valued(each) for each in first["values"]])
    assert str(refused.value) == (
        "Less lonely is valued both by wellbeing (W) and by what people say they would pay (S) for 2 people: say which counts. "
        "There is 1 such pair."
    )
    (gone,) = settle([valued(each) for each in first["values"]], keep=Approach.WELLBEING).set_aside
    assert (gone.number, gone.instead_of) == (2, ("W",))
    assert gone.because == "The same people’s Less lonely counts by wellbeing."
    (gone,) = settle([valued(each) for each in third["values"]], keep=Approach.WELLBEING).set_aside
    assert gone.because == (
        "Safer at home of the group “Tenants” counts by wellbeing. Who is in both is not known, so all of it is set aside."
    )


people = st.frozensets(st.sampled_from("abcdef"), min_size=1)
random_values = st.lists(
    st.tuples(
        st.sampled_from(["Home", "Work"]),
        st.sampled_from(Approach),
        st.integers(1, 900),
        people,
        st.booleans(),
        st.booleans(),
    ),
    max_size=7,
)


@given(random_values, st.sampled_from([Approach.WELLBEING, Approach.STATED_PREFERENCE]))
@settings(deadline=None, max_examples=120)
def test_a_plain_writing_person_by_person_agrees(
    given: list[tuple[str, Approach, int, frozenset[str], bool, bool]], keep: Approach
) -> None:
    values = [
        PersonValue(
            str(place),
            outcome,
            "Tenants" if tenants else "Others",
            len(who),
            pounds(each),
            approach,
            who if known else frozenset(),
        )
        for place, (outcome, approach, each, who, known, tenants) in enumerate(given)
    ]
    found = settle(values, keep=keep)
    other = Approach.STATED_PREFERENCE if keep is Approach.WELLBEING else Approach.WELLBEING
    expected: dict[str, int] = {}
    for place, (outcome, approach, each, who, known, tenants) in enumerate(given):
        for person in who:
            twice = False
            for outcome2, approach2, _, who2, known2, tenants2 in given:
                if approach == other and approach2 == keep and outcome == outcome2:
                    if known and known2:
                        twice |= person in who2
                        # One unknown winner hides who is in it, and then nobody stays.
                    elif tenants == tenants2:
                        twice = True
            if not twice:
                expected[str(place)] = expected.get(str(place), 0) + each
    assert {each.ref: int(each.money.amount) for each in found.kept} == expected
    parts = [each.money.amount for each in found.kept] + [each.money.amount for each in found.set_aside]
    assert sum(parts) == sum(each.money.amount for each in values)
    assert not clashes(found.kept)


def test_precise_refusals() -> None:
    given = {"ref": "W", "outcome": "Home", "group": "All", "approach": "wellbeing", "each": "1"}
    with pytest.raises(ValueError, match="W counts 0 people"):
        valued(given)
    with pytest.raises(ValueError, match="W counts 3 people and names 1"):
        valued({**given, "people": ["a"], "number": 3})
    one = valued({**given, "number": 1})
    with pytest.raises(ValueError, match="the same reference"):
        settle([one, one])
    with pytest.raises(ValueError, match="“unit cost” is not one of the two"):
        settle([one], keep=Approach.UNIT_COST)
