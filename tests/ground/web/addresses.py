"""The site's addresses, with a few pages that only these tests have."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from fourfold.config.urls import handler400, handler403, handler404, handler500
from fourfold.config.urls import urlpatterns as of_the_site
from fourfold.ground.organisations.tenancy import current_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import change
from fourfold.ground.places.tables import Place
from fourfold.ground.web.access import actor_of, signed_in

__all__ = ("handler400", "handler403", "handler404", "handler500", "urlpatterns")


def who(request: HttpRequest) -> HttpResponse:
    actor = getattr(request, "actor", None)
    arrived = request.arrived_at  # type: ignore[attr-defined]
    assert arrived <= timezone.now()
    return HttpResponse(f"{actor.organisation_name if actor else 'nobody'} {current_tenant()}")


@signed_in
def write(request: HttpRequest) -> HttpResponse:
    """Writes a place and then does what the form says."""
    by = actor_of(request)
    with change(by=by, owner=by.organisation_id, reason="Entered a place"):
        Place.objects.create(code=request.POST["code"], name=request.POST.get("words", ""), nation="england")
    match request.POST.get("then"):
        case "refuse":
            raise NotAllowed("Only an approver of Elsewhere can do that.")
        case "break":
            raise RuntimeError
    return HttpResponse("written", status=int(request.POST.get("status", "200")))


# The names that every page links to, for as long as a storey does not bring its own.
_LINKED = (
    "home",
    "define",
    "integrate",
    "partner",
    "measure",
    "tracker",
    "library",
    "contracts",
    "search",
    "accessibility",
    "privacy",
    "cookies",
    "how_numbers_are_made",
)
_BROUGHT = {getattr(each, "name", None) for each in of_the_site}

urlpatterns = [
    *of_the_site,
    path("t/who/", who),
    path("t/write/", write),
    *(path(f"t/{name}/", who, name=name) for name in _LINKED if name not in _BROUGHT),
]
