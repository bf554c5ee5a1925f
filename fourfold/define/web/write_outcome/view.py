from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from fourfold.define.actions import cascade
from fourfold.define.queries.spine_things import outcome_with, priority_with
from fourfold.define.web.draft_pages import removal, writing
from fourfold.define.web.write_outcome.form import OutcomeForm, stored
from fourfold.define.web.write_policy.view import tasks_address
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def new(request: HttpRequest, ref: str) -> HttpResponse:
    """The lead adds an outcome to a priority and goes on to its measure."""
    by = actor_of(request)
    priority = found(priority_with(ref))
    version = priority.policy_version
    form = OutcomeForm(
        request.POST if request.method == "POST" else None, values=list(version.principles.all())
    )

    def add(given: Mapping[str, Any]) -> str:
        outcome = cascade.add_outcome(
            by=by, priority=priority, title=given["title"], principles=given.get("principles", ())
        )
        return reverse("new_measure", kwargs={"ref": outcome.ref})

    return writing(
        request,
        form,
        version,
        do=add,
        heading=say("Add an outcome"),
        button=say("Add this outcome"),
        words=say("What would be different if “{title}” came true?", title=priority.title),
    )


@signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    outcome = found(outcome_with(ref))
    version = outcome.priority.policy_version
    form = OutcomeForm(
        request.POST if request.method == "POST" else None,
        initial=stored(outcome),
        values=list(version.principles.all()),
    )

    def keep(given: Mapping[str, Any]) -> str:
        cascade.edit_outcome(
            by=by,
            outcome=outcome,
            seen=given["version"] or 0,
            title=given["title"],
            principles=given.get("principles"),
        )
        return tasks_address(version)

    return writing(
        request,
        form,
        version,
        do=keep,
        heading=say("Change an outcome"),
        button=say("Keep this outcome"),
        stored=stored,
    )


@signed_in
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    return removal(
        request,
        find=lambda: found(outcome_with(ref)),
        within=lambda outcome: outcome.priority.policy_version,
        remove=lambda outcome, seen: cascade.remove_outcome(by=actor_of(request), outcome=outcome, seen=seen),
        button=say("Remove this outcome"),
        words=say("Its measures are removed from this draft with it. Adopted versions stay as they are."),
    )
