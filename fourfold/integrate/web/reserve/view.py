"""For whom the competition is reserved, with what the rules say of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import reservation
from fourfold.integrate.actions.reservation import Reserving
from fourfold.integrate.queries.myths import myths_beside
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.reservation import every_rule_on_reserving, reservation_of
from fourfold.integrate.web.reserve.form import ReserveForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

FIELDS = ("reserved_for", "area", "only_small", "only_social", "reason")


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    today = timezone.localdate()
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    standing = reservation_of(procurement)
    initial = {} if standing is None else {name: getattr(standing, name) for name in FIELDS}
    form = ReserveForm(request.POST or None, initial={**initial, "version": procurement.version})

    def do(given: Mapping[str, Any]) -> str:
        reservation.reserve(
            by=by,
            procurement=procurement,
            given=Reserving(**{name: given[name] for name in FIELDS}),
            on=today,
            version=given["version"],
        )
        return reverse("procurement", kwargs={"ref": ref}) + "#reservation"

    return send(
        request,
        form,
        check=lambda: reservation.check_can_reserve(by, procurement),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/reserve/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "rules": every_rule_on_reserving(procurement, on=today),
                "myths": myths_beside("reservation"),
            },
        ),
    )
