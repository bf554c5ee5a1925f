"""Pledges beside what the contract can carry, with the arithmetic; and a question to the bidder where it does not add up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.quantities import Quantity, unit_of
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import bid_clarifications, contract_staff
from fourfold.integrate.queries.bids import opened_bid_of
from fourfold.integrate.queries.feasibility import clarifications_of, feasibility_of
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.rules.feasibility import number, pounds
from fourfold.integrate.web.feasibility.form import AskForm, StaffForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.integrate.models import OpenedBid, Procurement

TIME_TO_ANSWER = timedelta(days=7)


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    return render(
        request,
        "integrate/web/feasibility/page.jinja",
        {
            "procurement": procurement,
            "shown": feasibility_of(procurement, on=timezone.localdate()),
            "asked": clarifications_of(procurement),
            "number": number,
            "pounds": pounds,
            "cannot_say_staff": reason_against(lambda: contract_staff.check_can_say_staff(by, procurement)),
            "cannot_ask": reason_against(lambda: bid_clarifications.check_can_ask_bidder(by, procurement)),
        },
    )


@signed_in
def staff(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    form = StaffForm(request.POST or None)

    def do(given: Mapping[str, Any]) -> str:
        contract_staff.say_staff(
            by=by,
            procurement=procurement,
            full_time=given["full_time"],
            because=given["because"],
            on=timezone.localdate(),
        )
        return reverse("feasibility", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: contract_staff.check_can_say_staff(by, procurement),
        do=do,
        show=lambda: render(
            request, "integrate/web/feasibility/staff.jinja", {"form": form, "procurement": procurement}
        ),
    )


@signed_in
def ask(request: HttpRequest, ref: str, bid: str) -> HttpResponse:
    """A question to one bidder, begun from a finding where the address names its pledge."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    opened = found(opened_bid_of(procurement, bid))
    today = timezone.localdate()
    form = AskForm(
        request.POST or None,
        initial={
            "answer_by": today + TIME_TO_ANSWER,
            **_begun(procurement, opened, request.GET.get("pledge", "")),
        },
    )

    def do(given: Mapping[str, Any]) -> str:
        bid_clarifications.ask_bidder(
            by=by,
            opened_bid=opened,
            question=given["question"],
            arithmetic=given["arithmetic"],
            answer_by=given["answer_by"],
            on=today,
            at=timezone.now(),
        )
        return reverse("feasibility", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: bid_clarifications.check_can_ask_bidder(by, procurement),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/feasibility/ask.jinja",
            {"form": form, "procurement": procurement, "opened": opened},
        ),
    )


def _begun(procurement: Procurement, opened: OpenedBid, pledge: str) -> dict[str, str]:
    if not pledge:
        return {}
    shown = feasibility_of(procurement, on=timezone.localdate())
    findings = [each for one in shown.bids if one.opened_bid.pk == opened.pk for each in one.findings]
    finding = next((each for each in findings if each.pledge.ref == pledge), None)
    if finding is None:
        return {}
    promised = Quantity(finding.pledge.quantity, unit_of(finding.pledge.unit))
    question = say(
        "You offer {promised} ({title}). From the contract alone we work out that at most {most} can be done. "
        "Which step of the arithmetic does not hold for you, and how will you deliver what you offer?",
        promised=promised,
        title=finding.pledge.title,
        most="?" if finding.most is None else number(finding.most),
    )
    return {"question": question, "arithmetic": "\n".join(finding.steps)}
