"""A community organisation names an issue to a council or landlord that works here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.urls import reverse
from django.utils import timezone

from fourfold.define.actions import issues
from fourfold.define.queries.partners import partner_named
from fourfold.define.web.task_page import task
from fourfold.ground.kernel.said import say, say_joined
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.forms import DayField, LongTextField, OnceField

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.organisations.tables import Organisation

MOST_WORDS = 400


class NameForm(forms.Form):
    once = OnceField()
    organisation = forms.CharField(
        label=say("To whom do you name it?"),
        max_length=250,
        help_text=say(
            "The name of the council or landlord, or its reference. It must be one that works here."
        ),
        error_messages={"required": say("Enter the name of the council or landlord")},
    )
    words = LongTextField(
        label=say("What is the matter?"),
        rows=3,
        max_length=MOST_WORDS,
        help_text=say(
            "One thing, in your own words. No names of people, please, and nothing about one person’s life."
        ),
        error_messages={"required": say("Say what was named")},
    )
    times = forms.IntegerField(
        label=say("How many people named it, as far as you know?"),
        min_value=1,
        max_value=issues.MOST_TIMES,
        initial=1,
        help_text=say("A number alone is kept; nobody is named."),
        widget=forms.TextInput(attrs={"data-width": "5", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": say("Enter how many; one is enough")},
    )
    heard_on = DayField(
        label=say("When was that?"),
        error_messages={"required": say("Enter the day, or the last day of the time")},
    )


@signed_in
def view(request: HttpRequest) -> HttpResponse:
    by, on = actor_of(request), timezone.localdate()
    form = NameForm(request.POST if request.method == "POST" else None)

    def do(given: Mapping[str, Any]) -> str:
        to = _meant(given["organisation"], on)
        issues.name(
            by=by, to=to, words=given["words"], times=given["times"], heard_on=given["heard_on"], on=on
        )
        messages.success(
            request, say("Named to {organisation}. Somebody there looks at it first.", organisation=to.name)
        )
        return reverse("community_issues")

    return task(
        request,
        form,
        check=lambda: issues.check_can_name(by),
        do=do,
        heading=say("Name an issue for your community"),
        caption=say("What the community named"),
        back=reverse("community_issues"),
        button=say("Name it"),
        words=say(
            "It is looked at before it counts. What counts is put together with what others named, and can become a "
            "priority or something that suppliers are asked about. You can see here what became of it."
        ),
    )


def _meant(text: str, on: date) -> Organisation:
    organisation, offered = partner_named(text, on=on)
    if organisation is not None:
        return organisation
    message = (
        say("Enter the whole name. Did you mean {names}?", names=say_joined(offered, last="or"))
        if offered
        else say("No organisation that works here has this name")
    )
    raise Refused(message, field="organisation")
