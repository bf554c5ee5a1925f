"""Whether what is bought is divided into lots, and why or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import lots
from fourfold.integrate.queries.lots import lots_of
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.reservation import what_the_rules_say_of_lots
from fourfold.integrate.web.decide_lots.form import FEWEST_ROWS, LotsForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    today = timezone.localdate()
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    standing = lots_of(procurement).decision
    initial: dict[str, object] = {"version": procurement.version}
    if standing is not None:
        initial |= {"divided": standing.divided, "reason": standing.reason}
    rows = _rows(request)
    if "add" in request.POST:
        lots.check_can_decide_lots(by, procurement)
        typed = {name: value for name, value in request.POST.items() if name != "rows"}
        return _page(request, procurement, LotsForm(rows=min(rows + 1, lots.MOST), initial=typed))
    form = LotsForm(request.POST or None, rows=rows, initial=initial)

    def do(given: Mapping[str, Any]) -> str:
        lots.decide_lots(
            by=by,
            procurement=procurement,
            divided=given["divided"],
            reason=given["reason"],
            lots=form.lots(),
            as_the_whole=given["as_the_whole"],
            on=today,
            version=given["version"],
        )
        return reverse("procurement", kwargs={"ref": ref}) + "#lots"

    return send(
        request,
        form,
        check=lambda: lots.check_can_decide_lots(by, procurement),
        do=do,
        show=lambda: _page(request, procurement, form),
    )


def _page(request: HttpRequest, procurement: Any, form: LotsForm) -> HttpResponse:
    return render(
        request,
        "integrate/web/decide_lots/page.jinja",
        {
            "form": form,
            "procurement": procurement,
            "has_design": procurement.criteria.exists(),
            "rule": what_the_rules_say_of_lots(procurement, on=timezone.localdate()),
            "may_add": form.count < lots.MOST,
        },
    )


def _rows(request: HttpRequest) -> int:
    typed = request.POST.get("rows", "")[:3]
    return min(max(int(typed), 1), lots.MOST) if typed.isascii() and typed.isdigit() else FEWEST_ROWS
