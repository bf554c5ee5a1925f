"""To award to nobody: proposed with its reason, decided by another person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import LongTextField, OnceField
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import no_award
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.routes import no_award_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


class NoAwardForm(forms.Form):
    once = OnceField()
    reason = LongTextField(
        label=say("Why is it awarded to nobody?"),
        rows=5,
        help_text=say("Those who bid will read this"),
        error_messages={"required": say("Say why it is awarded to nobody")},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def propose(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    form = NoAwardForm(request.POST or None)

    def do(given: Mapping[str, Any]) -> str:
        no_award.propose(by=by, procurement=procurement, reason=given["reason"], on=timezone.localdate())
        return reverse("evaluate", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: no_award.check_can_propose_no_award(by, procurement),
        do=do,
        show=lambda: render(
            request, "integrate/web/no_award/page.jinja", {"form": form, "procurement": procurement}
        ),
    )


@require_POST
@signed_in
def approve(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    decision = found(no_award_of(procurement))
    if decision.approved_by_id is None:
        no_award.approve(by=by, decision=decision, on=timezone.localdate(), at=timezone.now())
    return redirect("evaluate", ref=ref)
