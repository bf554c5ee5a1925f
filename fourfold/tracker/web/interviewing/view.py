"""The questionnaire as an interviewer fills it in for a contact, and as the survey's team tries it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fourfold.define.web.sure import SureForm
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.tracker.actions import answering
from fourfold.tracker.actions.calls import check_can_call
from fourfold.tracker.actions.waves import check_can_manage
from fourfold.tracker.exchange.instrument.stored import instrument_of
from fourfold.tracker.queries.calls import contact_of
from fourfold.tracker.queries.instruments import latest_instrument
from fourfold.tracker.queries.interviews import interview_of, trial_of, trials_of
from fourfold.tracker.queries.waves import wave_of
from fourfold.tracker.web.answering.steps import Step, step_of
from fourfold.tracker.web.form_page import form_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.tracker.actions.answering import Given
    from fourfold.tracker.models import FrameContact, Interview, Wave


@signed_in
def part(request: HttpRequest, ref: str, contact: str, number: int) -> HttpResponse:
    """A page of the interview with a contact."""
    by, on, now = actor_of(request), timezone.localdate(), timezone.now()
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    check_can_manage(by, wave)
    one = found(contact_of(wave=wave, ref=contact))
    check_can_call(by, one, on=on)

    def keep(step: Step, given: Given) -> None:
        answering.keep_for(by=by, contact=one, instrument=step.instrument, given=given, on=on, at=now)

    def address(to: int) -> str:
        return reverse("interview_part", kwargs={"ref": ref, "contact": contact, "number": to})

    return _page(
        request,
        wave,
        number,
        step=lambda: _step_with(one),
        keep=keep,
        address=address,
        back=reverse("call", kwargs={"ref": ref, "contact": contact}),
        end=reverse("finish_interview", kwargs={"ref": ref, "contact": contact}),
        caption=say("{name}, {organisation}", name=one.name or one.email, organisation=one.organisation.name),
    )


@signed_in
def finish(request: HttpRequest, ref: str, contact: str) -> HttpResponse:
    by, on, now = actor_of(request), timezone.localdate(), timezone.now()
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    check_can_manage(by, wave)
    one = found(contact_of(wave=wave, ref=contact))
    form = SureForm(request.POST if request.method == "POST" else None)
    back = reverse("call", kwargs={"ref": ref, "contact": contact})

    def do(_: Mapping[str, Any]) -> str:
        answering.send(interview=found(interview_of(one)), by=by, on=on, at=now)
        messages.success(request, say("The interview is done."))
        return reverse("call_queue", kwargs={"ref": ref})

    page = {
        "heading": say("That is all they have to say"),
        "caption": one.name or one.email,
        "words": say("They are not called again. Until the field closes you can still mend an answer."),
        "back": back,
        "button": say("The interview is done"),
    }
    return send(
        request,
        form,
        check=lambda: check_can_call(by, one, on=on),
        do=do,
        show=lambda: form_page(request, form, **page),
    )


@signed_in
def trials(request: HttpRequest, ref: str) -> HttpResponse:
    """Pilots and tests, and another one begun."""
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    form = SureForm(request.POST if request.method == "POST" else None)

    def check() -> None:
        if request.method == "POST":
            answering.check_can_try(by, wave)
        else:
            check_can_manage(by, wave)

    def do(_: Mapping[str, Any]) -> str:
        made = answering.begin_trial(by=by, wave=wave, at=timezone.now())
        return reverse("trial_part", kwargs={"ref": ref, "interview": made.ref, "number": 1})

    return send(
        request,
        form,
        check=check,
        do=do,
        show=lambda: render(
            request,
            "tracker/web/interviewing/trials.jinja",
            {
                "wave": wave,
                "form": form,
                "page": page_of(request, trials_of(wave)),
                "cannot_try": reason_against(lambda: answering.check_can_try(by, wave)),
            },
        ),
    )


@signed_in
def trial_part(request: HttpRequest, ref: str, interview: str, number: int) -> HttpResponse:
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    answering.check_can_try(by, wave)

    def trial() -> Interview:
        return found(trial_of(wave=wave, ref=interview))

    def step() -> Step:
        now = trial()
        return step_of(instrument_of(now.instrument), now, organisation=None, by_interviewer=True)

    def keep(step: Step, given: Given) -> None:
        answering.keep_trial(
            by=by, interview=trial(), instrument=step.instrument, given=given, at=timezone.now()
        )

    def address(to: int) -> str:
        return reverse("trial_part", kwargs={"ref": ref, "interview": interview, "number": to})

    return _page(
        request,
        wave,
        number,
        step=step,
        keep=keep,
        address=address,
        back=reverse("trials", kwargs={"ref": ref}),
        end=reverse("trials", kwargs={"ref": ref}),
        caption=trial().get_purpose_display(),
        trial=say("Nothing that is answered here counts."),
    )


def _page(
    request: HttpRequest,
    wave: Wave,
    number: int,
    *,
    step: Callable[[], Step],
    keep: Callable[[Step, Given], None],
    address: Callable[[int], str],
    back: str,
    end: str,
    caption: str,
    trial: str = "",
) -> HttpResponse:
    """What is right of a page is kept, also where something else is wrong; then on to what its answers brought, or the next."""
    before = step()
    page = before.page(number)
    form = before.form(request, page)
    if request.method == "POST":
        right = form.is_valid()
        keep(before, form.given())
        if right:
            if "later" in request.POST:
                return redirect(back)
            after = step()
            if after.unseen(after.page(number)):
                return redirect(f"{address(number)}?more=1")
            following = after.after(after.page(number))
            return redirect(end if following is None else address(following.number))
    return render(
        request,
        "tracker/web/answering/part.jinja",
        {
            "wave": wave,
            "form": form,
            "heading": before.title(page),
            "caption": caption,
            "notes": before.notes(page),
            "back": back,
            "more": "more" in request.GET,
            "place": say("Part {number} of {count}", number=number, count=len(before.pages)),
            "spoken_in": before.language,
            "trial": trial,
            "closed": "",
        },
        status=422 if form.is_bound and form.errors else 200,
    )


def _step_with(contact: FrameContact) -> Step:
    interview = interview_of(contact)
    version = interview.instrument if interview is not None else found(latest_instrument(contact.wave))
    return step_of(instrument_of(version), interview, organisation=contact.organisation, by_interviewer=True)
