from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fourfold.define.actions import policies
from fourfold.define.queries.policies import (
    adopted_version,
    cascade,
    draft_version,
    gaps_of,
    policy_of,
    review_of,
    version_numbered,
)
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.history import history_of
from fourfold.ground.web.access import actor_of, found, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def reason(check: Callable[[], None]) -> str:
    """The sentence of a check that refuses, or nothing."""
    try:
        check()
    except NotAllowed as refusal:
        return str(refusal)
    return ""


@require_GET
@signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """The vision at a glance: the policy in force, the draft beside it, and what is missing."""
    by = actor_of(request)
    adopted = adopted_version(by.organisation_id)
    draft = draft_version(by.organisation_id)
    shown = adopted or draft
    return render(
        request,
        "define/web/policy/overview.jinja",
        {
            "policy": policy_of(by.organisation_id),
            "adopted": adopted,
            "draft": draft,
            "review": review_of(adopted, on=timezone.localdate()) if adopted else None,
            "cascade": cascade(shown) if shown else [],
            "gaps": gaps_of(draft) if draft else (),
            "cannot_draft": reason(lambda: policies.check_can_draft(by)),
        },
    )


@require_GET
def version(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """One version. An adopted one is anyone's to read; a draft is its own organisation's."""
    shown = found(version_numbered(policy_ref=ref, number=number))
    by = getattr(request, "actor", None)
    own = by is not None and by.organisation_id == shown.owner_id
    return render(
        request,
        "define/web/policy/page.jinja",
        {
            "version": shown,
            "own": own,
            "cascade": cascade(shown),
            "gaps": gaps_of(shown) if own else (),
            "review": review_of(shown, on=timezone.localdate()),
            "cannot_edit": reason(lambda: policies.check_can_edit(by, shown)) if own else "",
            "cannot_adopt": reason(lambda: policies.check_can_adopt(by, shown)) if own else "",
            "history": history_of(shown) if own else [],
        },
    )


@require_POST
@signed_in
def put_out(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    shown = found(version_numbered(policy_ref=ref, number=number))
    if shown.state == "draft":
        policies.put_out_for_comment(by=actor_of(request), version=shown)
        messages.success(request, "The policy is out for comment. Somebody else can now adopt it.")
    return redirect("policy_version", ref=ref, number=number)


@require_POST
@signed_in
def withdraw(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    shown = found(version_numbered(policy_ref=ref, number=number))
    if shown.state != "withdrawn":
        policies.withdraw(by=actor_of(request), version=shown)
        messages.success(request, "The draft is withdrawn. It is kept and no longer changes.")
    return redirect("policy_version", ref=ref, number=number)


@require_POST
@signed_in
def new_version(request: HttpRequest, ref: str) -> HttpResponse:
    """A draft that begins as a copy of the adopted version; asked for twice, it leads to the one draft."""
    by = actor_of(request)
    policy = policy_of(by.organisation_id)
    found(policy if policy is not None and policy.ref == ref else None)
    try:
        draft = policies.new_version(by=by, policy=policy)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("define")
    return redirect("policy_version", ref=ref, number=draft.number)
