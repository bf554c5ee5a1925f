"""Events of a consultation: one is recorded, or corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import DayField, LongTextField, OnceField, VersionField
from fourfold.integrate.actions import consultation_events, consultations
from fourfold.integrate.actions.consultation_events import LARGEST, Event
from fourfold.integrate.queries.consultations import consultation_with, event_with
from fourfold.integrate.web.task_page import task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

ANSWERS = ("title", "held_on", "place", "residents", "providers", "notes")


def _how_many(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=LARGEST,
        help_text=say("How many, not who. Leave it empty if nobody counted"),
        widget=forms.TextInput(attrs={"data-width": "5", "inputmode": "numeric", "autocomplete": "off"}),
    )


class EventForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    title = forms.CharField(
        label=say("What was it?"),
        max_length=200,
        help_text=say("For example “Open evening at the Northfield centre”"),
        error_messages={"required": say("Say what it was")},
    )
    held_on = DayField(label=say("When?"), error_messages={"required": say("Enter the day")})
    place = forms.CharField(label=say("Where?"), max_length=200, required=False)
    residents = _how_many(say("Residents and tenants who came"))
    providers = _how_many(say("People from firms, charities and social enterprises who came"))
    notes = LongTextField(
        label=say("Notes"),
        rows=6,
        required=False,
        help_text=say("They are not published. No names of people"),
    )

    def event(self) -> Event:
        return Event(**{name: self.cleaned_data[name] for name in ANSWERS})


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    one = found(consultation_with(owner=by.organisation_id, ref=ref))
    form = EventForm(request.POST or None)

    def do(_given: Mapping[str, Any]) -> str:
        consultation_events.record(by=by, consultation=one, event=form.event())
        return reverse("consultation", kwargs={"ref": ref}) + "#events"

    return task(
        request,
        form,
        check=lambda: consultations.check_runs(by, one),
        do=do,
        heading=say("Record an event"),
        caption=one.title,
        back=reverse("consultation", kwargs={"ref": ref}),
        button=say("Record it"),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: HttpRequest, ref: str, event: str) -> HttpResponse:
    by = actor_of(request)
    one = found(consultation_with(owner=by.organisation_id, ref=ref))
    record = found(event_with(one, event))
    begun = {name: getattr(record, name) for name in ANSWERS}
    form = EventForm(request.POST or None, initial={**begun, "version": record.version})

    def do(given: Mapping[str, Any]) -> str:
        consultation_events.correct(by=by, record=record, event=form.event(), seen=given["version"] or 0)
        return reverse("consultation", kwargs={"ref": ref}) + "#events"

    return task(
        request,
        form,
        check=lambda: consultations.check_runs(by, one),
        do=do,
        stored=lambda now: {name: getattr(now, name) for name in ANSWERS},
        heading=say("Correct an event"),
        caption=one.title,
        back=reverse("consultation", kwargs={"ref": ref}),
        button=say("Keep this"),
    )
