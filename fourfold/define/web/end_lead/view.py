"""Somebody leads no longer: with or without somebody who follows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone

from fourfold.define.actions import leads
from fourfold.define.models import LeadRole
from fourfold.define.queries.leadership import appointment_with
from fourfold.define.web.appoint_lead.form import stored
from fourfold.define.web.appoint_lead.view import appointed, priorities_of
from fourfold.define.web.end_lead.form import EndForm, HandOverForm
from fourfold.define.web.task_page import task_page
from fourfold.ground.kernel.said import say
from fourfold.ground.people.queries import colleagues
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import LeadAppointment


@signed_in
def end(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    appointment = found(appointment_with(owner=by.organisation_id, ref=ref))
    form = EndForm(
        request.POST if request.method == "POST" else None,
        initial={"version": appointment.version, "last_day": timezone.localdate()},
    )

    def do(given: Mapping[str, Any]) -> str:
        leads.end(
            by=by,
            appointment=appointment,
            seen=given["version"] or 0,
            last_day=given["last_day"],
            because=given["because"],
            notes=given["notes"],
        )
        messages.success(request, say("It has an end."))
        return reverse("leads")

    return send(
        request,
        form,
        check=lambda: leads.check_can_edit(by, appointment),
        do=do,
        show=lambda: _page(
            request,
            form,
            appointment,
            heading=say("End this appointment"),
            button=say("End it"),
            words=say(
                "Nobody follows. Where somebody does, hand over instead: what was written stays together."
            ),
        ),
    )


@signed_in
def hand_over(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    today = timezone.localdate()
    appointment = found(appointment_with(owner=by.organisation_id, ref=ref))
    people = colleagues(organisation=by.organisation_id, on=today)
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        people=[each for each in people if each.pk != appointment.person_id],
        priorities=priorities_of(by.organisation_id),
        initial={**stored(appointment), "last_day": today, "until_day": None, "name_may_be_shown": False},
    )
    if appointment.role == LeadRole.ELECTED:
        del form.fields["name_may_be_shown"]

    def do(given: Mapping[str, Any]) -> str:
        following = leads.hand_over(
            by=by,
            appointment=appointment,
            seen=given["version"] or 0,
            last_day=given["last_day"],
            because=given["because"],
            notes=given["notes"],
            who=appointed(
                by,
                given,
                role=appointment.role,
                from_day=given["last_day"] + timedelta(days=1),
                service=appointment.service,
                deputy_of=appointment.deputy_of,
            ),
        )
        messages.success(
            request,
            say(
                "{known_as} is followed by {next_one}.",
                known_as=appointment.known_as,
                next_one=following.known_as,
            ),
        )
        return reverse("lead", kwargs={"ref": following.ref})

    return send(
        request,
        form,
        check=lambda: leads.check_can_edit(by, appointment),
        do=do,
        show=lambda: _page(
            request,
            form,
            appointment,
            heading=say("Hand over to who follows"),
            button=say("Hand over"),
            words=say(
                "Who follows begins on the day after, with the same remit and deputies, and reads your notes."
            ),
        ),
    )


def _page(
    request: HttpRequest, form: Form, appointment: LeadAppointment, *, heading: str, button: str, words: str
) -> HttpResponse:
    return task_page(
        request,
        form,
        heading=heading,
        caption=str(appointment),
        back=reverse("lead", kwargs={"ref": appointment.ref}),
        button=button,
        words=words,
    )
