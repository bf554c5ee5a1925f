"""Waves of the survey that an organisation runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.tracker.models import Wave

if TYPE_CHECKING:
    from django.db.models import QuerySet


def waves_of(owner: int) -> QuerySet[Wave]:
    """The latest first."""
    return Wave.objects.filter(owner_id=owner)


def wave_of(*, owner: int, ref: str) -> Wave | None:
    found: Wave | None = Wave.objects.filter(owner_id=owner, ref=ref).select_related("drafted_by").first()
    return found
