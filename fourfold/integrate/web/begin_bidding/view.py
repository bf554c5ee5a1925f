"""From the page of a tender to a bid, for whoever has no account: an e-mail address, and a link that proves it is theirs.

Programs that look into mail follow links, so following one changes nothing; its button does.
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

from fourfold.ground.identity.actions import beginning
from fourfold.ground.identity.queries import has_second_step
from fourfold.ground.kernel.said import say
from fourfold.ground.operation.security_log import note
from fourfold.ground.organisations.tables import Sector
from fourfold.ground.people import attempts
from fourfold.ground.people.client_address import address_of
from fourfold.ground.people.tables import CameBy
from fourfold.ground.web.access import found
from fourfold.ground.web.forms import OwnEmailField
from fourfold.ground.web.second_step import pending
from fourfold.ground.web.sign_in.onward import led_onward, started, too_often
from fourfold.integrate.queries.routes import BY_NAME, route_of
from fourfold.integrate.queries.tenders import tender

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.integrate.queries.tenders import Tender

BIDDERS = (Sector.PRIVATE, Sector.CHARITY, Sector.SOCIAL_ENTERPRISE, Sector.OTHER_PUBLIC)


class BeginForm(forms.Form):
    email = OwnEmailField(
        label=say("Your e-mail address"), help_text=say("We send a link to it. There is nothing to pay.")
    )
    name = forms.CharField(
        label=say("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": say("Enter your name")},
    )
    organisation = forms.CharField(
        label=say("The organisation that you bid for"),
        max_length=250,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": say("Enter the name of your organisation")},
    )
    sector = forms.ChoiceField(
        label=say("What kind of organisation it is"),
        choices=[(each.value, each.label) for each in BIDDERS],
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose what kind of organisation it is")},
    )


@never_cache
@require_http_methods(["GET", "POST"])
def view(request: HttpRequest, ref: str) -> HttpResponse:
    shown = found(tender(ref, at=timezone.now()))
    # Where only those may bid who are asked by name, a bid begins by signing in for one of them.
    if getattr(request, "actor", None) is not None or route_of(shown.procurement) in BY_NAME:
        return HttpResponseRedirect(reverse("bid", kwargs={"ref": ref}))
    form = BeginForm(request.POST if request.method == "POST" else None)
    if shown.is_open and form.is_bound and form.is_valid():
        given = form.cleaned_data
        keys = attempts.keys_of_link(address=address_of(request), email=given["email"])
        again_from = attempts.take(keys, at=timezone.now())
        if again_from is not None:
            note(request, "link to begin refused", email=given["email"], why="too many attempts")
            return too_often(request, again_from)
        page = reverse("begin_bidding", kwargs={"ref": ref})
        beginning.ask(beginner=beginning.Beginner(**given), page=page, at=timezone.now())
        return _page(request, shown, "sent", email=given["email"])
    return _page(request, shown, "page", form=form, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, ref: str, signed: str) -> HttpResponse:
    shown = found(tender(ref, at=timezone.now()))
    now = timezone.now()
    if request.method == "GET":
        link = beginning.followed(signed_text=signed, at=now)
        if link is None:
            return _page(request, shown, "too_late", status=404)
        return _page(request, shown, "confirm", link=link, signed=signed)
    person = beginning.use(signed_text=signed, at=now)
    if person is None:
        return _page(request, shown, "too_late", status=404)
    onward = reverse("bid", kwargs={"ref": ref})
    if has_second_step(person=person.pk):
        pending.begin(request, person, came_by=CameBy.LINK, at=now)
        return HttpResponseRedirect(f"{reverse('answer_second_step')}?{urlencode({'next': onward})}")
    started(request, person, came_by=CameBy.LINK)
    return led_onward(request, person, onward, None)


def _page(
    request: HttpRequest, shown: Tender, name: str, *, status: int = 200, **context: object
) -> HttpResponse:
    return render(
        request,
        f"integrate/web/begin_bidding/{name}.jinja",
        {"shown": shown, "tender": shown.procurement, **context},
        status=status,
    )
