from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import opening
from fourfold.integrate.queries.bids import bids_received, openers_parts
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.web.open_bids.form import OpenForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """Who opens, who has come, and this opener's part."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    now = timezone.now()
    form = OpenForm(request.POST or None)

    def check() -> None:
        if request.method == "POST":
            opening.check_can_open(by, procurement, at=now)

    def do(given: Mapping[str, Any]) -> str:
        opening.open_bids(by=by, procurement=procurement, passphrase=given["passphrase"], at=now)
        return reverse("open_bids", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=check,
        do=do,
        show=lambda: render(
            request,
            "integrate/web/open_bids/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "openers": openers_parts(procurement),
                "received": bids_received(procurement),
                "cannot": reason_against(lambda: opening.check_can_open(by, procurement, at=now)),
            },
        ),
    )
