"""Whose key is still wanted to open bids."""

from __future__ import annotations

from fourfold.ground.kernel.said import say
from fourfold.integrate.models import OpenersShare, ProcurementState

_NOT_OPENED_YET = (ProcurementState.OPEN, ProcurementState.CLOSED)


def key_still_wanted(person: int) -> str:
    """Why this person is needed yet, naming one tender; empty where they are not."""
    share = (
        OpenersShare.objects.filter(
            person=person, opening_key__procurement__state__in=_NOT_OPENED_YET, released_at=None
        )
        .select_related("opening_key__procurement")
        .order_by("pk")
        .first()
    )
    if share is None:
        return ""
    return say(
        "They hold a key to the bids for {title}, which are not opened yet.",
        title=share.opening_key.procurement.title,
    )
