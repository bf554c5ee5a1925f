"""Which roles need a second step; and for somebody who lost theirs, taking it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.identity.actions import requirements
from fourfold.ground.identity.actions import second_step as actions
from fourfold.ground.identity.queries import has_second_step, roles_required_by
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actions import roles
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.queries import person_of_organisation, person_with
from fourfold.ground.people.tables import Role
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.second_step.confirm import PasswordForm, came_just_now, confirm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class RequireForm(PasswordForm):
    roles = forms.MultipleChoiceField(
        label=say("Which roles need a second step?"),
        help_text=say("Whoever has one of them and no second step sets it up on the next page they open"),
        required=False,
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("roles", "password")


@require_http_methods(["GET", "POST"])
@signed_in
def require_second_step(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    check_role(by, Role.ADMINISTRATOR, to=say("require a second step"))
    own = person_with(key=by.person_id)
    reason = ""
    try:
        requirements.check_can_require(by)
    except NotAllowed as refusal:
        reason = str(refusal)
    form = RequireForm(
        request.POST if request.method == "POST" else None,
        initial={"roles": sorted(roles_required_by(organisation=by.organisation_id))},
        without=came_just_now(request, own),
    )
    if form.is_bound and form.is_valid():
        try:
            confirm(request, own, form.cleaned_data.get("password", ""))
            requirements.require(by=by, roles=form.cleaned_data["roles"])
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, say("What you chose holds from now on."))
            return HttpResponseRedirect(reverse("require_second_step"))
    return render(
        request,
        "ground/web/second_step/required/page.jinja",
        {"form": form, "by": by, "reason": reason},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@signed_in
def take_off_second_step(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    person = found(
        person_of_organisation(ref=ref, organisation=by.organisation_id) if roles.can_see_roles(by) else None
    )
    reason = "" if has_second_step(person=person.pk) else say("{name} has no second step.", name=person.name)
    try:
        actions.check_can_take_off(by, person=person)
    except NotAllowed as refusal:
        reason = str(refusal)
    own = person_with(key=by.person_id)
    form = PasswordForm(
        request.POST if request.method == "POST" else None, without=came_just_now(request, own)
    )
    if form.is_bound and form.is_valid():
        try:
            confirm(request, own, form.cleaned_data.get("password", ""))
            actions.take_off(by=by, person=person, at=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(
                request,
                say("{name} signs in with their password alone, and has been told.", name=person.name),
            )
            return HttpResponseRedirect(reverse("people"))
    return render(
        request,
        "ground/web/second_step/required/take_off.jinja",
        {"form": form, "person": person, "reason": reason},
        status=422 if form.errors else 200,
    )
