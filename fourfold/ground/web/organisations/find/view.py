"""Find an organisation by what one knows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations import queries
from fourfold.ground.organisations.tables import Sector
from fourfold.ground.people.actions.organisations import can_enter_organisation, check_can_enter_organisation
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.web.access import actor_of, signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST_SHOWN = 25


class FindForm(forms.Form):
    q = forms.CharField(label=say("Name or number"), max_length=200, required=False, strip=True)
    sector = forms.ChoiceField(
        label=say("Kind of organisation"),
        choices=[("", say("Any kind")), *Sector.choices],
        required=False,
    )


@require_GET
@signed_in
def organisations(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.GET or None)
    text, sector = "", ""
    if form.is_bound and form.is_valid():
        text, sector = form.cleaned_data["q"], form.cleaned_data["sector"]
    by = actor_of(request)
    reason = ""
    try:
        check_can_enter_organisation(by)
    except NotAllowed as refusal:
        reason = str(refusal)
    found = queries.find(text, timezone.localdate(), sector=sector or None, limit=MOST_SHOWN) if text else []
    return render(
        request,
        "ground/web/organisations/find/page.jinja",
        {
            "form": form if form.is_bound else FindForm(),
            "text": text,
            "found": found,
            "most_shown": MOST_SHOWN,
            "can_enter": can_enter_organisation(by),
            "reason": reason,
        },
    )
