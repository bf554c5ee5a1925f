"""Beginning a policy, changing its text, and the list of what is still to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from fourfold.define.actions import policies
from fourfold.define.queries.cascades import cascade, gaps_in, loose_ends_in, outcomes_of_values
from fourfold.define.queries.clashes import clashes_in
from fourfold.define.queries.consultations import waiting_comments, without_answer
from fourfold.define.queries.defaults import lines_of
from fourfold.define.queries.policies import version_numbered
from fourfold.define.rules.balance import only_employment
from fourfold.define.web.write_policy.form import PolicyForm, stored
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import reason_against, send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import PolicyVersion


def tasks_address(version: PolicyVersion) -> str:
    return reverse("policy_tasks", kwargs={"ref": version.policy.ref, "number": version.number})


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """The lead begins the organisation's policy."""
    by = actor_of(request)
    form = PolicyForm(request.POST if request.method == "POST" else None)

    def start(given: Mapping[str, Any]) -> str:
        version = policies.start(
            by=by,
            title=given["title"],
            definition=given["definition"],
            intent=given["intent"],
            review_years=given["review_years"],
        )
        return tasks_address(version)

    def show() -> HttpResponse:
        page = {
            "form": form,
            "heading": say("Begin your social value policy"),
            "caption": say("Define"),
            "back": reverse("define"),
            "button": say("Keep this draft"),
        }
        return render(request, "define/web/write_policy/page.jinja", page)

    return send(request, form, check=lambda: policies.check_can_start(by), do=start, show=show)


@signed_in
def edit(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """The lead changes the text of a draft."""
    by = actor_of(request)
    version = found(version_numbered(policy_ref=ref, number=number))
    form = PolicyForm(
        request.POST if request.method == "POST" else None,
        initial=stored(version),
        title_is_fixed=policies.title_is_fixed(version),
    )

    def keep(given: Mapping[str, Any]) -> str:
        policies.edit(
            by=by,
            version=version,
            seen=given["version"] or 0,
            title=given.get("title", version.policy.title),
            definition=given["definition"],
            intent=given["intent"],
            review_years=given["review_years"],
        )
        return tasks_address(version)

    def show() -> HttpResponse:
        page = {
            "form": form,
            "heading": say("What social value means here"),
            "caption": say("{title}, version {number}", title=version.policy.title, number=version.number),
            "back": tasks_address(version),
            "button": say("Keep these words"),
        }
        return render(request, "define/web/write_policy/page.jinja", page)

    return send(
        request,
        form,
        check=lambda: policies.check_can_edit(by, version),
        do=keep,
        show=show,
        stored=stored,
    )


@require_GET
@signed_in
def tasks(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """What is done and what is still to be done before a draft can be adopted."""
    by = actor_of(request)
    version = found(version_numbered(policy_ref=ref, number=number))
    branches = cascade(version)
    principles = list(version.principles.all())
    return render(
        request,
        "define/web/write_policy/tasks.jinja",
        {
            "version": version,
            "policy": version.policy,
            "branches": branches,
            "gaps": gaps_in(branches),
            "clashes": clashes_in(branches),
            "complete": sum(branch.complete for branch in branches),
            "only_employment": only_employment(
                {
                    measure.unit
                    for branch in branches
                    for twig in branch.outcomes
                    for measure in twig.measures
                },
            ),
            "asked_lines": len(lines_of(version)),
            "principles": principles,
            "carried": outcomes_of_values(branches),
            "loose_ends": loose_ends_in(version, principles, branches),
            "commitments": list(version.strategic_commitments.all()),
            "waiting": waiting_comments(version).count(),
            "unanswered": without_answer(version).count(),
            "cannot_edit": reason_against(lambda: policies.check_can_edit(by, version)),
            "cannot_adopt": reason_against(lambda: policies.check_can_adopt(by, version)),
        },
    )
