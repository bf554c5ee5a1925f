from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.define.actions import principles
from fourfold.define.actions.drafts import check_can_edit
from fourfold.define.queries.parts import principle_with
from fourfold.define.queries.policies import version_numbered
from fourfold.define.web.draft_pages import form_page, removal
from fourfold.define.web.write_policy.view import tasks_address
from fourfold.define.web.write_principle.form import PrincipleForm, stored
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import PolicyVersion, Principle


@signed_in
def new(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """The lead adds a value or principle to a draft; it comes last."""
    by = actor_of(request)
    version = found(version_numbered(policy_ref=ref, number=number))
    form = PrincipleForm(request.POST if request.method == "POST" else None)

    def add(given: Mapping[str, Any]) -> str:
        principles.add_principle(by=by, version=version, title=given["title"], words=given["words"])
        return tasks_address(version) + "#values"

    return send(
        request,
        form,
        check=lambda: check_can_edit(by, version),
        do=add,
        show=lambda: form_page(
            request,
            form,
            version,
            heading=say("Add a value or principle"),
            button=say("Add this value"),
        ),
    )


@signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    principle = found(principle_with(ref))
    version = principle.policy_version
    form = PrincipleForm(
        request.POST if request.method == "POST" else None,
        initial=stored(principle),
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
        )
        return tasks_address(version) + "#values"

    return send(
        request,
        form,
        check=lambda: check_can_edit(by, version),
        do=keep,
        show=lambda: form_page(
            request,
            form,
            version,
            heading=say("Change a value or principle"),
            button=say("Keep this value"),
        ),
        stored=stored,
    )


@signed_in
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    def find() -> tuple[Principle, PolicyVersion]:
        principle = found(principle_with(ref))
        return principle, principle.policy_version

    def remove_it(principle: Principle, seen: int) -> None:
        principles.remove_principle(by=actor_of(request), principle=principle, seen=seen)

    return removal(
        request,
        find=find,
        remove=remove_it,
        button=say("Remove this value"),
        words=say("It is removed from this draft. Adopted versions stay as they are."),
    )
