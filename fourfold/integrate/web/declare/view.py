from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import interests
from fourfold.integrate.models import ProcurementState
from fourfold.integrate.queries.conflicts import BIDDERS_KNOWN, standing_declaration
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.web.declare.form import YES, DeclareForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.integrate.models import Procurement


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """Everyone with influence says whether they have an interest, before they see a bid."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    mine = standing_declaration(procurement, person=by.person_id)
    form = DeclareForm(
        request.POST or None,
        initial={"has_interest": YES, "kind": mine.kind, "detail": mine.detail}
        if mine and mine.has_interest
        else None,
    )

    def do(given: Mapping[str, Any]) -> str:
        interests.declare(
            by=by,
            procurement=procurement,
            has_interest=given["has_interest"] == YES,
            kind=given["kind"],
            detail=given["detail"],
            on=timezone.localdate(),
        )
        # Once bids are open, who declares goes on to score, to agree or to decide.
        return reverse(_next_page(procurement), kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: interests.check_can_declare(by, procurement),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/declare/page.jinja",
            {"form": form, "procurement": procurement, "mine": mine},
        ),
    )


def _next_page(procurement: Procurement) -> str:
    if procurement.state == ProcurementState.ELSEWHERE:
        return "elsewhere"
    return "evaluate" if procurement.state in BIDDERS_KNOWN else "conflicts"
