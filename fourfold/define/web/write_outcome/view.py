from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from fourfold.define.actions import cascade
from fourfold.define.actions.drafts import check_can_edit
from fourfold.define.queries.spine_things import outcome_with, priority_with
from fourfold.define.web.draft_pages import form_page, removal
from fourfold.define.web.write_outcome.form import OutcomeForm, stored
from fourfold.define.web.write_policy.view import tasks_address
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import Outcome, PolicyVersion


@signed_in
def new(request: HttpRequest, ref: str) -> HttpResponse:
    """The lead adds an outcome to a priority and goes on to its measure."""
    by = actor_of(request)
    priority = found(priority_with(ref))
    version = priority.policy_version
    form = OutcomeForm(request.POST if request.method == "POST" else None)

    def add(given: Mapping[str, Any]) -> str:
        outcome = cascade.add_outcome(by=by, priority=priority, title=given["title"])
        return reverse("new_measure", kwargs={"ref": outcome.ref})

    return send(
        request,
        form,
        check=lambda: check_can_edit(by, version),
        do=add,
        show=lambda: form_page(
            request,
            form,
            version,
            heading=say("Add an outcome"),
            button=say("Add this outcome"),
            words=say("What would be different if “{title}” came true?", title=priority.title),
        ),
    )


@signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    outcome = found(outcome_with(ref))
    version = outcome.priority.policy_version
    form = OutcomeForm(request.POST if request.method == "POST" else None, initial=stored(outcome))

    def keep(given: Mapping[str, Any]) -> str:
        cascade.edit_outcome(by=by, outcome=outcome, seen=given["version"] or 0, title=given["title"])
        return tasks_address(version)

    return send(
        request,
        form,
        check=lambda: check_can_edit(by, version),
        do=keep,
        show=lambda: form_page(
            request, form, version, heading=say("Change an outcome"), button=say("Keep this outcome")
        ),
        stored=stored,
    )


@signed_in
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    def find() -> tuple[Outcome, PolicyVersion]:
        outcome = found(outcome_with(ref))
        return outcome, outcome.priority.policy_version

    def remove_it(outcome: Outcome, seen: int) -> None:
        cascade.remove_outcome(by=actor_of(request), outcome=outcome, seen=seen)

    return removal(
        request,
        find=find,
        remove=remove_it,
        button=say("Remove this outcome"),
        words=say("Its measures are removed from this draft with it. Adopted versions stay as they are."),
    )
