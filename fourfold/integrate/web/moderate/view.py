from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import evaluation, moderation
from fourfold.integrate.actions.sights import note_sight
from fourfold.integrate.models import Seen
from fourfold.integrate.queries.bids import (
    agreed_points,
    bid_to_score,
    files_of_bid,
    opened_bid_of,
    scores_by_criterion,
)
from fourfold.integrate.queries.feasibility import clarifications_of
from fourfold.integrate.queries.likeness import flags_of
from fourfold.integrate.queries.method import method_of
from fourfold.integrate.queries.outcomes import awards_set_aside
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.scoring import (
    agreed_steps,
    how_many_scored,
    moderation_has_begun,
    who_still_scores,
)
from fourfold.integrate.rules.spread import spread_of
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
    scale = method_of(procurement).scale
    form = ModerateForm(request.POST or None, criteria=criteria, scale=scale, initial=initial)

    begun = moderation_has_begun(opened)

    def do(_: Mapping[str, Any]) -> str:
        evaluation.moderate(
            by=by, opened_bid=opened, points=form.points(), reasons=form.reasons(), at=timezone.now()
        )
        return reverse("evaluate", kwargs={"ref": ref})

    def show() -> HttpResponse:
        if begun:
            note_sight(by=by, procurement=procurement, what=Seen.SCORES, opened_bid=opened, at=timezone.now())
        scores = scores_by_criterion(opened) if begun else {}
        return render(
            request,
            "integrate/web/moderate/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "opened": opened,
                "begun": begun,
                "earlier": awards_set_aside(procurement),
                "waiting": who_still_scores(opened),
                "scorers": how_many_scored(opened),
                "to_score": bid_to_score(opened, criteria),
                "files": files_of_bid(opened, with_price=False),
                "scores": scores,
                "spreads": {key: spread_of([each.points for each in given]) for key, given in scores.items()},
                "steps": agreed_steps(opened) if begun else {},
                "flags": flags_of(opened, criteria),
                "asked": [each for each in clarifications_of(procurement) if each.opened_bid_id == opened.pk],
            },
        )

    return send(
        request,
        form,
        check=lambda: evaluation.check_can_moderate(by, procurement),
        do=do,
        show=show,
    )


@require_POST
@signed_in
def begin(request: HttpRequest, ref: str, bid: str) -> HttpResponse:
    """The scores of one bid are shown to the moderator, and stand from then on."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    opened = found(opened_bid_of(procurement, bid))
    try:
        moderation.begin_moderation(by=by, opened_bid=opened, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("moderate_bid", ref=ref, bid=bid)


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
