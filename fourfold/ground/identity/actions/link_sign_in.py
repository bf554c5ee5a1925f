"""Signing in with a link by mail, for people of suppliers and charities, who come seldom and forget passwords.

What is asked for takes the same steps whether anybody has that address or not: one row and one job. Only the worker
looks further, so neither the answer nor its time tells who is here.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone

from fourfold.ground.identity.providers import provider_required_of
from fourfold.ground.identity.tables import SignInLink
from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.jobs.kinds import Kind, Outcome, register
from fourfold.ground.kernel.said import say
from fourfold.ground.mail import kinds
from fourfold.ground.mail.actions import post
from fourfold.ground.mail.letter import Letter
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.queries import memberships_in_force
from fourfold.ground.people.tables import Person, Role
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.jobs.running import Running

GOOD_FOR: Final = timedelta(minutes=10)
SEND: Final = "ground.send_sign_in_link"
MAIL: Final = "ground.sign_in_link"
ROLES: Final = frozenset({Role.SUPPLIER, Role.COMMUNITY})
_signer = Signer(salt="fourfold.ground.identity.link_sign_in")


def connect() -> None:
    kinds.register(kinds.MailKind(MAIL, say("links to sign in"), essential=True))
    register(Kind(SEND, _send))


def may_sign_in_with_link(*, person: Person, on: date) -> bool:
    """Whoever bids, delivers or takes part for the community, and nothing else: other roles sign in with a password."""
    held = set(memberships_in_force(on=on).filter(person=person).values_list("role", flat=True))
    if not (person.is_active and held and held <= ROLES):
        return False
    return provider_required_of(person=person, on=on) is None


def ask(*, email: str, at: datetime) -> None:
    """Sends a link to whoever has that e-mail address and may sign in so. Tells nobody whether there is one."""
    with (
        transaction.atomic(),
        declared(person=None, organisation=None, reason=say("Somebody asked for a link to sign in")),
        as_tenant(MAINTENANCE),
    ):
        person = Person.objects.filter(email__iexact=email.strip()).first()
        link = SignInLink.objects.create(person=person, asked_at=at, good_until=at + GOOD_FOR)
        enqueue(
            kind=SEND,
            title=say("Send a link to sign in"),
            owner=None,
            payload={"link": link.ref},
            key=link.ref,
            at=at,
        )


def signed(link: SignInLink) -> str:
    """What stands in the address. It is kept nowhere: it is made again from the row, with the installation's secret."""
    return _signer.sign(link.ref)


def person_of_link(*, signed_ref: str, at: datetime) -> Person | None:
    """Whom the link signs in, or None where it is forged, used, too old or its person may no longer sign in so."""
    link = _good(signed_ref, at)
    return None if link is None else link.person


def use(*, signed_ref: str, at: datetime) -> Person | None:
    """Uses the link up and gives whom it signs in. Of two who use it at once, one is in."""
    link = _good(signed_ref, at)
    if link is None or link.person is None:
        return None
    with (
        transaction.atomic(),
        declared(person=link.person.pk, organisation=None, reason=say("Used a link to sign in")),
    ):
        used = SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=at)
        # Earlier and later ones that were asked for in impatience are void with it.
        SignInLink.objects.filter(person=link.person, used_at=None).update(used_at=at)
    return link.person if used else None


def _good(signed_ref: str, at: datetime) -> SignInLink | None:
    try:
        ref = _signer.unsign(signed_ref)
    except BadSignature:
        return None
    link = (
        SignInLink.objects.filter(ref=ref, used_at=None, good_until__gte=at).select_related("person").first()
    )
    if link is None or link.person is None:
        return None
    return link if may_sign_in_with_link(person=link.person, on=timezone.localdate(at)) else None


def _send(running: Running) -> Outcome:
    link = SignInLink.objects.filter(ref=running.payload["link"]).select_related("person").first()
    now = running.clock()
    if link is None or _good(signed(link), now) is None or link.person is None:
        return Outcome(say("No link was sent."))
    letter = Letter(
        subject=say("Your link to sign in to Fourfold"),
        paragraphs=(
            say("Somebody, most likely you, asked for a link to sign in."),
            say("It works once and for 10 minutes after it was asked for. If it was not you, do nothing."),
        ),
        todo=(say("Sign in"), f"/sign-in/link/{signed(link)}/"),
    )
    post(kind=MAIL, letter=letter, to=link.person, owner=None, key=link.ref, at=now)
    return Outcome(say("A link was sent."))
