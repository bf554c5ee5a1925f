"""What is held back from disposal, and why: placed and lifted by an administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.said import say
from fourfold.ground.people.queries import person_of_organisation
from fourfold.ground.privacy.actions import holds as actions
from fourfold.ground.privacy.actions import retention
from fourfold.ground.privacy.queries import hold_with, holds_of
from fourfold.ground.privacy.record import processing
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.privacy.holds.form import LiftHoldForm, PlaceHoldForm
from fourfold.ground.web.sending import send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_safe
@signed_in
def holds(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    retention.check_can_look(by)
    page = page_of(request, holds_of(owner=by.organisation_id))
    return render(
        request,
        "ground/web/privacy/holds/page.jinja",
        {"page": page, "lines": processing(), "can_hold": actions.can_hold(by)},
    )


@signed_in
def place(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    actions.check_can_hold(by)
    form = PlaceHoldForm(request.POST if request.method == "POST" else None, by=by)

    def place_it(given: Mapping[str, Any]) -> str:
        person = None
        if given["person"]:
            person = found(person_of_organisation(ref=given["person"], organisation=by.organisation_id))
        actions.place(
            by=by, record=given["record"], person=person, reason=given["reason"], on=timezone.localdate()
        )
        messages.success(
            request, say("The hold stands. Nothing that it covers is disposed of until it is lifted.")
        )
        return reverse("legal_holds")

    return send(
        request,
        form,
        check=lambda: actions.check_can_hold(by),
        do=place_it,
        show=lambda: render(request, "ground/web/privacy/holds/place.jinja", {"form": form}),
    )


@signed_in
def lift(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    hold = found(hold_with(ref=ref))
    form = LiftHoldForm(request.POST if request.method == "POST" else None)

    def lift_it(given: Mapping[str, Any]) -> str:
        actions.lift(by=by, hold=hold, because=given["because"], on=timezone.localdate())
        messages.success(request, say("The hold is lifted. What it covered goes when its time is over."))
        return reverse("legal_holds")

    return send(
        request,
        form,
        check=lambda: actions.check_can_lift(by, hold=hold),
        do=lift_it,
        show=lambda: render(
            request,
            "ground/web/privacy/holds/lift.jinja",
            {"form": form, "hold": hold, "line": processing().get(hold.record)},
        ),
    )
