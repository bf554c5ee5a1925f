"""Who works in the organisation here, with what role, from when until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from fourfold.ground.identity.actions import invitations
from fourfold.ground.identity.queries import with_second_step
from fourfold.ground.people.actions import passwords, roles
from fourfold.ground.people.queries import members, person_of_organisation
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@signed_in
def people(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    roles.check_can_see_roles(by)
    page = page_of(request, members(organisation=by.organisation_id))
    return render(
        request,
        "ground/web/people/members/page.jinja",
        {
            "by": by,
            "page": page,
            "today": timezone.localdate(),
            "with_second_step": with_second_step(people=[one.person_id for one in page]),
            "history": history_of(*page, about={one.pk: one.person.name for one in page}),
        },
    )


@never_cache
@require_POST
@signed_in
def password_link(request: HttpRequest, ref: str) -> HttpResponse:
    """Makes a fresh link and shows it this once."""
    by = actor_of(request)
    person = found(
        person_of_organisation(ref=ref, organisation=by.organisation_id) if roles.can_see_roles(by) else None
    )
    secret = invitations.send_link(by=by, person=person, at=timezone.now())
    link = request.build_absolute_uri(reverse("set_password", kwargs={"secret": secret}))
    return render(
        request,
        "ground/web/people/give_role/given.jinja",
        {"person": person, "link": link, "days": passwords.GOOD_FOR.days, "role": ""},
    )
