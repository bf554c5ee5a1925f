"""A person's own key for opening bids, locked with a passphrase that is never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused, change
from fourfold.integrate.models import OpenersKey
from fourfold.integrate.rules import sealing

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.actor import Actor


def set_passphrase(*, by: Actor, passphrase: str, at: datetime) -> OpenersKey:
    """Makes the person's key. Refuses a passphrase that is too short, and a second key in place of the first."""
    if OpenersKey.objects.filter(person_id=by.person_id).exists():
        message = say("You have an opening passphrase already. Change it with the one you have")
        raise Refused(message)
    if passphrase.strip().casefold() in {by.email.casefold(), by.name.casefold()}:
        message = say("Choose something that is not your name or e-mail address")
        raise Refused(message, field="passphrase")
    try:
        made = sealing.make_opener_key(passphrase, opener=by.person_ref)
    except ValueError as short:
        raise Refused(str(short), field="passphrase") from short
    with change(by=by, owner=by.organisation_id, reason=say("Set an opening passphrase")):
        return OpenersKey.objects.create(
            person_id=by.person_id,
            public_key=made.public_key,
            wrapped_private_key=made.wrapped_private_key,
            made_at=at,
        )


def change_passphrase(*, by: Actor, old: str, new: str) -> OpenersKey:
    """The same key under a new passphrase: tenders that name the person as an opener stay openable."""
    key = OpenersKey.objects.filter(person_id=by.person_id).first()
    if key is None:
        message = say("You have no opening passphrase yet. Set one first")
        raise Refused(message)
    try:
        wrapped = sealing.change_passphrase(bytes(key.wrapped_private_key), old, new, opener=by.person_ref)
    except sealing.WrongPassphrase as wrong:
        raise Refused(str(wrong), field="old") from wrong
    except ValueError as short:
        raise Refused(str(short), field="passphrase") from short
    with change(by=by, owner=by.organisation_id, reason=say("Changed an opening passphrase")):
        key.wrapped_private_key = wrapped
        key.save(update_fields=["wrapped_private_key"])
    return key
