"""Clients that report deliveries through the page, and send a form again under the same token until it is acknowledged."""

from __future__ import annotations

import http.client
import json
import re
import secrets
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

if TYPE_CHECKING:
    from email.message import Message

    from tests.ground.operation.installations import Installation
    from tests.soak.served import Site

PATIENCE_S = 120.0
# Of so many reports one names who received it, and with it goes a mail.
ONE_ASKS_IN = 4
_COOKIE = re.compile(r"csrftoken=\w+")
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Written:
    """What the clients know in the end. `acknowledged` leads from the words of a report to the address it was led to.

    `broken` counts sendings without an answer or with 503, each of which was sent again; `wrong` are answers that nothing
    excuses.
    """

    acknowledged: dict[str, str] = field(default_factory=dict)
    broken: int = 0
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class _Stay(urllib.request.HTTPRedirectHandler):
    """An acknowledgement is the redirect itself."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True)
class Client:
    """Signed in, with the page of the form open: `cookies` and `token` are what a browser then holds."""

    site: Site
    address: str
    recipient: str
    cookies: str
    token: str

    def write(self, words: str, into: Written, *, asks: bool) -> None:
        """One report, sent until it is acknowledged or answered with what nothing excuses."""
        once = secrets.token_urlsafe(16)
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            try:
                status, headers = self._send(words, once, asks=asks)
            except (OSError, http.client.HTTPException):
                status, headers = 0, None
            with into.lock:
                if status == http.client.FOUND and headers is not None:
                    into.acknowledged[words] = str(headers["Location"])
                    return
                if status not in {0, http.client.SERVICE_UNAVAILABLE}:
                    into.wrong.append(f"{words}: {status}")
                    return
                into.broken += 1
            time.sleep(0.1)
        with into.lock:
            into.wrong.append(f"{words}: no answer in {PATIENCE_S:.0f} seconds")

    def _send(self, words: str, once: str, *, asks: bool) -> tuple[int, Message | None]:
        form = {
            "csrfmiddlewaretoken": self.token,
            "once": once,
            "quantity": "1",
            "starts_on": "1 April 2025",
            "ends_on": "30 June 2025",
            "words": words,
            "recipient": self.recipient if asks else "",
            "evidence": _Note(f"Seen on site: {words}.".encode()),
        }
        request = urllib.request.Request(  # noqa: S310  (our own server)
            f"{self.site.address}{self.address}",
            data=encode_multipart(BOUNDARY, form),
            headers={"Cookie": self.cookies, "Content-Type": MULTIPART_CONTENT},
        )
        try:
            with urllib.request.build_opener(_Stay).open(request, timeout=30) as answer:
                return answer.status, answer.headers
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.headers


class _Note:
    """A file as Django's encoder of forms takes one."""

    name = "register.txt"

    def __init__(self, content: bytes) -> None:
        self._content = content

    def read(self) -> bytes:
        return self._content


def clients_of(site: Site, installation: Installation, number: int) -> list[Client]:
    told = json.loads(
        installation.python(f"from tests.soak.prepare import main; main({number})").splitlines()[-1]
    )
    return [
        _with_the_form_open(site, told["address"], told["recipient"], session) for session in told["sessions"]
    ]


def _with_the_form_open(site: Site, address: str, recipient: str, session: str) -> Client:
    request = urllib.request.Request(  # noqa: S310  (our own server)
        f"{site.address}{address}", headers={"Cookie": f"sessionid={session}"}
    )
    with urllib.request.urlopen(request, timeout=30) as page:  # noqa: S310
        token = _TOKEN.search(page.read())
        cookie = _COOKIE.search(str(page.headers["Set-Cookie"]))
    assert token is not None
    assert cookie is not None
    return Client(site, address, recipient, f"sessionid={session}; {cookie[0]}", token[1].decode())


def write_all(clients: list[Client], each: int, into: Written) -> list[threading.Thread]:
    """Starts one thread for each client, which makes so many reports one after another."""

    def work(number: int, client: Client) -> None:
        for count in range(each):
            client.write(f"Report {number}.{count}", into, asks=count % ONE_ASKS_IN == 0)

    threads = [
        threading.Thread(target=work, args=(number, client), daemon=True)
        for number, client in enumerate(clients)
    ]
    for thread in threads:
        thread.start()
    return threads
