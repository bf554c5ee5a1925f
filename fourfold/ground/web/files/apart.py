"""The host of downloads, where an installation has one: it knows no session and has no page, so that whatever a file
manages to run in a browser finds nothing of the site to act upon.

Nobody is signed in there. The address says for whom it was signed, and they are asked for again as they stand now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from fourfold.ground.files.serving import download
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.queries import actor_for
from fourfold.ground.people.tables import Person
from fourfold.ground.web.files.addresses import asked_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase


def downloads_apart(get_response: Callable[[Any], HttpResponse]) -> Callable[[Any], HttpResponseBase]:
    """Answers every request for that host, before anything looks for a session, a style or a token."""

    def middleware(request: Any) -> HttpResponseBase:
        if not settings.DOWNLOAD_ADDRESS or request.get_host().lower() != _host():
            return get_response(request)
        return _file(request) or _nothing()

    return middleware


def _host() -> str:
    return urlsplit(settings.DOWNLOAD_ADDRESS).netloc


def _file(request: Any) -> HttpResponseBase | None:
    try:
        request.resolver_match = resolve(request.path_info)
    except Resolver404:
        return None
    if request.resolver_match.url_name != "evidence_content" or request.method != "GET":
        return None
    asked = asked_by(request.resolver_match.kwargs["signed"])
    if asked is None:
        return None
    person = Person.objects.filter(pk=asked.person).first()
    organisation = Organisation.objects.filter(pk=asked.organisation).first()
    if person is None or organisation is None:
        return None
    if actor_for(person=person, organisation=organisation, on=timezone.localdate()) is None:
        return None
    with as_tenant(organisation.pk):
        file = EvidenceFile.objects.filter(ref=asked.file).first()
    return None if file is None else download(request, file)


def _nothing() -> HttpResponse:
    answer = HttpResponse(
        say(
            "This link to a file has ended, or never led to one. Go back to the page that you came from, load it again and "
            "choose the file once more: {site}",
            site=settings.SITE_ADDRESS,
        ),
        status=404,
        content_type="text/plain; charset=utf-8",
    )
    answer["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    answer["Cache-Control"] = "no-store"
    return answer
