"""Standing in: for a time, for a reason, with one's own roles; and the two are one pair of eyes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from fourfold.ground.identity.actions import delegations, leaving
from fourfold.ground.mail.tables import OutboxMail
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actions import roles
from fourfold.ground.people.actor import Actor, NotAllowed, check_other_eyes
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.delegations import delegations_of
from fourfold.ground.people.handover import roles_of_nobody_else
from fourfold.ground.people.queries import actor_for, standing_of
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.trail.declaration import declared
from tests.builders.browsing import signed_in
from tests.builders.ground import TODAY, a_person, an_actor, an_organisation

if TYPE_CHECKING:
    from collections.abc import Iterable

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
WEEK = timedelta(days=7)
TOMORROW = TODAY + timedelta(days=1)

pytestmark = pytest.mark.django_db


class Two:
    """Ada, who goes on leave, and Ben, who stands in for her; Cy looks after people."""

    def __init__(self, ada: Iterable[str] = (Role.APPROVER,), ben: str = Role.EVALUATOR) -> None:
        self.at: Organisation = an_organisation()
        self.ada = an_actor(role=ada, organisation=self.at, person=a_person("Ada"))
        self.ben = an_actor(role=ben, organisation=self.at, person=a_person("Ben"))
        self.cy = an_actor(role=Role.ADMINISTRATOR, organisation=self.at, person=a_person("Cy"))

    def delegate(self, **changed: Any) -> list[Membership]:
        values: dict[str, Any] = {
            "by": self.ada,
            "email": self.ben.email.upper(),
            "roles": [Role.APPROVER],
            "from_day": TODAY,
            "until_day": TODAY + WEEK,
            "reason": "On  leave",
            "on": TODAY,
            "at": NOW,
        }
        return delegations.delegate(**{**values, **changed})

    def now(self, actor: Actor, on: date = TODAY) -> Actor:
        """The same person as they stand on that day, by both ways in which one is asked for."""
        person = Person.objects.get(pk=actor.person_id)
        found = actor_for(person=person, organisation=self.at, on=on)
        also, _ = standing_of(person=person, wanted=self.at.ref, on=on)
        assert found is not None
        assert found == also
        return found


def mails() -> list[tuple[str, str]]:
    with as_tenant(MAINTENANCE):
        return list(OutboxMail.objects.order_by("pk").values_list("address", "subject"))


def test_a_colleague_holds_the_role_for_the_days_and_both_are_told() -> None:
    two = Two()
    (made,) = two.delegate()
    assert (made.reason, made.delegated_by_id) == ("On leave", two.ada.person_id)
    assert two.now(two.ben).roles == {Role.EVALUATOR, Role.APPROVER}
    assert two.now(two.ada).roles == {Role.APPROVER}
    assert two.now(two.ben, TODAY + WEEK).has(Role.APPROVER)
    assert not two.now(two.ben, TODAY + WEEK + timedelta(days=1)).has(Role.APPROVER)
    assert mails() == [(two.ben.email, "You stand in for Ada"), (two.ada.email, "Ben stands in for you")]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"roles": []}, "roles"),
        ({"roles": [Role.LEAD]}, "roles"),
        ({"from_day": TODAY - timedelta(days=1)}, "from_day"),
        ({"from_day": TOMORROW, "until_day": TODAY}, "until_day"),
        ({"until_day": TODAY + timedelta(days=90)}, "until_day"),
        ({"email": "nobody@example.org"}, "email"),
    ],
)
def test_what_is_missing_or_out_of_bounds_is_refused_at_its_field(
    changed: dict[str, Any], field: str
) -> None:
    two = Two()
    with pytest.raises(Refused) as refusal:
        two.delegate(**changed)
    assert refusal.value.field == field
    assert not Membership.objects.exclude(delegated_by=None).exists()
    assert mails() == []


def test_ninety_days_are_the_most() -> None:
    two = Two()
    (made,) = two.delegate(until_day=TODAY + timedelta(days=89))
    assert made.until_day == TODAY + timedelta(days=89)


def test_nobody_stands_in_for_oneself_nor_somebody_of_elsewhere() -> None:
    two = Two()
    stranger = an_actor(role=Role.LEAD)
    for email in (two.ada.email, stranger.email):
        with pytest.raises(Refused, match="colleague who has a role here"):
            two.delegate(email=email)


def test_nobody_stands_in_longer_than_the_role_is_held() -> None:
    two = Two()
    with declared(person=None, organisation=None, reason="For a test"):
        Membership.objects.filter(person=two.ada.person_id).update(until_day=TODAY + timedelta(days=3))
    with pytest.raises(Refused, match="nobody can stand in for longer") as refusal:
        two.delegate()
    assert refusal.value.field == "until_day"


def test_what_was_delegated_is_not_passed_on() -> None:
    two = Two(ben=Role.AUDITOR)
    two.delegate()
    with pytest.raises(NotAllowed, match="not passed on"):
        two.delegate(by=two.now(two.ben), email=two.cy.email)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_auditors_and_administrators_are_appointed_by_name(role: str) -> None:
    two = Two(ada=[role, Role.LEAD])
    with pytest.raises(Refused, match="only the roles that you hold"):
        two.delegate(roles=[role])


def test_a_role_that_is_held_already_is_not_delegated_on_top() -> None:
    two = Two(ben=Role.APPROVER)
    with pytest.raises(Refused, match="already has this role"):
        two.delegate()


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_either_ends_it_at_once_and_the_other_is_told(who: str) -> None:
    two = Two()
    (made,) = two.delegate()
    by, other = (two.ada, two.ben) if who == "ada" else (two.ben, two.ada)
    delegations.end(by=by, delegation=made, on=TODAY, at=NOW)
    assert not two.now(two.ben).has(Role.APPROVER)
    assert mails()[-1] == (other.email, f"{by.name} has ended a delegation")
    with pytest.raises(Refused, match="already ended"):
        delegations.end(by=by, delegation=made, on=TODAY, at=NOW)


def test_nobody_else_ends_it_but_an_administrator_as_any_role() -> None:
    two = Two()
    (made,) = two.delegate(from_day=TOMORROW)
    with pytest.raises(NotAllowed, match="Only the two"):
        delegations.end(by=two.cy, delegation=made, on=TODAY, at=NOW)
    roles.end(by=two.cy, membership=made, last_day=TODAY, on=TODAY)
    assert not Membership.objects.filter(pk=made.pk).exists()


def test_it_ends_with_the_role_that_it_was_of() -> None:
    two = Two()
    two.delegate()
    own = Membership.objects.get(person=two.ada.person_id)
    roles.end(by=two.cy, membership=own, last_day=TOMORROW, on=TODAY)
    assert two.now(two.ben, TOMORROW).has(Role.APPROVER)
    assert not two.now(two.ben, TOMORROW + timedelta(days=1)).has(Role.APPROVER)


def test_it_ends_with_whoever_leaves_and_leaves_their_role_to_nobody() -> None:
    two = Two()
    two.delegate()
    alone = roles_of_nobody_else(organisation=two.at.pk, person=two.ada.person_id, on=TODAY)
    assert alone == ["Approver"]
    ada = Person.objects.get(pk=two.ada.person_id)
    leaving.end_all(by=two.cy, person=ada, last_day=TODAY - timedelta(days=1), on=TODAY, at=NOW)
    assert not two.now(two.ben).has(Role.APPROVER)


def together(one: Actor, earlier: Actor) -> bool:
    try:
        check_other_eyes(one, earlier.person_id, or_else="Yourself")
    except NotAllowed:
        return True
    return False


def test_the_two_are_one_pair_of_eyes_both_ways_and_for_as_long_again() -> None:
    two = Two()
    assert together(two.ada, two.ada)
    assert not together(two.now(two.ben), two.ada)
    two.delegate(from_day=TOMORROW)
    last = TODAY + WEEK
    for day, one in (
        (TODAY, False),
        (TOMORROW, True),
        (last, True),
        (last + timedelta(days=90), True),
        (last + timedelta(days=91), False),
    ):
        assert together(two.now(two.ben, day), two.ada) is one, day
        assert together(two.now(two.ada, day), two.ben) is one, day
        assert not together(two.now(two.cy, day), two.ada), day


def test_ending_it_within_the_hour_does_not_part_them() -> None:
    two = Two()
    for _ in range(2):
        (made,) = two.delegate()
        delegations.end(by=two.ada, delegation=made, on=TODAY, at=NOW)
    (again,) = two.delegate()
    own = Membership.objects.get(person=two.ada.person_id, delegated_by=None)
    roles.end(by=two.cy, membership=own, last_day=TODAY - timedelta(days=1), on=TODAY)
    again.refresh_from_db()
    assert not two.now(two.ben).has(Role.APPROVER)
    assert together(two.now(two.ben), two.ada)


def test_the_pages_take_the_colleague_from_form_to_end() -> None:
    two, today = Two(), timezone.localdate()
    client = signed_in(two.ada)
    assert "Nobody stands in for you" in client.get("/account/standing-in/").content.decode()
    sent = {
        "email": two.ben.email,
        "roles": [Role.APPROVER],
        "from_day": f"{today:%d/%m/%Y}",
        "until_day": f"{today + WEEK:%d/%m/%Y}",
        "reason": "On leave",
    }
    refused = client.post("/account/standing-in/new/", {**sent, "reason": ""})
    assert refused.status_code == 422
    assert two.ben.email in refused.content.decode()
    assert client.post("/account/standing-in/new/", sent).status_code == 302
    (made,) = delegations_of(person=two.ada.person_id, organisation=two.at.pk)
    listed = client.get("/account/standing-in/").content.decode()
    assert "On leave" in listed
    assert "Delegated the role Approver" in listed
    theirs = signed_in(two.ben)
    assert "for Ada" in theirs.get("/account/").content.decode()
    assert "standing in for Ada" in signed_in(two.cy).get("/people/").content.decode()
    assert signed_in(two.cy).get(f"/account/standing-in/{made.pk}/end/").status_code == 404
    assert theirs.get(f"/account/standing-in/{10**30}/end/").status_code == 404
    assert theirs.post(f"/account/standing-in/{made.pk}/end/").status_code == 302
    assert not two.now(two.ben, today).has(Role.APPROVER)
