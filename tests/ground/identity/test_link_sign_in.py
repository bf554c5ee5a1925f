"""A link to sign in: for whom, once, for ten minutes, and telling nobody who is here."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fourfold.ground.identity.actions import link_sign_in
from fourfold.ground.identity.tables import SignInLink
from fourfold.ground.jobs.tables import Job
from fourfold.ground.mail.tables import OutboxMail
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.tables import Person, Role
from fourfold.ground.trail.declaration import declared
from tests.builders.ground import TODAY, a_person, an_actor
from tests.ground.jobs.asked import NOON, Clock, work_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def bo(db: None) -> Person:
    person = a_person("Bo", email="Bo@example.org")
    an_actor(person=person, role=Role.SUPPLIER)
    return person


def asked(email: str = "bo@example.org", at: datetime = NOON) -> str:
    """What stands in the address of the link that was made."""
    link_sign_in.ask(email=email, at=at)
    return link_sign_in.signed(SignInLink.objects.latest("pk"))


def mailed() -> list[str]:
    with as_tenant(MAINTENANCE):
        return list(
            OutboxMail.objects.filter(kind=link_sign_in.MAIL).order_by("pk").values_list("text", flat=True)
        )


def test_the_link_is_sent_and_signs_in_once(bo: Person) -> None:
    signed = asked(" BO@example.org ")
    work_off(Clock())
    (text,) = mailed()
    assert re.search(rf"/sign-in/link/{re.escape(signed)}/", text)
    assert link_sign_in.person_of_link(signed_ref=signed, at=NOON) == bo
    assert link_sign_in.use(signed_ref=signed, at=NOON) == bo
    assert link_sign_in.use(signed_ref=signed, at=NOON) is None
    assert link_sign_in.person_of_link(signed_ref=signed, at=NOON) is None


def test_looking_uses_nothing_up(bo: Person) -> None:
    signed = asked()
    for _ in range(3):
        assert link_sign_in.person_of_link(signed_ref=signed, at=NOON) == bo


@pytest.mark.parametrize(
    ("after", "good"), [(timedelta(minutes=10), True), (timedelta(minutes=10, seconds=1), False)]
)
def test_it_is_good_for_ten_minutes(bo: Person, after: timedelta, good: bool) -> None:
    signed = asked()
    assert (link_sign_in.use(signed_ref=signed, at=NOON + after) is not None) is good


def test_one_that_was_used_voids_the_others(bo: Person) -> None:
    first, second = asked(), asked()
    assert link_sign_in.use(signed_ref=second, at=NOON) == bo
    assert link_sign_in.use(signed_ref=first, at=NOON) is None


def test_a_forged_one_is_none(bo: Person) -> None:
    signed = asked()
    ref, _, signature = signed.partition(":")
    other = asked().partition(":")[0]
    assert other != ref
    for forged in (ref, f"{other}:{signature}", f"{ref}:", "", f"{signed}x"):
        assert link_sign_in.use(signed_ref=forged, at=NOON) is None


@pytest.mark.parametrize("role", Role.values)
def test_only_suppliers_and_the_community_sign_in_so(role: str) -> None:
    person = a_person(email="bo@example.org")
    an_actor(person=person, role=role)
    expected = role in {Role.SUPPLIER, Role.COMMUNITY}
    assert link_sign_in.may_sign_in_with_link(person=person, on=TODAY) is expected
    signed = asked()
    work_off(Clock())
    assert len(mailed()) == int(expected)
    assert (link_sign_in.use(signed_ref=signed, at=NOON) is not None) is expected


def test_another_role_beside_it_needs_the_password(bo: Person) -> None:
    signed = asked()
    an_actor(person=bo, role=Role.APPROVER)
    assert link_sign_in.use(signed_ref=signed, at=NOON) is None


def test_who_has_left_is_sent_nothing(bo: Person) -> None:
    signed = asked()
    with declared(person=None, organisation=None, reason="For a test"):
        Person.objects.filter(pk=bo.pk).update(is_active=False)
    work_off(Clock())
    assert mailed() == []
    assert link_sign_in.use(signed_ref=signed, at=NOON) is None


def test_asking_takes_the_same_steps_for_an_address_that_nobody_has(bo: Person) -> None:
    asked()
    with CaptureQueriesContext(connection) as known:
        link_sign_in.ask(email="bo@example.org", at=NOON)
    with CaptureQueriesContext(connection) as unknown:
        link_sign_in.ask(email="nobody@example.org", at=NOON)
    assert len(known) == len(unknown)
    work_off(Clock())
    assert len(mailed()) == 2


def test_nothing_that_is_kept_opens_the_door_or_names_a_stranger(bo: Person) -> None:
    signed = asked()
    link_sign_in.ask(email="stranger@example.org", at=NOON)
    with as_tenant(MAINTENANCE):
        kept = [str(vars(row)) for row in (*SignInLink.objects.all(), *Job.objects.all())]
    assert not any(signed in each or "stranger" in each for each in kept)
