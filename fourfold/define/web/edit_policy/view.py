from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse

from fourfold.define.actions import policies
from fourfold.define.queries.policies import version_numbered
from fourfold.define.web.edit_policy.form import PolicyForm
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.conflict.view import conflict_page
from fourfold.ground.web.once import already_sent, send_once

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import PolicyVersion

_PAGE = "define/web/edit_policy/page.jinja"


@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """The first draft of a policy."""
    by = actor_of(request)
    policies.check_can_draft(by)
    form = PolicyForm(request.POST or None)
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
        if form.is_valid():
            given = form.cleaned_data
            try:
                with send_once(request, form) as sent:
                    draft = policies.start(
                        by=by,
                        title=given["title"],
                        definition=given["definition"],
                        intent=given["intent"],
                        review_years=given["review_years"],
                    )
                    sent.result = reverse("policy_version", kwargs={"ref": draft.policy.ref, "number": draft.number})
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                return redirect(sent.result)
    context = {"form": form, "shown": None}
    return render(request, _PAGE, context, status=422 if form.errors else 200)


@signed_in
def edit(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """The text of a draft. Where somebody else saved first, both are shown."""
    by = actor_of(request)
    shown = found(version_numbered(policy_ref=ref, number=number))
    policies.check_can_edit(by, shown)
    form = PolicyForm(request.POST or None, initial=_stored(shown) | {"version": shown.version})
    if request.method == "POST":
        earlier = already_sent(request, form)
        if earlier:
            return redirect(earlier)
        if form.is_valid():
            given = form.cleaned_data
            try:
                with send_once(request, form) as sent:
                    policies.edit(
                        by=by,
                        version=shown,
                        seen=given["version"] if given["version"] is not None else shown.version,
                        title=given["title"],
                        definition=given["definition"],
                        intent=given["intent"],
                        review_years=given["review_years"],
                    )
                    sent.result = reverse("policy_version", kwargs={"ref": ref, "number": number})
            except ChangedMeanwhile:
                current = found(version_numbered(policy_ref=ref, number=number))
                return conflict_page(request, form, stored=_stored(current), version=current.version, section="define")
            except Refused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                return redirect(sent.result)
    context = {"form": form, "shown": shown}
    return render(request, _PAGE, context, status=422 if form.errors else 200)


def _stored(version: PolicyVersion) -> dict[str, object]:
    return {
        "title": version.policy.title,
        "definition": version.definition,
        "intent": version.intent,
        "review_years": version.review_years,
    }
