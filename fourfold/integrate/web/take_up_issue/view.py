"""What a consultation heard is taken up among what the community named, with how often it was named here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.define.actions.issues import MOST_TIMES
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import DayField, LongTextField, OnceField, YesNoField
from fourfold.integrate.actions import consultation_issues
from fourfold.integrate.queries.consultations import consultation_with
from fourfold.integrate.web.task_page import task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


class TakeUpForm(forms.Form):
    once = OnceField()
    words = LongTextField(
        label=say("What was named?"),
        rows=3,
        max_length=400,
        help_text=say("One thing, in the words that were used. No names of people."),
        error_messages={"required": say("Say what was named")},
    )
    times = forms.IntegerField(
        label=say("How often was it named there?"),
        min_value=1,
        max_value=MOST_TIMES,
        initial=1,
        widget=forms.TextInput(attrs={"data-width": "5", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": say("Enter how often; once is enough")},
    )
    at_an_event = YesNoField(
        label=say("Was it heard at an event?"),
        help_text=say("If not, in the answers"),
        error_messages={"required": say("Choose where it was heard")},
    )
    heard_on = DayField(label=say("When?"), error_messages={"required": say("Enter the day")})


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by, on = actor_of(request), timezone.localdate()
    one = found(consultation_with(owner=by.organisation_id, ref=ref))
    last = on if one.closes_on is None else min(on, one.closes_on)
    form = TakeUpForm(request.POST or None, initial={"heard_on": last})

    def do(given: Mapping[str, Any]) -> str:
        consultation_issues.take_up(
            by=by,
            consultation=one,
            **{name: given[name] for name in ("words", "times", "at_an_event", "heard_on")},
            on=on,
        )
        messages.success(request, say("It counts from now on."))
        return reverse("consultation", kwargs={"ref": ref}) + "#issues"

    return task(
        request,
        form,
        check=lambda: consultation_issues.check_can_take_up(by, one),
        do=do,
        heading=say("Take up an issue"),
        caption=one.title,
        back=reverse("consultation", kwargs={"ref": ref}),
        button=say("Count it"),
        words=say("It stands with what the community named elsewhere, and your priorities answer it."),
    )
