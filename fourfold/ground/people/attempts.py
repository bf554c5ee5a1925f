"""How often one may try. Whoever guesses is slowed down where they are; nobody is locked out from anywhere else.

Every key holds the address that the attempts come from. So a stranger who types my e-mail address wrong on and on from
their machine does not stop me on mine.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import F

from fourfold.ground.people.tables import Attempts

if TYPE_CHECKING:
    from datetime import datetime

WINDOW: Final = timedelta(minutes=15)
# Of one e-mail address from one machine; of all addresses from one machine, which may be a whole office.
OF_ONE_EMAIL: Final = 5
OF_ALL: Final = 100


@dataclass(frozen=True, slots=True)
class Keys:
    one_email: str
    all_emails: str


def keys_of_sign_in(*, address: str, email: str) -> Keys:
    return Keys(_key("sign in", address, email.strip().casefold()), _key("sign in", address))


def take(keys: Keys, *, at: datetime) -> datetime | None:
    """Counts one attempt, before it is known how it ends: of many at once none goes uncounted.

    None where it may be made; otherwise when the next may be.
    """
    over = [_count(keys.one_email, OF_ONE_EMAIL, at), _count(keys.all_emails, OF_ALL, at)]
    return max((moment for moment in over if moment is not None), default=None)


def give_back(keys: Keys) -> None:
    """It was the right password: the counts are as if it had not been tried, and those of this e-mail address at nought."""
    Attempts.objects.filter(key=keys.one_email).delete()
    Attempts.objects.filter(key=keys.all_emails, count__gt=0).update(count=F("count") - 1)


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
