"""Somebody is named to lead, and what they were named to is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from fourfold.define.actions import leads
from fourfold.define.models import LeadRole
from fourfold.define.queries.leadership import appointment_with, service_with, services_of, standing_of
from fourfold.define.queries.policies import adopted_version
from fourfold.define.web.appoint_lead.form import AppointForm, PostForm, stored
from fourfold.define.web.task_page import task
from fourfold.ground.kernel.said import say
from fourfold.ground.people.queries import colleagues, person_of_organisation
from fourfold.ground.web.access import actor_of, found, signed_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import Priority
    from fourfold.ground.people.actor import Actor

HEADINGS = {
    LeadRole.LEAD: say("Name the lead"),
    LeadRole.ELECTED: say("Name an elected champion"),
    LeadRole.BOARD: say("Name a champion on the board"),
    LeadRole.SERVICE: say("Name a champion for a service"),
    LeadRole.DEPUTY: say("Name a deputy"),
}


def priorities_of(owner: int) -> list[Priority]:
    adopted = adopted_version(owner)
    return [] if adopted is None else list(adopted.priorities.all())


def appointed(by: Actor, given: Mapping[str, Any], *, role: str, **more: Any) -> leads.Appointed:
    """What a form that begins with PostForm says."""
    person = person_of_organisation(ref=given.get("person") or "", organisation=by.organisation_id)
    return leads.Appointed(
        **{
            "role": role,
            "person": person,
            "name": given.get("name", ""),
            "post": given["post"],
            "job_title": given["job_title"],
            "seniority": given["seniority"],
            "remit": given["remit"],
            "from_day": given.get("from_day"),
            "until_day": given["until_day"],
            "name_may_be_shown": given.get("name_may_be_shown", False),
            "priorities": given.get("priorities", ()),
            **more,
        }
    )


@signed_in
def new(request: HttpRequest, role: str) -> HttpResponse:
    if role not in LeadRole.values:
        raise Http404
    by = actor_of(request)
    today = timezone.localdate()
    leading = [each for each in standing_of(by.organisation_id, on=today) if each.role != LeadRole.DEPUTY]
    form = AppointForm(
        request.POST if request.method == "POST" else None,
        role=role,
        people=list(colleagues(organisation=by.organisation_id, on=today)),
        services=list(services_of(by.organisation_id, on=today)),
        leading=leading,
        priorities=priorities_of(by.organisation_id),
        initial={"from_day": today},
    )

    def do(given: Mapping[str, Any]) -> str:
        made = leads.appoint(
            by=by,
            who=appointed(
                by,
                given,
                role=role,
                service=service_with(owner=by.organisation_id, ref=given.get("service", "")),
                deputy_of=appointment_with(owner=by.organisation_id, ref=given.get("deputy_of", "")),
            ),
        )
        messages.success(request, say("{known_as} is written down.", known_as=made.known_as))
        return reverse("lead", kwargs={"ref": made.ref})

    return task(
        request,
        form,
        check=lambda: leads.check_can_change(by),
        do=do,
        heading=HEADINGS[LeadRole(role)],
        caption=say("Who leads"),
        back=reverse("leads"),
        button=say("Write this down"),
        words=say("Add the service first, under Services.")
        if role == LeadRole.SERVICE and not services_of(by.organisation_id, on=today)
        else "",
    )


@signed_in
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    appointment = found(appointment_with(owner=by.organisation_id, ref=ref))
    form = PostForm(
        request.POST if request.method == "POST" else None,
        priorities=priorities_of(by.organisation_id),
        initial=stored(appointment),
    )
    if appointment.role == LeadRole.ELECTED:
        del form.fields["name_may_be_shown"]

    def do(given: Mapping[str, Any]) -> str:
        leads.edit(
            by=by,
            appointment=appointment,
            seen=given["version"] or 0,
            who=appointed(by, given, role=appointment.role),
        )
        return reverse("lead", kwargs={"ref": ref})

    return task(
        request,
        form,
        check=lambda: leads.check_can_edit(by, appointment),
        do=do,
        heading=say("Change what they lead on"),
        caption=str(appointment),
        back=reverse("lead", kwargs={"ref": ref}),
        button=say("Keep this"),
        stored=stored,
    )
