"""The first stage: it is begun, requests come, and it is decided who is asked for bids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import first_stage
from fourfold.integrate.models import ProcurementState
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.routes import requests_of, route_choice
from fourfold.integrate.web.first_stage.form import BeginForm, SelectForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """The form to begin it; from then on, who asked to take part."""
    by = actor_of(request)
    now = timezone.now()
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    choice = found(route_choice(procurement))
    begun = procurement.state not in {ProcurementState.PLANNED, ProcurementState.CONSIDERING}
    form = BeginForm(request.POST or None)

    def show() -> HttpResponse:
        return render(
            request,
            "integrate/web/first_stage/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "choice": choice,
                "begun": begun,
                "requests": requests_of(procurement),
                "cannot_select": reason_against(
                    lambda: first_stage.check_can_select(by, procurement, at=now)
                ),
            },
        )

    def do(_: Mapping[str, Any]) -> str:
        first_stage.begin(by=by, procurement=procurement, requests_close_at=form.requests_close_at, at=now)
        return reverse("procurement", kwargs={"ref": ref})

    if begun and request.method != "POST":
        return show()
    return send(
        request,
        form,
        check=lambda: first_stage.check_can_begin(by, procurement),
        do=do,
        show=show,
    )


@require_http_methods(["GET", "POST"])
@signed_in
def select(request: HttpRequest, ref: str, asked: str) -> HttpResponse:
    """One request to take part, read beside the conditions."""
    by = actor_of(request)
    now = timezone.now()
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    row = found(next((each for each in requests_of(procurement) if each[0].ref == asked), None))
    wanted, decided = row
    form = SelectForm(
        request.POST or None,
        initial={} if decided is None else {"meets": decided.meets, "reason": decided.reason},
    )

    def do(given: Mapping[str, Any]) -> str:
        first_stage.select(
            by=by,
            request=wanted,
            meets=given["meets"],
            reason=given["reason"],
            at=now,
            on=timezone.localdate(),
        )
        return reverse("first_stage", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: first_stage.check_can_select(by, procurement, at=now),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/first_stage/select.jinja",
            {
                "form": form,
                "procurement": procurement,
                "choice": route_choice(procurement),
                "wanted": wanted,
            },
        ),
    )
