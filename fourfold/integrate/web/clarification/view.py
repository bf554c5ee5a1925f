from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import bid_clarifications
from fourfold.integrate.queries.feasibility import question_about_bid
from fourfold.integrate.web.clarification.form import AnswerForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str, clarification: str) -> HttpResponse:
    """A question about an opened bid: its bidder reads and answers it, its buyer reads both."""
    by = actor_of(request)
    asked = found(question_about_bid(procurement=ref, ref=clarification))
    form = AnswerForm(request.POST or None)

    def check() -> None:
        if request.method == "POST":
            bid_clarifications.check_can_answer_buyer(by, asked)

    def do(given: Mapping[str, Any]) -> str:
        bid_clarifications.answer_buyer(by=by, asked=asked, answer=given["answer"], at=timezone.now())
        return reverse("bid_clarification", kwargs={"ref": ref, "clarification": clarification})

    return send(
        request,
        form,
        check=check,
        do=do,
        show=lambda: render(
            request,
            "integrate/web/clarification/page.jinja",
            {
                "form": form,
                "asked": asked,
                "cannot": reason_against(lambda: bid_clarifications.check_can_answer_buyer(by, asked)),
            },
        ),
    )
