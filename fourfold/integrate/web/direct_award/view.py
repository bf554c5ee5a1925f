"""What was agreed with the one supplier is recorded and proposed; another person approves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import direct_award
from fourfold.integrate.queries.measures import measures_to_ask_for
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.routes import invited_to, route_choice
from fourfold.integrate.rules.routes import GROUNDS, Ground
from fourfold.integrate.web.direct_award.form import DirectAwardForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    form = DirectAwardForm(
        request.POST or None, measures=measures_to_ask_for(organisation=procurement.owner_id)
    )

    def do(given: Mapping[str, Any]) -> str:
        direct_award.propose_directly(
            by=by,
            procurement=procurement,
            price=given["price"].amount,
            promises=form.promises(),
            reason=given["reason"],
            at=timezone.now(),
        )
        return reverse("evaluate", kwargs={"ref": ref})

    def show() -> HttpResponse:
        choice = found(route_choice(procurement))
        return render(
            request,
            "integrate/web/direct_award/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "choice": choice,
                "ground": GROUNDS[Ground(choice.ground)],
                "supplier": invited_to(procurement)[0].supplier,
            },
        )

    return send(
        request,
        form,
        check=lambda: direct_award.check_can_propose_directly(by, procurement),
        do=do,
        show=show,
    )
