"""The interviewer's queue, a call, appointments and the diary."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.web.sure import SureForm
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.filters import LONDON, moment
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.tracker.actions import calls
from fourfold.tracker.actions.invitations import check_in_the_field
from fourfold.tracker.actions.waves import check_can_manage
from fourfold.tracker.exchange.instrument.stored import instrument_of
from fourfold.tracker.queries.calls import (
    appointment_ahead,
    appointment_of,
    contact_of,
    diary_of,
    events_of,
    queue_of,
    taken_by,
)
from fourfold.tracker.queries.frame import contacts_of
from fourfold.tracker.queries.instruments import latest_instrument
from fourfold.tracker.queries.interviews import interview_of
from fourfold.tracker.queries.waves import wave_of
from fourfold.tracker.rules.fieldwork.outcomes import CODES
from fourfold.tracker.rules.fieldwork.queue import Turn, slots_of, working_days
from fourfold.tracker.web.answering.steps import step_of
from fourfold.tracker.web.calls.form import AppointmentForm, CallForm
from fourfold.tracker.web.form_page import form_page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor
    from fourfold.tracker.models import ContactEvent, FrameContact, Wave

MOST_SHOWN: Final = 25
DAYS_AHEAD: Final = 10
TURNS = {
    Turn.APPOINTMENT: say("Appointment"),
    Turn.BEGUN: say("Has begun to answer"),
    Turn.NOT_TRIED: say("Not called yet"),
    Turn.AGAIN: say("To be called again"),
}


@require_safe
@signed_in
def queue(request: HttpRequest, ref: str) -> HttpResponse:
    by, now = actor_of(request), timezone.now()
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    check_can_manage(by, wave)
    version = latest_instrument(wave)
    closed = reason_against(lambda: check_in_the_field(wave, on=timezone.localdate()))
    whole = (
        None if version is None or closed else queue_of(wave, instrument_of(version), at=now, most=MOST_SHOWN)
    )
    return render(
        request,
        "tracker/web/calls/queue.jinja",
        {
            "wave": wave,
            "closed": closed,
            "waiting": 0 if whole is None else whole.waiting,
            "rows": [
                (
                    each.contact,
                    TURNS[each.place.turn],
                    each.place.since,
                    "" if each.last is None else CODES[each.last.outcome].words,
                )
                for each in (() if whole is None else whole.first)
            ],
        },
    )


@signed_in
def call(request: HttpRequest, ref: str, contact: str) -> HttpResponse:
    """Who is called, what happened before, and what came of it now."""
    by, on, now = actor_of(request), timezone.localdate(), timezone.now()
    wave, one = _whom(by, ref, contact)
    form = CallForm(request.POST if request.method == "POST" else None)

    def check() -> None:
        """Whom one may not call now one may still look up."""
        if request.method == "POST":
            calls.check_can_call(by, one, on=on)
        else:
            check_can_manage(by, wave)

    def do(given: Mapping[str, Any]) -> str:
        calls.note_call(by=by, contact=one, outcome=given["outcome"], note=given["note"], on=on, at=now)
        messages.success(request, say("Written down: {outcome}.", outcome=CODES[given["outcome"]].words))
        return reverse("call_queue", kwargs={"ref": ref})

    def show() -> HttpResponse:
        interview = interview_of(one)
        version = interview.instrument if interview is not None else latest_instrument(wave)
        parts = (
            []
            if version is None
            else step_of(
                instrument_of(version), interview, organisation=one.organisation, by_interviewer=True
            ).to_do()
        )
        return render(
            request,
            "tracker/web/calls/call.jinja",
            {
                "wave": wave,
                "contact": one,
                "form": form,
                "interview": interview,
                "parts": [(title, _part(ref, contact, page.number), left) for page, title, left in parts],
                "events": [(each, _came_of(each)) for each in events_of(one)],
                "appointment": appointment_ahead(one),
                "colleagues": [each for each in contacts_of(one.organisation) if each.pk != one.pk],
                "cannot_call": reason_against(lambda: calls.check_can_call(by, one, on=on)),
            },
        )

    return send(request, form, check=check, do=do, show=show)


@signed_in
def make_appointment(request: HttpRequest, ref: str, contact: str) -> HttpResponse:
    by, on, now = actor_of(request), timezone.localdate(), timezone.now()
    _, one = _whom(by, ref, contact)
    form = AppointmentForm(request.POST if request.method == "POST" else None, slots=_free(by, one.wave, now))
    back = reverse("call", kwargs={"ref": ref, "contact": contact})

    def do(_: Mapping[str, Any]) -> str:
        made = calls.make_appointment(by=by, contact=one, starts_at=form.starts_at(), on=on, at=now)
        messages.success(request, say("You call them on {moment}.", moment=moment(made.starts_at)))
        return back

    page = {
        "heading": say("Make an appointment"),
        "caption": one.name or one.email,
        "words": say("It stands in your diary, and they are first in the queue when it comes."),
        "back": back,
        "button": say("Make this appointment"),
    }
    return send(
        request,
        form,
        check=lambda: calls.check_can_call(by, one, on=on),
        do=do,
        show=lambda: form_page(request, form, **page),
    )


@require_safe
@signed_in
def diary(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    check_can_manage(by, wave)
    return render(
        request, "tracker/web/calls/diary.jinja", {"wave": wave, "page": page_of(request, diary_of(wave))}
    )


@signed_in
def call_off(request: HttpRequest, ref: str, appointment: str) -> HttpResponse:
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    check_can_manage(by, wave)
    one = found(appointment_of(wave=wave, ref=appointment))
    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": one.version})
    back = reverse("diary", kwargs={"ref": ref})

    def do(given: Mapping[str, Any]) -> str:
        calls.call_off(by=by, appointment=one, seen=given["version"] or 0)
        return back

    page = {
        "heading": say("Call this appointment off"),
        "caption": moment(one.starts_at),
        "words": say("{name} comes back into the queue.", name=one.contact.name or one.contact.email),
        "back": back,
        "button": say("Call it off"),
        "kind": "warning",
    }
    return send(
        request,
        form,
        check=lambda: calls.check_can_call_off(by, one),
        do=do,
        show=lambda: form_page(request, form, **page),
    )


def _whom(by: Actor, ref: str, contact: str) -> tuple[Wave, FrameContact]:
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    check_can_manage(by, wave)
    return wave, found(contact_of(wave=wave, ref=contact))


def _free(by: Actor, wave: Wave, now: datetime) -> list[datetime]:
    """Free half hours of the next working days on which the field is open."""
    today = timezone.localdate(now)
    last = min(wave.closes_on, today + timedelta(days=2 * DAYS_AHEAD))
    taken = taken_by(by.person_id)
    days = working_days(max(today, wave.opens_on), last, most=DAYS_AHEAD)
    return [slot for day in days for slot in slots_of(day, zone=LONDON, taken=taken, after=now)]


def _part(ref: str, contact: str, number: int) -> str:
    return reverse("interview_part", kwargs={"ref": ref, "contact": contact, "number": number})


def _came_of(event: ContactEvent) -> str:
    code = CODES.get(event.outcome)
    return event.get_kind_display() if code is None else code.words
