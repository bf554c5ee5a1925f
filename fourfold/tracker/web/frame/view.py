"""The frame of a wave: counts by stratum and coverage for everyone of the organisation; names for the survey's manager alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.tracker.actions import frame_decisions
from fourfold.tracker.actions.frame_lists import check_can_bring
from fourfold.tracker.actions.waves import can_run_surveys, check_can_manage, check_can_run_surveys
from fourfold.tracker.models import Standing
from fourfold.tracker.queries.frame import (
    contacts_of,
    frame_organisation,
    frame_total,
    organisations_of,
    strata_of,
)
from fourfold.tracker.queries.frame_lists import lists_of
from fourfold.tracker.queries.frame_shown import for_others, for_the_manager
from fourfold.tracker.queries.waves import wave_of
from fourfold.tracker.web.form_page import form_page
from fourfold.tracker.web.frame.form import NONE_OF_THEM, DecideForm, LeaveOutForm, OptOutForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    manages = can_run_surveys(by)
    strata = strata_of(wave)
    return render(
        request,
        "tracker/web/frame/page.jinja",
        {
            "wave": wave,
            "manages": manages,
            "total": frame_total(wave),
            "table": for_the_manager(strata) if manages else for_others(strata, on=timezone.localdate()),
            "left_out": organisations_of(wave, standing=Standing.LEFT_OUT)[:100] if manages else (),
            "lists": list(lists_of(wave)) if manages else (),
            "cannot_bring": reason_against(lambda: check_can_bring(by, wave)),
        },
    )


@require_safe
@signed_in
def organisations(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    check_can_manage(by, wave)
    asked = request.GET.get("standing", "")
    standing = asked if asked in Standing.values else ""
    named = " ".join(request.GET.get("q", "").split())[:100]
    rows = organisations_of(wave, standing=standing, named=named)
    return render(
        request,
        "tracker/web/frame/organisations.jinja",
        {
            "wave": wave,
            "page": page_of(request, rows),
            "standing": standing,
            "standings": Standing.choices,
            "named": named,
        },
    )


@require_safe
@signed_in
def organisation(request: HttpRequest, ref: str, organisation: str) -> HttpResponse:
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    check_can_manage(by, wave)
    one = found(frame_organisation(wave=wave, ref=organisation))
    return render(
        request,
        "tracker/web/frame/organisation.jinja",
        {
            "wave": wave,
            "organisation": one,
            "page": page_of(request, contacts_of(one)),
            "other_names": [name for name in one.listed_as if name != one.name],
            "cannot_decide": reason_against(lambda: frame_decisions.check_can_decide(by, one)),
            "cannot_leave_out": reason_against(lambda: frame_decisions.check_can_leave_out(by, one)),
        },
    )


@signed_in
def decide(request: HttpRequest, ref: str, organisation: str) -> HttpResponse:
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    one = found(frame_organisation(wave=wave, ref=organisation))
    form = DecideForm(
        request.POST if request.method == "POST" else None,
        candidates=one.candidates,
        initial={"version": one.version},
    )

    def do(given: Mapping[str, Any]) -> str:
        body = "" if given["body"] == NONE_OF_THEM else given["body"]
        decided = frame_decisions.decide_who(
            by=by, organisation=one, body=body, seen=given["version"] or 0, on=timezone.localdate()
        )
        messages.success(
            request, say("“{listed}” is {name} in the frame.", listed=one.name, name=decided.name)
        )
        left = frame_total(wave).doubtful
        address = reverse("frame_organisations", kwargs={"ref": ref})
        return f"{address}?standing=doubtful" if left else reverse("wave_frame", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: frame_decisions.check_can_decide(by, one),
        do=do,
        show=lambda: render(
            request, "tracker/web/frame/decide.jinja", {"form": form, "wave": wave, "organisation": one}
        ),
    )


@signed_in
def leave_out(request: HttpRequest, ref: str, organisation: str) -> HttpResponse:
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    one = found(frame_organisation(wave=wave, ref=organisation))
    form = LeaveOutForm(request.POST if request.method == "POST" else None, initial={"version": one.version})
    back = reverse("frame_organisation", kwargs={"ref": ref, "organisation": organisation})

    def do(given: Mapping[str, Any]) -> str:
        frame_decisions.leave_out(
            by=by, organisation=one, why=given["why"], seen=given["version"] or 0, on=timezone.localdate()
        )
        return back

    page = {
        "heading": say("Leave {name} out", name=one.name),
        "caption": wave.title,
        "words": say("Nobody there is asked in this wave. A later list that names it brings it no more."),
        "back": back,
        "button": say("Leave it out"),
        "kind": "warning",
    }
    return send(
        request,
        form,
        check=lambda: frame_decisions.check_can_leave_out(by, one),
        do=do,
        show=lambda: form_page(request, form, **page),
    )


@signed_in
def opt_out(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = OptOutForm(request.POST if request.method == "POST" else None)

    def do(given: Mapping[str, Any]) -> str:
        frame_decisions.opt_out(by=by, email=given["email"], at=timezone.now())
        messages.success(request, say("They are not asked again, whatever list names them."))
        return reverse("tracker")

    page = {
        "heading": say("Somebody wants no more surveys"),
        "words": say("It holds for this wave and for every later one of your organisation."),
        "back": reverse("tracker"),
        "button": say("Ask them no more"),
    }
    return send(
        request,
        form,
        check=lambda: check_can_run_surveys(by),
        do=do,
        show=lambda: form_page(request, form, **page),
    )
