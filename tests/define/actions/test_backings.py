"""From a value through the outcomes that it stands behind to what is counted: tied, untied, carried on, never across versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fourfold.define.actions import cascade, policies, principles
from fourfold.define.models import Backing, Outcome, PolicyVersion, Principle, Priority
from fourfold.define.queries.cascades import cascade as branches_of
from fourfold.define.queries.cascades import gaps_of, loose_ends_in, wording
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from tests.builders.define import a_cascade, a_draft, a_lead, adopted, outcomes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Actor:
    return a_lead()


@pytest.fixture
def version(by: Actor) -> Iterator[PolicyVersion]:
    """A draft with three priorities and one value, that of proportion, behind nothing."""
    draft = a_cascade(by, a_draft(by))
    with as_tenant(by.organisation_id):
        principles.add_principle(by=by, version=draft, title="In proportion", words="")
        yield draft


def tied(version: PolicyVersion) -> set[tuple[str, str]]:
    return {
        (value.title, twig.outcome.title)
        for branch in branches_of(version)
        for twig in branch.outcomes
        for value in twig.values
    }


def test_a_value_stands_behind_several_outcomes_and_an_outcome_has_several_values(
    by: Actor, version: PolicyVersion
) -> None:
    young, warm, _ = outcomes_of(version)
    before = wording(version, branches_of(version))
    near = principles.add_principle(
        by=by, version=version, title="Buy near", words="", outcomes=[young.ref, warm.ref]
    )
    young = Outcome.objects.get(pk=young.pk)
    both = [near.ref, Principle.objects.get(title="In proportion").ref]
    cascade.edit_outcome(by=by, outcome=young, seen=young.version, title=young.title, principles=both)

    assert tied(version) == {
        ("Buy near", young.title),
        ("Buy near", warm.title),
        ("In proportion", young.title),
    }
    assert wording(version, branches_of(version)) != before, "who signed the words before did not sign these"

    near = Principle.objects.get(pk=near.pk)
    principles.edit_principle(by=by, principle=near, seen=near.version, title="Buy near", words="x")
    assert len(tied(version)) == 3, "who says nothing of outcomes changes nothing of them"
    near = Principle.objects.get(pk=near.pk)
    principles.edit_principle(
        by=by, principle=near, seen=near.version, title="Buy near", words="", outcomes=[warm.ref]
    )
    assert tied(version) == {("Buy near", warm.title), ("In proportion", young.title)}


def test_whoever_has_the_other_end_open_is_told_that_it_changed(by: Actor, version: PolicyVersion) -> None:
    outcome = outcomes_of(version)[0]
    value = version.principles.get()
    principles.edit_principle(
        by=by, principle=value, seen=value.version, title=value.title, words="", outcomes=[outcome.ref]
    )
    with pytest.raises(ChangedMeanwhile):
        cascade.edit_outcome(by=by, outcome=outcome, seen=outcome.version, title="x", principles=[])


def test_only_outcomes_and_values_of_the_same_version_are_taken(by: Actor, version: PolicyVersion) -> None:
    other = a_lead()
    theirs = outcomes_of(a_cascade(other, a_draft(other)))[0]
    outcome = outcomes_of(version)[0]
    for refs in ([theirs.ref], [outcome.ref, "7K3M9QX2TB"]):
        with pytest.raises(Refused, match="outcomes of this version"):
            principles.add_principle(by=by, version=version, title="Buy near", words="", outcomes=refs)
    with pytest.raises(Refused, match="values of this version"):
        cascade.edit_outcome(
            by=by, outcome=outcome, seen=outcome.version, title="x", principles=["7K3M9QX2TB"]
        )
    assert (Backing.objects.count(), Principle.objects.count()) == (0, 1)


def test_what_is_removed_takes_its_ties_with_it_and_nothing_else(by: Actor, version: PolicyVersion) -> None:
    young, warm, neighbours = outcomes_of(version)
    value = principles.add_principle(
        by=by,
        version=version,
        title="Buy near",
        words="",
        outcomes=[young.ref, warm.ref, neighbours.ref],
    )
    young = Outcome.objects.get(pk=young.pk)
    cascade.remove_outcome(by=by, outcome=young, seen=young.version)
    cascade.remove_priority(by=by, priority=warm.priority, seen=warm.priority.version)
    assert tied(version) == {("Buy near", neighbours.title)}
    value = Principle.objects.get(pk=value.pk)
    principles.remove_principle(by=by, principle=value, seen=value.version)
    assert (Backing.objects.count(), Outcome.objects.count()) == (0, 1)


def test_a_new_version_carries_on_what_stands_behind_what_and_how_the_plan_is_served(
    by: Actor, version: PolicyVersion
) -> None:
    outcome = outcomes_of(version)[0]
    value = version.principles.get()
    principles.edit_principle(
        by=by, principle=value, seen=value.version, title=value.title, words="", outcomes=[outcome.ref]
    )
    priority = Priority.objects.get(pk=outcome.priority_id)
    cascade.edit_priority(
        by=by,
        priority=priority,
        seen=priority.version,
        title=priority.title,
        reason="",
        top=False,
        serves="A start for all.",
    )
    stands = adopted(by, policies.put_out_for_comment(by=by, version=version))

    draft = policies.new_version(by=by, policy=stands.policy)

    assert tied(draft) == tied(stands) == {("In proportion", outcome.title)}
    assert draft.priorities.all()[0].serves == "A start for all."
    assert not set(Backing.objects.filter(root=draft.root)) & set(Backing.objects.filter(root=stands.root))


def test_a_value_that_nothing_carries_is_told_and_adoption_does_not_wait_for_it(
    by: Actor, version: PolicyVersion
) -> None:
    def ends() -> list[str]:
        now = PolicyVersion.objects.select_related("policy").get(pk=version.pk)
        return [each.words for each in loose_ends_in(now, list(now.principles.all()), branches_of(now))]

    assert ends() == ["No outcome carries the value “In proportion”"]
    policies.edit_background(
        by=by, version=version, seen=version.version, mission_title="Our plan", mission_href="",
        mission_words="", involved="",
    )  # fmt: skip
    assert ends()[1:] == [
        f"It is not said how “{each.title}” serves “Our plan”" for each in version.priorities.all()
    ]
    assert not gaps_of(version)
