"""How often one may try. Whoever guesses is slowed down where they are; nobody is locked out from anywhere else.

Every key of a password holds the address that the attempts come from, or the browser where that has signed in with this
e-mail address before. So a stranger who types my e-mail address wrong on and on does not stop me on my machine, even from the
same office.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import F

from fourfold.ground.kernel.said import say
from fourfold.ground.people.tables import Attempts

if TYPE_CHECKING:
    from datetime import datetime

WINDOW: Final = timedelta(minutes=15)
# Of one e-mail address from one machine; of all addresses from one machine, which may be a whole office.
OF_ONE_EMAIL: Final = 5
OF_ALL: Final = 100
# Of one person's codes, from wherever: six digits can be guessed by many machines together. Only who knows the password
# comes so far, and the owner's own browser is not counted here, so a stranger without it locks nobody out.
OF_ONE_PERSON: Final = 10


@dataclass(frozen=True, slots=True)
class Keys:
    """`own` counts what one tries in one name where one is; `shared` what is tried together with others."""

    own: str
    shared: str
    of_shared: int
    of_own: int = OF_ONE_EMAIL


def keys_of_sign_in(*, address: str, email: str, device: str = "") -> Keys:
    """`device` is the name of a browser that has signed in with this e-mail address before."""
    where = say("device {device}", device=device) if device else address
    return Keys(_key(say("sign in"), where, email.strip().casefold()), _key(say("sign in"), where), OF_ALL)


def keys_of_link(*, address: str, email: str) -> Keys:
    """Of links by mail: whoever asks on and on fills nobody's mailbox, and stops nobody who asks from elsewhere."""
    return Keys(_key("link", address, email.strip().casefold()), _key("link", address), OF_ALL)


def keys_of_second_step(*, address: str, person_ref: str, device: str) -> Keys:
    where = say("device {device}", device=device) if device else address
    shared = (say("second step"), where) if device else (say("second step of"), person_ref)
    return Keys(_key(say("second step"), where, person_ref), _key(*shared), OF_ONE_PERSON)


def keys_of_password(*, person_ref: str, session: str) -> Keys:
    """Of a password asked for again of somebody who is signed in: whoever found the browser open guesses no further."""
    return Keys(_key("password", session, person_ref), _key("password", session), OF_ALL)


def keys_of_provider(*, address: str, what: str) -> Keys:
    """Of a sign-in at an organisation's provider, where a whole office may begin its day behind one address. What is guarded
    is this machine, which asks the provider, and the record of those that failed.
    """
    return Keys(_key("provider", address, what), _key("provider", address), 3 * OF_ALL, of_own=OF_ALL)


def keys_of_passkey(*, address: str) -> Keys:
    """None can be guessed. What is guarded is this machine, which checks signatures."""
    return Keys(_key("passkey", address), _key(say("passkey or other"), address), 3 * OF_ALL, of_own=OF_ALL)


def take(keys: Keys, *, at: datetime) -> datetime | None:
    """Counts one attempt, before it is known how it ends: of many at once none goes uncounted.

    None where it may be made; otherwise when the next may be.
    """
    over = [_count(keys.own, keys.of_own, at), _count(keys.shared, keys.of_shared, at)]
    return max((moment for moment in over if moment is not None), default=None)


def give_back(keys: Keys) -> None:
    """It was right: the counts are as if it had not been tried, and those of this person here at nought."""
    Attempts.objects.filter(key=keys.own).delete()
    Attempts.objects.filter(key=keys.shared, count__gt=0).update(count=F("count") - 1)


def _count(key: str, allowed: int, at: datetime) -> datetime | None:
    with transaction.atomic():
        row, _ = Attempts.objects.select_for_update().get_or_create(key=key, defaults={"window_began": at})
        if row.window_began + WINDOW <= at:
            row.window_began, row.count = at, 0
        if row.count >= allowed:
            return row.window_began + WINDOW
        row.count += 1
        row.save(update_fields=["window_began", "count"])
        return None


def _key(*parts: str) -> str:
    """A digest: the table does not tell who tried to sign in from where."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
