"""What every answer tells the browser, whoever asks and whatever comes of it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.builders.ground import PASSWORD, a_person, an_actor

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Nothing but what the site itself sends, no framing, no form to elsewhere, and no script but on the two pages where a browser
# hands over a passkey: there a file of ours.
WITH_SCRIPT = ("/sign-in/passkey/", "/account/passkeys/make/")
POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}
JSON = ("application/json", "application/problem+json")
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
            script = {"script-src 'self'"} if address in WITH_SCRIPT else set()
            assert policy_of(answer) == POLICY | script, address
            # JSON is in UTF-8 and its type has no place to say so (RFC 8259, sections 8.1 and 11).
            said = headers["Content-Type"]
            assert "charset=utf-8" in said or said in JSON or not answer.content, address
            assert not [name for name in TOLD_TO_NOBODY if name in headers], address


def test_a_page_of_somebody_signed_in_is_kept_by_no_browser_and_no_proxy(somebody: Client) -> None:
    for address in plain_addresses():
        if address in PROBES or address.startswith("/api/"):
            continue
        kept = somebody.get(address).headers.get("Cache-Control", "")
        assert {"no-store", "private"} <= {part.strip() for part in kept.split(",")}, address
    assert "no-store" in somebody.post("/sign-out/").headers["Cache-Control"]


def test_a_page_takes_no_method_but_those_of_pages(somebody: Client) -> None:
    for address in plain_addresses():
        if address in PROBES or address.startswith("/api/"):
            continue
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "NONSENSE"):
            answer = somebody.generic(method, address)
            assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST, OPTIONS"), address


def test_behind_https_a_neighbouring_host_can_set_no_cookie_of_ours(tmp_path: Path) -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "from fourfold.config import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)",
        ],
        env={
            **os.environ,
            "FOURFOLD_HTTPS": "1",
            "FOURFOLD_ALLOWED_HOSTS": "value.example.org",
            "FOURFOLD_DATA_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == ["__Host-sessionid", "__Host-csrftoken"]


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
    known = signed_in.cookies["__Host-fourfold_device"]
    assert (known["secure"], known["path"], known["domain"]) == (True, "/", "")
