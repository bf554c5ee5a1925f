"""What is held of people, and why: the whole record, and one line of it with what the organisation chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.people.queries import person_with
from fourfold.ground.privacy.actions import retention
from fourfold.ground.privacy.document import facts
from fourfold.ground.privacy.queries import kept_of, record_of
from fourfold.ground.privacy.record import line_named
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@signed_in
def record(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    retention.check_can_look(by)
    kept = record_of(owner=by.organisation_id)
    return render(request, "ground/web/privacy/record/page.jinja", {"by": by, "record": kept})


@require_safe
@signed_in
def line(request: HttpRequest, record: str) -> HttpResponse:
    by = actor_of(request)
    retention.check_can_look(by)
    kept = kept_of(found(line_named(record)), owner=by.organisation_id)
    choice = kept.choice
    return render(
        request,
        "ground/web/privacy/record/line.jinja",
        {
            "by": by,
            "kept": kept,
            "line": kept.line,
            "facts": facts(kept.line, kept.kept),
            "chosen_by": person_with(key=choice.chosen_by_id).name if choice else "",
            "history": history_of(choice) if choice else [],
            "can_choose": retention.can_choose(by, line=kept.line),
        },
    )
