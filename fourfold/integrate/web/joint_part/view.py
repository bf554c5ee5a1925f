"""What an authority reads of a procurement that another leads, and its answer: it agrees to its part, declines or leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import joint_answers
from fourfold.integrate.models import JointPartState
from fourfold.integrate.queries.joint import joint_led_by, joint_read_by, part_of, share_words
from fourfold.integrate.queries.lots import lots_of
from fourfold.integrate.queries.method import ask_said
from fourfold.integrate.queries.procurements import consideration_of, state_at
from fourfold.integrate.web.joint.shown import agreed_parts, rows_of
from fourfold.integrate.web.joint_part.form import AgreeForm, SayNoForm
from fourfold.integrate.web.task_page import task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import JointPart, JointProcurement


@require_GET
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    joint = found(joint_read_by(organisation=by.organisation_id, ref=ref))
    own = found(part_of(joint, organisation=by.organisation_id))
    return _page(request, by, joint, own, AgreeForm(initial={"version": own.version}))


@require_POST
@signed_in
def agree(request: HttpRequest, ref: str) -> HttpResponse:
    """Of the lead's own part as well, which then leads back to its own page."""
    by = actor_of(request)
    led = joint_led_by(organisation=by.organisation_id, ref=ref)
    joint = found(led or joint_read_by(organisation=by.organisation_id, ref=ref))
    own = found(part_of(joint, organisation=by.organisation_id))
    form = AgreeForm(request.POST)

    def do(given: Mapping[str, Any]) -> str:
        joint_answers.agree(by=by, part=own, on=timezone.localdate(), version=given["version"] or 0)
        messages.success(request, say("You agreed. It stands here with your name."))
        if led is not None:
            return reverse("joint_procurement", kwargs={"ref": joint.procurement.ref})
        return reverse("joint_part", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: joint_answers.check_can_agree(by, own),
        do=do,
        stored=lambda _now: {},
        show=lambda: _page(request, by, joint, own, form),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def say_no(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    joint = found(joint_read_by(organisation=by.organisation_id, ref=ref))
    own = found(part_of(joint, organisation=by.organisation_id))
    asked = own.state == JointPartState.ASKED

    def do(given: Mapping[str, Any]) -> str:
        joint_answers.say_no(
            by=by, part=own, because=given["because"], on=timezone.localdate(), at=timezone.now()
        )
        messages.success(
            request, say("{lead} is told why. You read this procurement no more.", lead=joint.owner.name)
        )
        return reverse("procurements")

    return task(
        request,
        SayNoForm(request.POST or None),
        check=lambda: joint_answers.check_can_say_no(by, own),
        do=do,
        heading=say("Decline to take part") if asked else say("Leave this joint procurement"),
        caption=joint.procurement.title,
        back=reverse("joint_part", kwargs={"ref": ref}),
        button=say("Decline") if asked else say("Leave"),
        kind="warning",
    )


def _page(
    request: HttpRequest, by: Actor, joint: JointProcurement, own: JointPart, form: AgreeForm
) -> HttpResponse:
    procurement = joint.procurement
    asks = procurement.asks.select_related("measure", "criterion")
    return render(
        request,
        "integrate/web/joint_part/page.jinja",
        {
            "joint": joint,
            "procurement": procurement,
            "state": state_at(procurement, timezone.now()),
            "own": own,
            "share": share_words(joint, own.share),
            "parts": rows_of(joint),
            "form": form,
            "cannot_agree": reason_against(lambda: joint_answers.check_can_agree(by, own)),
            "cannot_say_no": reason_against(lambda: joint_answers.check_can_say_no(by, own)),
            "consideration": consideration_of(procurement),
            "criteria": list(procurement.criteria.all()),
            "asks": [(ask, ask_said(ask)) for ask in asks],
            "lots": lots_of(procurement).lots,
            "contracts": agreed_parts(joint, only=by.organisation_id),
        },
    )
