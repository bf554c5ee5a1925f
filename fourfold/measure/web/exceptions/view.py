from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.paging import page_of
from fourfold.measure.actions import findings
from fourfold.measure.queries.exceptions import counted, kind_named
from fourfold.measure.queries.findings import open_findings_about

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@signed_in
def view(request: HttpRequest) -> HttpResponse:
    """Every kind of exception, with how many there are."""
    by = actor_of(request)
    findings.check_can_look(by)
    kinds = counted(owner=by.organisation_id, on=timezone.localdate())
    return render(request, "measure/web/exceptions/page.jinja", {"kinds": kinds})


@require_safe
@signed_in
def of_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """The exceptions of one kind, those that have stood longest first, each with its finding or the way to raise one."""
    by = actor_of(request)
    findings.check_can_look(by)
    chosen = found(kind_named(kind))
    page = page_of(request, chosen.rows(by.organisation_id, timezone.localdate()))
    rows = [chosen.describe(row) for row in page.object_list]
    return render(
        request,
        "measure/web/exceptions/kind.jinja",
        {
            "kind": chosen,
            "page": page,
            "rows": rows,
            "findings": open_findings_about(
                owner=by.organisation_id, kind=chosen.key, things=[row.thing for row in rows]
            ),
            "can_raise": findings.can_raise(by),
        },
    )
