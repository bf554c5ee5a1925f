"""The page on which a contract was signed that was carried in, not tendered here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions.carry_in import add_signed_page, check_can_add_signed_page
from fourfold.integrate.queries.carried_in import carried_in_contract
from fourfold.integrate.web.signed_page.form import SignedPageForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    contract = found(carried_in_contract(owner=by.organisation_id, ref=ref))
    form = SignedPageForm(request.POST or None, request.FILES or None)

    def keep(given: Mapping[str, Any]) -> str:
        file = given["page"]
        add_signed_page(by=by, contract=contract, name=str(file.name), content=file.read(), at=timezone.now())
        messages.success(request, say("The signed page is kept with the contract."))
        # The page stands on a higher storey; its address never moves.
        return f"/contracts/{ref}/"

    return send(
        request,
        form,
        check=lambda: check_can_add_signed_page(by, buyer=contract.owner_id),
        do=keep,
        show=lambda: render(
            request, "integrate/web/signed_page/page.jinja", {"form": form, "contract": contract}
        ),
        files="page",
    )
