"""Give someone a role, entering them where they are new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fourfold.ground.identity.actions import invitations
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actions import passwords, roles
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.tables import Role
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.forms import DayField

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class GiveRoleForm(forms.Form):
    email = forms.EmailField(label=say("E-mail address"), help_text=say("They sign in with it"))
    name = forms.CharField(
        label=say("Name"),
        max_length=150,
        required=False,
        help_text=say("Only for someone who has never signed in here"),
    )
    role = forms.ChoiceField(label=say("Role"), choices=Role.choices, widget=forms.RadioSelect)
    from_day = DayField(label=say("From"))
    until_day = DayField(
        label=say("Last day"), required=False, help_text=say("Leave it empty where no end is known")
    )


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def give_role(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    roles.check_can_give_role(by, person_id=None)
    today = timezone.localdate()
    form = GiveRoleForm(request.POST if request.method == "POST" else None, initial={"from_day": today})
    if form.is_bound and form.is_valid():
        try:
            given = invitations.invite(by=by, **form.cleaned_data, on=today, at=timezone.now())
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        except NotAllowed as refusal:
            form.add_error("email", str(refusal))
        else:
            if not given.secret:
                person = given.membership.person
                messages.success(
                    request,
                    say(
                        "{name} now has the role {role}.",
                        name=person.name,
                        role=given.membership.get_role_display(),
                    ),
                )
                return HttpResponseRedirect(reverse("people"))
            link = request.build_absolute_uri(reverse("set_password", kwargs={"secret": given.secret}))
            return render(
                request,
                "ground/web/people/give_role/given.jinja",
                {
                    "person": given.membership.person,
                    "link": link,
                    "days": passwords.GOOD_FOR.days,
                    "role": given.membership.get_role_display(),
                },
            )
    return render(
        request,
        "ground/web/people/give_role/page.jinja",
        {"form": form, "by": by},
        status=422 if form.errors else 200,
    )
