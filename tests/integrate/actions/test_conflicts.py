"""Conflicts of interest: who has influence is named, each declares, somebody else decides, and the assessment is confirmed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.trail.declaration import declared
from fourfold.integrate.actions import award, conflicts, evaluation, interests, procurements, tender
from fourfold.integrate.models import (
    ConflictsAssessment,
    Declaration,
    Influence,
    InterestDecision,
    Moment,
    Part,
    Procurement,
)
from fourfold.integrate.queries.conflicts import (
    people_with_influence,
    standing_declaration,
    what_the_assessment_lacks,
)
from fourfold.integrate.queries.readiness import what_stops_opening
from fourfold.integrate.queries.waiting import waiting_for
from tests.builders.ground import TODAY, an_actor
from tests.builders.integrate import (
    AFTER,
    a_bidder,
    a_buyer,
    a_considered_procurement,
    a_procurement,
    a_tender,
    declares,
    moderated,
    open_bids_of,
    opens,
    scores,
    sealed,
)

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

AN_INTEREST: dict[str, Any] = {"has_interest": True, "detail": "My sister works for one of them"}


def named(
    by: Actor,
    procurement: Procurement,
    person: Person | None = None,
    name: str = "",
    part: str = Part.EVALUATOR,
) -> Influence:
    with as_tenant(by.organisation_id):
        return conflicts.name_influence(
            by=by, procurement=procurement, person=person, name=name, works_for="", part=part, on=TODAY
        )


def decides(by: Actor, declaration: Declaration, outcome: str) -> InterestDecision:
    with as_tenant(declaration.owner_id):
        return conflicts.decide(
            by=by,
            declaration=declaration,
            outcome=outcome,
            steps="A second officer reads every note.",
            on=TODAY,
        )


def assesses(by: Actor, procurement: Procurement) -> ConflictsAssessment:
    with as_tenant(by.organisation_id):
        return conflicts.assess(by=by, procurement=procurement, looked_for="Everyone was asked.", on=TODAY)


def lacks(by: Actor, procurement: Procurement) -> str:
    with as_tenant(by.organisation_id):
        return what_the_assessment_lacks(procurement)


def test_a_tender_does_not_open_without_an_assessment_of_everyone_named() -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id):
        assert "Assess conflicts of interest" in what_stops_opening(procurement)
        with pytest.raises(Refused, match="has not declared yet"):
            conflicts.assess(by=by, procurement=procurement, looked_for="Asked.", on=TODAY)
        interests.declare(by=by, procurement=procurement, has_interest=False, detail="", on=TODAY)
        with pytest.raises(Refused, match="what was done") as refused:
            conflicts.assess(by=by, procurement=procurement, looked_for=" ", on=TODAY)
        assert refused.value.field == "looked_for"
    adviser = named(by, procurement, name="Ines Duarte", part=Part.ADVISER)
    with pytest.raises(Refused, match="Ines Duarte has not declared yet"):
        assesses(by, procurement)
    with as_tenant(by.organisation_id):
        interests.declare_for(by=by, adviser=adviser, has_interest=False, detail="", kind="", on=TODAY)
    first = assesses(by, procurement)
    assert (first.number, first.moment, len(first.covers)) == (1, Moment.BEFORE_NOTICE, 2)
    with as_tenant(by.organisation_id):
        assert "Assess conflicts of interest" not in what_stops_opening(procurement)


def test_a_later_interest_unsettles_the_assessment_until_it_is_decided_on_and_confirmed_again() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by)
    other = an_actor(role=Role.EVALUATOR, organisation=procurement.owner)
    with as_tenant(by.organisation_id):
        assert tender.can_open_for_bids(by, procurement)
        interests.declare(by=other, procurement=procurement, on=TODAY, kind="perceived", **AN_INTEREST)
        declared = Declaration.objects.get(person=other.person_id)
        assert not tender.can_open_for_bids(by, procurement)
    assert lacks(by, procurement) == f"Nobody has decided yet on the interest of {other.name}"
    decides(by, declared, "no_conflict")
    assert lacks(by, procurement).startswith("Confirm the conflicts assessment again")
    assesses(by, procurement)
    assert lacks(by, procurement) == ""
    # A new declaration wants a decision of its own; one without interest unsettles nothing.
    with as_tenant(by.organisation_id):
        interests.declare(by=other, procurement=procurement, on=TODAY, kind="actual", **AN_INTEREST)
    assert lacks(by, procurement).startswith("Nobody has decided yet")
    with as_tenant(by.organisation_id), pytest.raises(NotAllowed, match="declared anew"):
        conflicts.decide(by=by, declaration=declared, outcome="mitigated", steps="Steps", on=TODAY)


def test_nobody_decides_on_their_own_interest_nor_the_database_lets_them() -> None:
    by = a_buyer(Role.COMMISSIONER)
    procurement = a_considered_procurement(by)
    colleague = an_actor(role=Role.APPROVER, organisation=procurement.owner)
    with as_tenant(by.organisation_id):
        declared = interests.declare(by=by, procurement=procurement, on=TODAY, **AN_INTEREST)
        with pytest.raises(NotAllowed, match="your own"):
            conflicts.decide(by=by, declaration=declared, outcome="mitigated", steps="Steps", on=TODAY)
        with pytest.raises(NotAllowed, match="Declare first"):
            conflicts.decide(by=colleague, declaration=declared, outcome="mitigated", steps="S", on=TODAY)
        interests.declare(by=colleague, procurement=procurement, on=TODAY, **AN_INTEREST)
        with pytest.raises(NotAllowed, match="somebody else decides on others"):
            conflicts.decide(by=colleague, declaration=declared, outcome="mitigated", steps="S", on=TODAY)
        with pytest.raises(NotAllowed):
            conflicts.check_can_decide(an_actor(role=Role.COMMISSIONER), declared)
        with (
            change(by=by, owner=by.organisation_id, reason="For a test"),
            pytest.raises(IntegrityError),
            transaction.atomic(),
        ):
            InterestDecision.objects.create(
                owner_id=by.organisation_id,
                root=declared.root,
                declaration=declared,
                about_id=by.person_id,
                outcome="mitigated",
                steps="Steps",
                decided_by_id=by.person_id,
                decided_on=TODAY,
            )


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (None, "unless somebody else decides"),
        ("no_part", "you take no part"),
        ("mitigated", ""),
        ("no_conflict", ""),
    ],
)
def test_with_an_interest_one_scores_only_where_somebody_else_decided_that_they_may(
    outcome: str | None, says: str
) -> None:
    to = a_tender()
    sealed(to, a_bidder())
    (opened,) = open_bids_of(to)
    declares(to, to.evaluator, **AN_INTEREST)
    with as_tenant(to.buyer.pk):
        declared = standing_declaration(to.procurement, person=to.evaluator.person_id)
    assert declared is not None
    if outcome:
        decides(to.commissioner, declared, outcome)
    if says:
        with pytest.raises(NotAllowed, match=says):
            scores(to, to.evaluator, opened)
    else:
        scores(to, to.evaluator, opened)


def test_an_opener_who_takes_no_part_does_not_open() -> None:
    to = a_tender()
    sealed(to, a_bidder())
    declares(to, to.openers[0], **AN_INTEREST)
    with pytest.raises(NotAllowed, match="cannot open its bids"):
        opens(to, to.openers[0])
    for opener in to.openers[1:]:
        opens(to, opener)


def test_nobody_scores_before_the_assessment_is_confirmed_by_those_who_know_who_bids() -> None:
    to = a_tender()
    sealed(to, a_bidder())
    for opener in to.openers[:2]:
        opens(to, opener)
    declares(to, to.evaluator)
    with as_tenant(to.buyer.pk), pytest.raises(NotAllowed, match="must confirm the conflicts assessment"):
        evaluation.check_can_score(to.evaluator, to.procurement)
    with pytest.raises(Refused, match="has not declared yet"):
        assesses(to.commissioner, to.procurement)
    with as_tenant(to.buyer.pk):
        # Each is led to what is theirs to do; who declared since, to nothing.
        led = {
            who.person_id: [each.href.rsplit("/", 2)[1] for each in waiting_for(who, at=AFTER, most=5)]
            for who in (to.commissioner, to.evaluator)
        }
    assert led == {
        to.commissioner.person_id: ["interests", "conflicts"],
        to.evaluator.person_id: ["evaluation"],
    }
    for opener in to.openers:
        declares(to, opener)
    assert assesses(to.commissioner, to.procurement).moment == Moment.BIDS_OPENED
    with as_tenant(to.buyer.pk):
        evaluation.check_can_score(to.evaluator, to.procurement)


def test_an_award_waits_for_an_interest_that_came_up_after_moderation() -> None:
    to = a_tender()
    sealed(to, a_bidder())
    moderated(to, [4])
    with as_tenant(to.buyer.pk):
        award.check_can_propose(to.commissioner, to.procurement)
    declares(to, to.approver, **AN_INTEREST)
    with as_tenant(to.buyer.pk), pytest.raises(NotAllowed, match="Nobody has decided yet"):
        award.check_can_propose(to.commissioner, to.procurement)


def test_who_is_named_may_declare_whatever_their_role_and_who_leaves_is_asked_no_more() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by)
    lead = an_actor(role=Role.LEAD, organisation=procurement.owner)
    with as_tenant(by.organisation_id):
        assert not interests.can_declare(lead, procurement)
    one = named(by, procurement, Person.objects.get(pk=lead.person_id), part=Part.SPECIFIER)
    with as_tenant(by.organisation_id):
        assert interests.can_declare(lead, procurement)
    assert lacks(by, procurement) == f"{lead.name} has not declared yet"
    with as_tenant(by.organisation_id):
        with pytest.raises(Refused, match="named in that part already"):
            named(by, procurement, Person.objects.get(pk=lead.person_id), part=Part.SPECIFIER)
        with pytest.raises(Refused, match="Say why"):
            conflicts.end_influence(by=by, influence=one, because=" ", on=TODAY)
        conflicts.end_influence(by=by, influence=one, because="Moved to another team", on=TODAY)
        assert [who.name for who in people_with_influence(procurement)] == [by.name]
    assert lacks(by, procurement) == ""


def test_who_left_before_they_declared_is_not_waited_for() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by)
    lead = an_actor(role=Role.LEAD, organisation=procurement.owner)
    named(by, procurement, Person.objects.get(pk=lead.person_id), part=Part.SPECIFIER)
    assert lacks(by, procurement) == f"{lead.name} has not declared yet"
    with declared(person=None, organisation=None, reason="For a test"):
        Membership.objects.filter(person=lead.person_id).update(until_day=date(2020, 2, 1))
    assert lacks(by, procurement) == ""


@pytest.mark.parametrize(
    ("name", "part", "says", "field"),
    [("", Part.ADVISER, "Choose a colleague", "name"), ("Ines", "king", "Choose what part", "part")],
)
def test_naming_refuses_what_is_not_whole(name: str, part: str, says: str, field: str) -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with pytest.raises(Refused, match=says) as refused:
        named(by, procurement, name=name, part=part)
    assert refused.value.field == field
    stranger = Person.objects.get(pk=an_actor(role=Role.EVALUATOR).person_id)
    with pytest.raises(Refused, match="holds no role in your organisation"):
        named(by, procurement, stranger)
    with as_tenant(by.organisation_id):
        assert not Influence.objects.exists()


@pytest.mark.parametrize("role", list(Role))
def test_only_a_commissioner_of_the_buyer_assesses_and_writes_down_for_advisers(role: Role) -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    own, other = an_actor(role=role, organisation=procurement.owner), an_actor(role=role)
    with as_tenant(by.organisation_id):
        for can in (conflicts.can_assess, interests.can_declare_for):
            assert can(own, procurement) is (role == Role.COMMISSIONER)
            assert not can(other, procurement)


def test_an_abandoned_procurement_is_assessed_no_more() -> None:
    by = a_buyer()
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id):
        gone = procurements.abandon(by=by, procurement=procurement, because="No money")
        assert not conflicts.can_assess(by, gone)


def test_an_assessment_that_was_confirmed_is_kept_as_it_was() -> None:
    by = a_buyer()
    a_considered_procurement(by)
    with (
        as_tenant(by.organisation_id),
        change(by=by, owner=by.organisation_id, reason="For a test"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        ConflictsAssessment.objects.update(looked_for="Something else")
