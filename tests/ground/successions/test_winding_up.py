"""A body that ended is read as it was and does nothing new: its people, programs, jobs, holds and half-done handing on."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.jobs.tables import Job
from fourfold.ground.jobs.work import _actor
from fourfold.ground.mail.sending import SEND
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actions import roles, tokens
from fourfold.ground.people.actor import Actor, NotAllowed, check_role
from fourfold.ground.people.changes import change
from fourfold.ground.people.queries import actor_for, memberships_in_force
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.people.token_queries import bearer_of
from fourfold.ground.people.token_table import AccessToken, Scope
from fourfold.ground.privacy.actions import holds
from fourfold.ground.privacy.tables import LegalHold
from fourfold.ground.successions import registry
from fourfold.ground.successions.actions.handing_on import hand_on
from fourfold.ground.successions.queries import left_of
from fourfold.ground.successions.tables import Inheritance
from fourfold.integrate.models import Contract
from fourfold.partner.actions import verifications
from fourfold.partner.models import Delivery
from tests.builders.ground import TODAY, an_actor, an_organisation, trail
from tests.builders.promises import a_delivery, a_promise
from tests.builders.successions import NOON, a_passing, all_handed_on

pytestmark = pytest.mark.django_db


def now_as(by: Actor) -> Actor:
    found = actor_for(
        person=Person.objects.get(pk=by.person_id),
        organisation=Organisation.objects.get(pk=by.organisation_id),
        on=TODAY,
    )
    assert found is not None
    return found


def ended(role: str) -> Actor:
    by = an_actor(role=role)
    a_passing(Organisation.objects.get(pk=by.organisation_id), an_organisation())
    return now_as(by)


@pytest.mark.parametrize("role", [one for one in Role.values if one != Role.ADMINISTRATOR])
def test_nothing_new_is_done_in_its_name(role: str) -> None:
    by = ended(role)
    assert by.ended_on == TODAY - timedelta(days=1)
    with pytest.raises(NotAllowed, match="ended on 22 November 2026"):
        check_role(by, role, to="do something")
    with pytest.raises(NotAllowed, match="ended on"), change(by=by, owner=by.organisation_id, reason="New"):
        pass


def test_before_its_last_day_is_over_it_works_on() -> None:
    by = an_actor(role=Role.CONTRACT_MANAGER)
    a_passing(
        Organisation.objects.get(pk=by.organisation_id),
        an_organisation(),
        first_day=TODAY + timedelta(days=1),
    )
    check_role(now_as(by), Role.CONTRACT_MANAGER, to="verify a delivery")


def test_who_ended_and_is_followed_by_nobody_is_not_locked() -> None:
    ending = an_organisation(exists_until=TODAY - timedelta(days=1))
    assert an_actor(organisation=ending).ended_on is None


def test_between_the_end_and_the_handing_on_nobody_verifies_in_its_name() -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    a_passing(promise.buyer, an_organisation())
    with as_tenant(promise.buyer.pk), pytest.raises(NotAllowed, match="You can read everything as it was"):
        verifications.verify(
            by=now_as(promise.manager),
            delivery=Delivery.objects.get(pk=delivery.pk),
            quantity=Decimal(10),
            on_evidence="Seen.",
            on=TODAY,
        )


def test_its_administrators_still_end_roles() -> None:
    by = ended(Role.ADMINISTRATOR)
    colleague = an_actor(organisation=Organisation.objects.get(pk=by.organisation_id))
    membership = Membership.objects.get(person=colleague.person_id)
    roles.end(by=by, membership=membership, last_day=TODAY, on=TODAY)


def test_members_and_their_sign_ins_stay_where_they_were() -> None:
    promise, successor = a_promise(), an_organisation()
    before = set(memberships_in_force(on=TODAY).values_list("person", "organisation", "role"))
    all_handed_on(a_passing(promise.buyer, successor))
    assert set(memberships_in_force(on=TODAY).values_list("person", "organisation", "role")) == before
    assert not Membership.objects.filter(organisation=successor).exists()


def a_token(by: Actor) -> str:
    with as_tenant(by.organisation_id):
        return tokens.make(
            by=by, name="Reports", scopes=[Scope.PARTNER_READ], last_day=TODAY + timedelta(days=30), on=TODAY
        ).secret


def test_its_tokens_end_with_it_and_no_new_one_is_made() -> None:
    by = an_actor(role=Role.LEAD)
    ending = Organisation.objects.get(pk=by.organisation_id)
    elsewhere = an_actor(role=Role.LEAD, person=Person.objects.get(pk=by.person_id))
    secret, other = a_token(by), a_token(elsewhere)
    passing = a_passing(ending, an_organisation(), first_day=TODAY + timedelta(days=1))

    assert bearer_of(secret=secret, on=TODAY) is not None
    assert bearer_of(secret=secret, on=TODAY + timedelta(days=1)) is None, "the day has come"
    hand_on(by=None, passing=passing, on=TODAY + timedelta(days=1), at=NOON)

    assert AccessToken.objects.get(organisation=ending).revoked_at == NOON
    assert bearer_of(secret=other, on=TODAY) is not None, "for another organisation it works on"
    told = [one for one in trail(table="ground_accesstoken") if one.columns == "revoked_at"]
    assert [one.other_owner for one in told] == [ending.pk]


def test_an_ended_body_makes_no_token() -> None:
    by = ended(Role.LEAD)
    assert not tokens.can_make(by, on=TODAY)
    with pytest.raises(NotAllowed, match="ended on"):
        a_token(by)


def test_a_job_that_waits_acts_no_further_than_its_body_may() -> None:
    by = an_actor(role=Role.LEAD)
    ending = Organisation.objects.get(pk=by.organisation_id)
    with change(by=by, owner=ending.pk, reason="For a test"):
        job = enqueue(kind=SEND, title="For a test", owner=ending.pk, by=by, payload={"mail": "none"})
    all_handed_on(a_passing(ending, an_organisation()))

    class Taken:
        pass

    taken: Any = Taken()
    taken.job = job
    acting = _actor(taken, timezone.now())

    assert acting is not None
    assert acting.ended_on is not None
    with pytest.raises(NotAllowed, match="ended on"):
        check_role(acting, Role.LEAD, to="publish an account")
    with as_tenant(MAINTENANCE):
        assert Job.objects.get(pk=job.pk).owner_id == ending.pk, "what it made is its own still"


def test_a_hold_on_disposal_binds_the_successor_too() -> None:
    promise, successor = a_promise(), an_organisation()
    by = an_actor(role=Role.ADMINISTRATOR, organisation=promise.buyer)
    with as_tenant(promise.buyer.pk):
        holds.place(by=by, record="deliveries", person=None, reason="A claim", on=TODAY)

    passing = a_passing(promise.buyer, successor)
    all_handed_on(passing)
    all_handed_on(passing)

    with as_tenant(MAINTENANCE):
        held = LegalHold.objects.filter(lifted_on=None).values_list("owner", "record", "reason")
        assert sorted(held) == sorted(
            (body.pk, "deliveries", "A claim") for body in (promise.buyer, successor)
        )


def test_broken_off_half_way_it_is_as_if_it_had_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    promise = a_promise()
    a_delivery(promise)
    passing = a_passing(promise.buyer, an_organisation())
    left, before = left_of(passing, TODAY), len(trail())

    def breaks(**_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setitem(registry._followers, "zzz", breaks)
        with pytest.raises(ConnectionError):
            all_handed_on(passing)

    with as_tenant(MAINTENANCE):
        assert not Inheritance.objects.exists()
        assert Contract.objects.get(pk=promise.contract.pk).owner_id == promise.buyer.pk
    assert left_of(passing, TODAY) == left
    assert len(trail()) == before
    assert all_handed_on(passing).things == len(left.things), "asked for again, it is done whole"
