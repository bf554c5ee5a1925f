"""The questionnaire of a wave: its versions, who signed which, a copy to print, and another version taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import reason_against, send
from fourfold.tracker.actions import instruments
from fourfold.tracker.actions.waves import check_can_design
from fourfold.tracker.exchange.instrument.stored import from_2014, from_xlsform, instrument_of
from fourfold.tracker.models import TakenFrom
from fourfold.tracker.queries.instruments import (
    instrument_numbered,
    instruments_of,
    latest_instrument,
    partners_of,
)
from fourfold.tracker.queries.waves import wave_of
from fourfold.tracker.rules.instrument.printed import printed
from fourfold.tracker.rules.instrument.questionnaire import questions
from fourfold.tracker.web.form_page import form_page
from fourfold.tracker.web.instrument.form import SignOffForm, TakeForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

LANGUAGES = {"en": say("English"), "cy": say("Welsh")}


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    latest = latest_instrument(wave)
    return render(
        request,
        "tracker/web/instrument/page.jinja",
        {
            "wave": wave,
            "latest": latest,
            "count": 0 if latest is None else len(questions(instrument_of(latest))),
            "spoken": []
            if latest is None
            else [LANGUAGES.get(each, each) for each in instrument_of(latest).languages],
            "partners": [] if latest is None else partners_of(latest),
            "versions": instruments_of(wave),
            "cannot_take": reason_against(lambda: check_can_design(by, wave)),
            "cannot_sign": reason_against(lambda: instruments.check_can_sign_off(by, wave)),
        },
    )


@signed_in
def take(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    form = TakeForm(request.POST or None, request.FILES or None)

    def do(given: Mapping[str, Any]) -> str:
        file = given["file"]
        taken = (
            from_2014()
            if given["taken_from"] == TakenFrom.SHIPPED
            else from_xlsform(file.read(), name=str(file.name))
        )
        version = instruments.take(by=by, wave=wave, taken=taken, on=timezone.localdate())
        messages.success(
            request, say("Version {number} of the questionnaire is taken in.", number=version.number)
        )
        return reverse("wave_instrument", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: check_can_design(by, wave),
        do=do,
        show=lambda: render(request, "tracker/web/instrument/take.jinja", {"form": form, "wave": wave}),
    )


@signed_in
def sign_off(request: HttpRequest, ref: str) -> HttpResponse:
    by, today = actor_of(request), timezone.localdate()
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    latest = latest_instrument(wave)
    waiting = [] if latest is None else [each.name for each in partners_of(latest) if not each.signed]
    form = SignOffForm(
        request.POST if request.method == "POST" else None,
        partners=waiting,
        taken_on=today if latest is None else latest.taken_on,
        today=today,
    )

    def do(given: Mapping[str, Any]) -> str:
        instruments.sign_off(
            by=by,
            instrument=found(latest),
            partner=given["partner"],
            signed_by=given["signed_by"],
            signed_on=given["signed_on"],
            on=today,
        )
        return reverse("wave_instrument", kwargs={"ref": ref})

    page = {
        "heading": say("Write down a partner’s sign-off"),
        "caption": wave.title if latest is None else say("Version {number}", number=latest.number),
        "back": reverse("wave_instrument", kwargs={"ref": ref}),
        "button": say("Write it down"),
    }
    return send(
        request,
        form,
        check=lambda: instruments.check_can_sign_off(by, wave),
        do=do,
        show=lambda: form_page(request, form, **page),
    )


@require_safe
@signed_in
def print_copy(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """As those who are asked read it; with `?for=interviewer` with the notes for who asks, and in `?language=`."""
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    version = found(instrument_numbered(wave, number))
    instrument = instrument_of(version)
    asked = request.GET.get("language", "")
    language = asked if asked in instrument.languages else instrument.languages[0]
    for_interviewer = request.GET.get("for") == "interviewer"
    return render(
        request,
        "tracker/web/instrument/print.jinja",
        {
            "wave": wave,
            "version": version,
            "sheet": printed(instrument, language=language, for_interviewer=for_interviewer),
            "spoken_in": language,
            "other_languages": [
                (each, LANGUAGES.get(each, each)) for each in instrument.languages if each != language
            ],
            "for_interviewer": for_interviewer,
        },
    )
