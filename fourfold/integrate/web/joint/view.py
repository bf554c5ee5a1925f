"""The lead arranges who buys with it and with which share, sees who agreed, and each one's part of what was agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import joint as joint_actions
from fourfold.integrate.actions.joint_answers import check_can_agree
from fourfold.integrate.queries.joint import all_parts, arrangement_of, joint_of, part_of, parts_in
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.web.joint.form import FEWEST_ROWS, GiveUpForm, JointForm, initial
from fourfold.integrate.web.joint.shown import agreed_parts, rows_of
from fourfold.integrate.web.joint_part.form import AgreeForm
from fourfold.integrate.web.task_page import task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.queries.procurements import Procurement


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    arranged = arrangement_of(procurement)
    standing = [] if arranged is None else parts_in(arranged)
    begins: dict[str, Any] = {"version": procurement.version, **initial(standing)}
    if arranged is not None:
        begins |= {"basis": arranged.basis, "counted": arranged.counted, "because": arranged.because}
    rows = _rows(request, len(standing))
    if "add" in request.POST:
        joint_actions.check_can_arrange(by, procurement)
        typed = {name: value for name, value in request.POST.items() if name != "rows"}
        more = min(rows + 1, joint_actions.MOST_AUTHORITIES)
        return _page(request, by, procurement, JointForm(rows=more, lead=procurement.owner, initial=typed))
    form = JointForm(request.POST or None, rows=rows, lead=procurement.owner, initial=begins)

    def do(given: Mapping[str, Any]) -> str:
        joint_actions.arrange(
            by=by,
            procurement=procurement,
            basis=given["basis"],
            counted=given["counted"],
            because=given["because"],
            given=form.parts(),
            on=timezone.localdate(),
            at=timezone.now(),
            version=given["version"],
        )
        messages.success(request, say("Each authority is asked to agree. The tender opens once all have."))
        return reverse("joint_procurement", kwargs={"ref": ref})

    if request.method == "GET":
        return _page(request, by, procurement, form)
    return send(
        request,
        form,
        check=lambda: joint_actions.check_can_arrange(by, procurement),
        do=do,
        show=lambda: _page(request, by, procurement, form),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def give_up(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))

    def do(given: Mapping[str, Any]) -> str:
        joint_actions.give_up(by=by, procurement=procurement, because=given["because"], at=timezone.now())
        return reverse("procurement", kwargs={"ref": ref})

    return task(
        request,
        GiveUpForm(request.POST or None),
        check=lambda: joint_actions.check_can_give_up(by, procurement),
        do=do,
        heading=say("Buy it alone"),
        caption=procurement.title,
        back=reverse("joint_procurement", kwargs={"ref": ref}),
        button=say("Give up buying it jointly"),
        kind="warning",
    )


def _page(request: HttpRequest, by: Actor, procurement: Procurement, form: JointForm) -> HttpResponse:
    joint = joint_of(procurement)
    own = None if joint is None else part_of(joint, organisation=by.organisation_id)
    arranged = joint or arrangement_of(procurement)
    return render(
        request,
        "integrate/web/joint/page.jinja",
        {
            "form": form,
            "procurement": procurement,
            "joint": joint,
            "parts": [] if arranged is None else rows_of(arranged),
            "own": own,
            "agreeing": None if own is None else AgreeForm(initial={"version": own.version}),
            "cannot_agree": "" if own is None else reason_against(lambda: check_can_agree(by, own)),
            "cannot_arrange": reason_against(lambda: joint_actions.check_can_arrange(by, procurement)),
            "may_add": form.count < joint_actions.MOST_AUTHORITIES,
            "contracts": () if joint is None else agreed_parts(joint),
            "history": () if arranged is None else history_of(arranged, *all_parts(arranged)),
        },
    )


def _rows(request: HttpRequest, standing: int) -> int:
    typed = request.POST.get("rows", "")[:3]
    fewest = max(standing, FEWEST_ROWS)
    return (
        min(max(int(typed), 1), joint_actions.MOST_AUTHORITIES)
        if typed.isascii() and typed.isdigit()
        else fewest
    )
