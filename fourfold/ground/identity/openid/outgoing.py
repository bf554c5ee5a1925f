"""Asking an address that somebody typed, without being led to where only this machine may look.

Over https alone; the name is looked up once, every address it has must be a public one, and the connection goes to the very
address that was looked at, so a name that answers differently the second time gains nothing. No redirect is followed, no
proxy is asked, and both the size of the answer and the time for all of it have an end.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PATIENCE_S: Final = 6.0
MOST_BYTES: Final = 256 * 1024
_OK: Final = 200
# These hold an IPv4 address inside, which a gateway on the way may turn into a private one.
_CARRY_ANOTHER: Final = tuple(
    ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)


class NotReached(Exception):
    """The sentence says what happened, in words for whoever entered the address."""


class NotAsked(NotReached):
    """The address is one that is never asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes

    @property
    def is_fine(self) -> bool:
        return self.status == _OK


def check_address(address: str) -> SplitResult:
    """Raises NotAsked for what is no plain https address. Nothing is looked up yet."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise NotAsked(say("{address} cannot be read as an address", address=address[:200])) from None
    if not address.isascii() or any(sign.isspace() or not sign.isprintable() for sign in address):
        raise NotAsked(say("The address holds a sign that no address has"))
    if not host or parts.username or parts.password or parts.fragment or port == 0:
        raise NotAsked(
            say(
                "{address} must be a plain address, such as https://login.example.org/", address=address[:200]
            )
        )
    if parts.scheme == "https" or (parts.scheme == "http" and _is_loopback_of_a_test(host)):
        return parts
    raise NotAsked(say("{address} must begin with https://", address=address[:200]))


def ask(
    address: str, *, method: str = "GET", body: bytes = b"", headers: Mapping[str, str] | None = None
) -> Answer:
    """What stands at `address`. Raises NotReached; NotAsked where it is not a place to ask."""
    parts = check_address(address)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    where = _addresses(host, port)
    try:
        with _connected(parts.scheme, host, port, where) as connection:
            # Encoded by us: http.client would send a header that holds a line's end as two.
            connection.request(
                method, path, body=body or None, headers={"Accept": "application/json", **(headers or {})}
            )
            answer = connection.getresponse()
            content = answer.read(MOST_BYTES + 1)
    except ssl.SSLCertVerificationError:
        raise NotReached(say("{host} has no certificate that can be trusted", host=host)) from None
    except TimeoutError:
        raise NotReached(say("{host} did not answer in time", host=host)) from None
    except (OSError, http.client.HTTPException, ValueError):
        raise NotReached(
            say("{host} could not be reached, or did not answer as a web server does", host=host)
        ) from None
    if len(content) > MOST_BYTES:
        raise NotReached(say("{host} sent more than a sign-in provider has to say", host=host))
    return Answer(answer.status, content)


def _addresses(host: str, port: int) -> str:
    """The first address of the name, when every one it has may be asked."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotReached(say("No address is known for {host}. Check its spelling", host=host)) from None
    addresses = [str(each[4][0]) for each in found]
    if not addresses:
        raise NotReached(say("No address is known for {host}. Check its spelling", host=host))
    if host.lower() not in settings.PROVIDER_HOSTS and not _is_loopback_of_a_test(host):
        for each in addresses:
            if not is_public(each):
                raise NotAsked(
                    say(
                        "{host} lies in a private network. Whoever runs this installation can allow it "
                        "(FOURFOLD_PROVIDER_HOSTS)",
                        host=host,
                    )
                )
    return addresses[0]


def is_public(address: str) -> bool:
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped is not None:
            return is_public(str(known.ipv4_mapped))
        if any(known in net for net in _CARRY_ANOTHER):
            return False
    return known.is_global and not known.is_multicast and not known.is_reserved


def _is_loopback_of_a_test(host: str) -> bool:
    """Only where the settings say so, which no variable of an installation can."""
    return bool(settings.PROVIDER_HTTP_ON_LOOPBACK) and host in {"127.0.0.1", "localhost"}


@contextmanager
def _connected(scheme: str, host: str, port: int, address: str) -> Iterator[http.client.HTTPConnection]:
    """To `address` itself, with the certificate of `host`. At the end of PATIENCE_S the line is cut, whatever still comes."""
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE_S)
    over = threading.Event()
    line = socket.create_connection((address, port), timeout=PATIENCE_S)

    def cut() -> None:
        over.set()
        try:
            # Past TLS, whose own way of ending waits for the other side.
            socket.socket.shutdown(line, socket.SHUT_RDWR)
        except OSError:
            return

    clock = threading.Timer(PATIENCE_S, cut)
    clock.daemon = True
    clock.start()
    try:
        if scheme == "https":
            line = ssl.create_default_context().wrap_socket(line, server_hostname=host)
        connection.sock = line
        yield connection
    except (OSError, http.client.HTTPException, ValueError):
        if over.is_set():
            raise TimeoutError from None
        raise
    finally:
        clock.cancel()
        connection.close()
        line.close()
    if over.is_set():
        # A line that was cut while reading looks like an answer that ended.
        raise TimeoutError
