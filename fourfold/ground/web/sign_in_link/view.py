"""A link to sign in, asked for by e-mail address; and the page behind it, whose button alone uses it up.

Programs that look into mail follow links, so following one changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fourfold.ground.identity.actions import link_sign_in
from fourfold.ground.identity.queries import has_second_step
from fourfold.ground.operation.security_log import note
from fourfold.ground.people import attempts
from fourfold.ground.people.client_address import address_of
from fourfold.ground.people.tables import CameBy
from fourfold.ground.web.forms import OwnEmailField
from fourfold.ground.web.second_step import pending
from fourfold.ground.web.sign_in.onward import led_onward, started, too_often

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class AskForLinkForm(forms.Form):
    email = OwnEmailField()


@never_cache
@require_http_methods(["GET", "POST"])
def ask_for_sign_in_link(request: HttpRequest) -> HttpResponse:
    form = AskForLinkForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        email = form.cleaned_data["email"]
        keys = attempts.keys_of_link(address=address_of(request), email=email)
        again_from = attempts.take(keys, at=timezone.now())
        if again_from is not None:
            note(request, "link to sign in refused", email=email, why="too many attempts")
            return too_often(request, again_from)
        link_sign_in.ask(email=email, at=timezone.now())
        return render(request, "ground/web/sign_in_link/sent.jinja", {"email": email})
    return render(
        request, "ground/web/sign_in_link/page.jinja", {"form": form}, status=422 if form.errors else 200
    )


@never_cache
@require_http_methods(["GET", "POST"])
def use_sign_in_link(request: HttpRequest, signed: str) -> HttpResponse:
    now = timezone.now()
    if request.method == "GET":
        person = link_sign_in.person_of_link(signed_ref=signed, at=now)
        if person is None:
            return render(request, "ground/web/sign_in_link/too_late.jinja", status=404)
        return render(request, "ground/web/sign_in_link/confirm.jinja", {"signed": signed, "person": person})
    person = link_sign_in.use(signed_ref=signed, at=now)
    if person is None:
        return render(request, "ground/web/sign_in_link/too_late.jinja", status=404)
    onward = reverse("home")
    if has_second_step(person=person.pk):
        pending.begin(request, person, came_by=CameBy.LINK, at=now)
        return HttpResponseRedirect(f"{reverse('answer_second_step')}?{urlencode({'next': onward})}")
    started(request, person, came_by=CameBy.LINK)
    return led_onward(request, person, onward, None)
