from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import LongTextField, OnceField
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import procurements
from fourfold.integrate.queries.procurements import procurement_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


class AbandonForm(forms.Form):
    once = OnceField()
    because = LongTextField(
        label=say("Why is it abandoned?"),
        rows=4,
        help_text=say("If the tender was open, suppliers will read this"),
        error_messages={"required": say("Say why it is abandoned")},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """Asks for the reason; afterwards nothing brings the procurement back."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    form = AbandonForm(request.POST or None)

    def do(given: Mapping[str, Any]) -> str:
        procurements.abandon(by=by, procurement=procurement, because=given["because"])
        return reverse("procurement", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: procurements.check_can_abandon(by, procurement),
        do=do,
        show=lambda: render(
            request, "integrate/web/abandon/page.jinja", {"form": form, "procurement": procurement}
        ),
    )
