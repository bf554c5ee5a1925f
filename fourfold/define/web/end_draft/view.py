"""What a draft becomes next: out for comment, withdrawn, or, once adopted, the beginning of the version after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse

from fourfold.define.actions import policies
from fourfold.define.queries.policies import policy_with, version_numbered
from fourfold.define.web.draft_pages import form_page
from fourfold.define.web.sure import SureForm
from fourfold.define.web.write_policy.view import tasks_address
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def put_out_for_comment(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    by = actor_of(request)
    version = found(version_numbered(policy_ref=ref, number=number))
    form = SureForm(request.POST if request.method == "POST" else None)

    def do(given: Mapping[str, Any]) -> str:
        policies.put_out_for_comment(by=by, version=version)
        messages.success(
            request, say("The draft is out for comment. An approver can adopt it once nothing is missing.")
        )
        return tasks_address(version)

    return send(
        request,
        form,
        check=lambda: policies.check_can_edit(by, version),
        do=do,
        show=lambda: form_page(
            request,
            form,
            version,
            heading=say("Put this draft out for comment?"),
            button=say("Put it out for comment"),
            words=say(
                "Everyone who works for {name} here can read it. You can still change it until it is adopted.",
                name=version.owner.name,
            ),
        ),
    )


@signed_in
def withdraw(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    by = actor_of(request)
    version = found(version_numbered(policy_ref=ref, number=number))
    form = SureForm(request.POST if request.method == "POST" else None)

    def do(given: Mapping[str, Any]) -> str:
        policies.withdraw(by=by, version=version)
        messages.success(request, say("Version {number} was withdrawn.", number=version.number))
        return reverse("define")

    return send(
        request,
        form,
        check=lambda: policies.check_can_edit(by, version),
        do=do,
        show=lambda: form_page(
            request,
            form,
            version,
            heading=say("Withdraw this draft?"),
            button=say("Withdraw this draft"),
            words=say(
                "It can be read afterwards but no longer changed or adopted. A new version can begin from it."
            ),
            kind="warning",
        ),
    )


@signed_in
def new_version(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    policy = found(policy_with(ref))
    form = SureForm(request.POST if request.method == "POST" else None)

    def do(given: Mapping[str, Any]) -> str:
        return tasks_address(policies.new_version(by=by, policy=policy))

    page = {
        "form": form,
        "heading": say("Write a new version"),
        "caption": policy.title,
        "back": reverse("define"),
        "button": say("Begin a new version"),
        "words": (
            say(
                "The draft begins as a copy of the words, priorities, outcomes and measures that stand now. "
                "Those stay in force "
                "until somebody else adopts the new version. Contracts keep the measures they were signed with."
            )
        ),
    }
    return send(
        request,
        form,
        check=lambda: policies.check_can_start_new_version(by, policy),
        do=do,
        show=lambda: render(request, "define/web/form_page.jinja", page),
    )
