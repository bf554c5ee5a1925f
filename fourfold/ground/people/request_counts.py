"""How many requests a token, or an address without one, may make in a minute, over all processes of the installation.

A process takes requests from the database a handful at a time and lets them through from memory: one write for many
requests. So never more than allowed pass; a little fewer may, where several processes hold a rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from fourfold.ground.kernel.said import say
from fourfold.ground.people.token_table import RequestCount

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

HANDFUL: Final = 30
_ADDRESS: Final = "address "

_held: dict[str, int] = {}
_minute: list[datetime] = []


def key_of_token(token: int) -> str:
    return say("token {token}", token=token)


def key_of_address(address: str) -> str:
    return f"{_ADDRESS}{address}"[:80]


def allowed_without_token() -> int:
    """How many requests in a minute from one address that nobody answers for: a tenth of what a token may make."""
    return max(1, settings.API_REQUESTS_A_MINUTE // 10)


def minute_of(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def let_through(*, key: str, allowed: int, at: datetime) -> int:
    """Counts one request; 0 where it may be made, else after how many seconds the next may be."""
    minute = minute_of(at)
    if _minute != [minute]:
        _held.clear()
        _minute[:] = [minute]
    if _held.get(key, 0) == 0:
        _held[key] = _take(key, allowed, minute)
    if _held[key] == 0:
        return 60 - at.second
    _held[key] -= 1
    return 0


def forget() -> None:
    """What this process holds of this minute. For tests, whose databases forget too."""
    _held.clear()


def forget_addresses(*, before: datetime) -> int:
    """Where requests without a token came from in the minutes before then is personal data that nobody needs any more.

    A token's count stays: it says when the token was last used.
    """
    gone, _ = RequestCount.objects.filter(key__startswith=_ADDRESS, minute__lt=before).delete()
    return gone


def last_used(tokens: Iterable[int]) -> dict[int, date]:
    """By the key of the token, the day of the minute in which it was last used; nothing for one that never was."""
    keys = {key_of_token(token): token for token in tokens}
    counts = RequestCount.objects.filter(key__in=keys).values_list("key", "minute")
    return {keys[key]: minute.date() for key, minute in counts}


def _take(key: str, allowed: int, minute: datetime) -> int:
    with transaction.atomic():
        row, _ = RequestCount.objects.select_for_update().get_or_create(key=key, defaults={"minute": minute})
        if row.minute != minute:
            row.minute, row.count = minute, 0
        taken = max(0, min(HANDFUL, allowed - row.count))
        if taken:
            row.count += taken
            row.save(update_fields=["minute", "count"])
        return taken
