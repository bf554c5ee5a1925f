from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.actions import policies
from fourfold.define.queries.cascades import cascade, gaps_in
from fourfold.define.queries.consultations import asked_of
from fourfold.define.queries.policies import (
    adopted_version,
    draft_version,
    policy_of,
    published_policies,
    review_of,
    survey_answer_of,
    versions_of,
)
from fourfold.define.queries.sittings import answers_of
from fourfold.ground.web.paging import ON_A_PAGE, page_of
from fourfold.ground.web.sending import reason_against

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """One's own organisation's policy at a glance; those who have not signed in find every adopted policy."""
    actor: Actor | None = getattr(request, "actor", None)
    return published(request) if actor is None else _own(request, actor)


@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """Every policy that was adopted here, for anyone to read."""
    page = page_of(request, published_policies())
    return render(request, "define/web/overview/published.jinja", {"page": page})


def _own(request: HttpRequest, by: Actor) -> HttpResponse:
    policy = policy_of(by.organisation_id)
    adopted = adopted_version(by.organisation_id)
    draft = draft_version(by.organisation_id)
    drafted = [] if draft is None else cascade(draft)
    return render(
        request,
        "define/web/overview/page.jinja",
        {
            "organisation": by.organisation_name,
            "policy": policy,
            "adopted": adopted,
            "review": None if adopted is None else review_of(adopted, on=timezone.localdate()),
            "branches": [] if adopted is None else cascade(adopted),
            "draft": draft,
            "draft_gaps": gaps_in(drafted),
            "versions": [] if policy is None else list(versions_of(policy)[:ON_A_PAGE]),
            "sitting": bool(answers_of(owner=by.organisation_id, person=by.person_id))
            if policy is None
            else False,
            "asked": asked_of(by.organisation_id),
            "survey": survey_answer_of(by.organisation_id, on=timezone.localdate()),
            "cannot_start": reason_against(lambda: policies.check_can_start(by)) if policy is None else "",
            "cannot_start_version": ""
            if policy is None
            else reason_against(lambda: policies.check_can_start_new_version(by, policy)),
        },
    )
