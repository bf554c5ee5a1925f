"""Interviews: that of a contact, and trials of the questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.tracker.models import Interview, Purpose

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fourfold.tracker.models import FrameContact, Wave


def interview_of(contact: FrameContact) -> Interview | None:
    found: Interview | None = (
        Interview.objects.filter(contact=contact).select_related("wave", "instrument").first()
    )
    return found


def trials_of(wave: Wave) -> QuerySet[Interview]:
    """Pilots and tests, the latest first."""
    return (
        Interview.objects.filter(wave=wave)
        .exclude(purpose=Purpose.REAL)
        .select_related("begun_by", "instrument")
        .order_by("-begun_at", "-pk")
    )


def trial_of(*, wave: Wave, ref: str) -> Interview | None:
    found: Interview | None = (
        trials_of(wave).filter(ref=ref).select_related("wave", "instrument", "begun_by").first()
    )
    return found


def people_who_answered(wave: Wave) -> int:
    return Interview.objects.filter(wave=wave, purpose=Purpose.REAL).count()
