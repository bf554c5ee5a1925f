"""Erasure: what goes and what stays is told before; the person asks, an administrator decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.kernel.said import say
from fourfold.ground.people.queries import person_of_organisation
from fourfold.ground.people.tables import Role
from fourfold.ground.privacy.actions import erasing
from fourfold.ground.privacy.queries import latest_request, open_request
from fourfold.ground.privacy.record import of_people_who_sign_in
from fourfold.ground.privacy.tables import RequestKind
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.privacy.erase.form import AnswerForm, AskForm
from fourfold.ground.web.sending import reason_against, send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def own_erasure(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = AskForm(request.POST if request.method == "POST" else None)
    asked = latest_request(owner=by.organisation_id, person=by.person_id, kind=RequestKind.ERASURE)
    address = reverse("own_erasure")

    def ask_or_withdraw(_: Mapping[str, Any]) -> str:
        if "withdraw" in request.POST:
            erasing.withdraw(by=by, on=timezone.localdate())
            messages.success(request, say("Your request is withdrawn. Nothing was erased."))
        else:
            erasing.ask(by=by, on=timezone.localdate())
            messages.success(
                request,
                say(
                    "Your request has gone to the administrators of {organisation_name}.",
                    organisation_name=by.organisation_name,
                ),
            )
        return address

    return send(
        request,
        form,
        check=lambda: None,
        do=ask_or_withdraw,
        show=lambda: render(
            request,
            "ground/web/privacy/erase/own.jinja",
            {"by": by, "form": form, "asked": asked, "lines": of_people_who_sign_in()},
        ),
    )


@signed_in
def erase_person(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    person = found(
        person_of_organisation(ref=ref, organisation=by.organisation_id)
        if by.has(Role.ADMINISTRATOR)
        else None
    )
    form = AnswerForm(request.POST if request.method == "POST" else None)
    on = timezone.localdate()

    def decide(given: Mapping[str, Any]) -> str:
        if given["decision"] == "refuse":
            erasing.refuse(by=by, person=person, reason=given["reason"], on=on)
            messages.success(
                request, say("The request is refused. The person reads your reason on their account page.")
            )
        else:
            erasing.erase(by=by, person=person, on=on, at=timezone.now())
            messages.success(request, say("The account is erased. A pseudonym stands in its place."))
        return reverse("subject_requests")

    return send(
        request,
        form,
        check=lambda: erasing.check_can_answer(by, person=person),
        do=decide,
        show=lambda: render(
            request,
            "ground/web/privacy/erase/page.jinja",
            {
                "by": by,
                "form": form,
                "person": person,
                "asked": open_request(owner=by.organisation_id, person=person.pk, kind=RequestKind.ERASURE),
                "in_the_way": reason_against(lambda: erasing.check_can_erase(by, person=person, on=on)),
                "lines": of_people_who_sign_in(),
            },
        ),
    )
