"""Adding a passkey, the second half: the browser makes it. It follows at once on saying who one is."""

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
from fourfold.ground.identity.queries import passkeys_of
from fourfold.ground.kernel.said import say
from fourfold.ground.operation.security_log import note
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.queries import person_with
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.passkeys.asked import CONFIRMED, MAKE, asked, looked_at, our_site, remember
from fourfold.ground.web.second_step import pending
from fourfold.ground.web.second_step.set_up.view import codes_page

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.tables import Person

_TOO_LATE = say("That took longer than five minutes. Begin again")
_NO_ANSWER = say("Your browser handed over no passkey. It needs JavaScript for this. Try again, or go back")


class MakePasskeyForm(forms.Form):
    credential = forms.CharField(
        max_length=webauthn.MOST_OF_AN_ANSWER,
        widget=forms.HiddenInput,
        error_messages={"required": _NO_ANSWER, "max_length": _NO_ANSWER},
    )


@csp_update({"script-src": ["'self'"]})
@sensitive_post_parameters("credential")
@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def make_passkey(request: HttpRequest) -> HttpResponse:
    person = person_with(key=actor_of(request).person_id)
    now = timezone.now()
    name = looked_at(request, CONFIRMED, at=now)
    if name is None:
        if request.method == "POST":
            messages.error(request, _TOO_LATE)
        return HttpResponseRedirect(reverse("passkeys"))
    form = MakePasskeyForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(request, person, name, form)
    fresh = _added(request, person, name, form, now)
    if fresh is None:
        return _page(request, person, name, form)
    del request.session[CONFIRMED]
    request.session[pending.PASSED] = True
    note(request, "passkey added", email=person.email)
    if fresh:
        return codes_page(request, fresh, reverse("passkeys"), None)
    messages.success(request, say("The passkey {name} is added. It signs you in from now on.", name=name))
    return HttpResponseRedirect(reverse("passkeys"))


def _added(
    request: HttpRequest, person: Person, name: str, form: MakePasskeyForm, now: datetime
) -> list[str] | None:
    """Fresh recovery codes, if any were made; None where the form says why not. The challenge is used up either way."""
    state = asked(request, MAKE, at=now)
    if not form.is_valid():
        return None
    if state is None:
        form.add_error(None, _TOO_LATE)
        return None
    try:
        return actions.add(
            person=person,
            site=our_site(),
            state=state,
            answer=form.cleaned_data["credential"],
            name=name,
            at=now,
            keep=request.session.session_key or "",
        )
    except Refused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return None


def _page(request: HttpRequest, person: Person, name: str, form: MakePasskeyForm) -> HttpResponse:
    """Each showing asks with another challenge, so a form that came back is answered anew."""
    options, state = webauthn.to_make(
        our_site(),
        person_ref=person.ref,
        email=person.email,
        name=person.name,
        known=[row.credential_id for row in passkeys_of(person=person.pk)],
    )
    remember(request, MAKE, state, at=timezone.now())
    return render(
        request,
        "ground/web/passkeys/make/page.jinja",
        {"form": form, "name": name, "options": json.dumps(options)},
        status=422 if form.errors else 200,
    )
