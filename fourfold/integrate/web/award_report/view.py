"""The report for the decision, as a page and as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.integrate.actions.award import standing_award
from fourfold.integrate.exchange.record_pdf import record_pdf
from fourfold.integrate.queries.award_report import award_report
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.web.conflicts.view import reads_interests

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fourfold.integrate.queries.procurements import Procurement
    from fourfold.integrate.rules.record import Record


def _record(request: HttpRequest, ref: str) -> tuple[Procurement, Record]:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    report = award_report(procurement, standing_award(procurement), interests=reads_interests(by))
    return procurement, report


@require_GET
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    procurement, record = _record(request, ref)
    return render(
        request, "integrate/web/award_report/page.jinja", {"procurement": procurement, "record": record}
    )


@require_GET
@signed_in
def as_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    procurement, record = _record(request, ref)
    response = HttpResponse(record_pdf(record), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="award-report-{procurement.ref.lower()}.pdf"'
    return response
