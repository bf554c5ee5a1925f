"""What an organisation has opened to others, and what others have opened to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.organisations.tenancy import Share

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet


def shares_given(*, owner: int, on: date) -> QuerySet[Share]:
    """What `owner` shares on that day, the latest first."""
    return _in_order(Share.objects.in_force(on).filter(owner_id=owner))


def shares_received(*, organisation: int, on: date) -> QuerySet[Share]:
    """What others share with `organisation` by name on that day, the latest first.

    Those that have ended are for nobody but who gave them: that a recipient took its confirmation back tells the
    supplier that it was disputed in confidence.
    """
    return _in_order(Share.objects.in_force(on).filter(organisation_id=organisation))


def shares_ended(*, owner: int, on: date) -> QuerySet[Share]:
    """What `owner` shared and shares no more, the latest first."""
    return _in_order(
        Share.objects.filter(owner_id=owner, from_day__lte=on).exclude(
            pk__in=Share.objects.in_force(on).filter(owner_id=owner).values("pk")
        )
    )


def share_given(*, key: int, owner: int) -> Share | None:
    return Share.objects.select_related("organisation").filter(pk=key, owner_id=owner).first()


def _in_order(shares: QuerySet[Share]) -> QuerySet[Share]:
    return shares.select_related("owner", "organisation").order_by("-from_day", "-pk")
