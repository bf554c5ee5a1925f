from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.define.queries.proxies import in_force
from fourfold.ground.spine.registry import strip
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import reason_against
from fourfold.integrate.queries.commitments import commitment_numbered
from fourfold.measure.queries.burn_up import burn_up
from fourfold.measure.queries.five_figures import five_figures
from fourfold.measure.queries.worth import worth_of_commitment
from fourfold.partner.actions.deliveries import check_can_report
from fourfold.partner.queries.deliveries import deliveries_of_commitment, rows

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST_DELIVERIES = 100


@require_GET
@signed_in
def view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """One promise: the five bars, the burn-up against its profile, every delivery, and what it is worth."""
    by = actor_of(request)
    today = timezone.localdate()
    commitment = found(commitment_numbered(contract_ref=ref, number=number))
    (figures,) = five_figures([commitment], on=today)
    return render(
        request,
        "measure/web/commitment/page.jinja",
        {
            "commitment": commitment,
            "figures": figures.figures,
            "withdrawn": figures.withdrawn,
            "burn_up": burn_up(commitment, on=today),
            "strip": strip("commitment", commitment.ref),
            "worth": worth_of_commitment(commitment, figures.figures, list(in_force([commitment.measure_id]))),
            "deliveries": rows(deliveries_of_commitment(commitment.pk)[:MOST_DELIVERIES]),
            "is_supplier": commitment.supplier_id == by.organisation_id,
            "cannot_report": reason_against(lambda: check_can_report(by, commitment, on=today)),
        },
    )
