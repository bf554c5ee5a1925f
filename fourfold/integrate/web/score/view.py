from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent, send_once
from fourfold.integrate.actions import award, evaluation
from fourfold.integrate.models import OpenedBid, Procurement, Score
from fourfold.integrate.queries.bids import bid_to_score, declarations, scoring_progress
from fourfold.integrate.queries.ranking import ranked_bids
from fourfold.integrate.web.score.form import ScoreForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def reason_against(check: Callable[[], None]) -> str:
    """The sentence of a check that refuses, or nothing."""
    try:
        check()
    except NotAllowed as refusal:
        return str(refusal)
    return ""


@require_GET
@signed_in
def overview(request: HttpRequest, ref: str) -> HttpResponse:
    """The evaluation on one page: declarations, bids and how far each is, then the ranking and the award."""
    by = actor_of(request)
    procurement = found(Procurement.objects.filter(ref=ref, owner_id=by.organisation_id).first())
    declared = declarations(procurement)
    proposed = award.standing_award(procurement)
    return render(
        request,
        "integrate/web/score/overview.jinja",
        {
            "procurement": procurement,
            "declarations": declared,
            "mine": next((each for each in declared if each.person_id == by.person_id), None),
            "progress": scoring_progress(procurement, person=by.person_id),
            "criteria": list(procurement.criteria.all()),
            "cannot_score": reason_against(lambda: evaluation.check_can_score(by, procurement)),
            "cannot_moderate": reason_against(lambda: evaluation.check_can_moderate(by, procurement)),
            "cannot_propose": reason_against(lambda: award.check_can_propose(by, procurement)),
            "cannot_approve": reason_against(lambda: award.check_can_approve(by, proposed)) if proposed else "",
            "ranking": ranked_bids(procurement),
            "award": proposed,
        },
    )


@signed_in
def view(request: HttpRequest, ref: str, bid: str) -> HttpResponse:
    """An evaluator scores one bid, alone."""
    by = actor_of(request)
    procurement = found(Procurement.objects.filter(ref=ref, owner_id=by.organisation_id).first())
    opened = found(OpenedBid.objects.filter(ref=bid, procurement=procurement).select_related("bidder").first())
    evaluation.check_can_score(by, procurement)
    criteria = evaluation.scored_criteria(procurement)
    initial: dict[str, object] = {}
    for score in Score.objects.filter(opened_bid=opened, evaluator_id=by.person_id).select_related("criterion"):
        initial[f"points_{score.criterion.ref}"] = score.points
        initial[f"reason_{score.criterion.ref}"] = score.reason
    form = ScoreForm(request.POST or None, criteria=criteria, initial=initial)
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
        if form.is_valid():
            try:
                with send_once(request, form) as sent:
                    evaluation.score(by=by, opened_bid=opened, points=form.points(), reasons=form.reasons())
                    sent.result = reverse("evaluate", kwargs={"ref": ref})
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                return redirect(sent.result)
    return render(
        request,
        "integrate/web/score/page.jinja",
        {"form": form, "procurement": procurement, "opened": opened, "to_score": bid_to_score(opened, criteria)},
        status=422 if form.errors else 200,
    )
