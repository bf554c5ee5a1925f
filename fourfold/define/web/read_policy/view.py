from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.actions import policies
from fourfold.define.queries.cascades import cascade, gaps_in, loose_ends_in, outcomes_of_values
from fourfold.define.queries.consultations import names_under, shown_comments
from fourfold.define.queries.policies import (
    review_of,
    version_numbered,
    versions_of,
    with_the_one_before,
)
from fourfold.define.web.publish_policy.view import slug_of
from fourfold.ground.web.access import found
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against
from fourfold.ground.web.sign_in.view import ask_to_sign_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor

MOST_VERSIONS = 25


@require_safe
def view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """One version as it reads. Anyone may read what was adopted, signed in or not."""
    by: Actor | None = getattr(request, "actor", None)
    version = version_numbered(policy_ref=ref, number=number)
    if version is None and by is None:
        return ask_to_sign_in(request)
    version = found(version)
    branches = cascade(version)
    principles = list(version.principles.all())
    own = by is not None and by.organisation_id == version.owner_id
    return render(
        request,
        "define/web/read_policy/page.jinja",
        {
            "version": version,
            "policy": version.policy,
            "branches": branches,
            "gaps": gaps_in(branches),
            "review": review_of(version, on=timezone.localdate()),
            "versions": with_the_one_before(list(versions_of(version.policy)[:MOST_VERSIONS])),
            "slug": slug_of(version),
            "principles": principles,
            "carried": outcomes_of_values(branches),
            "loose_ends": loose_ends_in(version, principles, branches),
            "commitments": list(version.strategic_commitments.select_related("priority")),
            "names": names_under(version),
            "said": shown_comments(version).count(),
            "own": own,
            "signed_in": by is not None,
            "can_edit": by is not None and own and policies.can_edit(by, version),
            "cannot_adopt": reason_against(lambda: policies.check_can_adopt(by, version))
            if by is not None
            else "",
            "history": history_of(version) if own else [],
        },
    )
