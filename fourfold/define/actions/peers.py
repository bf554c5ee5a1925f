"""Whether an organisation's priorities count in comparisons with peers, and the counting itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fourfold.define.models import CountedWithPeers, PeerCount
from fourfold.define.queries.peers import contributions, least_others
from fourfold.define.rules.peers import peer_groups
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import check_role
from fourfold.ground.people.changes import change, update
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor


def check_can_set(by: Actor) -> None:
    check_role(by, Role.LEAD, Role.ADMINISTRATOR, to=say("say whether your priorities count in comparisons"))


def can_set(by: Actor) -> bool:
    return by.has(Role.LEAD, Role.ADMINISTRATOR)


def set_counted(*, by: Actor, counted: bool, on: date) -> CountedWithPeers:
    """From the next count on. What is published counts whatever this says: everyone can read it."""
    check_can_set(by)
    reason = (
        say("Lets its priorities count in comparisons")
        if counted
        else say("No longer lets its priorities count in comparisons")
    )
    with change(by=by, owner=by.organisation_id, reason=reason):
        standing = CountedWithPeers.objects.filter(owner_id=by.organisation_id).first()
        if standing is None:
            return CountedWithPeers.objects.create(
                owner_id=by.organisation_id, root="", counted=counted, decided_on=on
            )
        if standing.counted == counted:
            return standing
        return update(standing, version=standing.version, counted=counted, decided_on=on)


def count(*, on: date) -> int:
    """Makes all groups anew, as maintenance; returns how many there are."""
    groups = peer_groups(contributions(), least=least_others(on))
    with transaction.atomic():
        PeerCount.objects.all().delete()
        PeerCount.objects.bulk_create(
            PeerCount(
                sector=group.sector,
                size_band=group.size,
                organisations=group.organisations,
                theme=theme.value,
                count=having,
                counted_on=on,
            )
            for group in groups
            for theme, having in group.counts.items()
        )
    return len(groups)
