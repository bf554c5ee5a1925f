"""Where mail goes, as an installation sets it in one address. No Django here: the settings are read with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from fourfold.ground.kernel.said import say


class BadRoute(Exception):
    """The address makes no sense; the sentence says what to set, and holds no password."""


@dataclass(frozen=True, slots=True)
class Route:
    """`how` is console, file or smtp. `encryption` is starttls, tls or none."""

    how: str
    folder: Path = Path()
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    encryption: str = "starttls"


_PORTS = {"smtp": 587, "smtps": 465}
KNOWN = say("console:, file:///FOLDER, smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST:465")


def route_from(address: str, *, folder: Path) -> Route:
    """The route that `address` names; where it is empty, files in `folder`. Raises BadRoute.

    Over smtp:// the line is encrypted with STARTTLS or nothing is sent. `?tls=no` allows a server on this very machine to be
    without, and none other.
    """
    if not address:
        return Route("file", folder=folder)
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as wrong:
        raise BadRoute(say("its host or port cannot be read. Use {known}", known=KNOWN)) from wrong
    if parts.scheme == "console" and not parts.netloc:
        return Route("console")
    if parts.scheme == "file" and parts.path not in {"", "/"} and not parts.netloc:
        return Route("file", folder=Path(unquote(parts.path)))
    if parts.scheme not in _PORTS or not parts.hostname:
        raise BadRoute(
            say(
                "it begins with {scheme} or names no host. Use {known}",
                scheme=f"{parts.scheme or 'nothing'!r}",
                known=KNOWN,
            )
        )
    plain = parse_qs(parts.query).get("tls") == ["no"]
    if (parts.query and not plain) or parts.path not in {"", "/"} or parts.fragment:
        raise BadRoute(say("only ?tls=no may stand after the host and port"))
    if plain and (parts.scheme == "smtps" or not _this_machine(parts.hostname)):
        raise BadRoute(
            "?tls=no is only for smtp:// to this very machine; another would read the password and the mail"
        )
    if bool(parts.username) != bool(parts.password):
        raise BadRoute(say("give both a user and a password, or neither"))
    return Route(
        "smtp",
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        encryption="tls" if parts.scheme == "smtps" else "none" if plain else "starttls",
    )


def sender_from(text: str, *, route: Route) -> str:
    """The From of every mail: `name@example.org`, or `Fourfold <name@example.org>`. Raises BadRoute.

    It can be left out only where nothing leaves this machine.
    """
    if not text and route.how != "smtp":
        return "Fourfold <fourfold@localhost>"
    _, address = parseaddr(text)
    local, _, domain = address.rpartition("@")
    if not local or not domain or any(sign.isspace() for sign in address) or "\n" in text or "\r" in text:
        raise BadRoute(f"{text!r} is no address that mail can come from. Use Fourfold <fourfold@example.org>")
    return text


def domain_of(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2]


def _this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
