"""A tender may go out without its record: a commissioner asks with a reason, the approver whom they name agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import gate as gate_actions
from fourfold.integrate.queries.gate import gate_of
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.web.pass_gate.form import AgreeForm, PassGateForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by, on = actor_of(request), timezone.localdate()
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    gate = gate_of(procurement)
    override = gate.override
    approvers = gate_actions.who_could_agree(by, on=on)
    form = PassGateForm(request.POST or None, approvers=approvers)
    asked_to_agree = override is not None and override.approver_id == by.person_id
    page = {
        "procurement": procurement,
        "gate": gate,
        "approvers": approvers,
        "cannot_ask": reason_against(lambda: gate_actions.check_can_ask_to_pass(by, procurement)),
        "agreeing": None if override is None else AgreeForm(initial={"version": override.version}),
        "cannot_agree": ""
        if override is None
        else reason_against(lambda: gate_actions.check_can_agree(by, override)),
        "asked_to_agree": asked_to_agree,
    }
    if request.method == "GET" and asked_to_agree:
        return render(request, "integrate/web/pass_gate/page.jinja", {**page, "form": None})

    def do(given: Mapping[str, Any]) -> str:
        gate_actions.ask_to_pass(
            by=by, procurement=procurement, because=given["because"], approver=given["approver"], on=on
        )
        messages.success(request, say("They are asked. Until they agree the tender stays closed."))
        return reverse("procurement", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: gate_actions.check_can_ask_to_pass(by, procurement),
        do=do,
        show=lambda: render(request, "integrate/web/pass_gate/page.jinja", {**page, "form": form}),
    )


@require_POST
@signed_in
def agree(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    override = found(gate_of(procurement).override)
    form = AgreeForm(request.POST)

    def do(given: Mapping[str, Any]) -> str:
        gate_actions.agree(by=by, override=override, seen=given["version"] or 0, on=timezone.localdate())
        messages.success(request, say("You agreed. It stands on the procurement with your name."))
        return reverse("procurement", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: gate_actions.check_can_agree(by, override),
        do=do,
        stored=lambda _now: {},
        show=lambda: render(
            request,
            "integrate/web/pass_gate/page.jinja",
            {
                "procurement": procurement,
                "gate": gate_of(procurement),
                "approvers": [],
                "cannot_ask": "",
                "agreeing": form,
                "cannot_agree": "",
                "asked_to_agree": True,
                "form": None,
            },
        ),
    )
