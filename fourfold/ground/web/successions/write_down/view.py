"""The body that ends says who follows it, from which day, and by which law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.queries import with_reference
from fourfold.ground.successions.actions import recording
from fourfold.ground.successions.queries import Passing, left_of
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.ground.web.successions.write_down.form import SUCCESSORS, WriteDownForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def write_down(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = WriteDownForm(request.POST if request.method == "POST" else None)
    own = found(with_reference(by.organisation_ref))

    def write(given: Mapping[str, Any]) -> str:
        recording.record(
            by=by,
            predecessor=own,
            successors=[given[name] for name in SUCCESSORS if given[name] is not None],
            kind=given["kind"],
            first_day=given["on"],
            source=given["source"],
            source_href=given["source_href"],
        )
        messages.success(
            request,
            say(
                "It is written down. It stands as soon as all who are to follow agree; nothing moves before the day, "
                "nor by itself."
            ),
        )
        return reverse("succession", kwargs={"ref": by.organisation_ref})

    return send(
        request,
        form,
        check=lambda: recording.check_can_record(by),
        do=write,
        show=lambda: render(
            request,
            "ground/web/successions/write_down/page.jinja",
            {"form": form, "own": own, "left": left_of(Passing(own, ()), timezone.localdate())},
        ),
    )
