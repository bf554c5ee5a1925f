from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import award, contracts, evaluation, exclusion, interests
from fourfold.integrate.models import ProcurementState
from fourfold.integrate.queries.bids import (
    bid_to_score,
    declarations,
    excluded_bids,
    files_of_bid,
    files_of_procurement,
    late_bids,
    my_scores,
    opened_bid_of,
    scoring_progress,
)
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.ranking import prices_are_shown, ranked_bids
from fourfold.integrate.queries.receipts import to_the_second
from fourfold.integrate.web.score.form import ScoreForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

BEFORE_OPENING = (
    ProcurementState.PLANNED,
    ProcurementState.CONSIDERING,
    ProcurementState.OPEN,
    ProcurementState.CLOSED,
)


@require_GET
@signed_in
def overview(request: HttpRequest, ref: str) -> HttpResponse:
    """The evaluation on one page: declarations, bids and how far each is, then the ranking and the award."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    declared = declarations(procurement)
    proposed = award.standing_award(procurement)
    return render(
        request,
        "integrate/web/score/overview.jinja",
        {
            "procurement": procurement,
            "declarations": declared,
            "mine": next((each for each in declared if each.person_id == by.person_id), None),
            "can_declare": interests.can_declare(by, procurement),
            "progress": scoring_progress(procurement, person=by.person_id),
            "criteria": list(procurement.criteria.all()),
            "cannot_score": reason_against(lambda: evaluation.check_can_score(by, procurement)),
            "cannot_moderate": reason_against(lambda: evaluation.check_can_moderate(by, procurement)),
            "cannot_propose": reason_against(lambda: award.check_can_propose(by, procurement)),
            "cannot_approve": reason_against(lambda: award.check_can_approve(by, proposed))
            if proposed
            else "",
            "cannot_sign": reason_against(lambda: contracts.check_can_sign(by, proposed)) if proposed else "",
            "ranking": ranked_bids(procurement),
            "cannot_exclude": reason_against(lambda: exclusion.check_can_exclude(by, procurement)),
            "excluded": excluded_bids(procurement),
            "late": [
                (bid.owner.name, to_the_second(bid.received_at))
                for bid in (late_bids(procurement) if procurement.state not in BEFORE_OPENING else [])
            ],
            "files": files_of_procurement(procurement, with_price=prices_are_shown(procurement)),
            "award": proposed,
            "history": history_of(procurement, *declared, *([proposed] if proposed else [])),
        },
    )


@signed_in
def view(request: HttpRequest, ref: str, bid: str) -> HttpResponse:
    """An evaluator scores one bid, alone."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    opened = found(opened_bid_of(procurement, bid))
    criteria = evaluation.scored_criteria(procurement)
    initial: dict[str, object] = {}
    for score in my_scores(opened, person=by.person_id):
        initial[f"points_{score.criterion.ref}"] = score.points
        initial[f"reason_{score.criterion.ref}"] = score.reason
    form = ScoreForm(request.POST or None, criteria=criteria, initial=initial)

    def do(_: Mapping[str, Any]) -> str:
        evaluation.score(by=by, opened_bid=opened, points=form.points(), reasons=form.reasons())
        return reverse("evaluate", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: evaluation.check_can_score(by, procurement),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/score/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "opened": opened,
                "to_score": bid_to_score(opened, criteria),
                "files": files_of_bid(opened, with_price=False),
            },
        ),
    )
