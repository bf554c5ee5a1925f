"""Somebody of a supplier who has no account begins with an e-mail address alone: a link proves that the address is theirs.

What is asked for takes the same steps whether anybody has that address or not: one row and one mail. What was typed travels
in the link, signed, so nothing of a person is kept who never follows it. Who has an account already is signed in to that.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core.signing import BadSignature, dumps, loads
from django.db import transaction
from django.utils import timezone

from fourfold.ground.identity.actions.link_sign_in import may_sign_in_with_link
from fourfold.ground.identity.tables import SignInLink
from fourfold.ground.kernel.said import say
from fourfold.ground.mail import kinds
from fourfold.ground.mail.actions import post
from fourfold.ground.mail.letter import Letter
from fourfold.ground.organisations.actions import directory
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from datetime import datetime

GOOD_FOR: Final = timedelta(minutes=60)
MAIL: Final = "ground.beginning"
_SALT: Final = "fourfold.ground.identity.beginning"


@dataclass(frozen=True, slots=True)
class Beginner:
    """What somebody typed who wants to begin."""

    email: str
    name: str
    organisation: str
    sector: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A link that still works: who asked for it, and the person who has that address already."""

    beginner: Beginner
    person: Person | None
    link: SignInLink


def connect() -> None:
    kinds.register(kinds.MailKind(MAIL, say("links to begin with"), essential=True))


def ask(*, beginner: Beginner, page: str, at: datetime) -> None:
    """Sends a link to that address, which leads to `page` followed by the signed link. Tells nobody who has the address."""
    with (
        transaction.atomic(),
        declared(person=None, organisation=None, reason=say("Somebody asked for a link to begin")),
        as_tenant(MAINTENANCE),
    ):
        link = SignInLink.objects.create(person=None, asked_at=at, good_until=at + GOOD_FOR)
        letter = Letter(
            subject=say("Your link to bid on Fourfold"),
            paragraphs=(
                say("Somebody, most likely you, asked for a link to write a bid."),
                say(
                    "It works once and for {minutes} minutes after it was asked for. If it was not you, do nothing.",
                    minutes=GOOD_FOR.seconds // 60,
                ),
            ),
            todo=(say("Begin"), f"{page}{signed(link, beginner)}/"),
        )
        post(kind=MAIL, letter=letter, to=beginner.email, owner=None, key=link.ref, at=at)


def followed(*, signed_text: str, at: datetime) -> Followed | None:
    """None where the link is forged, used or too old, or is of a person who signs in by other ways."""
    try:
        ref, typed = loads(signed_text, salt=_SALT)
        beginner = Beginner(**typed)
    except (BadSignature, ValueError, TypeError):
        return None
    link = SignInLink.objects.filter(ref=ref, used_at=None, good_until__gte=at).first()
    if link is None:
        return None
    person = Person.objects.filter(email__iexact=beginner.email).first()
    if person is not None and not may_sign_in_with_link(person=person, on=timezone.localdate(at)):
        return None
    return Followed(beginner, person, link)


def use(*, signed_text: str, at: datetime) -> Person | None:
    """Uses the link up and gives whom it signs in: who has the address, or a new person of a new organisation.

    A newcomer's organisation is always a new entry: that somebody says a name gives them nothing of who has it already.
    """
    found = followed(signed_text=signed_text, at=at)
    if found is None:
        return None
    who = None if found.person is None else found.person.pk
    with (
        transaction.atomic(),
        declared(person=who, organisation=None, reason=say("Began with a link to bid")),
    ):
        if not SignInLink.objects.filter(pk=found.link.pk, used_at=None).update(used_at=at):
            return None
        return found.person or _enter(found.beginner, at)


def _enter(beginner: Beginner, at: datetime) -> Person:
    organisation = directory.enter(
        name=beginner.organisation, sector=beginner.sector, origin="entered by itself"
    )
    type(organisation).objects.filter(pk=organisation.pk).update(takes_part=True)
    person = Person(email=beginner.email.lower(), name=" ".join(beginner.name.split()), joined_at=at)
    person.set_unusable_password()
    person.save()
    Membership.objects.create(
        person=person, organisation=organisation, role=Role.SUPPLIER, from_day=timezone.localdate(at)
    )
    return person


def signed(link: SignInLink, beginner: Beginner) -> str:
    """What stands in the address of the link. It is kept nowhere."""
    return dumps([link.ref, asdict(beginner)], salt=_SALT, compress=True)
