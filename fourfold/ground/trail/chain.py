"""Chains the trail: each owner's entries in order, each link's hash over the one before, so that nothing goes unseen.

Owner 0 stands for entries of no organisation. An entry of two organisations is in both chains. What is chained here was
written before; a database that somebody rewrote whole, links and all, is found out by a head that was sent elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Max, Q

from fourfold.ground.trail.as_maintenance import as_maintenance
from fourfold.ground.trail.tables import TrailEntry, TrailLink

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

NOBODY = 0
FIRST = "0" * 64
_BATCH = 1_000
# Any number that no other program on the same database locks by; it spells "trail".
_LOCK = 0x747261696C


def link_hash(previous: str, entry: TrailEntry) -> str:
    """SHA-256 of the previous hash and the entry as canonical JSON: keys sorted, no spaces, time in UTC."""
    told = {
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "columns": entry.columns,
        "digest": entry.digest,
        "id": entry.pk,
        "operation": entry.operation,
        "organisation": entry.organisation,
        "other_owner": entry.other_owner,
        "owner": entry.owner,
        "person": entry.person,
        "reason": entry.reason,
        "request": entry.request,
        "row": entry.row,
        "table": entry.table,
    }
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}{text}".encode()).hexdigest()


def entries_of_chain(owner: int) -> QuerySet[TrailEntry]:
    if owner == NOBODY:
        return TrailEntry.objects.filter(owner=None, other_owner=None)
    return TrailEntry.objects.filter(Q(owner=owner) | Q(other_owner=owner))


def owners() -> list[int]:
    """Every owner with an entry or a link, nobody first."""
    found: set[Any] = {NOBODY}
    found.update(TrailEntry.objects.exclude(owner=None).values_list("owner", flat=True).distinct())
    found.update(
        TrailEntry.objects.exclude(other_owner=None).values_list("other_owner", flat=True).distinct()
    )
    found.update(TrailLink.objects.values_list("owner", flat=True).distinct())
    return sorted(found)


def chain_all() -> int:
    """Adds the links that are wanting and says how many. Safe to repeat and to run twice at once."""
    horizon = _last_settled()
    with as_maintenance():
        everyone = owners()
    return sum(_chain(owner, horizon) for owner in everyone)


def unchained() -> QuerySet[TrailEntry]:
    """The tail after the last link of any chain. Only within `as_maintenance`."""
    last = TrailLink.objects.aggregate(last=Max("entry_id"))["last"] or 0
    return TrailEntry.objects.filter(pk__gt=last)


def _chain(owner: int, horizon: int) -> int:
    added = 0
    while True:
        with transaction.atomic(), as_maintenance():
            _one_at_a_time()
            last = TrailLink.objects.filter(owner=owner).order_by("-number").first()
            waiting = list(
                entries_of_chain(owner)
                .filter(pk__gt=last.entry_id if last else 0, pk__lte=horizon)
                .order_by("pk")[:_BATCH],
            )
            TrailLink.objects.bulk_create(_links(owner, last, waiting))
        added += len(waiting)
        if len(waiting) < _BATCH:
            return added


def _links(owner: int, last: TrailLink | None, entries: Iterable[TrailEntry]) -> Iterable[TrailLink]:
    number, previous = (last.number, last.hash) if last else (0, FIRST)
    for entry in entries:
        number, previous = number + 1, link_hash(previous, entry)
        yield TrailLink(owner=owner, number=number, entry=entry, hash=previous)


def _last_settled() -> int:
    """The last entry below which none can still come.

    PostgreSQL hands out numbers before transactions end. For an instant we hold a lock that waits for every writer of the
    trail: whatever number was handed out by then is written or never will be. The embedded database has one writer.
    """
    with transaction.atomic(), as_maintenance():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '10s'")
                cursor.execute("LOCK TABLE ground_trailentry IN SHARE MODE")
        return TrailEntry.objects.aggregate(last=Max("pk"))["last"] or 0


def _one_at_a_time() -> None:
    """Held to the end of the transaction. On the embedded database the transaction itself is the lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
