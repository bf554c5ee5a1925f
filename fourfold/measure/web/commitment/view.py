from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.spine.registry import strip
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import ON_A_PAGE, page_of
from fourfold.ground.web.sending import reason_against
from fourfold.integrate.queries.commitments import commitment_numbered, kept_commitment
from fourfold.measure.queries.burn_up import burn_up_by_measure
from fourfold.measure.queries.five_figures import five_figures
from fourfold.measure.queries.worth import worth_of_commitment
from fourfold.partner.actions.deliveries import check_can_report
from fourfold.partner.queries.deliveries import deliveries_of_commitment, rows

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@signed_in
def view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """One promise: the five bars, the burn-up against its profile, every delivery, and what it is worth."""
    by = actor_of(request)
    today = timezone.localdate()
    commitment = found(commitment_numbered(contract_ref=ref, number=number))
    (figures,) = five_figures([commitment], on=today)
    deliveries = deliveries_of_commitment(commitment.pk)
    page = page_of(request, deliveries)
    return render(
        request,
        "measure/web/commitment/page.jinja",
        {
            "commitment": commitment,
            "figures": figures.figures,
            "withdrawn": figures.withdrawn,
            "burn_up": burn_up_by_measure([commitment], on=today)[commitment.measure_id],
            "strip": strip("commitment", commitment.ref),
            "worth": worth_of_commitment(commitment, figures.figures, on=today),
            "page": page,
            "history": history_of(kept_commitment(commitment.pk)),
            "deliveries": rows(deliveries[(page.number - 1) * ON_A_PAGE : page.number * ON_A_PAGE]),
            "is_supplier": commitment.supplier_id == by.organisation_id,
            "cannot_report": reason_against(lambda: check_can_report(by, commitment, on=today)),
        },
    )
