"""Where a cascade stops short, in the order of the policy."""

from __future__ import annotations

import pytest

from fourfold.define.rules.balance import EMPLOYMENT, only_employment
from fourfold.define.rules.gaps import (
    Gap,
    OutcomeOutline,
    PriorityOutline,
    ServingOutline,
    ValueOutline,
    gaps,
    loose_ends,
)
from fourfold.ground.kernel.quantities import UNITS


def priority(ref: str, *outcomes: OutcomeOutline) -> PriorityOutline:
    return PriorityOutline(ref, f"Priority {ref}", outcomes)


def outcome(ref: str, measures: int) -> OutcomeOutline:
    return OutcomeOutline(ref, f"Outcome {ref}", measures)


def test_a_policy_without_priorities_lacks_them_itself() -> None:
    assert gaps([]) == (Gap("The policy has no priorities yet", "", ""),)


def test_a_whole_cascade_has_none() -> None:
    assert gaps([priority("a", outcome("b", 1), outcome("c", 7)), priority("d", outcome("e", 2))]) == ()


def test_every_gap_is_named_where_it_is_and_in_order() -> None:
    found = gaps(
        [
            priority("a", outcome("b", 0), outcome("c", 1), outcome("d", 0)),
            priority("e"),
            priority("f", outcome("g", 1)),
        ]
    )
    assert found == (
        Gap("“Outcome b” has no measure", "outcome", "b"),
        Gap("“Outcome d” has no measure", "outcome", "d"),
        Gap("“Priority e” has no outcome", "priority", "e"),
    )


def test_values_without_an_outcome_and_priorities_that_do_not_serve_the_plan_are_loose_ends() -> None:
    values = [ValueOutline("a", "Near", 0), ValueOutline("b", "Fair", 2)]
    priorities = [ServingOutline("c", "Homes", says_how=False), ServingOutline("d", "Work", says_how=True)]

    without_plan = loose_ends(values, priorities, plan="")
    with_plan = loose_ends(values, priorities, plan="The plan")

    assert without_plan == (Gap("No outcome carries the value “Near”", "value", "a"),)
    assert with_plan == (
        *without_plan,
        Gap("It is not said how “Homes” serves “The plan”", "priority", "c"),
    )
    assert loose_ends([], [], plan="The plan") == ()


@pytest.mark.parametrize(
    ("units", "only"),
    [
        ((), False),
        (("apprenticeships",), True),
        (("apprenticeships", "jobs", "fte"), True),
        (("apprenticeships", "trees"), False),
        (("hours",), False),
    ],
)
def test_a_policy_of_jobs_and_training_alone_is_told_apart(units: tuple[str, ...], only: bool) -> None:
    assert only_employment(units) is only


def test_the_units_of_employment_are_units_that_we_know() -> None:
    assert set(UNITS) >= EMPLOYMENT
