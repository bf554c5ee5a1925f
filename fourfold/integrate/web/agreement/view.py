"""How evaluators' points, given alone, became the agreed ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.integrate.actions.moderation import check_can_see_scores
from fourfold.integrate.actions.sights import note_sight
from fourfold.integrate.exchange.evaluation.answer import about
from fourfold.integrate.models import Seen
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.scoring import judgements
from fourfold.integrate.rules.agreement import FEWEST_ITEMS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """For everyone of the buyer once moderation is closed: before that, each bid's scores are the moderator's alone."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    check_can_see_scores(by, procurement)
    note_sight(by=by, procurement=procurement, what=Seen.SCORES, at=timezone.now())
    shown = judgements(procurement)
    alpha = shown.agreement.alpha
    return render(
        request,
        "integrate/web/agreement/page.jinja",
        {
            "procurement": procurement,
            "rows": shown.rows,
            "wide_gaps": sum(1 for each in shown.rows if each.spread is not None and each.spread.wide),
            "agreement": shown.agreement,
            "alpha": None if alpha is None else about(alpha, 3),
            "fewest": FEWEST_ITEMS,
        },
    )
