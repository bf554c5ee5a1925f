"""What a buyer does before a tender opens, or before an award without one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from fourfold.ground.kernel.said import say, side_by_side
from fourfold.integrate.models import ProcurementState
from fourfold.integrate.queries.elsewhere import elsewhere_of
from fourfold.integrate.queries.joint import what_joint_lacks
from fourfold.integrate.rules.routes import ROUTES, Route

if TYPE_CHECKING:
    from collections.abc import Callable

    from fourfold.integrate.queries.lots import Lots
    from fourfold.integrate.queries.procurements import ProcurementPage

# Pages rather than forms: everyone in the organisation reads them.
READ_BY_ALL = frozenset({"proportion", "try_method", "conflicts"})


def tasks_before_opening(
    shown: ProcurementPage, lots: Lots, *, reserved: bool, may_change: bool
) -> list[dict[str, Any]]:
    """In order, each with how far it is; without links to forms for who may not fill them in."""
    ref = shown.procurement.ref
    weights = sum((each.weight for each in shown.criteria if each.part_of_id is None), Decimal(0))

    def task(name: str, title: str, *, done: bool, waits: str, hint: str = "") -> dict[str, Any]:
        colour = {} if done else {"colour": "blue"}
        link = {"href": reverse(name, kwargs={"ref": ref})} if may_change or name in READ_BY_ALL else {}
        status = say("Done") if done else waits
        return {"title": title, "status": status, "hint": hint, **link, **colour}

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
        return [*tasks[:4], tasks[-1], _direct_task(shown, may_change=may_change)]
    if shown.procurement.route == Route.MULTI_STAGE:
        tasks.append(
            task(
                "first_stage",
                say("First stage: who can do it"),
                done=shown.state == ProcurementState.SELECTING and not shown.gaps,
                waits=say("Under way") if shown.state == ProcurementState.SELECTING else say("To do"),
            )
        )
    where = elsewhere_of(shown.procurement)
    if where is not None:
        sending = task(
            "elsewhere",
            say("Send the questions to {portal}", portal=where.portal),
            done=False,
            waits=say("Cannot start yet") if shown.gaps else say("Ready"),
            hint=side_by_side(shown.gaps, ". "),
        )
        return [*tasks, sending]
    opening: dict[str, Any] = {"title": say("Openers, closing time, and open for bids")}
    if shown.gaps or shown.state == ProcurementState.PLANNED:
        opening |= {
            "status": say("Cannot start yet"),
            "colour": "grey",
            "hint": side_by_side(shown.gaps, ". "),
        }
    else:
        opening |= _ready("open_tender", ref, may_change=may_change)
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


def _direct_task(shown: ProcurementPage, *, may_change: bool) -> dict[str, Any]:
    """Without competition the award is proposed next, once the record is whole and conflicts are assessed."""
    title = say("What was agreed, and propose the award")
    lacks = [
        *shown.gate.stops,
        *what_joint_lacks(shown.procurement),
        *filter(None, (shown.conflicts,)),
    ]
    if lacks:
        return {
            "title": title,
            "status": say("Cannot start yet"),
            "colour": "grey",
            "hint": side_by_side(lacks, ". "),
        }
    return {"title": title, **_ready("propose_directly", shown.procurement.ref, may_change=may_change)}


def _ready(name: str, ref: str, *, may_change: bool) -> dict[str, Any]:
    link = {"href": reverse(name, kwargs={"ref": ref})} if may_change else {}
    return {"status": say("Ready"), "colour": "green", **link}
