"""Set a password with the link that an administrator handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.people.actions import passwords
from fourfold.ground.people.changes import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


LONGEST = 128


class NewPasswordForm(forms.Form):
    new = forms.CharField(
        label=say("New password"),
        strip=False,
        max_length=LONGEST,
        error_messages={"max_length": say("A password has at most {longest} characters", longest=LONGEST)},
        help_text=say("At least 12 characters; three or four words are good"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=say("The same again"),
        strip=False,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("new") and cleaned.get("again") and cleaned["new"] != cleaned["again"]:
            self.add_error("again", say("The two passwords are not the same"))
        return cleaned


@sensitive_post_parameters("new", "again")
@never_cache
@require_http_methods(["GET", "POST"])
def set_password(request: HttpRequest, secret: str) -> HttpResponse:
    now = timezone.now()
    person = passwords.person_of_link(secret=secret, at=now)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if person is None:
        return render(request, "ground/web/people/set_password/too_late.jinja", status=404)
    if form.is_bound and form.is_valid():
        try:
            passwords.set_with_link(secret=secret, password=form.cleaned_data["new"], at=now)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, say("Your password is set. Sign in with it."))
            return HttpResponseRedirect(reverse("sign_in"))
    return render(
        request,
        "ground/web/people/set_password/page.jinja",
        {"form": form, "person": person, "secret": secret},
        status=422 if form.errors else 200,
    )
