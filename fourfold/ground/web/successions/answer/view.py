"""A successor says whether it follows; for as long as somebody has not said so, either side can end the matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.queries import with_reference
from fourfold.ground.successions.actions import handing_on, recording
from fourfold.ground.successions.queries import passing_of
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.ground.web.successions.answer.form import YES, AnswerForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def answer(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    organisation = found(with_reference(ref))
    passing = found(passing_of(organisation))
    found(passing if handing_on.can_see(by, passing) else None)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        passing=passing,
        may_agree=recording.can_agree(by, passing),
        own=by.organisation_id == organisation.pk,
    )

    def answered(given: Mapping[str, Any]) -> str:
        if given["answer"] == YES:
            recording.agree(by=by, passing=passing, on=timezone.localdate())
            messages.success(
                request,
                say(
                    "{organisation_name} follows {name}. Nothing has moved yet.",
                    organisation_name=by.organisation_name,
                    name=organisation.name,
                ),
            )
            return reverse("succession", kwargs={"ref": ref})
        recording.take_back(by=by, passing=passing)
        messages.success(
            request, say("It is taken back. Nothing was moved, and the history keeps who said what.")
        )
        return reverse("successions")

    return send(
        request,
        form,
        check=lambda: recording.check_can_take_back(by, passing),
        do=answered,
        show=lambda: render(
            request,
            "ground/web/successions/answer/page.jinja",
            {"form": form, "passing": passing, "by": by},
        ),
    )
