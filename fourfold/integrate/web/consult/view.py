"""Consultations with residents and providers: the list, and one of them with all that stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against
from fourfold.integrate.actions import (
    consultation_changes,
    consultation_issues,
    consultation_results,
    consultations,
    moderation_of_answers,
)
from fourfold.integrate.actions.saying import takes_answers
from fourfold.integrate.queries.consultation_results import results_of
from fourfold.integrate.queries.consultations import (
    consultation_page,
    consultation_with,
    consultations_of,
    savings_of,
)
from fourfold.integrate.rules.consultation_results import read_results
from fourfold.integrate.web.consult.form import SureForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    return render(
        request,
        "integrate/web/consult/list.jinja",
        {
            "page": page_of(request, consultations_of(by.organisation_id)),
            "cannot": reason_against(lambda: consultations.check_can_consult(by)),
        },
    )


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by, on = actor_of(request), timezone.localdate()
    one = found(consultation_with(owner=by.organisation_id, ref=ref))
    shown = consultation_page(one)
    return render(
        request,
        "integrate/web/consult/page.jinja",
        {
            "consultation": one,
            "shown": shown,
            "link": request.build_absolute_uri(reverse("say", kwargs={"ref": one.ref})),
            "asked": one.state not in {"draft", "withdrawn"},
            "takes_answers": takes_answers(one, on=on),
            "missing": consultations.what_is_missing(one, on=on) if one.state == "draft" else [],
            "results": read_results(results_of(one, on=on)) if one.state != "draft" else None,
            "saving": savings_of(one),
            "sure": SureForm(initial={"version": one.version}),
            "cannot_run": reason_against(lambda: consultations.check_runs(by, one)),
            "cannot_write": reason_against(lambda: consultations.check_can_write(by, one)),
            "cannot_open": reason_against(lambda: consultations.check_can_open(by, one, on=on)),
            "cannot_moderate": reason_against(lambda: moderation_of_answers.check_can_moderate(by, one)),
            "cannot_tell": reason_against(lambda: consultation_changes.check_can_tell(by, one)),
            "cannot_take_up": reason_against(lambda: consultation_issues.check_can_take_up(by, one)),
            "cannot_publish": reason_against(lambda: consultation_results.check_can_publish(by, one)),
            "history": history_of(one, *shown.changes),
        },
    )
