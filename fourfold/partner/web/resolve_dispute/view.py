from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.partner.actions import confirmations
from fourfold.partner.queries.deliveries import delivery_page
from fourfold.partner.web.resolve_dispute.form import ResolveForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """The contract manager closes a dispute with what was found."""
    by = actor_of(request)
    page = found(delivery_page(ref))
    confirmation = found(page.confirmation)
    form = ResolveForm(request.POST or None)

    def do(given: Mapping[str, Any]) -> str:
        confirmations.resolve(by=by, confirmation=confirmation, resolution=given["resolution"])
        return reverse("delivery", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: confirmations.check_can_resolve(by, confirmation),
        do=do,
        show=lambda: render(
            request,
            "partner/web/resolve_dispute/page.jinja",
            {"form": form, "page": page, "delivery": page.delivery},
        ),
    )
