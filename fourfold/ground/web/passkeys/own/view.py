"""My passkeys: listed, added, removed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from csp.decorators import csp_update
from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fourfold.ground.identity import webauthn
from fourfold.ground.identity.actions import passkeys as actions
from fourfold.ground.identity.queries import has_codes, passkeys_of
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.queries import person_with
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.passkeys.asked import MAKE, asked, remember, site_of
from fourfold.ground.web.second_step import pending
from fourfold.ground.web.second_step.confirm import PasswordForm, came_just_now, confirm
from fourfold.ground.web.second_step.set_up.view import codes_page
from fourfold.ground.web.sending import reason_against

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.tables import Person

_NOTHING = "Your browser handed over no passkey. It needs JavaScript for this, and five minutes are the most it may take"


class AddPasskeyForm(PasswordForm):
    name = forms.CharField(
        label="What do you call it?",
        max_length=60,
        help_text="For example the device it is on: Work laptop",
        error_messages={"required": "Give the passkey a name"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    credential = forms.CharField(
        required=False, max_length=webauthn.MOST_OF_AN_ANSWER, widget=forms.HiddenInput
    )
    field_order = ("name", "password", "credential")


@csp_update({"script-src": ["'self'"]})
@sensitive_post_parameters("password", "credential")
@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def passkeys(request: HttpRequest) -> HttpResponse:
    person = person_with(key=actor_of(request).person_id)
    form = AddPasskeyForm(
        request.POST if request.method == "POST" else None, without=came_just_now(request, person)
    )
    if form.is_bound and form.is_valid():
        now = timezone.now()
        state = asked(request, MAKE, at=now)
        try:
            confirm(request, person, form.cleaned_data.get("password", ""))
            if state is None or not form.cleaned_data["credential"]:
                raise Refused(_NOTHING)  # noqa: TRY301  (as the action would)
            fresh = actions.add(
                person=person,
                site=site_of(request),
                state=state,
                answer=form.cleaned_data["credential"],
                name=form.cleaned_data["name"],
                at=now,
                keep=request.session.session_key or "",
            )
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            request.session[pending.PASSED] = True
            if fresh:
                return codes_page(request, fresh, reverse("passkeys"), None)
            messages.success(request, "The passkey is added. It signs you in from now on.")
            return HttpResponseRedirect(reverse("passkeys"))
    return _page(request, person, form)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def remove_passkey(request: HttpRequest, ref: str) -> HttpResponse:
    person = person_with(key=actor_of(request).person_id)
    passkey = found(next((each for each in passkeys_of(person=person.pk) if each.ref == ref), None))
    today = timezone.localdate()
    form = PasswordForm(
        request.POST if request.method == "POST" else None, without=came_just_now(request, person)
    )
    if form.is_bound and form.is_valid():
        try:
            confirm(request, person, form.cleaned_data.get("password", ""))
            actions.remove(person=person, passkey=passkey, on=today, at=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"The passkey {passkey.name} no longer signs you in.")
            return HttpResponseRedirect(reverse("passkeys"))
    return render(
        request,
        "ground/web/passkeys/own/remove.jinja",
        {
            "form": form,
            "passkey": passkey,
            "reason": reason_against(lambda: actions.check_can_remove(person, on=today)),
        },
        status=422 if form.errors else 200,
    )


def _page(request: HttpRequest, person: Person, form: AddPasskeyForm) -> HttpResponse:
    """Each showing asks for another challenge, so a form that came back is answered anew."""
    rows = passkeys_of(person=person.pk)
    options, state = webauthn.to_make(
        site_of(request),
        person_ref=person.ref,
        email=person.email,
        name=person.name,
        known=[row.credential_id for row in rows],
    )
    remember(request, MAKE, state, at=timezone.now())
    return render(
        request,
        "ground/web/passkeys/own/page.jinja",
        {
            "form": form,
            "passkeys": rows,
            "options": json.dumps(options),
            "has_codes": has_codes(person=person.pk),
            "without": came_just_now(request, person),
        },
        status=422 if form.errors else 200,
    )
