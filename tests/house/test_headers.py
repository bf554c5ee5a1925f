"""What every answer tells the browser, whoever asks and whatever comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.builders.ground import PASSWORD, a_person, an_actor

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Nothing but what the site itself sends, no script at all, no framing, no form to elsewhere.
POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}
# For machines; nothing of a page is in them.
PROBES = ("/health/", "/ready/", "/metrics")
TOLD_TO_NOBODY = ("Server", "X-Powered-By", "Access-Control-Allow-Origin")


def plain_addresses() -> list[str]:
    """Those without places for a reference, and one that leads nowhere."""
    found: list[str] = []
    for pattern in get_resolver().url_patterns:
        route = str(pattern.pattern)
        if "<" not in route:
            found.append(f"/{route}")
    return [*found, "/nowhere/"]


def policy_of(answer: Any) -> set[str]:
    return {part.strip() for part in answer.headers["Content-Security-Policy"].split(";")}


@pytest.fixture
def somebody() -> Client:
    actor = an_actor(person=a_person(email="ada@house.example", password=PASSWORD))
    client = Client()
    client.post("/sign-in/", {"email": actor.email, "password": PASSWORD})
    return client


def test_every_page_says_what_a_browser_may_do_with_it(somebody: Client) -> None:
    addresses = plain_addresses()
    assert len(addresses) > 20
    for client in (Client(), somebody):
        for address in addresses:
            answer = client.get(address)
            headers = answer.headers
            if address in PROBES:
                assert policy_of(answer) == {"default-src 'none'"}
                assert headers["X-Content-Type-Options"] == "nosniff"
                continue

            assert {name: headers.get(name) for name in EXPECTED} == EXPECTED, address
            assert policy_of(answer) == POLICY, address
            # JSON is in UTF-8 and its type has no place to say so (RFC 8259, sections 8.1 and 11).
            said = headers["Content-Type"]
            assert "charset=utf-8" in said or said == "application/json" or not answer.content, address
            assert not [name for name in TOLD_TO_NOBODY if name in headers], address


def test_cookies_are_for_this_site_and_for_no_script(somebody: Client) -> None:
    cookies = {name: cookie for name, cookie in somebody.cookies.items() if cookie.value}

    assert "sessionid" in cookies
    for cookie in cookies.values():
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Lax"
        assert cookie["domain"] == ""
    assert "ada" not in str(somebody.cookies)


def test_behind_https_cookies_go_over_nothing_else(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    actor = an_actor(person=a_person(email="ada@house.example", password=PASSWORD))
    client = Client()

    plain = client.get("/sign-in/")
    signed_in = client.post(
        "/sign-in/", {"email": actor.email, "password": PASSWORD}, headers={"X-Forwarded-Proto": "https"}
    )

    assert (plain.status_code, plain.headers["Location"]) == (301, "https://testserver/sign-in/")
    assert signed_in.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert signed_in.cookies["sessionid"]["secure"] is True
