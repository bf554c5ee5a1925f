"""My second step: set up with an app, its recovery codes, taken off again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import segno
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.ground.identity import codes, sealed
from fourfold.ground.identity.actions import second_step as actions
from fourfold.ground.identity.queries import has_app, has_second_step, second_step_of, unused_codes
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.queries import person_with
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.second_step import pending
from fourfold.ground.web.second_step.confirm import PasswordForm, came_just_now, confirm
from fourfold.ground.web.typed import Typed, from_text, own_path, page_of, typed_in

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fourfold.ground.people.tables import Person

_SEED = "second_step_seed"
_WHO = "Fourfold"


class SetUpForm(PasswordForm):
    code = forms.CharField(
        label=say("The code that your app shows now"),
        max_length=10,
        error_messages={"required": say("Enter the six digits that your app shows")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "data-width": "10"}
        ),
    )
    field_order = ("code", "password")


@sensitive_post_parameters("password", "code")
@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def second_step(request: HttpRequest) -> HttpResponse:
    person = person_with(key=actor_of(request).person_id)
    if has_app(person=person.pk):
        return _standing(request, person, PasswordForm(without=came_just_now(request, person)))
    typed = from_text(request.POST.get("typed", ""), request)
    form = SetUpForm(
        request.POST if request.method == "POST" else None, without=came_just_now(request, person)
    )
    if form.is_bound and form.is_valid():
        try:
            confirm(request, person, form.cleaned_data.get("password", ""))
            fresh = actions.set_up(
                person=person,
                seed=_seed_of(request, person),
                typed=form.cleaned_data["code"],
                at=timezone.now(),
                keep=request.session.session_key or "",
            )
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            del request.session[_SEED]
            request.session[pending.PASSED] = True
            onward = own_path(request.POST.get("next", ""), request)
            return codes_page(request, fresh, onward, typed)
    return _set_up_page(request, person, form, typed)


def must_set_up(request: HttpRequest) -> HttpResponse:
    """For whoever's role requires it and who has none, whatever they asked for; what was being sent comes along."""
    if request.method != "POST":
        onward = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('second_step')}?{onward}")
    person = person_with(key=actor_of(request).person_id)
    form = SetUpForm(without=came_just_now(request, person))
    return _set_up_page(request, person, form, typed_in(request), status=403)


@sensitive_post_parameters("password")
@never_cache
@require_POST
@signed_in
def change_second_step(request: HttpRequest) -> HttpResponse:
    """New recovery codes, or without a second step from now on: after the password."""
    person = person_with(key=actor_of(request).person_id)
    form = PasswordForm(request.POST, without=came_just_now(request, person))
    now = timezone.now()
    if form.is_valid():
        try:
            confirm(request, person, form.cleaned_data.get("password", ""))
            if request.POST.get("what") == "codes":
                return codes_page(request, actions.renew_codes(person=person, at=now), "", None)
            actions.take_off_own(person=person, on=timezone.localdate(), at=now)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            alone = not has_second_step(person=person.pk)
            messages.success(
                request,
                say("Your password alone signs you in now.")
                if alone
                else say("The app is taken off. Your passkey stays."),
            )
            return HttpResponseRedirect(reverse("second_step"))
    return _standing(request, person, form)


@sensitive_post_parameters("code")
@never_cache
@require_POST
@signed_in
def recovery_codes_file(request: HttpRequest) -> HttpResponse:
    """The codes of the page that sent them, as a text to keep. Only codes of one's own that are still good come back."""
    person = person_with(key=actor_of(request).person_id)
    shown = request.POST.getlist("code")[: codes.RECOVERY_CODES]
    digests = [codes.recovery_digest(person_ref=person.ref, typed=code) for code in shown]
    if not shown or unused_codes(person=person, digests=digests) != len(shown):
        raise Http404
    text = (
        say("Recovery codes for {who}, {email}. Each works once.\n\n", who=_WHO, email=person.email)
        + "\n".join(shown)
        + "\n"
    )
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="fourfold-recovery-codes.txt"'
    return response


def _seed_of(request: HttpRequest, person: Person) -> str:
    """The one that this session was shown, so that a code of it can be checked; encrypted where sessions are kept."""
    kept = request.session.get(_SEED, "")
    try:
        return sealed.unseal(kept, belongs_to=person.ref)
    except sealed.Unreadable:
        seed = codes.new_seed()
        request.session[_SEED] = sealed.seal(seed, belongs_to=person.ref)
        return seed


def _set_up_page(
    request: HttpRequest, person: Person, form: SetUpForm, typed: Typed | None, *, status: int = 200
) -> HttpResponse:
    seed = _seed_of(request, person)
    address = codes.seed_address(seed=seed, email=person.email, issuer=_WHO)
    return render(
        request,
        "ground/web/second_step/set_up/page.jinja",
        {
            "form": form,
            "has_second_step": has_second_step(person=person.pk),
            "picture": segno.make(address, error="m").svg_data_uri(scale=5, light="#ffffff"),
            "seed": " ".join(seed[start : start + 4] for start in range(0, len(seed), 4)),
            "standing": second_step_of(person=person, on=timezone.localdate()),
            "next": own_path(request.POST.get("next", request.GET.get("next", "")), request),
            "typed_text": typed.as_text() if typed else "",
        },
        status=422 if form.errors else status,
    )


def codes_page(request: HttpRequest, fresh: list[str], onward: str, typed: Typed | None) -> HttpResponse:
    """Shown once, on the answer itself. What was typed before setting up was asked for waits below."""
    back = page_of(typed, heading="", words="") if typed else None
    return render(
        request,
        "ground/web/second_step/set_up/codes.jinja",
        {"codes": fresh, "next": onward or reverse("own_account"), "back": back},
    )


def _standing(request: HttpRequest, person: Person, form: PasswordForm) -> HttpResponse:
    today = timezone.localdate()
    reason = ""
    try:
        actions.check_can_take_off_own(person, on=today)
    except NotAllowed as refusal:
        reason = str(refusal)
    return render(
        request,
        "ground/web/second_step/set_up/standing.jinja",
        {"form": form, "standing": second_step_of(person=person, on=today), "reason": reason},
        status=422 if form.errors else 200,
    )
