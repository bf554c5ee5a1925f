"""What is about to be published of a consultation, once more, and then published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import consultation_results
from fourfold.integrate.queries.consultation_results import results_of
from fourfold.integrate.queries.consultations import consultation_with
from fourfold.integrate.rules.consultation_results import read_results
from fourfold.integrate.web.consult.form import SureForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by, on = actor_of(request), timezone.localdate()
    one = found(consultation_with(owner=by.organisation_id, ref=ref))
    form = SureForm(request.POST or None, initial={"version": one.version})

    def do(given: Mapping[str, Any]) -> str:
        consultation_results.publish(by=by, consultation=one, seen=given["version"] or 0, on=on)
        messages.success(request, say("The results are published."))
        return reverse("consultation", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: consultation_results.check_can_publish(by, one),
        do=do,
        stored=lambda _now: {},
        show=lambda: render(
            request,
            "integrate/web/publish_results/page.jinja",
            {"form": form, "consultation": one, "results": read_results(results_of(one, on=on))},
        ),
    )
