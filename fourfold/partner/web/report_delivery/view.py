from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.organisations.queries import only_place_of
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.queries.commitments import commitment_numbered
from fourfold.partner.actions import deliveries
from fourfold.partner.queries.deliveries import delivery_page
from fourfold.partner.web.report_delivery.form import ReportAgainForm, ReportForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """A supplier reports a delivery against one commitment."""
    by = actor_of(request)
    today = timezone.localdate()
    commitment = found(commitment_numbered(contract_ref=ref, number=number))
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        unit=commitment.unit,
        initial={"place": only_place_of(commitment.owner_id)},
    )

    def do(given: Mapping[str, Any]) -> str:
        delivery = deliveries.report(
            by=by,
            commitment=commitment,
            quantity=given["quantity"].amount,
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            words=given["words"],
            uploads=_uploads(given),
            recipient=given["recipient"],
            place=given["place"],
            on=today,
            at=timezone.now(),
        )
        return reverse("delivery", kwargs={"ref": delivery.ref})

    return send(
        request,
        form,
        check=lambda: deliveries.check_can_report(by, commitment, on=today),
        do=do,
        show=lambda: render(
            request,
            "partner/web/report_delivery/page.jinja",
            {"form": form, "commitment": commitment},
        ),
        files="evidence",
    )


@signed_in
def again(request: HttpRequest, ref: str) -> HttpResponse:
    """A supplier answers the questions on a returned delivery and reports it again."""
    by = actor_of(request)
    today = timezone.localdate()
    delivery = found(delivery_page(ref)).delivery
    form = ReportAgainForm(
        request.POST or None,
        request.FILES or None,
        unit=delivery.measure.unit,
        initial={"quantity": delivery.quantity, "words": delivery.words},
    )

    def do(given: Mapping[str, Any]) -> str:
        deliveries.report_again(
            by=by,
            delivery=delivery,
            quantity=given["quantity"].amount,
            words=given["words"],
            uploads=_uploads(given),
            on=today,
            at=timezone.now(),
        )
        return reverse("delivery", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: deliveries.check_can_report_again(by, delivery, on=today),
        do=do,
        show=lambda: render(
            request, "partner/web/report_delivery/again.jinja", {"form": form, "delivery": delivery}
        ),
        files="evidence",
    )


def _uploads(given: Mapping[str, Any]) -> list[deliveries.Upload]:
    about = given["about"] or ""
    return [deliveries.Upload(name=file.name, content=file.read(), about=about) for file in given["evidence"]]
