from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import LongTextField
from fourfold.integrate.actions import procurements
from fourfold.integrate.queries.procurements import procurement_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class AbandonForm(forms.Form):
    because = LongTextField(
        label="Why is it abandoned?",
        rows=4,
        help_text="If the tender was open, suppliers will read this",
        error_messages={"required": "Say why it is abandoned"},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """Asks for the reason; afterwards nothing brings the procurement back."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    procurements.check_can_abandon(by, procurement)
    form = AbandonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            procurements.abandon(by=by, procurement=procurement, because=form.cleaned_data["because"])
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return redirect("procurement", ref=ref)
    return render(
        request,
        "integrate/web/abandon/page.jinja",
        {"form": form, "procurement": procurement},
        status=422 if form.errors else 200,
    )
