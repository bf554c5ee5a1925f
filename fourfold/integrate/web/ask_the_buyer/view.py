"""A bidder asks the buyer about a tender, and follows its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import bids, clarifications
from fourfold.integrate.queries.clarifications import (
    answers_of,
    follows,
    own_questions,
    questions_taken_until,
)
from fourfold.integrate.queries.myths import myths_beside
from fourfold.integrate.queries.tenders import tender
from fourfold.integrate.web.ask_the_buyer.form import QuestionForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by, now = actor_of(request), timezone.now()
    procurement = found(tender(ref, at=now)).procurement
    form = QuestionForm(request.POST or None)

    def do(given: Mapping[str, Any]) -> str:
        clarifications.ask_the_buyer(
            by=by, procurement=procurement, question=given["question"], on=timezone.localdate(), at=now
        )
        messages.success(
            request, say("Your question was sent to the buyer. You are told when it is answered.")
        )
        return reverse("ask_the_buyer", kwargs={"ref": ref})

    def check() -> None:
        # Whoever bids may see what they asked, after the time for questions too; asking then is refused in words.
        bids.check_is_bidder(by, procurement)
        if request.method == "POST":
            clarifications.check_can_ask_the_buyer(by, procurement, at=now)

    return send(
        request,
        form,
        check=check,
        do=do,
        show=lambda: render(
            request,
            "integrate/web/ask_the_buyer/page.jinja",
            {
                "form": form,
                "tender": procurement,
                "until": questions_taken_until(procurement),
                "cannot_ask": reason_against(
                    lambda: clarifications.check_can_ask_the_buyer(by, procurement, at=now)
                ),
                "asked": own_questions(procurement, bidder=by.organisation_id),
                "answers": answers_of(procurement),
                "follows": follows(procurement, bidder=by.organisation_id, person=by.person_id),
                "cannot_follow": reason_against(lambda: clarifications.check_can_follow(by, procurement)),
                "myths": myths_beside("questions"),
            },
        ),
    )


@require_POST
@signed_in
def follow(request: HttpRequest, ref: str) -> HttpResponse:
    """Begins to follow the tender, or stops."""
    by, now = actor_of(request), timezone.now()
    procurement = found(tender(ref, at=now)).procurement
    if request.POST.get("follow") == "no":
        clarifications.unfollow(by=by, procurement=procurement)
        messages.success(request, say("You are no longer told of answers about this tender."))
    else:
        clarifications.follow(by=by, procurement=procurement, at=now)
        messages.success(request, say("You are told by mail when a question about this tender is answered."))
    return redirect("ask_the_buyer", ref=ref)
