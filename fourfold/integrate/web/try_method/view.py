"""The method tried on invented bids, before anybody bids. Nothing of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.integrate.queries.method import method_said
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.rules.price_formulas import FORMULA_NAMES
from fourfold.integrate.rules.trial_bids import try_on_invented_bids

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    method = method_said(procurement)
    try:
        trial = try_on_invented_bids(method, value=procurement.amount)
    except ValueError:
        # The weights do not add up yet, or the price has one that the formula does not take: the procurement's page says which.
        trial = None
    return render(
        request,
        "integrate/web/try_method/page.jinja",
        {
            "procurement": procurement,
            "trial": trial,
            "formula": FORMULA_NAMES[method.formula],
            "per_point": method.formula == "per_point",
        },
    )
