from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.define.actions import proxies
from fourfold.define.actions.proxy_details import ProxyDetail
from fourfold.define.queries.proxies import history_of, in_force
from fourfold.define.queries.spine_things import measure_with, measures_beside
from fourfold.define.web.set_value.form import ValueForm
from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """The lead sets what one of a measure is worth; the value before it is superseded and kept."""
    by = actor_of(request)
    today = timezone.localdate()
    measure = found(measure_with(ref))
    latest = history_of(measure.pk).first()
    others = [each for each in measures_beside(measure) if each.pk != measure.pk]
    form = ValueForm(
        request.POST if request.method == "POST" else None,
        unit=unit_of(measure.unit).singular,
        today=today,
        others=[(each.ref, each.title) for each in others],
        initial={"after": "" if latest is None else latest.ref},
    )

    def record(given: Mapping[str, Any]) -> str:
        proxies.record(
            by=by,
            measure=measure,
            title=given["title"],
            value=given["value"].amount,
            low=None if given["low"] is None else given["low"].amount,
            high=None if given["high"] is None else given["high"].amount,
            ledger=given["ledger"],
            price_year=given["price_year"],
            source=proxies.ProxySource(
                title=given["source_title"],
                publisher=given["source_publisher"],
                href=given["source_href"],
                licence=given["licence"],
                grade=given["source_grade"],
                read_on=given["read_on"],
            ),
            detail=ProxyDetail(
                gains=given["gains"],
                lasts=given["lasts"],
                once_per_person={"yes": True, "no": False}.get(given["valued_once"]),
                discount_class=given["discount_class"],
                place=given["place"],
                method=given["method"],
                overlaps=tuple(each for each in others if each.ref in given.get("overlaps", ())),
            ),
            after=given["after"],
        )
        messages.success(request, say("The value is set."))
        return reverse("policy_measure", kwargs={"ref": ref}) + "#value"

    def show() -> HttpResponse:
        page = {
            "form": form,
            "heading": say("Set what one is worth"),
            "caption": measure.title,
            "back": reverse("policy_measure", kwargs={"ref": ref}),
            "button": say("Set this value"),
            "standing": list(in_force([measure.pk])),
        }
        return render(request, "define/web/set_value/page.jinja", page)

    return send(request, form, check=lambda: proxies.check_can_record(by, measure), do=record, show=show)
