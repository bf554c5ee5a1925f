from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.define.actions import cascade
from fourfold.define.actions.drafts import check_can_edit
from fourfold.define.queries.spine_things import measure_with, outcome_with
from fourfold.define.web.draft_pages import form_page, removal
from fourfold.define.web.write_measure.form import MeasureForm, stored
from fourfold.define.web.write_policy.view import tasks_address
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import Measure, PolicyVersion


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

    return send(
        request,
        form,
        check=lambda: check_can_edit(by, version),
        do=add,
        show=lambda: form_page(
            request,
            form,
            version,
            heading=say("Add a measure"),
            button=say("Add this measure"),
            words=say("How will you count whether this comes true: {title}", title=outcome.title),
        ),
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

    return send(
        request,
        form,
        check=lambda: check_can_edit(by, version),
        do=keep,
        show=lambda: form_page(
            request, form, version, heading=say("Change a measure"), button=say("Keep this measure")
        ),
        stored=stored,
    )


@signed_in
def remove(request: HttpRequest, ref: str) -> HttpResponse:
    def find() -> tuple[Measure, PolicyVersion]:
        measure = found(measure_with(ref))
        return measure, measure.outcome.priority.policy_version

    def remove_it(measure: Measure, seen: int) -> None:
        cascade.remove_measure(by=actor_of(request), measure=measure, seen=seen)

    return removal(
        request,
        find=find,
        remove=remove_it,
        button=say("Remove this measure"),
        words=say("It is removed from this draft. Adopted versions stay as they are."),
    )


def _described(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in ("title", "unit", "counts", "evidence", "once_per_person")}
