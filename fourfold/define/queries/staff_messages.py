"""What staff are told of the policy, and how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.models import StaffMessage
from fourfold.define.rules.reach import Reach, Told, reach

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet


def messages_of(owner: int) -> QuerySet[StaffMessage]:
    """The latest planned first."""
    return StaffMessage.objects.filter(owner_id=owner).select_related("carried_by__person")


def message_with(*, owner: int, ref: str) -> StaffMessage | None:
    return messages_of(owner).filter(ref=ref).first()


def reach_of(owner: int, *, on: date) -> Reach:
    columns = ("planned_for", "told_on", "audience_size", "reached", "asked", "said_back")
    rows = StaffMessage.objects.filter(owner_id=owner).values_list(*columns)
    return reach([Told(*row) for row in rows], on=on)
