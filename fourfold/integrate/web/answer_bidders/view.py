"""What bidders ask, without who asked; each is answered to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import answers
from fourfold.integrate.queries.clarifications import (
    answers_of,
    question_of,
    questions_taken_until,
    unanswered,
)
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.web.answer_bidders.form import AnswerForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_GET
@signed_in
def listed(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    return render(
        request,
        "integrate/web/answer_bidders/list.jinja",
        {
            "procurement": procurement,
            "waiting": unanswered(procurement),
            "answers": answers_of(procurement),
            "until": questions_taken_until(procurement),
            "cannot_answer": reason_against(
                lambda: answers.check_can_answer(by, procurement, at=timezone.now())
            ),
        },
    )


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str, question: str) -> HttpResponse:
    by, now = actor_of(request), timezone.now()
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    asked = found(question_of(procurement, question))
    form = AnswerForm(request.POST or None, initial={"question": asked.question})

    def do(given: Mapping[str, Any]) -> str:
        answers.answer(by=by, asked=asked, question=given["question"], answer=given["answer"], at=now)
        return reverse("bidder_questions", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: answers.check_can_answer(by, procurement, at=now),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/answer_bidders/page.jinja",
            {"form": form, "procurement": procurement, "asked": asked},
        ),
    )
