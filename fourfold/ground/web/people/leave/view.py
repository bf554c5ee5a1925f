"""Somebody leaves: what they leave behind, and the day on which all their roles end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.identity.actions import leaving
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actions import roles
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.handover import open_work_of, roles_of_nobody_else
from fourfold.ground.people.queries import person_of_organisation
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import DayField

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class LeaveForm(forms.Form):
    last_day = DayField(
        label=say("Last day"),
        help_text=say(
            "They keep their roles until the end of this day. Enter yesterday to end everything at once"
        ),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def leave(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    person = found(
        person_of_organisation(ref=ref, organisation=by.organisation_id) if roles.can_see_roles(by) else None
    )
    today = timezone.localdate()
    reason = ""
    try:
        leaving.check_can_end_all(by, person=person, on=today)
    except NotAllowed as refusal:
        reason = str(refusal)
    form = LeaveForm(request.POST if request.method == "POST" else None, initial={"last_day": today})
    if form.is_bound and form.is_valid():
        try:
            leaving.end_all(
                by=by, person=person, last_day=form.cleaned_data["last_day"], on=today, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, say("All of {name}’s roles have an end.", name=person.name))
            return HttpResponseRedirect(reverse("people"))
    return render(
        request,
        "ground/web/people/leave/page.jinja",
        {
            "form": form,
            "person": person,
            "by": by,
            "reason": reason,
            "roles": leaving.standing_roles(organisation=by.organisation_id, person=person, on=today),
            "work": open_work_of(organisation=by.organisation_id, person=person.pk),
            "alone": roles_of_nobody_else(organisation=by.organisation_id, person=person.pk, on=today),
        },
        status=422 if form.errors else 200,
    )
