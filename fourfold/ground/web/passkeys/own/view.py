"""My passkeys: listed, removed, and the first half of adding one, which is to say who one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fourfold.ground.identity.actions import passkeys as actions
from fourfold.ground.identity.queries import has_codes, passkeys_of
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.queries import person_with
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.passkeys.asked import CONFIRMED, reason_here, remember
from fourfold.ground.web.second_step.confirm import PasswordForm, came_just_now, confirm
from fourfold.ground.web.sending import reason_against

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class AddPasskeyForm(PasswordForm):
    name = forms.CharField(
        label=say("What do you call it?"),
        max_length=60,
        help_text=say("For example the device it is on: Work laptop"),
        error_messages={"required": say("Give the passkey a name")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("name", "password")


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def passkeys(request: HttpRequest) -> HttpResponse:
    person = person_with(key=actor_of(request).person_id)
    without = came_just_now(request, person)
    form = AddPasskeyForm(request.POST if request.method == "POST" else None, without=without)
    if form.is_bound and form.is_valid():
        try:
            confirm(request, person, form.cleaned_data.get("password", ""))
            actions.check_can_add(person)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            remember(request, CONFIRMED, form.cleaned_data["name"], at=timezone.now())
            return HttpResponseRedirect(reverse("make_passkey"))
    return render(
        request,
        "ground/web/passkeys/own/page.jinja",
        {
            "form": form,
            "passkeys": passkeys_of(person=person.pk),
            "has_codes": has_codes(person=person.pk),
            "without": without,
            "reason": reason_here(request),
        },
        status=422 if form.errors else 200,
    )


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
            messages.success(request, say("The passkey {name} no longer signs you in.", name=passkey.name))
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
