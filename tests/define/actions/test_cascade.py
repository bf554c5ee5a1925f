"""Priorities, outcomes and measures as they are written, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fourfold.define.actions import cascade, policies
from fourfold.define.models import Measure, Outcome, PolicyVersion, Priority, Proxy
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import Actor
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from tests.builders.define import (
    a_cascade,
    a_draft,
    a_lead,
    a_policy,
    a_proxy,
    a_version_out_for_comment,
    measure_words,
    measures_of,
    outcomes_of,
    priorities_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Actor:
    return a_lead()


def add_priority(by: Actor, version: PolicyVersion, title: str, *, top: bool = False) -> Priority:
    with as_tenant(by.organisation_id):
        return cascade.add_priority(by=by, version=version, title=title, reason="", top=top)


def test_priorities_stand_in_the_order_in_which_they_were_added(by: Actor) -> None:
    version = a_draft(by)
    for title in ("Work", "Homes", "Air"):
        add_priority(by, version, f" {title} ")
    assert [(each.position, each.title) for each in priorities_of(version)] == [
        (1, "Work"),
        (2, "Homes"),
        (3, "Air"),
    ]
    with as_tenant(by.organisation_id):
        cascade.remove_priority(by=by, priority=priorities_of(version)[1], seen=1)
    add_priority(by, version, "Water")
    assert [each.title for each in priorities_of(version)] == ["Work", "Air", "Water"]


def test_three_priorities_are_top_and_a_fourth_waits(by: Actor) -> None:
    version = a_draft(by)
    for title in ("Work", "Homes", "Air"):
        add_priority(by, version, title, top=True)
    plain = add_priority(by, version, "Water")
    with as_tenant(by.organisation_id):
        attempts: tuple[Callable[[], object], ...] = (
            lambda: cascade.add_priority(by=by, version=version, title="Trees", reason="", top=True),
            lambda: cascade.edit_priority(by=by, priority=plain, seen=1, title="Water", reason="", top=True),
        )
        for attempt in attempts:
            with pytest.raises(Refused, match="Three priorities are marked as top") as refused:
                attempt()
            assert refused.value.field == "top"
        first = priorities_of(version)[0]
        cascade.edit_priority(by=by, priority=first, seen=1, title="Work", reason="Still top", top=True)
        cascade.edit_priority(by=by, priority=first, seen=2, title="Work", reason="No longer", top=False)
        cascade.edit_priority(by=by, priority=plain, seen=1, title="Water", reason="", top=True)
    assert [each.title for each in priorities_of(version) if each.top] == ["Homes", "Air", "Water"]


@pytest.mark.parametrize("title", ["", "  ", "work for YOUNG people "])
def test_a_priority_needs_a_title_of_its_own(by: Actor, title: str) -> None:
    version = a_cascade(by, a_draft(by))
    with pytest.raises(Refused, match=r"Enter the priority|is a priority already") as refused:
        add_priority(by, version, title)
    assert refused.value.field == "title"
    assert len(priorities_of(version)) == 3


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"unit": "smiles"}, "unit"),
        ({"unit": ""}, "unit"),
        ({"counts": "\t"}, "counts"),
    ],
)
def test_a_measure_needs_a_title_a_known_unit_and_what_counts(
    by: Actor, changed: dict[str, Any], field: str
) -> None:
    version = a_cascade(by, a_draft(by))
    with as_tenant(by.organisation_id):
        with pytest.raises(Refused) as refused:
            cascade.add_measure(
                by=by, outcome=outcomes_of(version)[0], once_per_person=False, **measure_words(**changed)
            )
        assert refused.value.field == field
        with pytest.raises(Refused):
            cascade.edit_measure(
                by=by,
                measure=measures_of(version)[0],
                seen=1,
                once_per_person=False,
                **measure_words(**changed),
            )
    assert len(measures_of(version)) == 3
    assert measures_of(version)[0].version == 1


def test_an_outcome_needs_words(by: Actor) -> None:
    version = a_cascade(by, a_draft(by))
    with as_tenant(by.organisation_id), pytest.raises(Refused, match="the change that you hope to see"):
        cascade.add_outcome(by=by, priority=priorities_of(version)[0], title=" ")


def test_of_two_editors_of_one_row_the_second_is_told_and_nothing_is_lost(by: Actor) -> None:
    version = a_cascade(by, a_draft(by))
    priority, outcome, measure = priorities_of(version)[0], outcomes_of(version)[0], measures_of(version)[0]
    with as_tenant(by.organisation_id):
        cascade.edit_priority(by=by, priority=priority, seen=1, title="First", reason="First", top=False)
        cascade.edit_outcome(by=by, outcome=outcome, seen=1, title="First")
        cascade.edit_measure(
            by=by, measure=measure, seen=1, once_per_person=True, **measure_words(title="First")
        )
        for second in (
            lambda: cascade.edit_priority(
                by=by, priority=priority, seen=1, title="Second", reason="", top=True
            ),
            lambda: cascade.remove_priority(by=by, priority=priority, seen=1),
            lambda: cascade.edit_outcome(by=by, outcome=outcome, seen=1, title="Second"),
            lambda: cascade.remove_outcome(by=by, outcome=outcome, seen=1),
            lambda: cascade.edit_measure(
                by=by, measure=measure, seen=1, once_per_person=False, **measure_words(title="Second")
            ),
            lambda: cascade.remove_measure(by=by, measure=measure, seen=1),
        ):
            with pytest.raises(ChangedMeanwhile) as told:
                second()
            assert getattr(told.value.current, "title", "") == "First"
    assert [
        each[0].title for each in (priorities_of(version), outcomes_of(version), measures_of(version))
    ] == ["First"] * 3


def test_what_a_colleague_removed_meanwhile_is_said_in_words(by: Actor) -> None:
    version = a_cascade(by, a_draft(by))
    priority, outcome, measure = priorities_of(version)[0], outcomes_of(version)[0], measures_of(version)[0]
    with as_tenant(by.organisation_id):
        cascade.remove_priority(by=by, priority=Priority.objects.get(pk=priority.pk), seen=1)
        priority.policy_version, outcome.priority, measure.outcome = version, priority, outcome
        for late in (
            lambda: cascade.edit_priority(
                by=by, priority=priority, seen=1, title="Late", reason="", top=False
            ),
            lambda: cascade.add_outcome(by=by, priority=priority, title="Late"),
            lambda: cascade.edit_outcome(by=by, outcome=outcome, seen=1, title="Late"),
            lambda: cascade.add_measure(by=by, outcome=outcome, once_per_person=False, **measure_words()),
            lambda: cascade.edit_measure(
                by=by, measure=measure, seen=1, once_per_person=False, **measure_words()
            ),
        ):
            with pytest.raises(Refused, match="Somebody removed this"):
                late()


def test_removing_takes_all_that_hangs_below_and_nothing_beside(by: Actor) -> None:
    version = a_cascade(by, a_draft(by))
    first, second, _third = measures_of(version)
    a_proxy(by, first)
    a_proxy(by, first, value="1600.00")
    a_proxy(by, second)
    with as_tenant(by.organisation_id):
        cascade.remove_priority(by=by, priority=priorities_of(version)[0], seen=1)
        assert [table.objects.count() for table in (Priority, Outcome, Measure, Proxy)] == [2, 2, 2, 1]
        cascade.remove_outcome(by=by, outcome=outcomes_of(version)[0], seen=1)
        assert [table.objects.count() for table in (Priority, Outcome, Measure, Proxy)] == [2, 1, 1, 0]


def test_the_unit_stays_once_a_value_was_set_for_it(by: Actor) -> None:
    version = a_version_out_for_comment(by)
    measure = measures_of(version)[0]
    a_proxy(by, measure)
    with as_tenant(by.organisation_id):
        with pytest.raises(Refused, match="A value in pounds was set for this unit") as refused:
            cascade.edit_measure(
                by=by,
                measure=measure,
                seen=1,
                once_per_person=False,
                **measure_words(unit="apprenticeship_weeks"),
            )
        assert refused.value.field == "unit"
        cascade.edit_measure(
            by=by, measure=measure, seen=1, once_per_person=False, **measure_words(counts="Words may change.")
        )


def test_writing_in_a_new_version_leaves_the_adopted_one_as_it_is(by: Actor) -> None:
    first = a_policy(by)
    with as_tenant(by.organisation_id):
        draft = policies.new_version(by=by, policy=first.policy)
        for measure in measures_of(draft):
            cascade.remove_measure(by=by, measure=measure, seen=1)
    assert (len(measures_of(draft)), len(measures_of(first))) == (0, 3)
