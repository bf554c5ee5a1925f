from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.define.actions import principles
from fourfold.define.queries.parts import principle_with
from fourfold.define.queries.policies import version_numbered
from fourfold.define.queries.spine_things import outcomes_in
from fourfold.define.web.draft_pages import removal, writing
from fourfold.define.web.write_policy.view import tasks_address
from fourfold.define.web.write_principle.form import PrincipleForm, stored
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def new(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """The lead adds a value or principle to a draft; it comes last."""
    by = actor_of(request)
    version = found(version_numbered(policy_ref=ref, number=number))
    form = PrincipleForm(
        request.POST if request.method == "POST" else None, outcomes=list(outcomes_in(version))
    )

    def add(given: Mapping[str, Any]) -> str:
        principles.add_principle(
            by=by,
            version=version,
            title=given["title"],
            words=given["words"],
            outcomes=given.get("outcomes", ()),
        )
        return tasks_address(version) + "#values"

    return writing(
        request, form, version, do=add, heading=say("Add a value or principle"), button=say("Add this value")
    )


@signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    principle = found(principle_with(ref))
    version = principle.policy_version
    form = PrincipleForm(
        request.POST if request.method == "POST" else None,
        initial=stored(principle),
        outcomes=list(outcomes_in(version)),
        places=version.principles.count(),
    )

    def keep(given: Mapping[str, Any]) -> str:
        principles.edit_principle(
            by=by,
            principle=principle,
            seen=given["version"] or 0,
            title=given["title"],
            words=given["words"],
            position=given.get("position"),
            outcomes=given.get("outcomes"),
        )
        return tasks_address(version) + "#values"

    return writing(
        request,
        form,
        version,
        do=keep,
        heading=say("Change a value or principle"),
        button=say("Keep this value"),
        stored=stored,
    )


@signed_in
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    return removal(
        request,
        find=lambda: found(principle_with(ref)),
        within=lambda principle: principle.policy_version,
        remove=lambda principle, seen: principles.remove_principle(
            by=actor_of(request), principle=principle, seen=seen
        ),
        button=say("Remove this value"),
        words=say("It is removed from this draft. Adopted versions stay as they are."),
    )
