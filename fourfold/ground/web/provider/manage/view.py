"""Where people of the organisation sign in: entered, looked at, switched on and required."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.ground.identity.actions import providers as actions
from fourfold.ground.identity.providers import domains_of, failures_of, provider_of
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.queries import person_with
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.forms import LongTextField
from fourfold.ground.web.history import history_of
from fourfold.ground.web.second_step.confirm import PasswordForm, came_just_now, confirm
from fourfold.ground.web.sending import reason_against

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.identity.tables import IdentityProvider

_PAGE = "ground/web/provider/manage/page.jinja"
# What the discovery document named, in the order and words of the page.
_NAMED = (
    ("authorization_endpoint", say("People sign in at")),
    ("token_endpoint", say("Codes are exchanged at")),
    ("jwks_uri", say("Its keys stand at")),
    ("userinfo_endpoint", say("Addresses are asked for at")),
)
_DONE = {
    "on": say("People can now sign in there."),
    "off": say("Nobody signs in there any more. Passwords count again."),
    "require": say("Who can sign in there now has to."),
    "relax": say("Passwords count again beside it."),
    "forget": say("Their next sign-in there links their account anew."),
    "remove": say("The provider is removed."),
}


class ProviderForm(PasswordForm):
    issuer = forms.CharField(
        label=say("Issuer"),
        max_length=300,
        help_text=say("An address, exactly as the provider writes it: https://login.hartwell.example/tenant"),
        error_messages={"required": say("Enter the provider’s issuer")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"}),
    )
    client_id = forms.CharField(
        label=say("Client id"),
        max_length=200,
        error_messages={"required": say("Enter the id under which the provider knows Fourfold")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    secret = forms.CharField(
        label=say("Client secret"),
        max_length=1000,
        required=False,
        help_text=say(
            "It is kept encrypted and never shown again. Leave it empty to keep the one that is there"
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    domains = LongTextField(
        rows=3,
        max_length=5000,
        label=say("Domains of your people’s e-mail addresses"),
        help_text=say("One to a line, as in hartwell.example"),
        error_messages={"required": say("Enter the domain of your e-mail addresses")},
    )
    amr = LongTextField(
        rows=2,
        max_length=500,
        required=False,
        label=say("When the provider’s claim amr holds one of these, it has asked for a second step"),
        help_text=say(
            "One to a line, for example mfa. Leave both this and the next empty if it never counts as a second step here"
        ),
    )
    acr = LongTextField(
        rows=2,
        max_length=500,
        required=False,
        label=say("When its claim acr is one of these, it has asked for a second step"),
    )
    field_order = ("issuer", "client_id", "secret", "domains", "amr", "acr", "password")

    def cleaned_words(self, name: str) -> list[str]:
        return re.split(r"[\s,;]+", self.cleaned_data[name].strip())

    def clean_amr(self) -> list[str]:
        return [word for word in self.cleaned_words("amr") if word]

    def clean_acr(self) -> list[str]:
        return [word for word in self.cleaned_words("acr") if word]

    def clean_domains(self) -> list[str]:
        return [word for word in self.cleaned_words("domains") if word]


class ChangeProviderForm(PasswordForm):
    what = forms.ChoiceField(label=say("What to do"), choices=[(each, each) for each in _DONE])
    email = forms.CharField(label=say("Their e-mail address"), max_length=254, required=False)


@sensitive_post_parameters("secret", "password")
@require_http_methods(["GET", "POST"])
@signed_in
def provider(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    actions.check_can_set_provider(by)
    own = person_with(key=by.person_id)
    row = provider_of(organisation=by.organisation_id)
    form = ProviderForm(
        request.POST if request.method == "POST" else None,
        initial=_initial(row, by.organisation_id),
        without=came_just_now(request, own),
    )
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            confirm(request, own, values.pop("password", ""))
            actions.enter(by=by, **values, on=timezone.localdate(), at=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, say("Kept. Now look at what the provider says of itself."))
            return HttpResponseRedirect(reverse("provider"))
    return _page(request, form)


@require_POST
@signed_in
def look_at_provider(request: HttpRequest) -> HttpResponse:
    """Asks the provider for its discovery document, which changes nothing about who may sign in."""
    by = actor_of(request)
    try:
        actions.look(by=by, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, say("The provider answered. What it says of itself stands below."))
    return HttpResponseRedirect(reverse("provider"))


@sensitive_post_parameters("password")
@require_POST
@signed_in
def change_provider(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    actions.check_can_set_provider(by)
    own = person_with(key=by.person_id)
    change = ChangeProviderForm(request.POST, without=came_just_now(request, own), auto_id="change_%s")
    if not change.is_valid():
        return _page(request, None, change=change)
    what, now, today = change.cleaned_data["what"], timezone.now(), timezone.localdate()
    try:
        confirm(request, own, change.cleaned_data.get("password", ""))
        match what:
            case "on" | "off":
                actions.switch(by=by, is_on=what == "on", on=today, at=now)
            case "require" | "relax":
                actions.require(by=by, is_required=what == "require", on=today, at=now)
            case "forget":
                actions.forget_account(by=by, email=change.cleaned_data["email"])
            case _:
                actions.remove(by=by, on=today, at=now)
    except Refused as refusal:
        change.add_error(refusal.field if refusal.field in change.fields else None, str(refusal))
        return _page(request, None, change=change)
    messages.success(request, _DONE[what])
    return HttpResponseRedirect(reverse("provider"))


def _initial(row: IdentityProvider | None, organisation: int) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "issuer": row.issuer,
        "client_id": row.client_id,
        "domains": "\n".join(domains_of(organisation=organisation)),
        "amr": row.amr,
        "acr": row.acr,
    }


def _page(
    request: HttpRequest,
    form: ProviderForm | None,
    *,
    change: ChangeProviderForm | None = None,
) -> HttpResponse:
    """`form` or `change` is the one that was sent; the other begins afresh."""
    by = actor_of(request)
    own = person_with(key=by.person_id)
    row = provider_of(organisation=by.organisation_id)
    without = came_just_now(request, own)
    found = json.loads(row.found) if row and row.found else {}
    return render(
        request,
        _PAGE,
        {
            # The one whose errors stand at the head of the page.
            "form": change if form is None else form,
            "settings": form or ProviderForm(initial=_initial(row, by.organisation_id), without=without),
            "change": change or ChangeProviderForm(without=without, auto_id="change_%s"),
            "by": by,
            "provider": row,
            "domains": domains_of(organisation=by.organisation_id),
            "found": [(words, found[name]) for name, words in _NAMED if found.get(name)],
            "back": request.build_absolute_uri(reverse("return_from_provider")),
            "begin": request.build_absolute_uri(reverse("go_to_provider", kwargs={"ref": row.ref}))
            if row
            else "",
            "against_on": reason_against(lambda: actions.check_can_switch_on(by)),
            "against_required": reason_against(lambda: actions.check_can_require_provider(by)),
            "failures": [
                (one.at, one.get_why_display()) for one in failures_of(organisation=by.organisation_id)
            ],
            "history": history_of(row) if row else [],
        },
        status=422 if (change and change.errors) or (form and form.errors) else 200,
    )
