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

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.queries.lots import Lots
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
    return render(
        request,
        "integrate/web/procurements/page.jinja",
        {
            "shown": shown,
            "procurement": procurement,
            "not_open_yet": procurement.state in NOT_YET_OPEN,
            "tasks": _tasks(shown, lots, reserved=reservation is not None),
            "cannot_change": reason_against(lambda: procurements.check_can_change(by, procurement)),
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
            "lots": lots,
            "whole": None if lots.own is None else lots.own.whole,
            "reservation": reservation,
            **_design(shown),
            **_before_the_tender(by, procurement),
        },
    )


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


def _tasks(shown: ProcurementPage, lots: Lots, *, reserved: bool) -> list[dict[str, Any]]:
    """What a buyer does before a tender opens, in order, each with how far it is."""
    ref = shown.procurement.ref
    weights = sum((each.weight for each in shown.criteria if each.part_of_id is None), Decimal(0))

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
            "choose_route",
            say("The route: {title}", title=ROUTES[Route(shown.procurement.route)].title),
            done=True,
            waits="",
            hint=say("How it is bought, what that skips and why"),
        ),
        task(
            "choose_priorities",
            say("Priorities it is asked for"),
            done=bool(shown.priorities),
            waits=say("To do"),
            hint=say("Suggested by your adopted policy for such a contract"),
        ),
        *_of_the_competition(lots, task, reserved=reserved),
        task(
            "set_weights",
            say("How bids are judged"),
            done=weights == 100,  # noqa: PLR2004  (weights are points of 100)
            waits=say("To do")
            if not shown.criteria
            else say("The weights add to {weights}", weights=f"{weights.normalize():f}"),
        ),
        task(
            "choose_method",
            say("How bids are put in order"),
            done=shown.method_chosen,
            waits=say("As usual"),
            hint=say("Price formula, scale and what decides where bids are equal; as usual until you choose"),
        ),
        task(
            "choose_asks",
            say("Measures asked for"),
            done=bool(shown.asks),
            waits=say("None yet") if shown.criteria else say("After the criteria"),
            hint=say("From your adopted policy, each scored under a criterion"),
        ),
    ]
    tasks += [
        task(name, title, done=False, waits=say("To look at"), hint=hint)
        for name, title, hint in (
            (
                "proportion",
                say("Is it in proportion?"),
                say("What fits such a contract, and what a bid takes"),
            ),
            ("try_method", say("Try the method on invented bids"), say("Before bidders do")),
        )
    ]
    tasks.append(
        task(
            "conflicts",
            say("Conflicts of interest"),
            done=not shown.conflicts,
            waits=say("To do"),
            hint="" if not shown.conflicts else say("{gap}.", gap=shown.conflicts),
        )
    )
    if shown.procurement.route == Route.DIRECT:
        # Nothing is judged or asked for without competition; conflicts are assessed all the same.
        return [*tasks[:4], tasks[-1], _direct_task(shown)]
    if shown.procurement.route == Route.MULTI_STAGE:
        tasks.append(
            task(
                "first_stage",
                say("First stage: who can do it"),
                done=shown.state == ProcurementState.SELECTING and not shown.gaps,
                waits=say("Under way") if shown.state == ProcurementState.SELECTING else say("To do"),
            )
        )
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


def _of_the_competition(
    lots: Lots, task: Callable[..., dict[str, Any]], *, reserved: bool
) -> list[dict[str, Any]]:
    """Lots and who may bid. A lot is not divided again, and what is divided has its lots."""
    tasks = []
    if lots.own is None and not lots.lots:
        tasks.append(
            task(
                "decide_lots",
                say("Lots, or why there are none"),
                done=lots.decision is not None,
                waits=say("To do"),
            )
        )
    return [
        *tasks,
        task("reserve", say("Who may bid"), done=reserved, waits=say("Open to all until you say")),
    ]


def _direct_task(shown: ProcurementPage) -> dict[str, Any]:
    """Without competition the award is proposed next, once the record is whole and conflicts are assessed."""
    title = say("What was agreed, and propose the award")
    lacks = [*gate_of(shown.procurement).stops, *filter(None, (shown.conflicts,))]
    if lacks:
        return {
            "title": title,
            "status": say("Cannot start yet"),
            "colour": "grey",
            "hint": side_by_side(lacks, ". "),
        }
    return {
        "title": title,
        "status": say("Ready"),
        "colour": "green",
        "href": reverse("propose_directly", kwargs={"ref": shown.procurement.ref}),
    }


def _next_steps(shown: ProcurementPage) -> list[tuple[str, str]]:
    """Where to go on, once the tender is open: (words, address)."""
    state = ProcurementState
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
