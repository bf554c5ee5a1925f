"""To set an award aside, with the reason that those who bid will read."""

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
from fourfold.integrate.actions import set_aside
from fourfold.integrate.actions.award import standing_award
from fourfold.integrate.queries.procurements import procurement_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


class SetAsideForm(forms.Form):
    once = OnceField()
    because = LongTextField(
        label=say("Why is it set aside?"),
        rows=5,
        help_text=say("Those who were told of the award will read this"),
        error_messages={"required": say("Say why it is set aside")},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    award = found(standing_award(procurement))
    form = SetAsideForm(request.POST or None)

    def do(given: Mapping[str, Any]) -> str:
        set_aside.set_aside(
            by=by, award=award, because=given["because"], on=timezone.localdate(), at=timezone.now()
        )
        return reverse("evaluate", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: set_aside.check_can_set_aside(by, award),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/set_aside/page.jinja",
            {"form": form, "procurement": procurement, "award": award},
        ),
    )
