from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import LongTextField, OnceField
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import exclusion
from fourfold.integrate.queries.bids import opened_bid_of
from fourfold.integrate.queries.procurements import procurement_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


class ExcludeForm(forms.Form):
    once = OnceField()
    because = LongTextField(
        label=say("Why it is excluded"),
        help_text=say(
            "The bidder reads this. Name the rule and the fact, such as the ground of exclusion and its proof."
        ),
        rows=5,
        max_length=4000,
        error_messages={"required": say("Say why the bid is excluded. The bidder reads it")},
    )


@signed_in
def view(request: HttpRequest, ref: str, bid: str) -> HttpResponse:
    """Excludes an opened bid, with its reason."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    opened = found(opened_bid_of(procurement, bid))
    form = ExcludeForm(request.POST or None)

    def do(given: Mapping[str, Any]) -> str:
        exclusion.exclude(by=by, opened_bid=opened, because=given["because"])
        return reverse("evaluate", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: exclusion.check_can_exclude(by, procurement),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/exclude_bid/page.jinja",
            {"form": form, "procurement": procurement, "opened": opened},
        ),
    )
