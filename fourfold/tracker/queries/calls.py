"""Whom to call next, what came of earlier calls, and the diary."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from fourfold.tracker.models import (
    Appointment,
    AppointmentState,
    ContactEvent,
    EventKind,
    FrameContact,
    Interview,
    OptOut,
    Standing,
)
from fourfold.tracker.models.frame import REMOVED
from fourfold.tracker.queries.records import complete_organisations
from fourfold.tracker.rules.fieldwork.outcomes import is_refusal
from fourfold.tracker.rules.fieldwork.queue import Case, Place, in_order, place_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from fourfold.tracker.models import Wave
    from fourfold.tracker.rules.instrument.questionnaire import Instrument


@dataclass(frozen=True, slots=True)
class Next:
    """Somebody to be called, in their turn. `last` is what came of the call before."""

    contact: FrameContact
    place: Place
    last: ContactEvent | None


@dataclass(frozen=True, slots=True)
class Queue:
    """The first of those who are to be called, and how many there are."""

    first: tuple[Next, ...]
    waiting: int


def contact_of(*, wave: Wave, ref: str) -> FrameContact | None:
    found: FrameContact | None = (
        FrameContact.objects.filter(wave=wave, ref=ref)
        .select_related("wave", "organisation__organisation", "owner")
        .first()
    )
    return found


def queue_of(wave: Wave, instrument: Instrument, *, at: datetime, most: int) -> Queue:
    """Contacts with a telephone, at organisations that are not done."""
    calls: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    refused: set[int] = set()
    rows = ContactEvent.objects.filter(wave=wave).order_by("at", "pk")
    for contact, kind, outcome, when in rows.values_list("contact_id", "kind", "outcome", "at"):
        if kind == EventKind.CALLED:
            calls[contact].append((outcome, when))
        if is_refusal(outcome):
            refused.add(contact)
    ahead = dict(
        Appointment.objects.filter(wave=wave, state=AppointmentState.MADE).values_list(
            "contact_id", "starts_at"
        )
    )
    sent = dict(
        Interview.objects.filter(wave=wave, contact__isnull=False).values_list("contact_id", "sent_at")
    )
    complete = complete_organisations(wave, instrument)
    out = Exists(OptOut.objects.filter(owner=OuterRef("owner"), known_by=OuterRef("known_by")))
    contacts = (
        FrameContact.objects.filter(wave=wave)
        .exclude(organisation__standing=Standing.LEFT_OUT)
        .exclude(phone__in=("", REMOVED))
        .exclude(out)
    )
    places = []
    for pk, organisation in contacts.order_by("pk").values_list("pk", "organisation_id"):
        case = Case(
            calls=tuple(calls[pk]),
            appointment=ahead.get(pk),
            begun=pk in sent,
            done=sent.get(pk) is not None or organisation in complete or pk in refused,
        )
        place = place_of(case, at=at)
        if place is not None:
            places.append((pk, place))
    keys = in_order(places)[:most]
    shown = FrameContact.objects.select_related("organisation").in_bulk(keys)
    last = {
        each.contact_id: each
        for each in ContactEvent.objects.filter(contact__in=keys, kind=EventKind.CALLED).order_by("at", "pk")
    }
    by_key = dict(places)
    return Queue(
        tuple(Next(shown[key], by_key[key], last.get(key)) for key in keys if key in shown), len(places)
    )


def events_of(contact: FrameContact) -> QuerySet[ContactEvent]:
    """The latest first."""
    return ContactEvent.objects.filter(contact=contact).select_related("by").order_by("-at", "-pk")


def appointment_ahead(contact: FrameContact) -> Appointment | None:
    found: Appointment | None = (
        Appointment.objects.filter(contact=contact, state=AppointmentState.MADE)
        .select_related("interviewer")
        .first()
    )
    return found


def diary_of(wave: Wave) -> QuerySet[Appointment]:
    """Appointments that lie ahead, the next first, of everyone who interviews."""
    return Appointment.objects.filter(wave=wave, state=AppointmentState.MADE).select_related(
        "contact__organisation", "interviewer"
    )


def appointment_of(*, wave: Wave, ref: str) -> Appointment | None:
    found: Appointment | None = (
        Appointment.objects.filter(wave=wave, ref=ref).select_related("wave", "contact__organisation").first()
    )
    return found


def taken_by(person: int) -> list[datetime]:
    """When an interviewer is to call somebody, in whatever wave of the organisation."""
    return list(
        Appointment.objects.filter(interviewer=person, state=AppointmentState.MADE).values_list(
            "starts_at", flat=True
        )
    )
