"""What is bought: a new procurement, blank or as a copy of a register entry, and the same page to correct it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.actions import procurements
from fourfold.integrate.models import ProcurementKind
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.queries.register import register_entry
from fourfold.integrate.web.start_procurement.form import DetailsForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.integrate.models import Procurement, RegisterEntry

PAGE = "integrate/web/start_procurement/page.jinja"
LONGEST_TITLE = 300


@require_http_methods(["GET", "POST"])
@signed_in
def start(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    wanted = request.GET.get("from", "")
    entry = found(register_entry(owner=by.organisation_id, ref=wanted)) if wanted else None
    initial, not_carried = _carried_over(entry)
    form = DetailsForm(request.POST or None, initial=initial)

    def do(_: Mapping[str, Any]) -> str:
        started = procurements.start(by=by, details=form.details(), copied_from=entry)
        return reverse("procurement", kwargs={"ref": started.ref})

    return send(
        request,
        form,
        check=lambda: procurements.check_can_start(by),
        do=do,
        show=lambda: render(
            request, PAGE, {"form": form, "entry": entry, "not_carried": not_carried, "procurement": None}
        ),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    form = DetailsForm(
        request.POST or None, initial={**_standing(procurement), "version": procurement.version}
    )

    def do(given: Mapping[str, Any]) -> str:
        procurements.edit(
            by=by, procurement=procurement, details=form.details(), version=given["version"] or 0
        )
        return reverse("procurement", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: procurements.check_can_change(by, procurement),
        do=do,
        show=lambda: render(
            request, PAGE, {"form": form, "entry": None, "not_carried": (), "procurement": procurement}
        ),
        stored=_standing,
    )


def _standing(procurement: Procurement) -> dict[str, Any]:
    names = ("title", "description", "kind", "amount", "starts_on", "ends_on")
    return {name: getattr(procurement, name) for name in names}


def _carried_over(entry: RegisterEntry | None) -> tuple[dict[str, Any], list[str]]:
    """What the form begins with, and what of the entry could not be carried over, in words."""
    if entry is None:
        return {}, []
    initial: dict[str, Any] = {
        "title": entry.title[:LONGEST_TITLE],
        "description": entry.description,
        "kind": entry.kind if entry.kind in ProcurementKind.values else "",
        "amount": entry.amount,
        "starts_on": entry.starts_on,
        "ends_on": entry.ends_on,
    }
    lost = []
    if len(entry.title) > LONGEST_TITLE:
        lost.append(
            say(
                "The title was longer than {longest_title} characters; its beginning is here",
                longest_title=LONGEST_TITLE,
            )
        )
    if entry.amount is not None and (entry.currency not in {"", "GBP"} or entry.amount < 0):
        initial["amount"] = None
        lost.append(
            say(
                "The value was published as {amount} {currency}; enter your estimate in pounds",
                amount=f"{entry.amount:,.2f}",
                currency=entry.currency,
            )
        )
    if entry.starts_on and entry.ends_on and entry.ends_on < entry.starts_on:
        initial["ends_on"] = None
        lost.append(say("The contract was published to end before it starts; enter its last day"))
    return initial, lost
