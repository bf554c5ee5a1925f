"""Price, quality and social value of each bid side by side, once the points are locked."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.integrate.actions.sights import note_sight
from fourfold.integrate.models import Family, Seen
from fourfold.integrate.queries.criteria import leaves
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.ranking import ranked_bids
from fourfold.integrate.rules.ranking import WHOLE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    ranking = ranked_bids(procurement)
    if ranking:
        note_sight(by=by, procurement=procurement, what=Seen.PRICES, at=timezone.now())
    criteria = leaves(procurement)
    families = [
        (Family(family), sum((each.weight for each in criteria if each.family == family), Decimal(0)))
        for family in dict.fromkeys(each.family for each in criteria)
    ]
    families.sort(key=lambda each: list(Family).index(each[0]))
    marks = {
        each.opened_bid.pk: {
            family: sum(
                (each.marks[criterion.ref] for criterion in criteria if criterion.family == family),
                Decimal(0),
            )
            for family, _ in families
        }
        for each in ranking
    }
    return render(
        request,
        "integrate/web/compare/page.jinja",
        {
            "procurement": procurement,
            "ranking": ranking,
            "families": families,
            "marks": marks,
            "whole": WHOLE,
        },
    )
