"""What will go says so in its answers and in the description."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern
from ninja import NinjaAPI, Router

from fourfold.ground.api.deprecation import Deprecation
from fourfold.ground.api.etags import shown
from fourfold.ground.api.operations import operation
from fourfold.ground.api.schema import description_of
from fourfold.ground.api.shapes import Party

GOING = Deprecation(since=date(2026, 11, 23), sunset=date(2027, 11, 23), instead="/docs/new-parties")


@pytest.fixture(scope="module")
def old() -> NinjaAPI:
    router = Router()

    @operation(router, "get", "/party", scope="", answer=Party, public=True, deprecation=GOING)
    def read_party(request: HttpRequest) -> HttpResponse:
        """Read a party."""
        return shown(request, Party(ref="0000000000", name="Somebody"))

    api = NinjaAPI(urls_namespace="old", openapi_url=None)
    api.add_router("", router)
    return api


def test_its_answers_name_the_day_and_what_to_use_instead(old: NinjaAPI) -> None:
    (pattern, *_), _, _ = old.urls
    assert isinstance(pattern, URLPattern)
    answer = pattern.callback(RequestFactory().get("/party"))

    assert answer.status_code == 200
    # RFC 9745: a structured date, in seconds since 1970; RFC 8594: a date of HTTP.
    assert answer["Deprecation"] == "@1795392000"
    assert answer["Sunset"] == "Tue, 23 Nov 2027 00:00:00 GMT"
    assert answer["Link"] == '</docs/new-parties>; rel="deprecation"'


def test_the_description_marks_it(old: NinjaAPI) -> None:
    assert description_of(old)["paths"]["/party"]["get"]["deprecated"] is True
