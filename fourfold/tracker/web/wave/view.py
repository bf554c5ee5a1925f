"""A wave of the survey: drafted, seen with what is left to do, changed, and moved on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.web.sure import SureForm
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.tracker.actions import waves
from fourfold.tracker.models import WaveState
from fourfold.tracker.models.wave import VALID_TRANSITIONS
from fourfold.tracker.queries.frame import frame_total
from fourfold.tracker.queries.instruments import latest_instrument, partners_of
from fourfold.tracker.queries.interviews import people_who_answered
from fourfold.tracker.queries.invitations import letters_written
from fourfold.tracker.queries.waves import wave_of
from fourfold.tracker.web.form_page import form_page
from fourfold.tracker.web.wave.form import WaveForm, stored

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

BUTTONS = {
    WaveState.DESIGNING: say("Go back to designing it"),
    WaveState.PILOTING: say("Begin the pilot"),
    WaveState.FIELDING: say("Begin fieldwork"),
    WaveState.CLOSED: say("Close fieldwork"),
}
MEANING = {
    WaveState.DESIGNING: say("The questionnaire can be changed again, as another version."),
    WaveState.PILOTING: say("You try the questionnaire out. What is answered in a pilot never counts."),
    WaveState.FIELDING: say(
        "From then on the questionnaire and the frame stand as they are: nothing that is asked, and nobody who is asked, changes."
    ),
    WaveState.CLOSED: say("Nobody can answer any more. A closed wave is not opened again."),
}


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    instrument = latest_instrument(wave)
    steps = [
        (to, BUTTONS[to], reason_against(lambda to=to: waves.check_can_move(by, wave, to)))  # type: ignore[misc]
        for to in WaveState
        if to in VALID_TRANSITIONS[WaveState(wave.state)]
    ]
    return render(
        request,
        "tracker/web/wave/page.jinja",
        {
            "wave": wave,
            "instrument": instrument,
            "partners": [] if instrument is None else partners_of(instrument),
            "total": frame_total(wave),
            "letters": letters_written(wave),
            "people": people_who_answered(wave),
            "steps": steps,
            "manages": waves.can_run_surveys(by),
            "cannot_edit": reason_against(lambda: waves.check_can_design(by, wave)),
            "history": history_of(wave),
        },
    )


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = WaveForm(
        request.POST if request.method == "POST" else None, initial={"sponsor": by.organisation_name}
    )

    def do(_: Mapping[str, Any]) -> str:
        wave = waves.draft(by=by, details=form.details())
        messages.success(request, say("“{title}” is drafted.", title=wave.title))
        return reverse("wave", kwargs={"ref": wave.ref})

    page = {
        "heading": say("Begin a wave of the survey"),
        "back": reverse("tracker"),
        "button": say("Begin this wave"),
    }
    return send(
        request,
        form,
        check=lambda: waves.check_can_run_surveys(by),
        do=do,
        show=lambda: form_page(request, form, **page),
    )


@signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    form = WaveForm(request.POST if request.method == "POST" else None, initial=stored(wave))

    def do(given: Mapping[str, Any]) -> str:
        waves.edit(by=by, wave=wave, details=form.details(), seen=given["version"] or 0)
        return reverse("wave", kwargs={"ref": ref})

    page = {
        "heading": say("Change this wave"),
        "caption": wave.title,
        "back": reverse("wave", kwargs={"ref": ref}),
        "button": say("Save"),
    }
    return send(
        request,
        form,
        check=lambda: waves.check_can_design(by, wave),
        do=do,
        show=lambda: form_page(request, form, **page),
        stored=stored,
    )


@signed_in
def move(request: HttpRequest, ref: str, to: str) -> HttpResponse:
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    if to not in WaveState.values:
        raise Http404
    state = WaveState(to)
    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": wave.version})

    def do(given: Mapping[str, Any]) -> str:
        waves.move(by=by, wave=wave, to=state, seen=given["version"] or 0, on=timezone.localdate())
        return reverse("wave", kwargs={"ref": ref})

    page = {
        "heading": BUTTONS[state],
        "caption": wave.title,
        "words": MEANING[state],
        "back": reverse("wave", kwargs={"ref": ref}),
        "button": BUTTONS[state],
    }
    return send(
        request,
        form,
        check=lambda: waves.check_can_move(by, wave, state),
        do=do,
        show=lambda: form_page(request, form, **page),
    )
