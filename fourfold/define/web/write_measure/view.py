from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.define.actions import cascade
from fourfold.define.queries.spine_things import measure_with, outcome_with
from fourfold.define.web.draft_pages import removal, writing
from fourfold.define.web.write_measure.form import MeasureForm, stored
from fourfold.define.web.write_policy.view import tasks_address
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def new(request: HttpRequest, ref: str) -> HttpResponse:
    """The lead says how an outcome is counted."""
    by = actor_of(request)
    outcome = found(outcome_with(ref))
    version = outcome.priority.policy_version
    form = MeasureForm(request.POST if request.method == "POST" else None)

    def add(given: Mapping[str, Any]) -> str:
        cascade.add_measure(by=by, outcome=outcome, **_described(given))
        return tasks_address(version) + "#priorities"

    return writing(
        request,
        form,
        version,
        do=add,
        heading=say("Add a measure"),
        button=say("Add this measure"),
        words=say("How will you count whether this comes true: {title}", title=outcome.title),
    )


@signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    measure = found(measure_with(ref))
    version = measure.outcome.priority.policy_version
    form = MeasureForm(request.POST if request.method == "POST" else None, initial=stored(measure))

    def keep(given: Mapping[str, Any]) -> str:
        cascade.edit_measure(by=by, measure=measure, seen=given["version"] or 0, **_described(given))
        return tasks_address(version)

    return writing(
        request,
        form,
        version,
        do=keep,
        heading=say("Change a measure"),
        button=say("Keep this measure"),
        stored=stored,
    )


@signed_in
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    return removal(
        request,
        find=lambda: found(measure_with(ref)),
        within=lambda measure: measure.outcome.priority.policy_version,
        remove=lambda measure, seen: cascade.remove_measure(by=actor_of(request), measure=measure, seen=seen),
        button=say("Remove this measure"),
        words=say("It is removed from this draft. Adopted versions stay as they are."),
    )


def _described(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in ("title", "unit", "counts", "evidence", "once_per_person")}
