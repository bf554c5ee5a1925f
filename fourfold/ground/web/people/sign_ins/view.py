"""Where I am signed in, and signing out from here wherever else that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from fourfold.ground.kernel.said import say
from fourfold.ground.people import sign_ins as asked
from fourfold.ground.people.actions import sign_ins as actions
from fourfold.ground.people.queries import person_with
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.paging import page_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_GET
@signed_in
def sign_ins(request: HttpRequest) -> HttpResponse:
    person = person_with(key=actor_of(request).person_id)
    rows = asked.sign_ins_of(person=person, at=timezone.now())
    page = page_of(request, rows)
    here = asked.told(list(page), this=request.session.session_key or "")
    return render(request, "ground/web/people/sign_ins/page.jinja", {"page": page, "sign_ins": here})


@require_POST
@signed_in
def end_sign_in(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    now = timezone.now()
    own = asked.sign_ins_of(person=person_with(key=by.person_id), at=now)
    sign_in = found(own.filter(ref=ref).first())
    is_this = sign_in.session_key == request.session.session_key
    actions.end_one(by=by, sign_in=sign_in, at=now)
    if is_this:
        request.session.flush()
        return HttpResponseRedirect(reverse("home"))
    messages.success(request, say("You are signed out of {device}.", device=sign_in.device))
    return HttpResponseRedirect(reverse("sign_ins"))


@require_POST
@signed_in
def end_other_sign_ins(request: HttpRequest) -> HttpResponse:
    person = person_with(key=actor_of(request).person_id)
    ended = actions.end_all(person=person, but=request.session.session_key or "", at=timezone.now())
    messages.success(
        request,
        say("You are signed out everywhere else.") if ended else say("You were signed in nowhere else."),
    )
    return HttpResponseRedirect(reverse("sign_ins"))
