"""A person's own opening passphrase: set once, changed with the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.integrate.actions import openers
from fourfold.integrate.queries.procurements import has_opening_passphrase

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGEST = 200


def _box(label: str, autocomplete: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        strip=False,
        help_text=help_text,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": say("Type the passphrase here")},
    )


class PassphraseForm(forms.Form):
    passphrase = _box(
        say("New opening passphrase"),
        "new-password",
        say("At least 12 characters. A few words that belong together only for you"),
    )
    again = _box(say("The same passphrase again"), "new-password")

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if "again" in cleaned and "passphrase" in cleaned and cleaned["again"] != cleaned["passphrase"]:
            self.add_error("again", say("The two are not the same. Type the passphrase again"))
        return cleaned


class ChangeForm(PassphraseForm):
    old = _box(say("Your opening passphrase now"), "current-password")
    field_order = ("old", "passphrase", "again")


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    has_one = has_opening_passphrase(by.person_id)
    form = (ChangeForm if has_one else PassphraseForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if has_one:
                openers.change_passphrase(by=by, old=given["old"], new=given["passphrase"])
            else:
                openers.set_passphrase(by=by, passphrase=given["passphrase"], at=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(
                request,
                say("Your opening passphrase is set. We did not keep it: write it down where only you look."),
            )
            return redirect("integrate")
    return render(
        request,
        "integrate/web/passphrase/page.jinja",
        {"form": form, "has_one": has_one},
        status=422 if form.errors else 200,
    )
