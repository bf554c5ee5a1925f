from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import (
    award,
    contracts,
    evaluation,
    exclusion,
    interests,
    no_award,
    set_aside,
)
from fourfold.integrate.actions.opened_files import can_read_files
from fourfold.integrate.actions.sights import note_sight
from fourfold.integrate.models import ProcurementState, Seen
from fourfold.integrate.queries.bids import (
    bid_to_score,
    excluded_bids,
    files_of_bid,
    files_of_procurement,
    late_bids,
    my_scores,
    offered_unscored,
    opened_bid_of,
    scoring_progress,
)
from fourfold.integrate.queries.conflicts import people_with_influence, what_the_assessment_lacks
from fourfold.integrate.queries.criteria import leaves
from fourfold.integrate.queries.feasibility import clarifications_of
from fourfold.integrate.queries.likeness import flags_of
from fourfold.integrate.queries.method import method_of, published_method
from fourfold.integrate.queries.outcomes import awards_set_aside, told_of
from fourfold.integrate.queries.passing import why_set_aside
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.ranking import prices_are_shown, ranked_bids
from fourfold.integrate.queries.receipts import to_the_second
from fourfold.integrate.queries.routes import no_award_of
from fourfold.integrate.queries.scoring import sights_of
from fourfold.integrate.rules.routes import Route
from fourfold.integrate.web.conflicts.view import reads_interests
from fourfold.integrate.web.score.form import ScoreForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.integrate.queries.procurements import Procurement

BEFORE_OPENING = (
    ProcurementState.PLANNED,
    ProcurementState.CONSIDERING,
    ProcurementState.SELECTING,
    ProcurementState.OPEN,
    ProcurementState.CLOSED,
)


@require_GET
@signed_in
def overview(request: HttpRequest, ref: str) -> HttpResponse:
    """The evaluation on one page: declarations, bids and how far each is, then the ranking and the award."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    people = people_with_influence(procurement)
    declared = [who.declaration for who in people if who.declaration is not None]
    proposed = award.standing_award(procurement)
    ranking = ranked_bids(procurement)
    if ranking:
        note_sight(by=by, procurement=procurement, what=Seen.PRICES, at=timezone.now())
    nobody = no_award_of(procurement)
    earlier = awards_set_aside(procurement)
    return render(
        request,
        "integrate/web/score/overview.jinja",
        {
            "procurement": procurement,
            "people": people,
            "lacks": what_the_assessment_lacks(procurement),
            "reads": reads_interests(by),
            "me": by.person_id,
            "mine": any(each.person_id == by.person_id for each in declared),
            "can_declare": interests.can_declare(by, procurement),
            "progress": scoring_progress(procurement, person=by.person_id),
            "criteria": leaves(procurement),
            "cannot_score": reason_against(lambda: evaluation.check_can_score(by, procurement)),
            "cannot_moderate": reason_against(lambda: evaluation.check_can_moderate(by, procurement)),
            "cannot_propose": reason_against(lambda: award.check_can_propose(by, procurement)),
            "cannot_approve": reason_against(lambda: award.check_can_approve(by, proposed))
            if proposed
            else "",
            "cannot_sign": reason_against(
                lambda: contracts.check_can_sign(by, proposed, on=timezone.localdate())
            )
            if proposed
            else "",
            **_by_the_method(procurement),
            "ranking": ranking,
            "sights": sights_of(procurement) if reads_interests(by) else [],
            "cannot_exclude": reason_against(lambda: exclusion.check_can_exclude(by, procurement)),
            "excluded": excluded_bids(procurement),
            "late": [
                (bid.owner.name, to_the_second(bid.received_at))
                for bid in (late_bids(procurement) if procurement.state not in BEFORE_OPENING else [])
            ],
            "can_read_files": can_read_files(by, procurement),
            "files": files_of_procurement(procurement, with_price=prices_are_shown(procurement)),
            "award": proposed,
            "earlier": earlier,
            "can_set_aside": proposed is not None and set_aside.can_set_aside(by, proposed),
            "is_direct": procurement.route == Route.DIRECT,
            "nobody": nobody,
            "cannot_award_nobody": reason_against(
                lambda: no_award.check_can_propose_no_award(by, procurement)
            ),
            "cannot_decide_nobody": reason_against(lambda: no_award.check_can_approve_no_award(by, nobody))
            if nobody
            else "",
            "history": history_of(
                procurement,
                *declared,
                *earlier,
                *([proposed] if proposed else []),
                *([nobody] if nobody else []),
                *told_of(proposed),
            ),
        },
    )


def _by_the_method(procurement: Procurement) -> dict[str, Any]:
    """The published method; what it sets aside, and what is offered without marks, once the prices are shown."""
    if not prices_are_shown(procurement):
        return {"method": published_method(procurement), "set_aside": [], "unscored": []}
    aside = why_set_aside(procurement)
    bids = procurement.opened_bids.select_related("bidder")
    return {
        "method": published_method(procurement),
        "set_aside": [(each.bidder.name, aside[each.pk]) for each in bids if each.pk in aside],
        "unscored": offered_unscored(procurement),
    }


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
    scale = method_of(procurement).scale
    form = ScoreForm(request.POST or None, criteria=criteria, scale=scale, initial=initial)

    def do(_: Mapping[str, Any]) -> str:
        evaluation.score(by=by, opened_bid=opened, points=form.points(), reasons=form.reasons())
        return reverse("evaluate", kwargs={"ref": ref})

    def check() -> None:
        evaluation.check_can_score(by, procurement)
        evaluation.check_given_alone(opened)

    def show() -> HttpResponse:
        note_sight(by=by, procurement=procurement, what=Seen.ANSWERS, opened_bid=opened, at=timezone.now())
        return render(
            request,
            "integrate/web/score/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "opened": opened,
                "to_score": bid_to_score(opened, criteria),
                "flags": flags_of(opened, criteria),
                "asked": [each for each in clarifications_of(procurement) if each.opened_bid_id == opened.pk],
                "files": files_of_bid(opened, with_price=False),
            },
        )

    return send(request, form, check=check, do=do, show=show)
