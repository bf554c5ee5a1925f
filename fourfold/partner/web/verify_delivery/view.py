from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.partner.actions import verifications
from fourfold.partner.queries.deliveries import delivery_page
from fourfold.partner.web.verify_delivery.form import RETURN, VERIFY, JudgeForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """The contract manager decides on one delivery."""
    by = actor_of(request)
    page = found(delivery_page(ref))
    delivery = page.delivery
    form = JudgeForm(request.POST or None, unit=delivery.measure.unit)

    def do(given: Mapping[str, Any]) -> str:
        if given["decision"] == VERIFY:
            verifications.verify(
                by=by,
                delivery=delivery,
                quantity=given["quantity"].amount,
                on_evidence=given["on_evidence"],
                on=timezone.localdate(),
            )
        elif given["decision"] == RETURN:
            verifications.send_back(by=by, delivery=delivery, because=given["because"])
        else:
            verifications.reject(by=by, delivery=delivery, because=given["because"])
        return reverse("delivery", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: verifications.check_can_judge(by, delivery),
        do=do,
        show=lambda: render(
            request,
            "partner/web/verify_delivery/page.jinja",
            {"form": form, "page": page, "delivery": delivery},
        ),
    )
