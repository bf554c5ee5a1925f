"""Signing in with a passkey: in the place of a password, or of the code after one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from csp.decorators import csp_update
from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fourfold.ground.identity import webauthn
from fourfold.ground.identity.actions import passkeys as actions
from fourfold.ground.identity.providers import provider_required_of
from fourfold.ground.kernel.said import say
from fourfold.ground.operation.security_log import note
from fourfold.ground.people import attempts
from fourfold.ground.people.client_address import address_of
from fourfold.ground.people.queries import organisations_of
from fourfold.ground.people.tables import AndBy, CameBy
from fourfold.ground.web.passkeys.asked import SHOW, asked, our_site, reason_here, remember
from fourfold.ground.web.second_step import pending
from fourfold.ground.web.sign_in.onward import led_onward, started, too_often
from fourfold.ground.web.typed import Typed, from_text, own_path

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.tables import Person

_NO_ANSWER = say(
    "Your browser handed over no passkey. It needs JavaScript for this. Try again, or sign in with a password"
)
_WRONG = say(
    "This passkey signs nobody in here: it was removed, or is somebody else’s. "
    "Try another, or sign in with a password"
)
_NO_ROLE = say(
    "You have no role in any organisation today. Ask an administrator of your organisation to give you one"
)


class ShowPasskeyForm(forms.Form):
    credential = forms.CharField(
        max_length=webauthn.MOST_OF_AN_ANSWER,
        widget=forms.HiddenInput,
        error_messages={"required": _NO_ANSWER, "max_length": _NO_ANSWER},
    )


@csp_update({"script-src": ["'self'"]})
@sensitive_post_parameters("credential")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_with_passkey(request: HttpRequest) -> HttpResponse:
    """Sent without an answer it shows the page, so that what was typed before can come along.

    `second` comes from the page that asks for the second step: then only who began there can go on.
    """
    onward = own_path(request.POST.get("next", request.GET.get("next", "")), request) or reverse("home")
    typed = from_text(request.POST.get("typed", ""), request)
    now = timezone.now()
    first = pending.person_pending(request, at=now) if "second" in request.POST else None
    if first is None and "second" in request.POST:
        return HttpResponseRedirect(f"{reverse('sign_in')}?{urlencode({'next': onward})}")
    if "credential" not in request.POST:
        return _page(request, ShowPasskeyForm(), onward, typed)
    keys = attempts.keys_of_passkey(address=address_of(request))
    again_from = attempts.take(keys, at=now)
    if again_from is not None:
        note(
            request, say("sign-in refused"), email=first.email if first else "", why=say("too many passkeys")
        )
        return too_often(request, again_from)
    form = ShowPasskeyForm(request.POST)
    person = _who(request, form, first, now)
    if person is None:
        return _page(request, form, onward, typed)
    attempts.give_back(keys)
    before = pending.end(request)
    if first is None:
        started(request, person, came_by=CameBy.PASSKEY)
    else:
        started(request, person, came_by=before, and_by=AndBy.PASSKEY)
    request.session[pending.PASSED] = True
    return led_onward(request, person, onward, typed)


def _who(request: HttpRequest, form: ShowPasskeyForm, first: Person | None, now: datetime) -> Person | None:
    """Who comes in; otherwise the form says why not. The challenge is used up either way."""
    state = asked(request, SHOW, at=now)
    if not form.is_valid():
        return None
    if state is None:
        form.add_error(None, say("That took longer than five minutes. Try again"))
        return None
    showing = actions.show(
        site=our_site(), state=state, answer=form.cleaned_data["credential"], at=now, only=first
    )
    email = showing.person.email if showing.person else ""
    if showing.person is None or showing.refused:
        note(request, "sign-in refused", email=email, why=showing.refused)
        form.add_error(None, _WRONG)
        return None
    # What else stands against them was asked after the first step, where there was one.
    refusal = "" if first else _reason_against(showing.person)
    if refusal:
        note(
            request,
            say("sign-in refused"),
            email=email,
            why=say("no role") if refusal == _NO_ROLE else "provider",
        )
        form.add_error(None, refusal)
        return None
    return showing.person


def _reason_against(person: Person) -> str:
    """Told only to one who has proved that they are this person."""
    today = timezone.localdate()
    if not organisations_of(person=person, on=today):
        return _NO_ROLE
    provider = provider_required_of(person=person, on=today)
    if provider is not None:
        return say(
            "{name} signs you in with your account at work. Use Sign in through your organisation",
            name=provider.organisation.name,
        )
    return ""


def _page(request: HttpRequest, form: ShowPasskeyForm, onward: str, typed: Typed | None) -> HttpResponse:
    options, state = webauthn.to_show(our_site())
    remember(request, SHOW, state, at=timezone.now())
    return render(
        request,
        "ground/web/passkeys/sign_in/page.jinja",
        {
            "form": form,
            "options": json.dumps(options),
            "next": onward,
            "second": "second" in request.POST,
            "typed_text": typed.as_text() if typed else "",
            "reason": reason_here(request),
        },
        status=422 if form.is_bound else 200,
    )
