from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.files.kinds import NotAccepted
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent, send_once
from fourfold.integrate.queries.commitments import commitment_numbered
from fourfold.partner.actions import deliveries
from fourfold.partner.queries.deliveries import delivery_page
from fourfold.partner.web.report_delivery.form import ReportAgainForm, ReportForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """A supplier reports a delivery against one commitment."""
    by = actor_of(request)
    today = timezone.localdate()
    commitment = found(commitment_numbered(contract_ref=ref, number=number))
    deliveries.check_can_report(by, commitment, on=today)
    form = ReportForm(request.POST or None, request.FILES or None, unit=commitment.unit)
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
        if form.is_valid():
            given = form.cleaned_data
            try:
                with send_once(request, form) as sent:
                    delivery = deliveries.report(
                        by=by,
                        commitment=commitment,
                        quantity=given["quantity"].number,
                        starts_on=given["starts_on"],
                        ends_on=given["ends_on"],
                        words=given["words"],
                        uploads=_uploads(given),
                        recipient=given["recipient"],
                        on=today,
                        at=timezone.now(),
                    )
                    sent.result = reverse("delivery", kwargs={"ref": delivery.ref})
            except NotAccepted as refusal:
                form.add_error("evidence", str(refusal))
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                return redirect(sent.result)
    return render(
        request,
        "partner/web/report_delivery/page.jinja",
        {"form": form, "commitment": commitment},
        status=422 if form.errors else 200,
    )


@signed_in
def again(request: HttpRequest, ref: str) -> HttpResponse:
    """A supplier answers the questions on a returned delivery and reports it again."""
    by = actor_of(request)
    today = timezone.localdate()
    page = found(delivery_page(ref))
    delivery = page.delivery
    deliveries.check_can_report_again(by, delivery, on=today)
    form = ReportAgainForm(
        request.POST or None,
        request.FILES or None,
        unit=delivery.measure.unit,
        initial={"quantity": delivery.quantity, "words": delivery.words},
    )
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
        if form.is_valid():
            given = form.cleaned_data
            try:
                with send_once(request, form) as sent:
                    deliveries.report_again(
                        by=by,
                        delivery=delivery,
                        quantity=given["quantity"].number,
                        words=given["words"],
                        uploads=_uploads(given),
                        on=today,
                        at=timezone.now(),
                    )
                    sent.result = reverse("delivery", kwargs={"ref": delivery.ref})
            except NotAccepted as refusal:
                form.add_error("evidence", str(refusal))
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                return redirect(sent.result)
    return render(
        request,
        "partner/web/report_delivery/again.jinja",
        {"form": form, "delivery": delivery},
        status=422 if form.errors else 200,
    )


def _uploads(given: dict[str, object]) -> list[deliveries.Upload]:
    files = given.get("evidence")
    about = str(given.get("about") or "")
    chosen = files if isinstance(files, list) else []
    return [deliveries.Upload(name=file.name, content=file.read(), about=about) for file in chosen]
