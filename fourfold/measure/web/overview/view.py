from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.periods import FinancialYear
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against
from fourfold.measure.actions.accounts import check_can_draft
from fourfold.measure.actions.findings import MAY_LOOK
from fourfold.measure.queries.accounts import accounts_of
from fourfold.measure.queries.followed import figures_of_followed
from fourfold.measure.queries.standing import organisation_figures, supplier_figures, without_value

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@signed_in
def view(request: HttpRequest) -> HttpResponse:
    """The difference so far: the accounts, and this financial year by measure, promised to one and by one."""
    by = actor_of(request)
    today = timezone.localdate()
    year = FinancialYear.containing(today)
    measures = organisation_figures(by.organisation_id, on=today, period=year.period)
    return render(
        request,
        "measure/web/overview/page.jinja",
        {
            "year": year,
            "measures": measures,
            "followed": figures_of_followed(by.organisation_id, on=today),
            "without_value": without_value(measures),
            "promised": supplier_figures(by.organisation_id, on=today, period=year.period),
            "page": page_of(request, accounts_of(by.organisation_id)),
            "can_look": by.has(*MAY_LOOK),
            "cannot_draft": reason_against(lambda: check_can_draft(by)),
        },
    )
