"""The organisation's procurements, and one of them with what is done, what is missing and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fourfold.define.web.law_words import in_groups
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against
from fourfold.integrate.actions import (
    consultations,
    engagement,
    procurement_service,
    procurements,
    rulings,
    tender,
)
from fourfold.integrate.actions import gate as gate_actions
from fourfold.integrate.models import ProcurementState
from fourfold.integrate.queries.consultations import of_procurement
from fourfold.integrate.queries.elsewhere import elsewhere_of, is_elsewhere
from fourfold.integrate.queries.joint import joint_of, parts_in, share_words, taken_part_in
from fourfold.integrate.queries.lots import lots_of
from fourfold.integrate.queries.method import ask_said
from fourfold.integrate.queries.procurements import (
    awards_of,
    procurement_of,
    procurement_page,
    procurements_of,
    state_at,
)
from fourfold.integrate.queries.reservation import reservation_of
from fourfold.integrate.queries.routes import of_the_route, route_choice, where_it_stands
from fourfold.integrate.queries.rulings import latest_ruling, what_to_record
from fourfold.integrate.queries.second_thoughts import second_thoughts, second_thoughts_on_questions
from fourfold.integrate.rules.routes import ROUTES, STAGE_WORDS, Route
from fourfold.integrate.web.procurements.tasks import tasks_before_opening

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.queries.gate import Gate
    from fourfold.integrate.queries.procurements import Procurement, ProcurementPage

STANDING_WORDS = {
    "done": say("Done"),
    "now": say("Now"),
    "to come": say("To come"),
    "skipped": say("Skipped"),
}
NOT_YET_OPEN = (ProcurementState.PLANNED, ProcurementState.CONSIDERING, ProcurementState.SELECTING)


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
            "joined": [
                (part, share_words(part.joint, part.share)) for part in taken_part_in(by.organisation_id)
            ],
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
    lots, reservation = lots_of(procurement), reservation_of(procurement)
    cannot_change = reason_against(lambda: procurements.check_can_change(by, procurement))
    return render(
        request,
        "integrate/web/procurements/page.jinja",
        {
            "shown": shown,
            "procurement": procurement,
            "not_open_yet": procurement.state in NOT_YET_OPEN,
            "tasks": tasks_before_opening(
                shown,
                lots,
                reserved=reservation is not None,
                may_change=not cannot_change,
            ),
            "cannot_change": cannot_change,
            "cannot_abandon": reason_against(lambda: procurements.check_can_abandon(by, procurement)),
            "cannot_close": reason_against(lambda: tender.check_can_close(by, procurement, at=now)),
            "next_steps": _next_steps(shown),
            "rule": ROUTES[Route(procurement.route)],
            "choice": route_choice(procurement),
            "stages": where_it_stands(procurement),
            "stage_words": STAGE_WORDS,
            "standing_words": STANDING_WORDS,
            "cannot_say_service": reason_against(lambda: procurement_service.check_can_say(by, procurement)),
            "cannot_ask_law": reason_against(lambda: rulings.check_can_ask_the_law(by, procurement)),
            "history": history_of(
                procurement, *awards_of(procurement), *shown.priorities, *of_the_route(procurement)
            ),
            **_ruling(procurement),
            **_jointly(procurement),
            "elsewhere": elsewhere_of(procurement),
            "lots": lots,
            "whole": None if lots.own is None else lots.own.whole,
            "reservation": reservation,
            **_design(shown),
            **_before_the_tender(by, procurement, shown.gate),
        },
    )


def _jointly(procurement: Procurement) -> dict[str, Any]:
    """Which authorities buy it, where there are several."""
    joint = joint_of(procurement)
    if joint is None:
        return {"joint": None}
    return {
        "joint": joint,
        "authorities": [
            (part.organisation.name, share_words(joint, part.share), part.get_state_display())
            for part in parts_in(joint)
        ],
    }


def _design(shown: ProcurementPage) -> dict[str, Any]:
    """What each ask takes, and what is worth a second thought about asks and questions."""
    chosen = [each.priority.title for each in shown.priorities if each.asked]
    return {
        "said": {ask.pk: ask_said(ask) for ask in shown.asks},
        "second_thoughts": second_thoughts(shown.asks, chosen=chosen),
        "second_thoughts_on_questions": second_thoughts_on_questions(shown.criteria),
    }


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


def _before_the_tender(by: Actor, procurement: Procurement, gate: Gate) -> dict[str, Any]:
    """The record of what was considered: what it lacks, who let it pass, and whom the market was talked about with."""
    override = gate.override
    return {
        "gate": gate,
        "can_ask_to_pass": bool(gate.stops) and gate_actions.can_ask_to_pass(by, procurement),
        "can_agree": override is not None and gate_actions.can_agree(by, override),
        "consultations": of_procurement(procurement),
        "can_consult": consultations.can_consult(by),
        "cannot_engage": reason_against(lambda: engagement.check_can_record(by, procurement)),
    }


@require_POST
@signed_in
def close(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    tender.close(by=by, procurement=procurement, at=timezone.now())
    return redirect("procurement", ref=ref)


def _next_steps(shown: ProcurementPage) -> list[tuple[str, str]]:
    """Where to go on, once the tender is open: (words, address)."""
    state = ProcurementState
    if is_elsewhere(shown.procurement):
        after = [(say("Notices"), "notices"), (say("Evidence of the whole procedure"), "evidence_packs")]
        names = {
            state.ELSEWHERE: [(say("Bring back what came of it"), "elsewhere")],
            state.AWARDED: [
                (say("Record the signed contract"), "sign_contract"),
                (say("See what came back"), "elsewhere"),
            ],
            state.CONTRACTED: [(say("See what came back"), "elsewhere"), *after],
        }.get(shown.state, [])
        return [(words, reverse(name, kwargs={"ref": shown.procurement.ref})) for words, name in names]
    names = {
        state.OPEN: [
            (say("Answer bidders’ questions"), "bidder_questions"),
            (say("See how many bids came"), "open_bids"),
        ],
        state.CLOSED: [(say("Open the bids"), "open_bids")],
        state.OPENED: [(say("Evaluate the bids"), "evaluate")],
        state.EVALUATING: [(say("Go on with the evaluation"), "evaluate")],
        state.MODERATED: [(say("See the ranking and the award"), "evaluate")],
        state.AWARDED: [
            (say("Tell the bidders, stand still and sign"), "tell_outcome"),
            (say("See how it was decided"), "evaluate"),
            (say("Notices"), "notices"),
        ],
        state.CONTRACTED: [
            (say("See how it was decided"), "evaluate"),
            (say("Notices"), "notices"),
            (say("Evidence of the whole procedure"), "evidence_packs"),
        ],
        state.NOT_AWARDED: [
            (say("See how it was decided"), "evaluate"),
            (say("Notices"), "notices"),
            (say("Evidence of the whole procedure"), "evidence_packs"),
        ],
    }.get(shown.state, [])
    return [(words, reverse(name, kwargs={"ref": shown.procurement.ref})) for words, name in names]
