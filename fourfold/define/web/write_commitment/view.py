from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.define.actions import strategic_commitments
from fourfold.define.queries.parts import commitment_with
from fourfold.define.queries.policies import version_numbered
from fourfold.define.web.draft_pages import removal, writing
from fourfold.define.web.write_commitment.form import CommitmentForm, stored
from fourfold.define.web.write_policy.view import tasks_address
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def new(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """The lead adds a commitment to a draft, with the next number."""
    by = actor_of(request)
    version = found(version_numbered(policy_ref=ref, number=number))
    form = CommitmentForm(
        request.POST if request.method == "POST" else None, priorities=version.priorities.all()
    )

    def add(given: Mapping[str, Any]) -> str:
        strategic_commitments.add_commitment(by=by, version=version, **_described(given))
        return tasks_address(version) + "#commitments"

    return writing(
        request, form, version, do=add, heading=say("Add a commitment"), button=say("Add this commitment")
    )


@signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    commitment = found(commitment_with(ref))
    version = commitment.policy_version
    form = CommitmentForm(
        request.POST if request.method == "POST" else None,
        initial=stored(commitment),
        priorities=version.priorities.all(),
    )

    def keep(given: Mapping[str, Any]) -> str:
        strategic_commitments.edit_commitment(
            by=by, commitment=commitment, seen=given["version"] or 0, **_described(given)
        )
        return tasks_address(version) + "#commitments"

    return writing(
        request,
        form,
        version,
        do=keep,
        heading=say("Change a commitment"),
        button=say("Keep this commitment"),
        stored=stored,
    )


@signed_in
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    return removal(
        request,
        find=lambda: found(commitment_with(ref)),
        within=lambda commitment: commitment.policy_version,
        remove=lambda commitment, seen: strategic_commitments.remove_commitment(
            by=actor_of(request), commitment=commitment, seen=seen
        ),
        button=say("Remove this commitment"),
        words=say(
            "It is removed from this draft; the other numbers stay. Adopted versions stay as they are."
        ),
    )


def _described(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in ("title", "answers", "due_on", "priority")}
