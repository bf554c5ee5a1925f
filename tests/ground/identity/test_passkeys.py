"""Passkeys: added, shown, removed. Every signature here is a real one, made by an authenticator in software."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from fourfold.ground.identity import codes, webauthn
from fourfold.ground.identity.actions import leaving, passkeys, requirements, second_step
from fourfold.ground.identity.queries import has_second_step, passkeys_of, second_step_of, with_second_step
from fourfold.ground.identity.tables import Passkey, RecoveryCode
from fourfold.ground.identity.webauthn import Site
from fourfold.ground.mail.tables import OutboxMail
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.trail.declaration import declared
from tests.builders.authenticator import PRESENT, VERIFIED, Authenticator
from tests.builders.ground import TODAY, a_person, an_actor, an_organisation, trail, trail_content
from tests.ground.identity.test_second_step import code_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SITE = Site("https://value.example.org")


def an_authenticator(**differently: Any) -> Authenticator:
    return Authenticator(origin=SITE.origin, host=SITE.host, **differently)


def asked_to_make(person: Person) -> tuple[dict[str, Any], dict[str, Any]]:
    return webauthn.to_make(
        SITE,
        person_ref=person.ref,
        email=person.email,
        name=person.name,
        known=[row.credential_id for row in passkeys_of(person=person.pk)],
    )


def add(person: Person, key: Authenticator, *, name: str = "Laptop", **wrongly: Any) -> list[str]:
    options, state = asked_to_make(person)
    return passkeys.add(
        person=person, site=SITE, state=state, answer=key.make(options, **wrongly), name=name, at=NOW
    )


def with_a_passkey(person: Person | None = None, **differently: Any) -> tuple[Person, Authenticator]:
    person, key = person or a_person(), an_authenticator(**differently)
    add(person, key)
    return person, key


def show(key: Authenticator, *, only: Person | None = None, **wrongly: Any) -> passkeys.Showing:
    options, state = webauthn.to_show(SITE)
    return passkeys.show(site=SITE, state=state, answer=key.show(options, **wrongly), at=NOW, only=only)


def told(person: Person) -> list[str]:
    with as_tenant(MAINTENANCE):
        return list(OutboxMail.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


def test_a_passkey_that_was_added_signs_its_owner_in_and_nobody_else() -> None:
    a_person()
    person, key = with_a_passkey()
    other, others = with_a_passkey()
    assert show(key) == passkeys.Showing(person)
    assert show(others) == passkeys.Showing(other)
    assert passkeys_of(person=person.pk)[0].used_at == NOW


def test_the_browser_is_asked_for_one_that_is_found_by_itself_and_unlocked() -> None:
    person, key = with_a_passkey()
    options, _ = asked_to_make(person)
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["rp"]["id"] == "value.example.org"
    assert options["attestation"] == "none"
    assert [each["alg"] for each in options["pubKeyCredParams"]] == [-7, -8, -257]
    known = [each["id"] for each in options["excludeCredentials"]]
    assert known == [json.loads(key.show({"challenge": "eA"}))["rawId"]]
    options, state = webauthn.to_show(SITE)
    assert options["userVerification"] == "required"
    assert not options.get("allowCredentials")
    again, _ = webauthn.to_show(SITE)
    assert options["challenge"] != again["challenge"]
    assert len(state["challenge"]) >= 43, "256 bits"


WRONG_WHEN_MADE: list[dict[str, Any]] = [
    {"origin": "https://value.example.org.evil.example"},
    {"origin": "http://value.example.org"},
    {"origin": "https://value.example.org:8443"},
    {"host": "evil.example"},
    {"challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
    {"flags": PRESENT},
    {"flags": VERIFIED},
    {"kind": "webauthn.get"},
    {"algorithm": -47},
    {"cross_origin": True},
]


@pytest.mark.parametrize("wrongly", WRONG_WHEN_MADE, ids=lambda each: str(*each.items()) if each else "")
def test_what_was_made_wrongly_is_not_kept(wrongly: dict[str, Any]) -> None:
    person = a_person()
    with pytest.raises(Refused, match="no passkey for this site"):
        add(person, an_authenticator(), **wrongly)
    assert not has_second_step(person=person.pk)
    assert told(person) == []


WRONG_WHEN_SHOWN: list[dict[str, Any]] = [
    {"origin": "https://value.example.org.evil.example"},
    {"origin": "http://value.example.org"},
    {"host": "evil.example"},
    {"challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
    {"flags": PRESENT},
    {"flags": VERIFIED},
    {"user": b""},
    {"user": b"somebodyelse"},
    {"user": b"\xff"},
    {"kind": "webauthn.create"},
    {"cross_origin": True},
    {"signed_by": ec.generate_private_key(ec.SECP256R1())},
]


@pytest.mark.parametrize("wrongly", WRONG_WHEN_SHOWN, ids=lambda each: next(iter(each)))
def test_what_is_shown_wrongly_signs_nobody_in(wrongly: dict[str, Any]) -> None:
    _, key = with_a_passkey()
    showing = show(key, **wrongly)
    assert showing.refused
    assert Passkey.objects.get().used_at is None
    assert not show(key).refused, "and rightly shown, it still does"


def test_an_answer_belongs_to_its_question() -> None:
    _, key = with_a_passkey(counts=False)
    options, _ = webauthn.to_show(SITE)
    answer = key.show(options)
    _, another = webauthn.to_show(SITE)
    assert passkeys.show(site=SITE, state=another, answer=answer, at=NOW).refused


@pytest.mark.parametrize("counts", [True, False])
def test_one_answer_counts_once_even_where_both_come_before_the_question_is_used_up(counts: bool) -> None:
    person, key = with_a_passkey(counts=counts)
    options, state = webauthn.to_show(SITE)
    answer, before = key.show(options), len(told(person))
    assert not passkeys.show(site=SITE, state=state, answer=answer, at=NOW).refused
    assert passkeys.show(site=SITE, state=state, answer=answer, at=NOW).refused == "an answer twice"
    assert len(told(person)) == before, "nobody is frightened by a button pressed twice"


def test_another_site_s_question_is_not_ours() -> None:
    person, key = with_a_passkey()
    elsewhere = Site("https://evil.example")
    options, state = webauthn.to_show(elsewhere)
    assert passkeys.show(site=elsewhere, state=state, answer=key.show(options), at=NOW).refused
    assert show(key).person == person


@pytest.mark.parametrize(
    "answer",
    [
        "", "{", "[]", "null", "7", '"x"', "{}", '{"rawId": 7}', '{"rawId": "é"}', '{"rawId": "AAAA"}', "[" * 9_000,
        "x" * 30_000,
    ],
    ids=lambda each: each[:12] or "empty",
)  # fmt: skip
def test_anything_at_all_may_be_sent_instead(answer: str) -> None:
    person, _ = with_a_passkey()
    _, state = webauthn.to_show(SITE)
    assert passkeys.show(site=SITE, state=state, answer=answer, at=NOW).person is None
    _, state = asked_to_make(person)
    with pytest.raises(Refused):
        passkeys.add(person=person, site=SITE, state=state, answer=answer, name="x", at=NOW)


@pytest.mark.parametrize(
    "part",
    ["id", "rawId", "type", "response", "clientDataJSON", "authenticatorData", "signature", "userHandle"],
)
@pytest.mark.parametrize("instead", [None, 7, "", "AAAA", "é", {}, [[]], "/" * 400], ids=str)
def test_an_answer_with_any_part_of_it_broken_breaks_nothing(part: str, instead: object) -> None:
    _, key = with_a_passkey()
    options, state = webauthn.to_show(SITE)
    said = json.loads(key.show(options))
    within = said if part in said else said["response"]
    within[part] = instead
    showing = passkeys.show(site=SITE, state=state, answer=json.dumps(said), at=NOW)
    # The type and the copy of the id are words beside what is signed.
    assert showing.refused or part in {"id", "type"}


def test_a_count_that_falls_back_or_stays_signs_nobody_in_and_its_owner_hears_of_it() -> None:
    person, key = with_a_passkey()
    assert not show(key).refused
    assert not show(key).refused
    for back in (1, 2):
        key.count -= back
        assert show(key).refused == "perhaps a copy of a passkey"
        key.count = 2
    assert sum("may be a copy of your passkey “Laptop”" in each for each in told(person)) == 2
    key.counts, key.count = False, 0
    assert show(key).refused, "nor one that stops counting"
    key.counts, key.count = True, 5
    assert not show(key).refused


def test_one_that_never_counts_is_taken_every_time() -> None:
    person, key = with_a_passkey(counts=False)
    assert show(key) == show(key) == passkeys.Showing(person)


def test_as_a_second_step_it_must_be_that_of_who_began() -> None:
    person, key = with_a_passkey()
    other, _ = with_a_passkey()
    assert show(key, only=other).refused == "another's passkey"
    assert show(key, only=person) == passkeys.Showing(person)


def test_one_who_may_no_longer_sign_in_does_not() -> None:
    person, key = with_a_passkey()
    with declared(person=None, organisation=None, reason="For a test"):
        Person.objects.filter(pk=person.pk).update(is_active=False)
    assert show(key).refused


def test_one_passkey_is_added_once_and_ten_are_enough() -> None:
    person, key = with_a_passkey()
    with pytest.raises(Refused, match="here already"):
        add(a_person(), key)
    for number in range(passkeys.MOST - 1):
        add(person, an_authenticator(), name=f"Key {number}")
    with pytest.raises(Refused, match="You have 10 passkeys"):
        add(person, an_authenticator())


def test_with_the_first_come_recovery_codes_and_with_the_last_they_go() -> None:
    person, key = a_person(), an_authenticator()
    fresh = add(person, key)
    assert len(fresh) == 10
    assert add(person, an_authenticator(), name="Phone") == [], "those that are there go on"
    assert second_step.passes(person=person, typed=fresh[0], at=NOW), "they stand in for the passkey"
    laptop, phone = passkeys_of(person=person.pk)
    passkeys.remove(person=person, passkey=laptop, on=TODAY, at=NOW)
    assert show(key).refused
    assert second_step_of(person=person, on=TODAY).codes_left == 9
    passkeys.remove(person=person, passkey=phone, on=TODAY, at=NOW)
    assert not RecoveryCode.objects.filter(person=person).exists()
    assert not has_second_step(person=person.pk)
    with pytest.raises(Refused, match="removed already"):
        passkeys.remove(person=person, passkey=phone, on=TODAY, at=NOW)


def test_nobody_removes_anothers() -> None:
    person, _ = with_a_passkey()
    other, _ = with_a_passkey()
    with pytest.raises(Refused):
        passkeys.remove(person=other, passkey=passkeys_of(person=person.pk)[0], on=TODAY, at=NOW)
    assert has_second_step(person=person.pk)


def test_its_owner_is_told_of_each_that_is_added_or_removed() -> None:
    person, _ = with_a_passkey()
    assert "A passkey named “Laptop” was added" in told(person)[-1]
    passkeys.remove(person=person, passkey=passkeys_of(person=person.pk)[0], on=TODAY, at=NOW)
    assert "The passkey named “Laptop” was removed" in told(person)[-1]


def test_what_is_required_of_somebody_stays() -> None:
    administrator = an_actor(role=Role.ADMINISTRATOR)
    person, _ = with_a_passkey(Person.objects.get(pk=administrator.person_id))
    requirements.require(by=administrator, roles={Role.ADMINISTRATOR})
    only = passkeys_of(person=person.pk)[0]
    assert not passkeys.can_remove(person, on=TODAY)
    with pytest.raises(NotAllowed, match="requires a second step"):
        passkeys.remove(person=person, passkey=only, on=TODAY, at=NOW)
    seed = codes.new_seed()
    second_step.set_up(person=person, seed=seed, typed=code_of(seed), at=NOW)
    assert passkeys.can_remove(person, on=TODAY), "the app is left"
    assert second_step.can_take_off_own(person, on=TODAY), "the passkey is left"
    second_step.take_off_own(person=person, on=TODAY, at=NOW)
    assert not passkeys.can_remove(person, on=TODAY)
    assert with_second_step(people=[person.pk]) == {person.pk}


def test_an_administrator_takes_off_what_somebody_lost() -> None:
    council = an_organisation()
    administrator = an_actor(role=Role.ADMINISTRATOR, organisation=council)
    lost = an_actor(role=Role.LEAD, organisation=council)
    person, key = with_a_passkey(Person.objects.get(pk=lost.person_id))
    second_step.take_off(by=administrator, person=person, at=NOW)
    assert show(key).refused
    assert not has_second_step(person=person.pk)
    assert "took off your second step" in told(person)[-1]


def test_who_leaves_leaves_their_passkeys_behind() -> None:
    council = an_organisation()
    administrator = an_actor(role=Role.ADMINISTRATOR, organisation=council)
    gone = an_actor(role=Role.LEAD, organisation=council)
    both = an_actor(role=Role.LEAD, organisation=council)
    person, key = with_a_passkey(Person.objects.get(pk=gone.person_id))
    of_both, stays = with_a_passkey(Person.objects.get(pk=both.person_id))
    with declared(person=None, organisation=None, reason="For a test"):
        Membership.objects.create(
            person=of_both, organisation=an_organisation("Elsewhere"), role=Role.LEAD, from_day=TODAY
        )
    for each in (person, of_both):
        leaving.end_all(by=administrator, person=each, last_day=TODAY - timedelta(days=1), on=TODAY, at=NOW)
    assert show(key).refused == "unknown passkey"
    assert not RecoveryCode.objects.filter(person=person).exists()
    assert show(stays) == passkeys.Showing(of_both), "who acts elsewhere too still signs in there"


def test_no_key_enters_the_trail() -> None:
    person, key = with_a_passkey()
    show(key)
    kept = Passkey.objects.get()
    passkeys.remove(person=person, passkey=kept, on=TODAY, at=NOW)
    entries = trail(table="ground_passkey")
    assert len(entries) == 3
    written = " ".join(trail_content(entry) for entry in entries)
    assert "Laptop" in written
    assert kept.credential_id not in written
    assert kept.public not in written
    assert kept.answered
    assert kept.answered not in written
    private = key.key.private_numbers().private_value.to_bytes(32)
    assert private.hex() not in kept.public


@pytest.mark.parametrize(
    ("address", "origin", "named"),
    [
        ("https://value.example.org/", "https://value.example.org", True),
        ("https://Value.Example.org:443/", "https://value.example.org", True),
        ("http://localhost:8000/", "http://localhost:8000", True),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000", False),
        ("http://[::1]:8000/", "http://[::1]:8000", False),
    ],
)
def test_the_site_is_what_the_installation_calls_itself(address: str, origin: str, named: bool) -> None:
    assert (Site.at(address).origin, Site.at(address).has_a_name) == (origin, named)
