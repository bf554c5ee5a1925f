from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from fourfold.ground.mail.tables import OutboxMail
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actions import passwords, roles
from fourfold.ground.people.actions.organisations import can_enter_organisation, enter_organisation
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.queries import actor_for, members
from fourfold.ground.people.tables import Membership, PasswordLink, Person, Role
from tests.builders.ground import TODAY, a_person, an_actor, an_organisation, trail, trail_content

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def membership_of(person: Person, role: str) -> Membership:
    return Membership.objects.get(person=person, role=role)


@pytest.mark.parametrize("role", Role.values)
def test_only_administrators_give_and_end_roles_and_make_links(role: str) -> None:
    organisation = an_organisation()
    by = an_actor(role=role, organisation=organisation)
    other = a_person()
    an_actor(role=[Role.LEAD], organisation=organisation, person=other)
    an_actor(role=Role.ADMINISTRATOR, organisation=organisation)
    expected = role == Role.ADMINISTRATOR
    assert roles.can_give_role(by, person_id=None) is expected
    assert roles.can_give_role(by, person_id=other.pk) is expected
    assert roles.can_end_role(by, membership=membership_of(other, Role.LEAD), on=TODAY) is expected
    assert passwords.can_make_link(by, person=other) is expected


@pytest.mark.parametrize("role", Role.values)
def test_administrators_leads_and_commissioners_enter_organisations(role: str) -> None:
    by = an_actor(role=role)
    assert can_enter_organisation(by) is (role in {Role.ADMINISTRATOR, Role.LEAD, Role.COMMISSIONER})


@pytest.mark.parametrize("role", Role.values)
def test_nobody_gives_themselves_any_role(role: str) -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    assert not roles.can_give_role(by, person_id=by.person_id)
    with pytest.raises(NotAllowed, match="cannot give yourself"):
        roles.give(by=by, email=by.email.upper(), name="", role=role, from_day=TODAY, on=TODAY, at=NOW)
    assert Membership.objects.filter(person=by.person_id).count() == 1


def test_a_newcomer_gets_a_role_and_a_link_that_works_once() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    given = roles.give(
        by=by,
        email=" New.Person@Example.org ",
        name="New  Person",
        role=Role.APPROVER,
        from_day=TODAY,
        on=TODAY,
        at=NOW,
    )
    person = given.membership.person
    assert (person.name, person.email, person.has_usable_password()) == (
        "New Person",
        "new.person@example.org",
        False,
    )
    assert passwords.person_of_link(secret=given.secret, at=NOW + timedelta(days=7)) == person
    assert passwords.person_of_link(secret=given.secret, at=NOW + timedelta(days=7, seconds=1)) is None
    passwords.set_with_link(secret=given.secret, password="four words and more", at=NOW)
    person.refresh_from_db()
    assert person.check_password("four words and more")
    with pytest.raises(Refused, match="used or is too old"):
        passwords.set_with_link(secret=given.secret, password="five words and even more", at=NOW)


def test_the_secret_is_kept_nowhere_and_the_digest_stays_out_of_the_trail() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    given = roles.give(
        by=by, email="new@example.org", name="New", role=Role.LEAD, from_day=TODAY, on=TODAY, at=NOW
    )
    link = PasswordLink.objects.get()
    assert given.secret not in link.digest
    (entry,) = trail(table="ground_passwordlink", operation="insert")
    assert (entry.person, entry.organisation) == (by.person_id, by.organisation_id)
    content = trail_content(entry)
    assert "good_until" in content
    assert link.digest not in content


def test_someone_known_gets_the_role_without_a_link_and_acts_with_it() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    person = a_person(email="known@example.org")
    given = roles.give(
        by=by, email="KNOWN@example.org", name="", role=Role.EVALUATOR, from_day=TODAY, on=TODAY, at=NOW
    )
    assert given.secret == ""
    acting = actor_for(person=person, organisation=given.membership.organisation, on=TODAY)
    assert acting is not None
    assert acting.roles == {Role.EVALUATOR}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"from_day": TODAY - timedelta(days=1)}, "from_day"),
        ({"role": "king"}, "role"),
    ],
)
def test_what_is_missing_or_wrong_is_refused_at_its_field_and_nothing_is_kept(
    changed: dict[str, object], field: str
) -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    values = {"email": "new@example.org", "name": "New", "role": Role.LEAD, "from_day": TODAY, **changed}
    with pytest.raises(Refused) as refusal:
        roles.give(by=by, on=TODAY, at=NOW, **values)  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert not Person.objects.filter(email="new@example.org").exists()


def test_the_same_role_is_not_given_twice() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    first = {
        "by": by,
        "email": "new@example.org",
        "name": "New",
        "role": Role.LEAD,
        "from_day": TODAY,
        "on": TODAY,
        "at": NOW,
    }
    roles.give(**first)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="already has this role"):
        roles.give(**first)  # type: ignore[arg-type]
    assert Person.objects.filter(email="new@example.org").count() == 1


def test_a_role_ends_with_its_last_day() -> None:
    organisation = an_organisation()
    by = an_actor(role=Role.ADMINISTRATOR, organisation=organisation)
    person = a_person()
    an_actor(role=Role.LEAD, organisation=organisation, person=person)
    roles.end(by=by, membership=membership_of(person, Role.LEAD), last_day=TODAY, on=TODAY)
    assert actor_for(person=person, organisation=organisation, on=TODAY) is not None
    assert actor_for(person=person, organisation=organisation, on=TODAY + timedelta(days=1)) is None


