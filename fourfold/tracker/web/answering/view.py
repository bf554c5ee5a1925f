"""The survey by a personal link, without an account: page by page, kept as one goes, sent at the end; and the way out."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people import request_counts
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.client_address import address_of
from fourfold.ground.web import errors
from fourfold.ground.web.access import found
from fourfold.ground.web.sending import reason_against
from fourfold.tracker.actions import answering
from fourfold.tracker.exchange.instrument.stored import instrument_of
from fourfold.tracker.queries.instruments import latest_instrument
from fourfold.tracker.queries.interviews import interview_of
from fourfold.tracker.queries.personal_links import contact_of_link
from fourfold.tracker.rules.fieldwork.pages import spoken
from fourfold.tracker.web.answering.steps import LANGUAGES, Step, step_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from fourfold.tracker.models import FrameContact, Interview

# From one address to one page in a minute: a page is sent again after each mistake.
PAGES_A_MINUTE: Final = 60


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The link is the permission, whoever opens it. 404 for a link that we did not sign or that is no one's any more."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, signed: str, **parts: Any) -> HttpResponse:
        contact = found(contact_of_link(signed))
        if request.method == "POST":
            wait = request_counts.let_through(
                key=request_counts.key_of_address(f"{address_of(request)} {request.path}"),
                allowed=PAGES_A_MINUTE,
                at=timezone.now(),
            )
            if wait:
                return errors.too_many(request, wait)
        with as_tenant(contact.owner_id):
            return view(request, contact, signed, **parts)

    return guarded


@require_safe
@by_link
def front(request: HttpRequest, contact: FrameContact, signed: str) -> HttpResponse:
    """Who asks and what becomes of it, and how far one is."""
    step, interview = _step(request, contact)
    return render(
        request,
        "tracker/web/answering/front.jinja",
        {
            **_shared(request, contact, signed, step),
            "interview": interview,
            "to_do": [
                (title, _part(request, signed, page.number), left) for page, title, left in step.to_do()
            ],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def part(request: HttpRequest, contact: FrameContact, signed: str, number: int) -> HttpResponse:
    """A page of the questionnaire. What is right of it is kept, also where something else is wrong or missing."""
    step, _ = _step(request, contact)
    page = step.page(number)
    form = step.form(request, page)
    if request.method == "POST":
        right = form.is_valid()
        answering.keep_own(
            contact=contact,
            instrument=step.instrument,
            given=form.given(),
            on=timezone.localdate(),
            at=timezone.now(),
        )
        if right:
            return redirect(_onward(request, contact, signed, number))
    return render(
        request,
        "tracker/web/answering/part.jinja",
        {
            **_shared(request, contact, signed, step),
            "form": form,
            "heading": step.title(page),
            "caption": contact.wave.title,
            "notes": step.notes(page),
            "back": _front(request, signed),
            "more": "more" in request.GET,
            "place": say("Part {number} of {count}", number=number, count=len(step.pages)),
            "trial": "",
        },
        status=422 if form.is_bound and form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def send(request: HttpRequest, contact: FrameContact, signed: str) -> HttpResponse:
    step, interview = _step(request, contact)
    refusal = ""
    if request.method == "POST":
        try:
            answering.send(interview=found(interview), by=None, on=timezone.localdate(), at=timezone.now())
        except Refused as refused:
            refusal = str(refused)
        else:
            return redirect(_front(request, signed))
    return render(
        request,
        "tracker/web/answering/send.jinja",
        {
            **_shared(request, contact, signed, step),
            "interview": interview,
            "refusal": refusal,
            "left": [
                (title, _part(request, signed, page.number), left)
                for page, title, left in step.to_do()
                if left
            ],
        },
        status=422 if refusal else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def no_more(request: HttpRequest, contact: FrameContact, signed: str) -> HttpResponse:
    """Reading changes nothing: programs that check mail follow every link."""
    if request.method == "POST":
        answering.say_no(contact=contact, at=timezone.now())
    return render(
        request,
        "tracker/web/answering/no_more.jinja",
        {"contact": contact, "wave": contact.wave, "done": request.method == "POST"},
    )


def _step(request: HttpRequest, contact: FrameContact) -> tuple[Step, Interview | None]:
    interview = interview_of(contact)
    version = interview.instrument if interview is not None else found(latest_instrument(contact.wave))
    language = request.GET.get("language", "") or (get_language() or "")[:2]
    step = step_of(
        instrument_of(version),
        interview,
        organisation=contact.organisation,
        language=language,
        by_interviewer=False,
    )
    return step, interview


def _onward(request: HttpRequest, contact: FrameContact, signed: str, number: int) -> str:
    """To what the answers brought onto this page, else to the next one, else to the end."""
    step, _ = _step(request, contact)
    if "later" in request.POST:
        return _front(request, signed)
    page = step.page(number)
    if step.unseen(page):
        return _part(request, signed, number, more=True)
    after = step.after(page)
    if after is None:
        return _address(request, "survey_send", signed=signed)
    return _part(request, signed, after.number)


def _shared(request: HttpRequest, contact: FrameContact, signed: str, step: Step) -> dict[str, Any]:
    wave = contact.wave
    return {
        "contact": contact,
        "wave": wave,
        "spoken_in": step.language,
        "other_languages": [
            (name, LANGUAGES.get(name, name)) for name in spoken(step.instrument) if name != step.language
        ],
        "closed": reason_against(lambda: answering.check_takes_answers(wave, on=timezone.localdate())),
        "no_more": reverse("survey_no_more", kwargs={"signed": signed}),
        "finish": _address(request, "survey_send", signed=signed),
    }


def _front(request: HttpRequest, signed: str) -> str:
    return _address(request, "survey", signed=signed)


def _part(request: HttpRequest, signed: str, number: int, *, more: bool = False) -> str:
    address = _address(request, "survey_part", signed=signed, number=number)
    if not more:
        return address
    return f"{address}{'&' if '?' in address else '?'}more=1"


def _address(request: HttpRequest, name: str, **parts: object) -> str:
    """With the language that was chosen, if one was."""
    language = request.GET.get("language", "")
    address = reverse(name, kwargs=parts)
    return f"{address}?language={language}" if language.isalpha() else address
