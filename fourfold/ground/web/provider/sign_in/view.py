"""Signing in at one's organisation's own provider: found by e-mail address, gone to, and come back from.

The page between the form and the provider holds a link, because our policy lets no form lead to another site; and it shows to
whose sign-in page one is going.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urlsplit

from django import forms
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.ground.identity import sealed
from fourfold.ground.identity.actions import provider_sign_in
from fourfold.ground.identity.openid import outgoing, protocol
from fourfold.ground.identity.openid.protocol import ProviderRefused, Why
from fourfold.ground.identity.providers import provider_for, provider_with, secret_belongs_to
from fourfold.ground.identity.queries import has_second_step
from fourfold.ground.kernel.said import say
from fourfold.ground.people import attempts
from fourfold.ground.people.client_address import address_of
from fourfold.ground.people.tables import CameBy
from fourfold.ground.web.forms import OwnEmailField
from fourfold.ground.web.provider import begun as sessions
from fourfold.ground.web.second_step import confirm, pending
from fourfold.ground.web.second_step.answer.view import AnswerForm, answer_page
from fourfold.ground.web.sign_in.onward import led_onward, started, too_often
from fourfold.ground.web.typed import from_text, own_path

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.identity.tables import IdentityProvider
    from fourfold.ground.people.tables import Person
    from fourfold.ground.web.provider.begun import Begun

_MOST_OF_A_CODE: Final = 4_000
_NOBODY: Final = say(
    "No organisation here signs people with such an address in at a provider of its own. Check the address, or sign in with a"
    " password"
)


class FindProviderForm(forms.Form):
    email = OwnEmailField(label=say("Your e-mail address at work"))


@never_cache
@require_http_methods(["GET", "POST"])
def find_provider(request: HttpRequest) -> HttpResponse:
    onward = own_path(request.POST.get("next", request.GET.get("next", "")), request)
    typed = from_text(request.POST.get("typed", ""), request)
    asked = request.method == "POST" and "email" in request.POST
    form = FindProviderForm(request.POST if asked else None)
    if form.is_bound and form.is_valid():
        keys = attempts.keys_of_provider(address=address_of(request), what="find")
        again_from = attempts.take(keys, at=timezone.now())
        if again_from is not None:
            return too_often(request, again_from)
        provider = provider_for(email=form.cleaned_data["email"])
        if provider is not None:
            sessions.keep_typed(request, typed)
            return _going_page(request, provider, onward)
        form.add_error("email", _NOBODY)
    return render(
        request,
        "ground/web/provider/sign_in/find.jinja",
        {"form": form, "next": onward, "typed_text": typed.as_text() if typed else ""},
        status=422 if form.errors else 200,
    )


@never_cache
@require_GET
def go_to_provider(request: HttpRequest, ref: str) -> HttpResponse:
    """Leads to the provider. An organisation may put this address among its own links."""
    provider = provider_with(ref=ref)
    if provider is None:
        raise Http404
    at = timezone.now()
    keys = attempts.keys_of_provider(address=address_of(request), what=provider.ref)
    again_from = attempts.take(keys, at=at)
    if again_from is not None:
        return too_often(request, again_from)
    onward = own_path(request.GET.get("next", ""), request) or reverse("home")
    back = request.build_absolute_uri(reverse("return_from_provider"))
    begun = sessions.begin(request, provider, back=back, onward=onward, at=at)
    try:
        known = protocol.discover(provider.issuer)
    except outgoing.NotReached:
        return _failed(request, begun, Why.DOWN, at)
    return HttpResponseRedirect(
        protocol.way_there(known, begun.asked, client_id=provider.client_id, back=back)
    )


@never_cache
@require_GET
def return_from_provider(request: HttpRequest) -> HttpResponse:
    """Whatever comes here is a page with what to do next; only the answer to what this browser asked signs anybody in."""
    at = timezone.now()
    keys = attempts.keys_of_provider(address=address_of(request), what="return")
    again_from = attempts.take(keys, at=at)
    if again_from is not None:
        return too_often(request, again_from)
    if not {"state", "code", "error"} & set(request.GET):
        # Somebody typed the address: nothing came back.
        return _failed_page(request, None, Why.STATE)
    begun = sessions.returned(request, state=request.GET.get("state", ""), at=at)
    if begun is None:
        return _failed(request, None, Why.STATE, at)
    try:
        provider, identity = _identity(request, begun, at)
        person = provider_sign_in.person_of(provider=provider, identity=identity, at=at)
    except ProviderRefused as refusal:
        return _failed(request, begun, refusal.why, at)
    attempts.give_back(keys)
    counts = provider_sign_in.is_second_step(provider=provider, identity=identity)
    return _signed_in(request, person, begun.onward, counts=counts, at=at)


def _identity(request: HttpRequest, begun: Begun, at: datetime) -> tuple[IdentityProvider, protocol.Identity]:
    provider = provider_with(ref=begun.provider)
    if provider is None:
        raise ProviderRefused(Why.OFF)
    try:
        known = protocol.discover(provider.issuer)
        secret = sealed.unseal(provider.secret, belongs_to=secret_belongs_to(provider))
    except outgoing.NotReached:
        raise ProviderRefused(Why.DOWN) from None
    except sealed.Unreadable:
        # The installation's secret was changed: the administrators enter the client's anew.
        raise ProviderRefused(Why.CODE) from None
    # Whoever answered says so before the code is given to anybody (RFC 9207).
    if request.GET.get("iss", known.issuer if not known.says_issuer else "") != known.issuer:
        raise ProviderRefused(Why.ISSUER)
    if "error" in request.GET:
        raise ProviderRefused(Why.REFUSED)
    code = request.GET.get("code", "")
    if not 0 < len(code) <= _MOST_OF_A_CODE:
        raise ProviderRefused(Why.CODE)
    return provider, protocol.who_it_was(
        known,
        begun.asked,
        client_id=provider.client_id,
        secret=secret,
        back=begun.back,
        code=code,
        at=at,
    )


def _signed_in(
    request: HttpRequest, person: Person, onward: str, *, counts: bool, at: datetime
) -> HttpResponse:
    """Where the provider's word is no second step, one's own is asked for as after a password."""
    typed = sessions.typed_kept(request)
    if not counts and has_second_step(person=person.pk):
        pending.begin(request, person, came_by=CameBy.PROVIDER, at=at)
        confirm.remember_provider(request, person, at=at)
        if typed is not None:
            return answer_page(request, AnswerForm(), onward, typed)
        return HttpResponseRedirect(f"{reverse('answer_second_step')}?{urlencode({'next': onward})}")
    started(request, person, came_by=CameBy.PROVIDER)
    confirm.remember_provider(request, person, at=at)
    if counts:
        request.session[pending.PASSED] = True
    return led_onward(request, person, onward, typed)


def _failed(request: HttpRequest, begun: Begun | None, why: Why, at: datetime) -> HttpResponse:
    """Says what the one who signs in can do about it. The reason itself is for the administrators, on their page."""
    provider_sign_in.note_failure(organisation=begun.organisation if begun else None, why=why, at=at)
    return _failed_page(request, begun, why)


def _failed_page(request: HttpRequest, begun: Begun | None, why: Why) -> HttpResponse:
    return render(
        request,
        "ground/web/provider/sign_in/failed.jinja",
        {
            "why": why,
            "Why": Why,
            "again": begun.provider if begun else "",
            "next": begun.onward if begun else "",
        },
        status={Why.DOWN: 502, Why.STATE: 404}.get(why, 422),
    )


def _going_page(request: HttpRequest, provider: IdentityProvider, onward: str) -> HttpResponse:
    way = reverse("go_to_provider", kwargs={"ref": provider.ref})
    return render(
        request,
        "ground/web/provider/sign_in/going.jinja",
        {
            "provider": provider,
            "host": urlsplit(provider.issuer).netloc,
            "way": f"{way}?{urlencode({'next': onward})}" if onward else way,
        },
    )
