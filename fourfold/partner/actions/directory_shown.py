"""What of the directory everyone may read: a Share with nobody named opens it, and taking that back closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.organisations.tenancy import Right, Share, share

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.organisations.tables import Organisation


def show_to_everyone(*, owner: Organisation, thing: str, kind: str, on: date, reason: str) -> None:
    """The caller stands in `change(...)` of the owner."""
    share(owner=owner, thing=thing, kind=kind, organisation=None, right=Right.SEE, on=on, reason=reason)


def show_no_more(*, owner: int, thing: str, at: datetime) -> None:
    """The caller stands in `change(...)` of the owner."""
    given = Share.objects.in_force(timezone.localdate(at))
    for each in given.filter(owner_id=owner, thing=thing, organisation=None):
        each.revoked_at = at
        each.save(update_fields=["revoked_at"])
