"""Erasure at request: the name is gone everywhere, that somebody decided stays, and the chain verifies."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import models
from django.utils import timezone

from fourfold.ground.identity.tables import Passkey, RecoveryCode, SecondStep, SignInLink
from fourfold.ground.mail.tables import MailRefusal
from fourfold.ground.operation.export import write
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.queries import actor_for
from fourfold.ground.people.tables import Membership, PasswordLink, Person, Role, SignIn
from fourfold.ground.privacy import disposal
from fourfold.ground.privacy.actions import erasing, holds
from fourfold.ground.privacy.due import answer_due
from fourfold.ground.privacy.erasure import erase_account, is_erased, pseudonym
from fourfold.ground.privacy.obstacles import obstacles
from fourfold.ground.privacy.tables import SubjectRequest
from fourfold.ground.trail.chain import chain_all
from fourfold.ground.trail.declaration import declared
from fourfold.ground.trail.verify import verify
from fourfold.ground.web.filters import day
from fourfold.hub.commands import demonstration
from fourfold.hub.commands.demonstration.cast import COUNCIL, PEOPLE
from tests.builders.browsing import signed_in
from tests.builders.ground import TODAY, a_person, an_actor, an_organisation, trail, trail_content

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def council(db: None) -> Organisation:
    return an_organisation("Council")


@pytest.fixture
def administrator(council: Organisation) -> Actor:
    return an_actor(role=Role.ADMINISTRATOR, organisation=council)


@pytest.fixture
def vera(council: Organisation) -> Actor:
    person = a_person("Vera Lane", email="vera@lane.example", password="a-long-password-of-nobody")
    return an_actor(role=Role.EVALUATOR, organisation=council, person=person)


def person_of(actor: Actor) -> Person:
    return Person.objects.get(pk=actor.person_id)


def requests_of(owner: int) -> list[SubjectRequest]:
    with as_tenant(owner):
        return list(SubjectRequest.objects.order_by("pk"))


@pytest.mark.parametrize("role", Role.values)
def test_another_who_is_administrator_erases(role: str, council: Organisation, vera: Actor) -> None:
    by = an_actor(role=role, organisation=council)
    may = role == Role.ADMINISTRATOR
    assert erasing.can_erase(by, person=person_of(vera), on=TODAY) is may
    client = signed_in(by)
    assert client.get(f"/people/{vera.person_ref}/erase/").status_code == (200 if may else 404)
    assert client.post(f"/people/{vera.person_ref}/erase/", {"decision": "erase"}).status_code == (
        302 if may else 404
    )
    assert is_erased(person_of(vera)) is may
    assert client.get("/account/erasure/").status_code == 200


def test_nobody_erases_themselves_or_strangers(administrator: Actor, council: Organisation) -> None:
    own = person_of(administrator)
    with pytest.raises(NotAllowed, match="two people"):
        erasing.erase(by=administrator, person=own, on=TODAY, at=AT)
    stranger = an_actor()
    with pytest.raises(NotAllowed, match="no role"):
        erasing.erase(by=administrator, person=person_of(stranger), on=TODAY, at=AT)
    client = signed_in(administrator)
    assert client.get(f"/people/{stranger.person_ref}/erase/").status_code == 404
    assert client.get(f"/people/{own.ref}/erase/").status_code == 403


def test_an_account_that_another_organisation_needs_stays(administrator: Actor, vera: Actor) -> None:
    an_actor(person=person_of(vera))
    with pytest.raises(NotAllowed, match="another organisation"):
        erasing.erase(by=administrator, person=person_of(vera), on=TODAY, at=AT)
    assert not is_erased(person_of(vera))


@pytest.mark.parametrize("of_person", [True, False])
def test_a_hold_keeps_an_account(administrator: Actor, vera: Actor, *, of_person: bool) -> None:
    hold = holds.place(
        by=administrator, record="", person=person_of(vera) if of_person else None, reason="Claim", on=TODAY
    )
    with pytest.raises(NotAllowed, match="A hold keeps"):
        erasing.erase(by=administrator, person=person_of(vera), on=TODAY, at=AT)
    holds.lift(by=administrator, hold=hold, because="Settled", on=TODAY)
    erasing.erase(by=administrator, person=person_of(vera), on=TODAY, at=AT)
    assert is_erased(person_of(vera))


def test_it_is_asked_told_and_answered(administrator: Actor, vera: Actor) -> None:
    client = signed_in(vera)
    page = client.get("/account/erasure/").content.decode()
    assert "What goes" in page
    assert "Who drafted, assured and signed an account" in page, "what stays is told before"
    assert client.post("/account/erasure/", {}).status_code == 302
    due = day(answer_due(timezone.localdate()))
    assert f"answers by {due}" in client.get("/account/erasure/").content.decode()
    assert client.post("/account/erasure/", {}).status_code == 422, "asked once is enough"
    listed = signed_in(administrator).get("/data-protection/requests/").content.decode()
    assert f"/people/{vera.person_ref}/erase/" in listed
    sent = signed_in(administrator).post(
        f"/people/{vera.person_ref}/erase/", {"decision": "erase", "reason": ""}
    )
    assert sent.status_code == 302
    (request,) = requests_of(administrator.organisation_id)
    assert (request.state, request.answered_by_id) == ("done", administrator.person_id)
    assert client.get("/account/").status_code == 302, "the session has ended"


def test_a_request_is_withdrawn(administrator: Actor, vera: Actor) -> None:
    client = signed_in(vera)
    client.post("/account/erasure/", {})
    client.post("/account/erasure/", {"withdraw": "1"})
    assert [one.state for one in requests_of(vera.organisation_id)] == ["withdrawn"]
    assert not is_erased(person_of(vera))
    erasing.ask(by=vera, on=TODAY)
    assert [one.state for one in requests_of(vera.organisation_id)] == ["withdrawn", "asked"]


def test_a_refusal_says_why_and_the_person_reads_it(administrator: Actor, vera: Actor) -> None:
    erasing.ask(by=vera, on=TODAY)
    client = signed_in(administrator)
    address = f"/people/{vera.person_ref}/erase/"
    assert client.post(address, {"decision": "refuse", "reason": ""}).status_code == 422
    assert client.post(address, {"decision": "refuse", "reason": "An <audit> runs"}).status_code == 302
    page = signed_in(vera).get("/account/erasure/").content.decode()
    assert "An &lt;audit&gt; runs" in page
    assert not is_erased(person_of(vera))
    with pytest.raises(Refused, match="not asked"):
        erasing.refuse(by=administrator, person=person_of(vera), reason="Again", on=TODAY)


def test_what_is_erased_and_what_stays(administrator: Actor, vera: Actor) -> None:
    person = person_of(vera)
    with declared(person=None, organisation=None, reason="For a test"):
        MailRefusal.objects.create(person=person, kind="any", since=AT)
        PasswordLink.objects.create(
            person=person, digest="1" * 64, made_at=AT, good_until=datetime(2027, 1, 1, tzinfo=UTC)
        )
        SignInLink.objects.create(person=person, asked_at=AT, good_until=datetime(2027, 1, 1, tzinfo=UTC))
        SignIn.objects.create(person=person, session_key="k", device="Firefox", began_at=AT)
        SecondStep.objects.create(person=person, seed="sealed", set_up_at=AT, last_step=1)
        RecoveryCode.objects.create(person=person, digest="2" * 64, made_at=AT)
        Passkey.objects.create(
            person=person, name="Vera’s phone", credential_id="3" * 43, public="4", sign_count=0, made_at=AT
        )
        Membership.objects.create(
            person=person, organisation_id=vera.organisation_id, role=Role.LEAD, from_day=date(2027, 1, 1)
        )
    chain_all()
    erasing.erase(by=administrator, person=person, on=TODAY, at=AT)
    person.refresh_from_db()
    assert (person.name, person.job_title, person.is_active, person.last_login) == (
        pseudonym(person.ref),
        "",
        False,
        None,
    )
    assert not person.has_usable_password()
    for table in (MailRefusal, PasswordLink, SignInLink, SignIn, SecondStep, RecoveryCode, Passkey):
        assert not table._default_manager.filter(person=person).exists()
    assert [one.until_day for one in Membership.objects.filter(person=person)] == [date(2026, 11, 22)]
    assert not any(
        word in trail_content(entry).lower() for entry in trail() for word in ("vera", "lane.example")
    )
    assert any(entry.table == "ground_person" and entry.row == person.pk for entry in trail()), (
        "that it was there stays"
    )
    chain_all()
    assert verify().intact
    with pytest.raises(NotAllowed, match="already"):
        erasing.erase(by=administrator, person=person, on=TODAY, at=AT)


def test_the_same_address_can_be_given_to_someone_new(administrator: Actor, vera: Actor) -> None:
    erasing.erase(by=administrator, person=person_of(vera), on=TODAY, at=AT)
    assert a_person("Vera Lane", email="vera@lane.example").pk != vera.person_id


def where_found(words: list[str]) -> set[str]:
    """Which of the words stand in which table: in any text of any, the trail and its values included."""
    found: set[str] = set()
    with as_tenant(MAINTENANCE):
        for model in apps.get_models(include_auto_created=True):
            names = [
                field.attname
                for field in model._meta.concrete_fields
                if isinstance(field, (models.CharField, models.TextField, models.JSONField))
            ]
            text = (
                "\n".join(str(values) for values in model._base_manager.values_list(*names)) if names else ""
            )
            found |= {f"{word} in {model._meta.label}" for word in words if word in text}
    return found


def test_of_the_demonstration_everyone_can_go_and_no_name_is_left(settings: Settings, tmp_path: Path) -> None:
    """Pages, exports and history show pseudonyms; what two people had to do, two people still did."""
    settings.FILES_DIR = tmp_path / "files"
    once = make_password("nobody types this")
    assert demonstration.make(at=timezone.now(), hash_of=lambda _: once)
    chain_all()
    people = [Person.objects.get(name=one.name) for one in PEOPLE]
    wanted = [person for person in people if _asked(person.pk)]
    assert wanted, "somebody holds a key to bids that are not opened"
    with disposal.step("For a test"):
        for person in people[1:]:
            erase_account(person=person.pk, at=AT)
    assert where_found([word for one in PEOPLE[1:] for word in (one.name, one.email)]) == set()
    council = Organisation.objects.get(name=COUNCIL, invented=True)
    client_actor = actor_for(person=people[0], organisation=council, on=timezone.localdate())
    assert client_actor is not None
    client = signed_in(client_actor)
    for address in ("/", "/contracts/", "/measure/", "/integrate/", "/people/", "/measure/findings/"):
        page = client.get(address).content.decode()
        assert not [one.name for one in PEOPLE[1:] if one.name in page], address
    taken = tmp_path / "taken"
    taken.mkdir()
    # The export's own snapshot is of a database on disk, which a test's transaction is not in.
    with as_tenant(MAINTENANCE):
        write._write_all(council, taken, taken, AT)
    exported = "".join(file.read_text() for file in (taken / "own").iterdir())
    assert not [one.name for one in PEOPLE[1:] if one.name in exported]
    assert "Erased person" in exported
    chain_all()
    assert verify().intact


def _asked(person: int) -> list[str]:
    with as_tenant(MAINTENANCE):
        return obstacles(person)
