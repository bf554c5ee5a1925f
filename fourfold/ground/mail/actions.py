"""Writing mails into the outbox, and choosing which ones one wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.mail.kinds import MailKind, kinds_to_choose_from, mail_kind
from fourfold.ground.mail.letter import written
from fourfold.ground.mail.links import unsubscribe_address
from fourfold.ground.mail.queries import wants
from fourfold.ground.mail.route import domain_of
from fourfold.ground.mail.sending import SEND
from fourfold.ground.mail.tables import MailRefusal, MailState, OutboxMail
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.tables import Person
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from fourfold.ground.mail.letter import Letter


def post(
    *,
    kind: str,
    letter: Letter,
    to: Person | str,
    owner: int | None,
    key: str = "",
    at: datetime | None = None,
) -> OutboxMail | None:
    """Writes a mail to a person, or to an address from the settings, within the caller's declared change.

    `owner` is the organisation in whose work it is written, or None for the installation's own. With a `key`, the same mail
    to the same person is written once, and asking again gives the first. None where the person cannot sign in any more or
    wants no mail of this kind. Raises LookupError for an unknown kind.
    """
    known_kind = mail_kind(kind)
    if known_kind is None:
        message = f"No kind of mail is named {kind!r}."
        raise LookupError(message)
    person = to if isinstance(to, Person) else None
    if person is not None and not (person.is_active and wants(person=person, kind=known_kind)):
        return None
    once = f"{key} {'' if person is None else person.ref}".strip() if key else ""
    with transaction.atomic(), as_tenant(MAINTENANCE if owner is None else owner):
        earlier = _written(kind, once)
        if earlier is not None:
            return earlier
        try:
            with transaction.atomic():
                mail = _enter(known_kind, letter, to, owner, once, at or timezone.now())
        except IntegrityError:
            # Somebody wrote the same in this moment; without a key it was something else.
            earlier = _written(kind, once)
            if earlier is None:
                raise
            return earlier
        enqueue(
            kind=SEND,
            title=say("Send a mail: {words}", words=known_kind.words),
            owner=owner,
            payload={"mail": mail.ref},
            key=mail.ref,
            at=mail.written_at,
        )
        return mail


def withdraw(*, kind: str, key: str, at: datetime) -> int:
    """Takes back what was written with `key`, or with one that begins with it and a space, and has not gone out.

    Within the caller's declared change, as the owner. Says how many mails that were.
    """
    waiting = OutboxMail.objects.filter(
        Q(key=key) | Q(key__startswith=f"{key} "), kind=kind, state=MailState.WAITING
    )
    return waiting.update(state=MailState.WITHDRAWN, over_at=at)


def erase_mail_of(*, person: Person, at: datetime) -> int:
    """Empties every mail to that person; what has not gone out is withdrawn first. Says how many that were.

    Within the caller's declared change, as maintenance. One that is being sent at this moment keeps its state: whoever sends
    it has read it already, and notes what became of it.
    """
    whole = OutboxMail.objects.filter(person=person, erased_at=None)
    left = (MailState.WAITING, MailState.UNSURE, MailState.FAILED)
    whole.filter(state__in=left).update(state=MailState.WITHDRAWN, over_at=at)
    return whole.update(
        address="", subject="", text="", html="", attachment_name="", attachment="", erased_at=at
    )


def _written(kind: str, key: str) -> OutboxMail | None:
    return OutboxMail.objects.filter(kind=kind, key=key).first() if key else None


def _enter(
    kind: MailKind, letter: Letter, to: Person | str, owner: int | None, key: str, at: datetime
) -> OutboxMail:
    ref = new_reference()
    if isinstance(to, Person):
        person, address = to, to.email
        unsubscribe = unsubscribe_address(person=to, kind=kind)
    else:
        person, address, unsubscribe = None, to, ""
    text, html = written(letter, to=person.name if person else "", unsubscribe=unsubscribe)
    name, attachment = letter.attachment or ("", "")
    mail: OutboxMail = OutboxMail.objects.create(
        owner_id=owner,
        ref=ref,
        root=ref,
        kind=kind.name,
        key=key,
        person=person,
        address=address,
        # A line break would begin another header.
        subject=" ".join(letter.subject.split())[:200],
        text=text,
        html=html,
        attachment_name=name,
        attachment=attachment,
        message_id=f"<{ref.lower()}@{domain_of(settings.MAIL_FROM)}>",
        written_at=at,
    )
    return mail


def refuse(*, person: Person, kind: MailKind, at: datetime) -> None:
    """The person gets no more mail of that kind. Whoever holds the signed link may say so for them; again is as once."""
    if kind.essential:
        message = f"Nobody can do without {kind.name}."
        raise ValueError(message)
    reason = say("Wants no more mail: {words}", words=kind.words)
    with transaction.atomic(), declared(person=person.pk, organisation=None, reason=reason):
        MailRefusal.objects.get_or_create(person=person, kind=kind.name, defaults={"since": at})


def choose(*, person: Person, wanted: Collection[str], at: datetime) -> None:
    """The person's own choice between all kinds that they can do without: those in `wanted`, and no others."""
    choice = kinds_to_choose_from()
    with (
        transaction.atomic(),
        declared(person=person.pk, organisation=None, reason=say("Chose which mail they want")),
    ):
        names = [kind.name for kind in choice if kind.name in wanted]
        MailRefusal.objects.filter(person=person, kind__in=names).delete()
        for kind in choice:
            if kind.name not in wanted:
                MailRefusal.objects.get_or_create(person=person, kind=kind.name, defaults={"since": at})
