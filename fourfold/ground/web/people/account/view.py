"""Who I am here, and my password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.people.actions import passwords, sign_ins
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.queries import memberships_in_force, person_with
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.people.set_password.view import NewPasswordForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class ChangePasswordForm(NewPasswordForm):
    current = forms.CharField(
        label=say("Present password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("current", "new", "again")


@sensitive_post_parameters("current", "new", "again")
@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    person = person_with(key=actor_of(request).person_id)
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            passwords.change_own(
                person=person,
                current=form.cleaned_data["current"],
                new=form.cleaned_data["new"],
                at=timezone.now(),
                keep=request.session.session_key or "",
            )
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            before = request.session.session_key or ""
            update_session_auth_hash(request, person)
            sign_ins.renew(person=person, before=before, after=request.session.session_key or "")
            messages.success(
                request, say("Your password is changed. Anyone signed in as you elsewhere is signed out.")
            )
            return HttpResponseRedirect(reverse("own_account"))
    held = (
        memberships_in_force(on=timezone.localdate())
        .filter(person=person)
        .select_related("organisation", "delegated_by")
    )
    return render(
        request,
        "ground/web/people/account/page.jinja",
        {"form": form, "person": person, "roles": held.order_by("organisation__name", "role")},
        status=422 if form.errors else 200,
    )
