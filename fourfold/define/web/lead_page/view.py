"""One appointment: who, to what, until when, what they did in it; and a line is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.actions import lead_acts, leads
from fourfold.define.models import ActKind
from fourfold.define.queries.leadership import appointment_with
from fourfold.define.web.task_page import task
from fourfold.ground.kernel.said import say
from fourfold.ground.people.posts import post_name, seniority_name
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import DayField, LongTextField, OnceField
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

MOST_ACTS = 50


class ActForm(forms.Form):
    once = OnceField()
    on = DayField(label=say("On which day?"), error_messages={"required": say("Enter the day")})
    kind = forms.ChoiceField(
        label=say("What did they do?"),
        choices=ActKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose what they did")},
    )
    words = LongTextField(
        label=say("In a sentence"),
        rows=3,
        error_messages={"required": say("Say in a sentence what they did")},
    )
    reached = forms.IntegerField(
        label=say("How many people did it reach? (optional)"),
        required=False,
        min_value=0,
        max_value=10_000_000,
        help_text=say("Leave it empty where nobody counted."),
    )


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    appointment = found(appointment_with(owner=by.organisation_id, ref=ref))
    acts = list(appointment.acts.all()[:MOST_ACTS])
    return render(
        request,
        "define/web/lead_page/page.jinja",
        {
            "appointment": appointment,
            "post": post_name(appointment.post),
            "seniority": seniority_name(appointment.seniority),
            "priorities": [each.priority for each in appointment.priorities.select_related("priority")],
            "deputies": list(appointment.deputies.filter(ended_on=None).select_related("person")),
            "followed_by": getattr(appointment, "followed_by", None),
            "acts": acts,
            "cannot_change": reason_against(lambda: leads.check_can_edit(by, appointment)),
            "can_write": lead_acts.can_write(by, appointment),
            "history": history_of(appointment, *acts),
        },
    )


@signed_in
def write_act(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    appointment = found(appointment_with(owner=by.organisation_id, ref=ref))
    today = timezone.localdate()
    form = ActForm(request.POST if request.method == "POST" else None, initial={"on": today})
    form.fields["on"] = DayField(
        label=say("On which day?"), latest=today, error_messages={"required": say("Enter the day")}
    )
    form.order_fields(("on", "kind", "words", "reached"))
    address = reverse("lead", kwargs={"ref": ref})

    def do(given: Mapping[str, Any]) -> str:
        lead_acts.write(
            by=by,
            appointment=appointment,
            on=given["on"],
            kind=given["kind"],
            words=given["words"],
            reached=given["reached"],
        )
        messages.success(request, say("It is written down."))
        return address

    return task(
        request,
        form,
        check=lambda: lead_acts.check_can_write(by, appointment),
        do=do,
        heading=say("Write down what they did"),
        caption=str(appointment),
        back=address,
        button=say("Write it down"),
    )
