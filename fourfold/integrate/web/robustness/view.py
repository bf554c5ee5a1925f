"""How firmly the order of bids stands. A report on locked points: nothing on this page changes anything."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.integrate.actions.sights import note_sight
from fourfold.integrate.exchange.evaluation.answer import about
from fourfold.integrate.exchange.evaluation.writing import as_file
from fourfold.integrate.models import MOST_POINTS, Seen
from fourfold.integrate.queries.method import method_of
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.ranking import ranked_bids
from fourfold.integrate.queries.robustness import locked_contest
from fourfold.integrate.rules.price_formulas import PriceFormula
from fourfold.integrate.rules.robustness.report import robustness

if TYPE_CHECKING:
    from django.http import HttpRequest

WITHIN = Decimal(5)
FORMULAS = {
    "lowest_over_price": say("The lowest price over the price"),
    "around_the_mean": say("By distance from the mean price"),
    "lowest_to_highest": say("A straight line from the lowest price to the highest"),
    "lowest_to_twice": say("A straight line from the lowest price to twice as much"),
    "price_per_quality_point": say("Price per mark of everything else, the least first"),
}


class WithinForm(forms.Form):
    within = forms.DecimalField(
        label=say("How far may each weight move?"),
        help_text=say("In points of 100, up and down. All weights still add to 100."),
        min_value=0,
        max_value=100,
        decimal_places=2,
        error_messages={"required": say("Enter a number of points, such as 5")},
    )


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    locked = locked_contest(procurement)
    form = WithinForm(request.GET if "within" in request.GET else None, initial={"within": WITHIN})
    context: dict[str, Any] = {
        "procurement": procurement,
        "locked": locked,
        "form": form,
        "per_mark": method_of(procurement).formula == PriceFormula.PER_POINT,
    }
    if locked is None:
        return render(request, "integrate/web/robustness/page.jinja", context)
    note_sight(by=by, procurement=procurement, what=Seen.PRICES, at=timezone.now())
    within = form.cleaned_data["within"] if form.is_bound and form.is_valid() else WITHIN
    report = robustness(locked.contest, within=Fraction(within))
    names = {bid: each.bidder.name for bid, each in locked.bids.items()}
    printed = sorted(each.opened_bid.ref for each in ranked_bids(procurement) if each.place == 1)
    return render(
        request,
        "integrate/web/robustness/page.jinja",
        {
            **context,
            "report": report,
            "within": within,
            "names": names,
            "criteria": locked.criteria,
            "rounding": printed != list(report.first),
            "strips": [
                (names[each.ref], *(Decimal(about(number)) for number in (each.least, each.total, each.most)))
                for each in report.reach
            ],
            "formulas": FORMULAS,
            "about": about,
            "most": MOST_POINTS,
        },
        status=422 if form.is_bound and form.errors else 200,
    )


@require_safe
@signed_in
def as_json(request: HttpRequest, ref: str) -> HttpResponse:
    """The same numbers for `fourfold evaluation robustness`, without anybody's name but the bidders'."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    locked = found(locked_contest(procurement))
    note_sight(by=by, procurement=procurement, what=Seen.PRICES, at=timezone.now())
    response = HttpResponse(
        json.dumps(as_file(procurement.title, locked), ensure_ascii=False, indent=1),
        content_type="application/json",
    )
    response["Content-Disposition"] = f'attachment; filename="evaluation-{procurement.ref}.json"'
    return response
