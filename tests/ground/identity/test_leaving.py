"""Invitations, roles with an end, and people who leave."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore

from fourfold.ground.identity.actions import invitations, leaving
from fourfold.ground.mail.tables import OutboxMail
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actions import passwords, sign_ins
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.handover import roles_of_nobody_else
from fourfold.ground.people.queries import actor_for
from fourfold.ground.people.tables import Membership, Person, Role, SignIn
from fourfold.ground.trail.declaration import declared
from tests.builders.ground import TODAY, a_person, an_actor, an_organisation, trail

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def council(db: None) -> Organisation:
    return an_organisation("Newbrook Council")


@pytest.fixture
def by(council: Organisation) -> Actor:
    return an_actor(role=Role.ADMINISTRATOR, organisation=council)


def invite(by: Actor, *, until_day: date | None = None, email: str = "new@example.org") -> str:
    given = invitations.invite(
        by=by, email=email, name="New", role=Role.LEAD, from_day=TODAY, until_day=until_day, on=TODAY, at=NOW
    )
    return given.secret


def mails() -> list[OutboxMail]:
    with as_tenant(MAINTENANCE):
        return list(OutboxMail.objects.order_by("pk"))


def a_session(person: Person) -> SignIn:
    session = SessionStore()
    session["who"] = person.pk
    session.save()
    with declared(person=person.pk, organisation=None, reason="For a test"):
        return sign_ins.begin(
            person=person, session_key=session.session_key or "", device="Firefox on Windows", at=NOW
        )


def test_a_newcomer_is_sent_the_link_that_the_administrator_sees(by: Actor) -> None:
    secret = invite(by)
    (mail,) = mails()
    assert f"/set-password/{secret}/" in mail.text
    assert mail.address == "new@example.org"
    assert mail.owner_id == by.organisation_id
    assert "Newbrook Council" in mail.subject


def test_someone_known_is_sent_no_link(by: Actor) -> None:
    a_person(email="known@example.org")
    assert invite(by, email="known@example.org") == ""
    assert mails() == []


def test_what_is_refused_sends_nothing(by: Actor) -> None:
    with pytest.raises(Refused) as refusal:
        invite(by, until_day=YESTERDAY)
    assert refusal.value.field == "until_day"
    assert mails() == []


def test_a_new_link_is_sent_too_so_that_its_owner_hears_of_it(by: Actor, council: Organisation) -> None:
    person = a_person()
    an_actor(person=person, organisation=council)
    secret = invitations.send_link(by=by, person=person, at=NOW)
    assert f"/set-password/{secret}/" in mails()[-1].text


def test_a_role_given_with_an_end_ends(by: Actor, council: Organisation) -> None:
    invite(by, until_day=TODAY + timedelta(days=1))
    person = Person.objects.get(email="new@example.org")
    held = [
        actor_for(person=person, organisation=council, on=TODAY + timedelta(days=days)) is not None
        for days in (0, 1, 2)
    ]
    assert held == [True, True, False]


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("who", ["a colleague", "oneself", "a stranger", "the only administrator"])
def test_who_lets_whom_go(role: str, who: str, council: Organisation) -> None:
    by = an_actor(role=role, organisation=council)
    match who:
        case "oneself":
            person = Person.objects.get(pk=by.person_id)
        case "a stranger":
            person = a_person()
            an_actor(person=person)
        case "the only administrator":
            person = a_person()
            an_actor(person=person, organisation=council, role=Role.ADMINISTRATOR)
            # The one who asks holds it no longer without an end.
            with declared(person=None, organisation=None, reason="For a test"):
                Membership.objects.filter(person=by.person_id).update(until_day=TODAY)
        case _:
            person = a_person()
            an_actor(person=person, organisation=council)
    expected = role == Role.ADMINISTRATOR and who == "a colleague"
    assert leaving.can_end_all(by, person=person, on=TODAY) is expected


def test_yesterday_ends_every_role_session_and_link_here(by: Actor, council: Organisation) -> None:
    person, other = a_person(), a_person()
    an_actor(person=person, organisation=council, role=[Role.LEAD, Role.EVALUATOR])
    mine, theirs = a_session(person), a_session(other)
    secret = passwords.make_link(by=by, person=person, at=NOW)
    leaving.end_all(by=by, person=person, last_day=YESTERDAY, on=TODAY, at=NOW)
    assert actor_for(person=person, organisation=council, on=TODAY) is None
    assert not SessionStore().exists(str(mine.session_key))
    assert SessionStore().exists(str(theirs.session_key))
    assert passwords.person_of_link(secret=secret, at=NOW) is None
    (entry,) = trail(table="ground_signin", operation="update")
    assert (entry.person, entry.organisation) == (by.person_id, by.organisation_id)
    with pytest.raises(NotAllowed, match="any more"):
        leaving.end_all(by=by, person=person, last_day=YESTERDAY, on=TODAY, at=NOW)


def test_a_later_day_lets_them_work_until_then(by: Actor, council: Organisation) -> None:
    person = a_person()
    an_actor(person=person, organisation=council, role=Role.LEAD)
    session = a_session(person)
    leaving.end_all(by=by, person=person, last_day=TODAY + timedelta(days=3), on=TODAY, at=NOW)
    assert actor_for(person=person, organisation=council, on=TODAY + timedelta(days=3)) is not None
    assert actor_for(person=person, organisation=council, on=TODAY + timedelta(days=4)) is None
    assert SessionStore().exists(str(session.session_key))


def test_a_role_that_ends_sooner_is_not_made_longer(by: Actor, council: Organisation) -> None:
    person = a_person()
    an_actor(person=person, organisation=council, role=Role.LEAD)
    with declared(person=None, organisation=None, reason="For a test"):
        Membership.objects.filter(person=person).update(until_day=TODAY)
    leaving.end_all(by=by, person=person, last_day=TODAY + timedelta(days=9), on=TODAY, at=NOW)
    assert Membership.objects.get(person=person).until_day == TODAY


def test_what_they_do_elsewhere_goes_on(by: Actor, council: Organisation) -> None:
    person, elsewhere = a_person(), an_organisation()
    an_actor(person=person, organisation=council)
    an_actor(person=person, organisation=elsewhere)
    leaving.end_all(by=by, person=person, last_day=YESTERDAY, on=TODAY, at=NOW)
    assert actor_for(person=person, organisation=elsewhere, on=TODAY) is not None


def test_roles_that_nobody_else_holds_are_named(by: Actor, council: Organisation) -> None:
    person = a_person()
    an_actor(person=person, organisation=council, role=[Role.LEAD, Role.AUDITOR])
    an_actor(organisation=council, role=Role.LEAD)
    an_actor(role=Role.AUDITOR)
    assert roles_of_nobody_else(organisation=council.pk, person=person.pk, on=TODAY) == ["Auditor"]
