from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.ground.spine.registry import strip
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against
from fourfold.partner.actions.confirmations import check_can_answer, check_can_resolve
from fourfold.partner.actions.deliveries import check_can_report_again
from fourfold.partner.actions.verifications import check_can_verify
from fourfold.partner.queries.deliveries import delivery_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """One delivery: what was reported, on what evidence, what its recipient says, what was verified, and by whom."""
    page = found(delivery_page(ref))
    by = actor_of(request)
    today = timezone.localdate()
    delivery, confirmation = page.delivery, page.confirmation
    role_in_it = {
        delivery.owner_id: "buyer",
        delivery.reported_for_id: "supplier",
        delivery.recipient_id: "recipient",
    }.get(by.organisation_id, "reader")
    return render(
        request,
        "partner/web/delivery/page.jinja",
        {
            "page": page,
            "delivery": delivery,
            "confirmation": confirmation,
            "role": role_in_it,
            "strip": strip("delivery", ref),
            "cannot_verify": reason_against(lambda: check_can_verify(by, delivery)),
            "cannot_answer": ""
            if confirmation is None
            else reason_against(lambda: check_can_answer(by, confirmation, on=today)),
            "cannot_resolve": ""
            if confirmation is None
            else reason_against(lambda: check_can_resolve(by, confirmation)),
            "cannot_report_again": reason_against(lambda: check_can_report_again(by, delivery, on=today))
            if role_in_it == "supplier"
            else "",
            "history": history_of(delivery),
        },
    )
