"""Access tokens: who a program acts for, how far, how long, and that none is kept where it could be read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people import request_counts
from fourfold.ground.people.actions import roles, tokens
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.queries import actor_for
from fourfold.ground.people.tables import Membership, Person, RequiredSecondStep, Role
from fourfold.ground.people.token_queries import bearer_of, tokens_of, works, written
from fourfold.ground.people.token_table import AccessToken, RequestCount, Scope
from fourfold.ground.trail.declaration import declared
from tests.builders.ground import TODAY, a_person, an_actor, an_organisation, trail, trail_content

if TYPE_CHECKING:
    from fourfold.ground.people.actions.tokens import TokenMade
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def made(by: Actor, **changed: Any) -> TokenMade:
    given: dict[str, Any] = {
        "name": "Nightly reports",
        "scopes": [Scope.PARTNER_WRITE, Scope.PARTNER_READ],
        "last_day": TODAY + timedelta(days=30),
        "on": TODAY,
        **changed,
    }
    with as_tenant(by.organisation_id):
        return tokens.make(by=by, **given)


def test_a_token_acts_as_its_person_for_the_organisation_it_was_made_for() -> None:
    person = a_person()
    first = an_actor(role=[Role.SUPPLIER, Role.LEAD], person=person)
    an_actor(role=Role.ADMINISTRATOR, person=person)

    bearer = bearer_of(secret=made(first).secret, on=TODAY)

    assert bearer is not None
    assert bearer.actor == first
    assert bearer.scopes == {"partner:read", "partner:write"}


def test_where_a_second_step_is_required_a_token_made_without_one_is_worth_nothing() -> None:
    by = an_actor(role=[Role.SUPPLIER, Role.LEAD])
    without, proved = made(by).secret, made(by, second_step=True).secret
    with declared(person=None, organisation=None, reason="For a test"):
        RequiredSecondStep.objects.create(organisation_id=by.organisation_id, role=Role.LEAD)

    assert bearer_of(secret=without, on=TODAY) is None
    bearer = bearer_of(secret=proved, on=TODAY)
    assert bearer is not None
    assert bearer.actor.person_id == by.person_id


def test_a_token_has_a_beginning_for_scanners_and_a_sum_that_a_slip_breaks() -> None:
    by = an_actor()
    secret = made(by).secret

    assert re.fullmatch(r"fourfold_pat_[0-9A-Za-z]{51}", secret)
    assert made(by).secret != secret
    for other in (secret[:-1], secret + "0", secret.replace("pat", "pet"), "", "x" * 70, written("a" * 43)):
        assert bearer_of(secret=other, on=TODAY) is None


def test_the_secret_is_kept_nowhere_and_its_digest_is_not_in_the_trail() -> None:
    one = made(an_actor())
    digest = one.token.digest

    assert one.secret not in "".join(str(value) for value in AccessToken.objects.values_list())
    (entry,) = trail(table="ground_accesstoken")
    assert entry.reason == "Made an access token"
    assert digest not in trail_content(entry)
    assert one.secret not in trail_content(entry)
    assert "Nightly reports" in trail_content(entry)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "  "}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["partner:read", "everything"]}, "scopes"),
        ({"last_day": TODAY - timedelta(days=1)}, "last_day"),
        ({"last_day": TODAY + timedelta(days=366)}, "last_day"),
    ],
)
def test_a_token_needs_a_name_a_scope_and_an_end_within_a_year(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        made(an_actor(), **changed)

    assert refusal.value.field == field
    assert not AccessToken.objects.exists()


def test_a_token_works_until_the_end_of_its_last_day() -> None:
    one = made(an_actor(), last_day=TODAY)

    assert bearer_of(secret=one.secret, on=TODAY) is not None
    assert bearer_of(secret=one.secret, on=TODAY + timedelta(days=1)) is None
    # A clock that was set back does not make it work before it was made.
    assert bearer_of(secret=one.secret, on=TODAY - timedelta(days=1)) is None
    assert works(one.token, TODAY)
    assert not works(one.token, TODAY + timedelta(days=1))


def test_revoked_it_ends_at_once_and_only_by_its_person() -> None:
    by = an_actor()
    one = made(by)
    other = an_actor(role=Role.ADMINISTRATOR, organisation=one.token.organisation)

    with pytest.raises(NotAllowed):
        tokens.revoke(by=other, token=one.token, at=NOW)
    assert bearer_of(secret=one.secret, on=TODAY) is not None
    with as_tenant(by.organisation_id):
        tokens.revoke(by=by, token=one.token, at=NOW)
    assert bearer_of(secret=one.secret, on=TODAY) is None
    standing = tokens_of(person=by.person_id).get()
    assert not tokens.can_revoke(by, token=standing)
    assert not works(standing, TODAY)


def test_its_roles_are_those_of_the_day_it_is_used() -> None:
    by = an_actor(role=[Role.LEAD, Role.SUPPLIER])
    one = made(by)
    with declared(person=None, organisation=None, reason="For a test"):
        Membership.objects.filter(person=by.person_id, role=Role.SUPPLIER).update(until_day=TODAY)

    today, tomorrow = (bearer_of(secret=one.secret, on=day) for day in (TODAY, TODAY + timedelta(days=1)))

    assert today is not None
    assert today.actor.roles == {"lead", "supplier"}
    assert tomorrow is not None
    assert tomorrow.actor.roles == {"lead"}


def test_leaving_ends_it_and_coming_back_does_not_revive_it() -> None:
    by = an_actor(role=Role.LEAD)
    one = made(by)
    administrator = an_actor(role=Role.ADMINISTRATOR, organisation=one.token.organisation)
    membership = Membership.objects.get(person=by.person_id)
    with as_tenant(by.organisation_id):
        roles.end(by=administrator, membership=membership, last_day=TODAY - timedelta(days=1), on=TODAY)

    assert bearer_of(secret=one.secret, on=TODAY) is None

    later = TODAY + timedelta(days=2)
    with declared(person=None, organisation=None, reason="For a test"):
        Membership.objects.create(
            person_id=by.person_id, organisation=one.token.organisation, role=Role.LEAD, from_day=later
        )
    person = Person.objects.get(pk=by.person_id)
    assert actor_for(person=person, organisation=one.token.organisation, on=later) is not None
    assert bearer_of(secret=one.secret, on=later) is None


def test_somebody_who_can_no_longer_sign_in_has_no_token_that_works() -> None:
    by = an_actor()
    one = made(by)
    with declared(person=None, organisation=None, reason="For a test"):
        Person.objects.filter(pk=by.person_id).update(is_active=False)

    assert bearer_of(secret=one.secret, on=TODAY) is None


def test_there_is_a_most_of_tokens_that_work() -> None:
    by = an_actor()
    last = [made(by) for _ in range(tokens.MOST)][-1]

    assert not tokens.can_make(by, on=TODAY)
    with pytest.raises(NotAllowed):
        made(by)
    with as_tenant(by.organisation_id):
        tokens.revoke(by=by, token=last.token, at=NOW)
    assert tokens.can_make(by, on=TODAY)


def test_never_more_requests_pass_than_are_allowed_however_many_processes_count() -> None:
    request_counts.forget()
    key = "token 7"
    # Another process has taken most of this minute.
    RequestCount.objects.create(key=key, minute=NOW, count=70)
    waits = [request_counts.let_through(key=key, allowed=100, at=NOW.replace(second=20)) for _ in range(40)]

    assert waits == [0] * 30 + [40] * 10
    # The next minute begins anew, and an hour that was jumped back over does not end before its time.
    later = NOW + timedelta(minutes=1)
    assert request_counts.let_through(key=key, allowed=100, at=later) == 0
    assert request_counts.let_through(key=key, allowed=100, at=NOW - timedelta(hours=1)) == 0
    assert request_counts.last_used([7, 8]) == {7: date(2026, 11, 23)}


class TestPages:
    @pytest.fixture
    def by(self, monkeypatch: pytest.MonkeyPatch) -> Actor:
        monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
        return an_actor(organisation=an_organisation("Northgate Council"))

    @pytest.fixture
    def page(self, by: Actor, client: Any) -> Any:
        with declared(person=None, organisation=None, reason="For a test"):
            client.force_login(Person.objects.get(pk=by.person_id))
        return client

    def test_a_token_is_shown_once_when_it_is_made(self, page: Any) -> None:
        given = {"name": "Reports", "scopes": ["partner:read", "measure:read"], "last_day": "1 March 2027"}
        shown = page.post("/account/tokens/new/", given).content.decode()

        (secret,) = re.findall(r"fourfold_pat_\w+", shown)
        bearer = bearer_of(secret=secret, on=TODAY)
        assert bearer is not None
        assert bearer.scopes == {"partner:read", "measure:read"}
        listed = page.get("/account/tokens/").content.decode()
        assert "Reports" in listed
        assert "never used" in listed
        assert secret not in listed

    def test_what_is_missing_is_said_beside_the_field(self, page: Any) -> None:
        answer = page.post("/account/tokens/new/", {"name": "Reports", "last_day": "1 March 2028"})

        assert answer.status_code == 422
        assert "Choose what the token may do" in answer.content.decode()
        answer = page.post(
            "/account/tokens/new/",
            {"name": "Reports", "scopes": "define:read", "last_day": "1 March 2028"},
        )
        assert "at most a year from now" in answer.content.decode()
        assert not AccessToken.objects.exists()

    def test_a_token_is_revoked_after_being_asked(self, page: Any, by: Actor) -> None:
        one = made(by)
        address = f"/account/tokens/{one.token.ref}/revoke/"

        assert "Revoke this token" in page.get(address).content.decode()
        assert bearer_of(secret=one.secret, on=TODAY) is not None
        answer = page.post(address, follow=True)

        assert "no longer works" in answer.content.decode()
        assert bearer_of(secret=one.secret, on=TODAY) is None

    def test_nobody_sees_the_tokens_of_others(self, page: Any) -> None:
        one = made(an_actor(), name="Somebody else’s")

        assert "Somebody else’s" not in page.get("/account/tokens/").content.decode()
        assert page.get(f"/account/tokens/{one.token.ref}/revoke/").status_code == 404
        assert page.post(f"/account/tokens/{one.token.ref}/revoke/").status_code == 404
        assert bearer_of(secret=one.secret, on=TODAY) is not None
