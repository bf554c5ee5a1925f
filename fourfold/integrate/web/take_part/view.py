"""A supplier asks to take part in the first stage of a tender."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import LongTextField, OnceField
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import first_stage
from fourfold.integrate.queries.routes import own_request, route_choice
from fourfold.integrate.queries.tenders import tender

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


class TakePartForm(forms.Form):
    once = OnceField()
    statement = LongTextField(
        label=say("How do you meet each of the conditions?"),
        rows=10,
        error_messages={"required": say("Say how you meet each of the conditions")},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    now = timezone.now()
    procurement = found(tender(ref, at=now)).procurement
    sent = own_request(procurement, by.organisation_id)
    form = TakePartForm(
        request.POST or None, initial={} if sent is None else {"statement": sent[0].statement}
    )

    def do(given: Mapping[str, Any]) -> str:
        first_stage.ask_to_take_part(by=by, procurement=procurement, statement=given["statement"], at=now)
        return reverse("tender", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: first_stage.check_can_ask_to_take_part(by, procurement, at=now),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/take_part/page.jinja",
            {"form": form, "procurement": procurement, "choice": route_choice(procurement), "sent": sent},
        ),
    )
