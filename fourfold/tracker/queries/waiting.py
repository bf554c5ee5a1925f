"""What waits for who runs the survey: before a wave can go into the field, and in it the calls of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from fourfold.tracker.models import (
    Appointment,
    AppointmentState,
    FrameOrganisation,
    InstrumentVersion,
    Standing,
    Wave,
    WaveState,
)

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """`unsigned` partners have not given their word for the latest questionnaire; `doubtful` organisations are no one's yet."""

    ref: str
    title: str
    until: date
    unsigned: int
    doubtful: int


def waiting_of(owner: int, *, most: int) -> list[Waiting]:
    """Of waves before fieldwork, those that open first before others."""
    waves = list(
        Wave.objects.filter(
            owner_id=owner, state__in=(WaveState.DESIGNING.value, WaveState.PILOTING.value)
        ).order_by("opens_on", "pk")[:most]
    )
    if not waves:
        return []
    doubtful = dict(
        FrameOrganisation.objects.filter(wave__in=waves, standing=Standing.DOUBTFUL)
        .order_by()
        .values_list("wave_id")
        .annotate(count=Count("pk"))
    )
    versions = InstrumentVersion.objects.filter(wave__in=waves).order_by("number")
    latest = {
        each.wave_id: {signed.partner for signed in each.sign_offs.all()}
        for each in versions.defer("content").prefetch_related("sign_offs")
    }
    return [
        Waiting(
            wave.ref,
            wave.title,
            wave.opens_on,
            unsigned=len(set(wave.partners) - latest[wave.pk]) if wave.pk in latest else 0,
            doubtful=doubtful.get(wave.pk, 0),
        )
        for wave in waves
    ]


def calls_due(*, owner: int, interviewer: int, until: datetime, most: int) -> list[Appointment]:
    """An interviewer's appointments up to that moment, in waves that are in the field; the first before others."""
    due = Appointment.objects.filter(
        owner_id=owner,
        interviewer=interviewer,
        state=AppointmentState.MADE,
        starts_at__lte=until,
        wave__state=WaveState.FIELDING,
    )
    return list(due.select_related("wave", "contact__organisation")[:most])