def test_yesterday_ends_it_at_once_and_takes_back_what_began_today() -> None:
    organisation = an_organisation()
    by = an_actor(role=Role.ADMINISTRATOR, organisation=organisation)
    person = a_person(email="known@example.org")
    an_actor(role=Role.LEAD, organisation=organisation, person=person)
    given = roles.give(
        by=by, email=person.email, name="", role=Role.APPROVER, from_day=TODAY, on=TODAY, at=NOW
    )
    yesterday = TODAY - timedelta(days=1)
    roles.end(by=by, membership=given.membership, last_day=yesterday, on=TODAY)
    roles.end(by=by, membership=membership_of(person, Role.LEAD), last_day=yesterday, on=TODAY)
    assert actor_for(person=person, organisation=organisation, on=TODAY) is None
    assert not Membership.objects.filter(person=person, role=Role.APPROVER).exists()
    assert len(trail(table="ground_membership", operation="delete")) == 1
    # The role that was held stays in the list, with its last day.
    assert [row.until_day for row in members(organisation=organisation.pk) if row.person_id == person.pk] == [
        yesterday
    ]


def test_no_role_is_ended_for_days_on_which_it_was_used() -> None:
    organisation = an_organisation()
    by = an_actor(role=Role.ADMINISTRATOR, organisation=organisation)
    person = a_person()
    an_actor(role=Role.LEAD, organisation=organisation, person=person)
    with pytest.raises(Refused, match="yesterday or a later day"):
        roles.end(by=by, membership=membership_of(person, Role.LEAD), last_day=date(2026, 11, 1), on=TODAY)


def test_the_last_administrator_stays() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    own = Membership.objects.get(person=by.person_id)
    with pytest.raises(NotAllowed, match="only administrator"):
        roles.end(by=by, membership=own, last_day=TODAY, on=TODAY)
    roles.give(
        by=by,
        email="second@example.org",
        name="Second",
        role=Role.ADMINISTRATOR,
        from_day=TODAY,
        on=TODAY,
        at=NOW,
    )
    roles.end(by=by, membership=own, last_day=TODAY, on=TODAY)


def test_a_role_of_another_organisation_cannot_be_ended() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    other = a_person()
    an_actor(role=Role.LEAD, person=other)
    assert not roles.can_end_role(by, membership=membership_of(other, Role.LEAD), on=TODAY)


def test_no_link_for_someone_who_also_acts_for_another_organisation() -> None:
    organisation = an_organisation()
    by = an_actor(role=Role.ADMINISTRATOR, organisation=organisation)
    person = a_person()
    an_actor(role=Role.LEAD, organisation=organisation, person=person)
    assert passwords.can_make_link(by, person=person)
    an_actor(role=Role.LEAD, person=person)
    with pytest.raises(NotAllowed, match="another organisation"):
        passwords.make_link(by=by, person=person, at=NOW)
    stranger = a_person()
    assert not passwords.can_make_link(by, person=stranger)


def test_a_new_link_voids_the_one_before() -> None:
    organisation = an_organisation()
    by = an_actor(role=Role.ADMINISTRATOR, organisation=organisation)
    person = a_person()
    an_actor(role=Role.LEAD, organisation=organisation, person=person)
    first = passwords.make_link(by=by, person=person, at=NOW)
    second = passwords.make_link(by=by, person=person, at=NOW)
    assert passwords.person_of_link(secret=first, at=NOW) is None
    assert passwords.person_of_link(secret=second, at=NOW) == person


@pytest.mark.parametrize(
    ("current", "new", "field"),
    [
        ("wrong", "four words and more", "current"),
        ("a-long-password-of-nobody", "short", "new"),
        ("a-long-password-of-nobody", "a-long-password-of-nobody", "new"),
    ],
)
def test_ones_own_password_changes_only_with_the_present_one_and_to_a_good_one(
    current: str, new: str, field: str
) -> None:
    person = a_person(password="a-long-password-of-nobody")
    with pytest.raises(Refused) as refusal:
        passwords.change_own(person=person, current=current, new=new, at=NOW)
    assert refusal.value.field == field
    person.refresh_from_db()
    assert person.check_password("a-long-password-of-nobody")


def test_ones_own_password_changes() -> None:
    person = a_person(password="a-long-password-of-nobody")
    passwords.change_own(
        person=person, current="a-long-password-of-nobody", new="four words and more", at=NOW
    )
    person.refresh_from_db()
    assert person.check_password("four words and more")
    with as_tenant(MAINTENANCE):
        (letter,) = OutboxMail.objects.filter(person=person)
    assert "Your password was changed." in letter.text, "in case it was somebody else"


def test_a_number_that_another_organisation_has_is_refused() -> None:
    by = an_actor(role=Role.COMMISSIONER)
    values = {
        "sector": "private",
        "nation": "england",
        "size_band": "not_known",
        "scheme": "GB-COH",
        "code": "01234567",
    }
    enter_organisation(by=by, name="First Limited", **values)
    with pytest.raises(Refused) as refusal:
        enter_organisation(by=by, name="Second Limited", **values)
    assert refusal.value.field == "code"
