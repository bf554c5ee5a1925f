"""What comes after a person has proved who they are, however they did: a session, and the page they were going to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from fourfold.ground.kernel.said import say
from fourfold.ground.operation.security_log import note
from fourfold.ground.people.actions import sign_ins
from fourfold.ground.people.devices import device_words
from fourfold.ground.people.sign_ins import start_seen
from fourfold.ground.trail.declaration import declared
from fourfold.ground.web.known_device import browser_of, remember_device
from fourfold.ground.web.middleware import settle_actor
from fourfold.ground.web.typed import Typed, page_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.tables import Person


def started(request: HttpRequest, person: Person, *, came_by: str, and_by: str = "") -> None:
    """Signs the person in, in a session that is on their list, where they can end it."""
    at = timezone.now()
    with declared(person=person.pk, organisation=None, reason=say("Signed in")):
        login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
        start_seen(request.session, at=at)
        request.session.save()
        sign_ins.begin(
            person=person,
            session_key=request.session.session_key or "",
            device=device_words(request.headers.get("User-Agent", "")),
            browser=browser_of(request),
            at=at,
            came_by=came_by,
            and_by=and_by,
        )
    note(request, "signed in", email=person.email, by=" and ".join(filter(None, (came_by, and_by))))


def led_onward(request: HttpRequest, person: Person, onward: str, typed: Typed | None) -> HttpResponse:
    """To the page, or to what was typed before signing in. The browser is known from now on."""
    response: HttpResponse
    if typed is None:
        response = HttpResponseRedirect(onward)
    else:
        settle_actor(request)
        context = page_of(
            typed,
            heading=say("Welcome back. What you typed is still here"),
            words=say("Nothing has been saved yet: look at it and send it."),
        )
        response = render(request, "ground/web/restore/page.jinja", context)
    remember_device(request, response, person.email)
    return response


def too_often(request: HttpRequest, again_from: datetime) -> HttpResponse:
    response = render(request, "ground/web/sign_in/too_often.jinja", {"again_from": again_from}, status=429)
    response["Retry-After"] = str(max(1, int((again_from - timezone.now()).total_seconds())))
    return response
