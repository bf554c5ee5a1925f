"""A copy of everything that is held about a person: for themselves, or by an administrator of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fourfold.ground.people.queries import person_of_organisation, person_with
from fourfold.ground.people.tables import Role
from fourfold.ground.privacy.actions import requests
from fourfold.ground.web.access import actor_of, found, signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fourfold.ground.people.tables import Person


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def own_copy(request: HttpRequest) -> HttpResponse:
    return _copy(request, person_with(key=actor_of(request).person_id))


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def copy_of_person(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    person = person_of_organisation(ref=ref, organisation=by.organisation_id)
    return _copy(request, found(person if by.has(Role.ADMINISTRATOR) else None))


def _copy(request: HttpRequest, person: Person) -> HttpResponse:
    """The page says what is in it; its button makes it."""
    by = actor_of(request)
    requests.check_can_copy(by, person=person)
    if request.method != "POST":
        own = person.pk == by.person_id
        return render(request, "ground/web/privacy/copy/page.jinja", {"by": by, "person": person, "own": own})
    at = timezone.now()
    made = requests.copy(by=by, person=person, on=timezone.localdate(at), at=at)
    answer = HttpResponse(made, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="held-about-{person.ref}-{at:%Y-%m-%d}.zip"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
