"""Who may have, renew, take off and require a second step; and that none of its secrets is kept in clear."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from fourfold.ground.identity import codes
from fourfold.ground.identity.actions import requirements, second_step
from fourfold.ground.identity.queries import has_second_step, second_step_of
from fourfold.ground.identity.tables import RecoveryCode, SecondStep
from fourfold.ground.mail.tables import OutboxMail
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.queries import standing_of
from fourfold.ground.people.tables import Person, Role
from tests.builders.ground import TODAY, a_person, an_actor, an_organisation, trail, trail_content

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def code_of(seed: str, at: datetime = NOW) -> str:
    return pyotp.TOTP(seed).at(at)


def with_a_second_step(person: Person, at: datetime = NOW) -> tuple[str, list[str]]:
    seed = codes.new_seed()
    return seed, second_step.set_up(person=person, seed=seed, typed=code_of(seed, at), at=at)


def administrator(organisation: Organisation | None = None) -> Actor:
    return an_actor(role=Role.ADMINISTRATOR, organisation=organisation)


def person_of(actor: Actor) -> Person:
    return Person.objects.get(pk=actor.person_id)


def told(person: Person) -> list[str]:
    with as_tenant(MAINTENANCE):
        return list(OutboxMail.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


def test_a_wrong_code_sets_up_nothing() -> None:
    person = a_person()
    with pytest.raises(Refused) as refusal:
        second_step.set_up(person=person, seed=codes.new_seed(), typed="000000", at=NOW)
    assert refusal.value.field == "code"
    assert not has_second_step(person=person.pk)


def test_each_code_counts_once_also_the_one_it_was_set_up_with() -> None:
    person = a_person()
    seed, _ = with_a_second_step(person)
    assert not second_step.passes(person=person, typed=code_of(seed), at=NOW)
    later = NOW + timedelta(minutes=1)
    assert second_step.passes(person=person, typed=code_of(seed, later), at=later)
    before = len(told(person))
    assert not second_step.passes(person=person, typed=code_of(seed, later), at=later)
    assert "typed a second time" in told(person)[-1], "its owner hears of it"
    assert not second_step.passes(person=person, typed="000000", at=later)
    assert len(told(person)) == before + 1, "of a slip nobody hears"


def test_a_recovery_code_counts_once_and_its_owner_hears_of_it() -> None:
    person, other = a_person(), a_person()
    _, (first, second, *rest) = with_a_second_step(person)
    _, others = with_a_second_step(other)
    assert not second_step.passes(person=person, typed=others[0], at=NOW)
    assert second_step.passes(person=person, typed=first.upper(), at=NOW)
    assert not second_step.passes(person=person, typed=first, at=NOW)
    assert second_step_of(person=person, on=TODAY).codes_left == 1 + len(rest) == 9
    assert "A recovery code was used" in told(person)[-1]
    assert second_step.passes(person=person, typed=second, at=NOW)


def test_new_codes_void_the_earlier_ones() -> None:
    person = a_person()
    _, earlier = with_a_second_step(person)
    fresh = second_step.renew_codes(person=person, at=NOW)
    assert not second_step.passes(person=person, typed=earlier[0], at=NOW)
    assert second_step.passes(person=person, typed=fresh[0], at=NOW)
    with pytest.raises(Refused, match="Set up a second step first"):
        second_step.renew_codes(person=a_person(), at=NOW)


def test_a_second_seed_does_not_replace_the_first() -> None:
    person = a_person()
    with_a_second_step(person)
    with pytest.raises(Refused, match="set up already"):
        with_a_second_step(person)


def test_neither_seed_nor_codes_are_kept_in_clear_or_on_the_trail() -> None:
    person = a_person()
    seed, fresh = with_a_second_step(person)
    kept = SecondStep.objects.get(person=person)
    assert seed not in kept.seed
    digests = list(RecoveryCode.objects.values_list("digest", flat=True))
    assert not set(fresh) & set(digests)
    entries = trail(table="ground_secondstep") + trail(table="ground_recoverycode")
    assert len(entries) == 11
    written = " ".join(trail_content(entry) for entry in entries)
    assert not any(secret in written for secret in (seed, kept.seed, *fresh, *digests))


def test_after_another_secret_of_the_installation_the_recovery_codes_still_work(settings: object) -> None:
    person = a_person()
    seed, fresh = with_a_second_step(person)
    settings.SECRET_KEY = "another secret of this installation, long enough"  # type: ignore[attr-defined]
    later = NOW + timedelta(minutes=1)
    assert not second_step.passes(person=person, typed=code_of(seed, later), at=later)
    assert second_step.passes(person=person, typed=fresh[0], at=later)


@pytest.mark.parametrize("role", Role.values)
def test_only_administrators_with_a_second_step_require_one(role: str) -> None:
    by = an_actor(role=role)
    assert not requirements.can_require(by)
    with_a_second_step(person_of(by))
    assert requirements.can_require(by) is (role == Role.ADMINISTRATOR)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("known", ["only here", "also elsewhere", "not here", "oneself"])
def test_who_takes_off_anothers(role: str, known: str) -> None:
    organisation = an_organisation()
    by = an_actor(role=role, organisation=organisation)
    person = person_of(by) if known == "oneself" else a_person()
    if known in {"only here", "also elsewhere"}:
        an_actor(person=person, organisation=organisation)
    if known in {"also elsewhere", "not here"}:
        an_actor(person=person)
    expected = role == Role.ADMINISTRATOR and known == "only here"
    assert second_step.can_take_off(by, person=person) is expected


def test_taking_off_anothers_is_told_and_on_the_trail() -> None:
    by = administrator()
    person = a_person()
    an_actor(person=person, organisation=Organisation.objects.get(pk=by.organisation_id))
    _, fresh = with_a_second_step(person)
    second_step.take_off(by=by, person=person, at=NOW)
    assert not has_second_step(person=person.pk)
    assert not second_step.passes(person=person, typed=fresh[0], at=NOW)
    assert by.name in told(person)[-1]
    (entry,) = trail(table="ground_secondstep", operation="delete")
    assert (entry.person, entry.organisation) == (by.person_id, by.organisation_id)
    with pytest.raises(Refused, match="no second step"):
        second_step.take_off(by=by, person=person, at=NOW)


def test_a_required_role_asks_for_it_and_its_owner_cannot_take_it_off() -> None:
    organisation = an_organisation()
    by = administrator(organisation)
    with_a_second_step(person_of(by))
    lead, auditor = (an_actor(role=role, organisation=organisation) for role in (Role.LEAD, Role.AUDITOR))
    requirements.require(by=by, roles=[Role.LEAD, Role.ADMINISTRATOR])
    expected = {by: True, lead: True, auditor: False}
    for actor, needs in expected.items():
        standing, _ = standing_of(person=person_of(actor), wanted="", on=TODAY)
        assert standing is not None
        assert standing.needs_second_step is needs
        assert second_step.can_take_off_own(person_of(actor), on=TODAY) is not needs
    with pytest.raises(NotAllowed, match="requires a second step"):
        second_step.take_off_own(person=person_of(by), on=TODAY, at=NOW)
    requirements.require(by=by, roles=[Role.AUDITOR])
    second_step.take_off_own(person=person_of(by), on=TODAY, at=NOW)
    assert not has_second_step(person=by.person_id)


def test_another_organisations_requirement_is_its_own() -> None:
    by = administrator()
    with_a_second_step(person_of(by))
    requirements.require(by=by, roles=[Role.LEAD])
    elsewhere = an_actor(role=Role.LEAD)
    standing, _ = standing_of(person=person_of(elsewhere), wanted="", on=TODAY)
    assert standing is not None
    assert not standing.needs_second_step
