"""A variation: proposed by the buyer, read by both sides, approved, agreed or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import variations
from fourfold.integrate.queries.measures import measures_to_ask_for
from fourfold.integrate.queries.variations import (
    commitments_to_vary,
    contract_with,
    law_of_contract,
    notice_of_variation,
    variation_numbered,
    variations_of,
)
from fourfold.integrate.rules.contract_change import GROUND_WORDS, ChangeGround
from fourfold.integrate.web.variation.form import RefuseForm, VariationForm
from fourfold.integrate.web.variation.rows import before_and_after

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_GET
@signed_in
def listed(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    contract = found(contract_with(ref))
    return render(
        request,
        "integrate/web/variation/list.jinja",
        {
            "contract": contract,
            "variations": variations_of(contract.pk, reader=by.organisation_id),
            "is_buyer": contract.owner_id == by.organisation_id,
            "cannot_propose": reason_against(lambda: variations.check_can_propose_variation(by, contract)),
        },
    )


@require_http_methods(["GET", "POST"])
@signed_in
def propose(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    contract = found(contract_with(ref))
    commitments = commitments_to_vary(contract)
    form = VariationForm(
        request.POST or None,
        contract=contract,
        commitments=commitments,
        measures=measures_to_ask_for(organisation=contract.owner_id),
        law_known=law_of_contract(contract)[0] is not None,
    )

    def do(_: Mapping[str, Any]) -> str:
        made = variations.propose(by=by, contract=contract, wanted=form.wanted(), on=timezone.localdate())
        return reverse("variation", kwargs={"ref": ref, "number": made.number})

    return send(
        request,
        form,
        check=lambda: variations.check_can_propose_variation(by, contract),
        do=do,
        show=lambda: render(
            request, "integrate/web/variation/propose.jinja", {"form": form, "contract": contract}
        ),
    )


@require_GET
@signed_in
def view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    by = actor_of(request)
    contract = found(contract_with(ref))
    variation = found(variation_numbered(contract, number, reader=by.organisation_id))
    return render(
        request,
        "integrate/web/variation/page.jinja",
        {
            "contract": contract,
            "variation": variation,
            "is_buyer": contract.owner_id == by.organisation_id,
            "ground": GROUND_WORDS[ChangeGround(variation.ground)],
            "rows": before_and_after(variation),
            "notice": notice_of_variation(variation),
            "cannot_approve": reason_against(lambda: variations.check_can_approve_variation(by, variation)),
            "cannot_agree": reason_against(lambda: variations.check_can_agree(by, variation)),
            "cannot_refuse": reason_against(lambda: variations.check_can_refuse(by, variation)),
            "history": history_of(variation),
        },
    )


@require_POST
@signed_in
def approve(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    by = actor_of(request)
    variation = found(variation_numbered(found(contract_with(ref)), number, reader=by.organisation_id))
    variations.approve(by=by, variation=variation, on=timezone.localdate())
    return redirect("variation", ref=ref, number=number)


@require_POST
@signed_in
def agree(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    by = actor_of(request)
    variation = found(variation_numbered(found(contract_with(ref)), number, reader=by.organisation_id))
    variations.agree(by=by, variation=variation, on=timezone.localdate())
    return redirect("variation", ref=ref, number=number)


@require_http_methods(["GET", "POST"])
@signed_in
def refuse(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    by = actor_of(request)
    contract = found(contract_with(ref))
    variation = found(variation_numbered(contract, number, reader=by.organisation_id))
    form = RefuseForm(request.POST or None)

    def do(given: Mapping[str, Any]) -> str:
        variations.refuse(by=by, variation=variation, because=given["because"])
        return reverse("variation", kwargs={"ref": ref, "number": number})

    return send(
        request,
        form,
        check=lambda: variations.check_can_refuse(by, variation),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/variation/refuse.jinja",
            {"form": form, "contract": contract, "variation": variation},
        ),
    )
