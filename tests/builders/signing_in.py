"""Where everyone stands who is asked for a second step, sees their sessions, or has a link to sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyotp
from django.utils import timezone

from fourfold.ground.identity import codes, sealed
from fourfold.ground.identity.actions import link_sign_in
from fourfold.ground.identity.tables import (
    ClaimedDomain,
    IdentityProvider,
    Passkey,
    RecoveryCode,
    SecondStep,
    SignInLink,
)
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.people.actions import sign_ins
from fourfold.ground.people.tables import Membership, Person, Role, SignIn
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from tests.builders.everyone import World

SESSION = "SESSIONREF00"
PASSKEY = "PASSKEYREF00"
LINK = link_sign_in.signed(SignInLink(ref="LINKREF00000"))
_SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_CODE = "0000-1111-2222-3333"
_PASSWORD = "nobody types this"


def filled_in() -> dict[str, dict[str, Any]]:
    return {
        "answer_second_step": {"code": _CODE},
        "ask_for_sign_in_link": {"email": "callum@hartwell.example"},
        "second_step": {"code": pyotp.TOTP(_SEED).at(timezone.now()), "password": _PASSWORD},
        "change_second_step": {"what": "codes", "password": _PASSWORD},
        "recovery_codes_file": {"code": [_CODE]},
        "passkeys": {"name": "Laptop", "password": _PASSWORD},
        "remove_passkey": {"password": _PASSWORD},
        "require_second_step": {"roles": ["lead"], "password": _PASSWORD},
        "find_provider": {"email": "ada@hartwell.example"},
        "provider": {
            "issuer": "https://127.0.0.1/o",
            "client_id": "us",
            "secret": "s",
            "domains": "both.example",
            "password": _PASSWORD,
        },
        "change_provider": {"what": "remove", "password": _PASSWORD},
        "take_off_second_step": {"password": _PASSWORD},
    }


def before(name: str, world: World) -> None:
    """What must stand for the address `name`, undone after it."""
    with declared(person=None, organisation=None, reason="For a test"):
        match name:
            case "answer_second_step":
                _everyone_was_right(world)
            case "find_provider" | "look_at_provider" | "change_provider":
                _a_provider()
            case "provider":
                _somebody_of_both()
            case "use_sign_in_link":
                bidder = Person.objects.get(name="Callum Reid")
                now = timezone.now()
                # Theirs is the role that bids, and no other.
                Membership.objects.filter(person=bidder).exclude(role__in=link_sign_in.ROLES).delete()
                SignInLink.objects.create(
                    person=bidder, ref="LINKREF00000", asked_at=now, good_until=now + link_sign_in.GOOD_FOR
                )
            case "second_step":
                for person, client in _signed_in(world):
                    _in_session(client, second_step_seed=sealed.seal(_SEED, belongs_to=person.ref))
            case (
                "change_second_step" | "recovery_codes_file" | "require_second_step" | "take_off_second_step"
            ):
                for person in Person.objects.all():
                    _has_a_second_step(person)
            case "delegate":
                _everyone_can_delegate(world)
            case "remove_passkey":
                Passkey.objects.create(
                    person=Person.objects.get(name="Priya Nair"),
                    ref=PASSKEY,
                    name="Laptop",
                    credential_id="nobody-has-it",
                    public="",
                    sign_count=0,
                    made_at=timezone.now(),
                )
            case "end_other_sign_ins" | "end_sign_in":
                _signed_in_at_browsers(name, world)


def _signed_in_at_browsers(name: str, world: World) -> None:
    for person, client in _signed_in(world):
        here = name == "end_sign_in"
        key = client.session.session_key if here else f"elsewhere-{person.pk}"
        row = sign_ins.begin(person=person, session_key=str(key), device="A browser", at=timezone.now())
        if client is world.clients["lead"]:
            SignIn.objects.filter(pk=row.pk).update(ref=SESSION)


def _everyone_can_delegate(world: World) -> None:
    """Each has a role that they may delegate, and a colleague: Marek, wherever they act."""
    Membership.objects.exclude(delegated_by=None).delete()
    marek, today = Person.objects.get(name="Marek Nowak"), timezone.localdate()
    for person, _ in _signed_in(world):
        for at in {each.organisation for each in Membership.objects.filter(person=person)}:
            for who, role in ((person, Role.LEAD), (marek, Role.EVALUATOR)):
                Membership.objects.get_or_create(
                    person=who, organisation=at, role=role, defaults={"from_day": today}
                )


def _everyone_was_right(world: World) -> None:
    """The password of one and the same person was typed right everywhere."""
    person = Person.objects.get(name="Marek Nowak")
    _has_a_second_step(person)
    for client in world.clients.values():
        _in_session(
            client,
            second_step_of=[person.pk, person.get_session_auth_hash(), timezone.now().isoformat()],
        )


def _administered() -> list[Organisation]:
    """The council's and the one of those who act elsewhere."""
    held = Membership.objects.filter(
        person__name__in=("Sam Whitlock", "administrator elsewhere"), role=Role.ADMINISTRATOR
    )
    return list(Organisation.objects.filter(pk__in=held.values("organisation")))


def _a_provider() -> None:
    """In a private network, where nobody asks it anything."""
    for number, organisation in enumerate(_administered()):
        IdentityProvider.objects.create(
            organisation=organisation,
            issuer="https://127.0.0.1/o",
            client_id="us",
            found_at=timezone.now(),
            is_on=True,
        )
        ClaimedDomain.objects.create(organisation=organisation, domain=f"hartwell{number or ''}.example")


def _somebody_of_both() -> None:
    """So that either may claim the domain of their address."""
    person = Person.objects.create(name="Of both", email="of@both.example")
    for organisation in _administered():
        Membership.objects.create(
            person=person, organisation=organisation, role=Role.LEAD, from_day=timezone.localdate()
        )


def _has_a_second_step(person: Person) -> None:
    now = timezone.now()
    SecondStep.objects.create(
        person=person, seed=sealed.seal(_SEED, belongs_to=person.ref), set_up_at=now, last_step=0
    )
    RecoveryCode.objects.create(
        person=person, digest=codes.recovery_digest(person_ref=person.ref, typed=_CODE), made_at=now
    )


def _signed_in(world: World) -> Iterator[tuple[Person, Client]]:
    for client in world.clients.values():
        key = client.session.get("_auth_user_id")
        if key is not None:
            yield Person.objects.get(pk=key), client


def _in_session(client: Client, **values: object) -> None:
    session = client.session
    session.update(values)
    session.save()
