"""End a role, on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.people.actions import roles
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.queries import role_in_force
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import DayField
from fourfold.ground.web.history import history_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class EndRoleForm(forms.Form):
    last_day = DayField(
        label=say("Last day"),
        help_text=say("They keep the role until the end of this day. Enter yesterday to end it at once"),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def end_role(request: HttpRequest, ref: str, role: str) -> HttpResponse:
    by = actor_of(request)
    today = timezone.localdate()
    membership = found(
        role_in_force(ref=ref, role=role, organisation=by.organisation_id, on=today)
        if roles.can_see_roles(by)
        else None
    )
    reason = ""
    try:
        roles.check_can_end_role(by, membership=membership, on=today)
    except NotAllowed as refusal:
        reason = str(refusal)
    form = EndRoleForm(request.POST if request.method == "POST" else None, initial={"last_day": today})
    if form.is_bound and form.is_valid():
        try:
            roles.end(by=by, membership=membership, last_day=form.cleaned_data["last_day"], on=today)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(
                request,
                say(
                    "{name}’s role {role} has an end.",
                    name=membership.person.name,
                    role=membership.get_role_display(),
                ),
            )
            return HttpResponseRedirect(reverse("people"))
    return render(
        request,
        "ground/web/people/end_role/page.jinja",
        {
            "form": form,
            "membership": membership,
            "by": by,
            "reason": reason,
            "history": history_of(membership),
        },
        status=422 if form.errors else 200,
    )
