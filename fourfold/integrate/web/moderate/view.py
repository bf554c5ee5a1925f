from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent, send_once
from fourfold.integrate.actions import evaluation
from fourfold.integrate.models import Moderation, OpenedBid, Procurement
from fourfold.integrate.queries.bids import bid_to_score, scores_by_criterion
from fourfold.integrate.web.score.form import ModerateForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str, bid: str) -> HttpResponse:
    """The moderator sees every evaluator's points and reasons for one bid, and records what was agreed."""
    by = actor_of(request)
    procurement = found(Procurement.objects.filter(ref=ref, owner_id=by.organisation_id).first())
    opened = found(OpenedBid.objects.filter(ref=bid, procurement=procurement).select_related("bidder").first())
    evaluation.check_can_moderate(by, procurement)
    criteria = evaluation.scored_criteria(procurement)
    initial: dict[str, object] = {}
    for agreed in Moderation.objects.filter(opened_bid=opened).select_related("criterion"):
        initial[f"points_{agreed.criterion.ref}"] = agreed.points
        initial[f"reason_{agreed.criterion.ref}"] = agreed.reason
    form = ModerateForm(request.POST or None, criteria=criteria, initial=initial)
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
        if form.is_valid():
            try:
                with send_once(request, form) as sent:
                    evaluation.moderate(by=by, opened_bid=opened, points=form.points(), reasons=form.reasons())
                    sent.result = reverse("evaluate", kwargs={"ref": ref})
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                return redirect(sent.result)
    return render(
        request,
        "integrate/web/moderate/page.jinja",
        {
            "form": form,
            "procurement": procurement,
            "opened": opened,
            "to_score": bid_to_score(opened, criteria),
            "scores": scores_by_criterion(opened),
        },
        status=422 if form.errors else 200,
    )


@require_POST
@signed_in
def close(request: HttpRequest, ref: str) -> HttpResponse:
    """Locks the agreed points and shows the prices."""
    by = actor_of(request)
    procurement = found(Procurement.objects.filter(ref=ref, owner_id=by.organisation_id).first())
    try:
        evaluation.close_moderation(by=by, procurement=procurement)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("evaluate", ref=ref)
