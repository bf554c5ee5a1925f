from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.partner.actions import confirmations
from fourfold.partner.queries.deliveries import delivery_page
from fourfold.partner.web.answer_delivery.form import YES, AnswerForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """The organisation that received a delivery says so, or says what is not right."""
    by = actor_of(request)
    today = timezone.localdate()
    page = found(delivery_page(ref))
    delivery = page.delivery
    confirmation = found(page.confirmation)
    form = AnswerForm(request.POST or None, unit=delivery.measure.unit)

    def do(given: Mapping[str, Any]) -> str:
        if given["answer"] == YES:
            confirmations.confirm(
                by=by,
                confirmation=confirmation,
                quantity=delivery.quantity,
                words=given["words"],
                on=today,
            )
        else:
            confirmations.dispute(
                by=by,
                confirmation=confirmation,
                quantity=given["quantity"].amount,
                words=given["words"],
                in_confidence=given["in_confidence"],
                on=today,
                at=timezone.now(),
            )
        return reverse("delivery", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: confirmations.check_can_answer(by, confirmation, on=today),
        do=do,
        show=lambda: render(
            request,
            "partner/web/answer_delivery/page.jinja",
            {"form": form, "page": page, "delivery": delivery},
        ),
    )
