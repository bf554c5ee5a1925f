from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import evaluation
from fourfold.integrate.queries.bids import (
    agreed_points,
    bid_to_score,
    files_of_bid,
    opened_bid_of,
    scores_by_criterion,
)
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.web.score.form import ModerateForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str, bid: str) -> HttpResponse:
    """The moderator sees every evaluator's points and reasons for one bid, and records what was agreed."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    opened = found(opened_bid_of(procurement, bid))
    criteria = evaluation.scored_criteria(procurement)
    initial: dict[str, object] = {}
    for agreed in agreed_points(opened):
        initial[f"points_{agreed.criterion.ref}"] = agreed.points
        initial[f"reason_{agreed.criterion.ref}"] = agreed.reason
    form = ModerateForm(request.POST or None, criteria=criteria, initial=initial)

    def do(_: Mapping[str, Any]) -> str:
        evaluation.moderate(by=by, opened_bid=opened, points=form.points(), reasons=form.reasons())
        return reverse("evaluate", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: evaluation.check_can_moderate(by, procurement),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/moderate/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "opened": opened,
                "to_score": bid_to_score(opened, criteria),
                "files": files_of_bid(opened, with_price=False),
                "scores": scores_by_criterion(opened),
            },
        ),
    )


@require_POST
@signed_in
def close(request: HttpRequest, ref: str) -> HttpResponse:
    """Locks the agreed points and shows the prices."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    try:
        evaluation.close_moderation(by=by, procurement=procurement)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("evaluate", ref=ref)
