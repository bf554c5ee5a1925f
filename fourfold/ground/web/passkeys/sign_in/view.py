"""Signing in with a passkey: in the place of a password, or of the code after one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from csp.decorators import csp_update
from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fourfold.ground.identity import webauthn
from fourfold.ground.identity.actions import passkeys as actions
from fourfold.ground.identity.providers import provider_required_of
from fourfold.ground.people import attempts
from fourfold.ground.people.client_address import address_of
from fourfold.ground.people.queries import organisations_of
from fourfold.ground.web.passkeys.asked import SHOW, asked, remember, site_of
from fourfold.ground.web.second_step import pending
from fourfold.ground.web.sign_in.onward import led_onward, started, too_often
from fourfold.ground.web.typed import Typed, from_text, own_path

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.tables import Person

_WRONG = "This passkey is not one of anybody here, or it was removed. Try another, or sign in with a password"
_NO_ROLE = (
    "You have no role in any organisation today. Ask an administrator of your organisation to give you one"
)


class ShowPasskeyForm(forms.Form):
    credential = forms.CharField(max_length=webauthn.MOST_OF_AN_ANSWER, widget=forms.HiddenInput)


@csp_update({"script-src": ["'self'"]})
@sensitive_post_parameters("credential")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_with_passkey(request: HttpRequest) -> HttpResponse:
    """Sent without an answer it shows the page, so that what was typed before can come along."""
    onward = own_path(request.POST.get("next", request.GET.get("next", "")), request) or reverse("home")
    typed = from_text(request.POST.get("typed", ""), request)
    answers = "credential" in request.POST
    form = ShowPasskeyForm(request.POST if answers else None)
    if not answers:
        return _page(request, form, onward, typed)
    now = timezone.now()
    keys = attempts.keys_of_passkey(address=address_of(request))
    again_from = attempts.take(keys, at=now)
    if again_from is not None:
        return too_often(request, again_from)
    state = asked(request, SHOW, at=now)
    person = None
    if state is not None and form.is_valid():
        person = actions.person_shown(
            site=site_of(request), state=state, answer=form.cleaned_data["credential"], at=now
        )
    refusal = _WRONG if person is None else _reason_against(person)
    if person is None or refusal:
        form.errors.clear()
        form.add_error(None, refusal)
        return _page(request, form, onward, typed)
    attempts.give_back(keys)
    pending.end(request)
    started(request, person)
    request.session[pending.PASSED] = True
    return led_onward(request, person, onward, typed)


def _reason_against(person: Person) -> str:
    """Told only to one who has proved that they are this person."""
    today = timezone.localdate()
    if not organisations_of(person=person, on=today):
        return _NO_ROLE
    provider = provider_required_of(person=person, on=today)
    if provider is not None:
        return f"{provider.organisation.name} signs you in with your account at work. Sign in through your organisation"
    return ""


def _page(request: HttpRequest, form: ShowPasskeyForm, onward: str, typed: Typed | None) -> HttpResponse:
    options, state = webauthn.to_show(site_of(request))
    remember(request, SHOW, state, at=timezone.now())
    return render(
        request,
        "ground/web/passkeys/sign_in/page.jinja",
        {
            "form": form,
            "options": json.dumps(options),
            "next": onward,
            "typed_text": typed.as_text() if typed else "",
        },
        status=422 if form.is_bound else 200,
    )
