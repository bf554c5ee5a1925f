"""The organisation's procurements, and one of them with what is done, what is missing and what comes next."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fourfold.define.web.law_words import in_groups
from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against
from fourfold.integrate.actions import engagement, procurement_service, procurements, rulings, tender
from fourfold.integrate.actions import gate as gate_actions
from fourfold.integrate.models import ProcurementState
from fourfold.integrate.queries.consultations import of_procurement
from fourfold.integrate.queries.gate import gate_of
from fourfold.integrate.queries.procurements import (
    awards_of,
    procurement_of,
    procurement_page,
    procurements_of,
    state_at,
)
from fourfold.integrate.queries.rulings import latest_ruling, what_to_record

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.queries.procurements import Procurement, ProcurementPage

NOT_YET_OPEN = (ProcurementState.PLANNED, ProcurementState.CONSIDERING)


@require_GET
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    now = timezone.now()
    page = page_of(request, procurements_of(by.organisation_id).defer("description"))
    return render(
        request,
        "integrate/web/procurements/list.jinja",
        {
            "page": page,
            "rows": [(procurement, state_at(procurement, now)) for procurement in page.object_list],
            "cannot_start": reason_against(lambda: procurements.check_can_start(by)),
        },
    )


@require_GET
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    now = timezone.now()
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    shown = procurement_page(procurement, at=now)
    return render(
        request,
        "integrate/web/procurements/page.jinja",
        {
            "shown": shown,
            "procurement": procurement,
            "not_open_yet": procurement.state in NOT_YET_OPEN,
            "tasks": _tasks(shown),
            "cannot_change": reason_against(lambda: procurements.check_can_change(by, procurement)),
            "cannot_abandon": reason_against(lambda: procurements.check_can_abandon(by, procurement)),
            "cannot_close": reason_against(lambda: tender.check_can_close(by, procurement, at=now)),
            "next_steps": _next_steps(shown),
            "cannot_say_service": reason_against(lambda: procurement_service.check_can_say(by, procurement)),
            "cannot_ask_law": reason_against(lambda: rulings.check_can_ask_the_law(by, procurement)),
            "history": history_of(procurement, *awards_of(procurement), *shown.priorities),
            **_ruling(procurement),
            **_before_the_tender(by, procurement),
        },
    )


def _ruling(procurement: Procurement) -> dict[str, Any]:
    """What the law answered last, by which days things are to be recorded, and the rulings before it."""
    latest, today = latest_ruling(procurement), timezone.localdate()
    if latest is None:
        return {"ruling": None}
    return {
        "ruling": latest,
        "earlier_rulings": range(latest.row.number - 1, 0, -1),
        "to_record": what_to_record(latest, today=today),
        "today": today,
        **in_groups(latest.said.rulings),
    }


def _before_the_tender(by: Actor, procurement: Procurement) -> dict[str, Any]:
    """The record of what was considered: what it lacks, who let it pass, and whom the market was talked about with."""
    gate = gate_of(procurement)
    override = gate.override
    return {
        "gate": gate,
        "can_ask_to_pass": bool(gate.stops) and gate_actions.can_ask_to_pass(by, procurement),
        "can_agree": override is not None and gate_actions.can_agree(by, override),
        "consultations": of_procurement(procurement),
        "cannot_engage": reason_against(lambda: engagement.check_can_record(by, procurement)),
    }


@require_POST
@signed_in
def close(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    tender.close(by=by, procurement=procurement, at=timezone.now())
    return redirect("procurement", ref=ref)


def _tasks(shown: ProcurementPage) -> list[dict[str, Any]]:
    """What a buyer does before a tender opens, in order, each with how far it is."""
    ref = shown.procurement.ref
    weights = sum((criterion.weight for criterion in shown.criteria), Decimal(0))

    def task(name: str, title: str, *, done: bool, waits: str, hint: str = "") -> dict[str, Any]:
        colour = {} if done else {"colour": "blue"}
        href = reverse(name, kwargs={"ref": ref})
        return {
            "title": title,
            "href": href,
            "status": say("Done") if done else waits,
            "hint": hint,
            **colour,
        }

    tasks = [
        task("edit_procurement", say("What is bought"), done=True, waits=""),
        task(
            "consider",
            say("What was considered"),
            done=shown.consideration is not None,
            waits=say("To do first"),
        ),
        task(
            "choose_priorities",
            say("Priorities it is asked for"),
            done=bool(shown.priorities),
            waits=say("To do"),
            hint=say("Suggested by your adopted policy for such a contract"),
        ),
        task(
            "set_weights",
            say("How bids are judged"),
            done=weights == 100,  # noqa: PLR2004  (weights are points of 100)
            waits=say("To do")
            if not shown.criteria
            else say("The weights add to {weights}", weights=f"{weights.normalize():f}"),
        ),
        task(
            "choose_asks",
            say("Measures asked for"),
            done=bool(shown.asks),
            waits=say("None yet") if shown.criteria else say("After the criteria"),
            hint=say("From your adopted policy, each scored under a criterion"),
        ),
    ]
    opening: dict[str, Any] = {"title": say("Openers, closing time, and open for bids")}
    if shown.gaps or shown.state == ProcurementState.PLANNED:
        opening |= {
            "status": say("Cannot start yet"),
            "colour": "grey",
            "hint": side_by_side(shown.gaps, ". "),
        }
    else:
        opening |= {
            "status": say("Ready"),
            "colour": "green",
            "href": reverse("open_tender", kwargs={"ref": ref}),
        }
    return [*tasks, opening]


def _next_steps(shown: ProcurementPage) -> list[tuple[str, str]]:
    """Where to go on, once the tender is open: (words, address)."""
    state = ProcurementState
    names = {
        state.OPEN: [(say("See how many bids came"), "open_bids")],
        state.CLOSED: [(say("Open the bids"), "open_bids")],
        state.OPENED: [(say("Evaluate the bids"), "evaluate")],
        state.EVALUATING: [(say("Go on with the evaluation"), "evaluate")],
        state.MODERATED: [(say("See the ranking and the award"), "evaluate")],
        state.AWARDED: [(say("See the award, and record the signed contract"), "evaluate")],
        state.CONTRACTED: [(say("See how it was decided"), "evaluate")],
    }.get(shown.state, [])
    return [(words, reverse(name, kwargs={"ref": shown.procurement.ref})) for words, name in names]
