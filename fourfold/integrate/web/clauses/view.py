"""Saying in which clause of the contract each promise stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import clauses
from fourfold.integrate.queries.commitments import commitments_of_contract
from fourfold.integrate.queries.contracts import own_contract
from fourfold.integrate.web.clauses.form import ClausesForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    contract = found(own_contract(owner=by.organisation_id, ref=ref))
    promises = commitments_of_contract(ref)
    form = ClausesForm(request.POST or None, promises=promises)

    def do(_given: Mapping[str, Any]) -> str:
        clauses.name(by=by, contract=contract, clauses=form.clauses())
        return reverse("contract", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: clauses.check_can_name(by, contract),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/clauses/page.jinja",
            {"form": form, "contract": contract, "promises": promises},
        ),
    )
