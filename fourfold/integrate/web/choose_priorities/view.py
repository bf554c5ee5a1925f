"""Which priorities of the adopted policy this contract is asked for: what is suggested, and why somebody departs from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.define.rules.suggestions import CLASS_WORDS
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import priorities
from fourfold.integrate.queries.priorities import priorities_to_choose, service_of
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.web.choose_priorities.form import PrioritiesForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    shown = priorities_to_choose(procurement)
    service = service_of(procurement)
    form = PrioritiesForm(request.POST or None, rows=shown.rows, initial={"version": procurement.version})

    def do(given: Mapping[str, Any]) -> str:
        priorities.choose(
            by=by,
            procurement=procurement,
            chosen=form.chosen(),
            version=given["version"],
            on=timezone.localdate(),
        )
        return reverse("procurement", kwargs={"ref": ref}) + "#priorities"

    return send(
        request,
        form,
        check=lambda: priorities.check_can_choose(by, procurement),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/choose_priorities/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "shown": shown,
                "kind": CLASS_WORDS[procurement.kind],
                "service": "" if service is None else service.service.name,
            },
        ),
    )
