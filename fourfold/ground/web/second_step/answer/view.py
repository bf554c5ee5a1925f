"""The second step of signing in: a code from the app, or a recovery code."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fourfold.ground.identity.actions import second_step
from fourfold.ground.identity.queries import has_passkey
from fourfold.ground.kernel.said import say
from fourfold.ground.operation.security_log import note
from fourfold.ground.people import attempts
from fourfold.ground.people.client_address import address_of
from fourfold.ground.people.tables import AndBy
from fourfold.ground.web.known_device import known_device
from fourfold.ground.web.second_step import pending
from fourfold.ground.web.sign_in.onward import led_onward, started, too_often
from fourfold.ground.web.typed import Typed, from_text, own_path

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_WRONG = say("This is neither the code that your app shows now nor a recovery code that is left")


class AnswerForm(forms.Form):
    code = forms.CharField(
        label=say("Code"),
        max_length=40,
        help_text=say("The six digits that your app shows now, or one of your recovery codes"),
        error_messages={"required": say("Enter the code")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "data-width": "20"}
        ),
    )


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
def answer_second_step(request: HttpRequest) -> HttpResponse:
    onward = own_path(request.POST.get("next", request.GET.get("next", "")), request) or reverse("home")
    typed = from_text(request.POST.get("typed", ""), request)
    now = timezone.now()
    person = pending.person_pending(request, at=now)
    if person is None:
        return HttpResponseRedirect(f"{reverse('sign_in')}?{urlencode({'next': onward})}")
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return answer_page(request, form, onward, typed)
    keys = attempts.keys_of_second_step(
        address=address_of(request), person_ref=person.ref, device=known_device(request, person.email)
    )
    again_from = attempts.take(keys, at=now)
    if again_from is not None:
        note(request, "sign-in refused", email=person.email, why="too many codes")
        return too_often(request, again_from)
    if not second_step.passes(person=person, typed=form.cleaned_data["code"], at=now):
        note(request, "sign-in refused", email=person.email, why="wrong code")
        form.add_error("code", _WRONG)
        return answer_page(request, form, onward, typed)
    attempts.give_back(keys)
    started(request, person, came_by=pending.end(request), and_by=AndBy.CODE)
    request.session[pending.PASSED] = True
    return led_onward(request, person, onward, typed)


def answer_page(request: HttpRequest, form: AnswerForm, onward: str, typed: Typed | None) -> HttpResponse:
    return render(
        request,
        "ground/web/second_step/answer/page.jinja",
        {
            "form": form,
            "next": onward,
            "typed_text": typed.as_text() if typed else "",
            "has_passkey": _has_passkey(request),
        },
        status=422 if form.errors else 200,
    )


def _has_passkey(request: HttpRequest) -> bool:
    person = pending.person_pending(request, at=timezone.now())
    return person is not None and has_passkey(person=person.pk)
