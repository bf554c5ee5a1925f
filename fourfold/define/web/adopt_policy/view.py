from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.define.actions import policies
from fourfold.define.queries.cascades import cascade, gaps_in, wording
from fourfold.define.queries.clashes import clashes_in
from fourfold.define.queries.consultations import waiting_comments
from fourfold.define.queries.policies import version_numbered
from fourfold.define.queries.policy_texts import policy_text
from fourfold.define.rules.policy_document import document
from fourfold.define.rules.review import review
from fourfold.define.web.adopt_policy.form import AdoptForm
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent
from fourfold.ground.web.sending import reason_against, send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """An approver reads a draft, says who adopts it and when, checks that and adopts it.

    Whoever may not adopt it reads why beside the button.
    """
    by = actor_of(request)
    today = timezone.localdate()
    version = found(version_numbered(policy_ref=ref, number=number))
    branches = cascade(version)
    cannot = reason_against(lambda: policies.check_can_adopt(by, version))
    form = AdoptForm(
        request.POST if request.method == "POST" else None,
        initial={
            "as_read": wording(version, branches),
            "on": today,
            "body": version.adopting_body,
        },
        today=today,
    )
    page = {
        "form": form,
        "version": version,
        "policy": version.policy,
        "branches": branches,
        "gaps": gaps_in(branches),
        "clashes": clashes_in(branches),
        "document": document(policy_text(version, on=today)),
        "waiting": waiting_comments(version).count(),
        "cannot": cannot,
    }

    def show() -> HttpResponse:
        return render(request, "define/web/adopt_policy/page.jinja", page)

    def adopt(given: Mapping[str, Any]) -> str:
        policies.adopt(
            by=by,
            version=version,
            body=given["body"],
            on=given["on"],
            as_read=given["as_read"],
            minute=given["minute"],
        )
        messages.success(
            request, say("Version {number} is adopted. Everyone can read it.", number=version.number)
        )
        return reverse("policy_version", kwargs={"ref": ref, "number": number})

    if request.method != "POST":
        return show()
    if "sure" not in request.POST and not already_sent(request, form):
        policies.check_can_adopt(by, version)
        if form.is_valid():
            given = form.cleaned_data
            due = review(given["on"], years=version.review_years, on=today)
            return render(
                request, "define/web/adopt_policy/check.jinja", {**page, "given": given, "due_on": due.due_on}
            )
    return send(request, form, check=lambda: policies.check_can_adopt(by, version), do=adopt, show=show)
