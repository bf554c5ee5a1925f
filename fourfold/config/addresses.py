"""Where the site is: the names it answers to, where people find it, and where their downloads come from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from fourfold.config.variables import Reader

_HOST = re.compile(r"\.?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE)


def hosts(reader: Reader) -> list[str]:
    """The names under which the site may be asked for."""
    named = [word.strip() for word in reader.text("FOURFOLD_ALLOWED_HOSTS").split(",") if word.strip()]
    for host in named:
        if host == "*":
            reader.faults.append(
                "FOURFOLD_ALLOWED_HOSTS is *, which lets anyone put their own address into our links. "
                "Name the hosts, with commas between."
            )
        elif not _HOST.fullmatch(host):
            reader.faults.append(
                f"FOURFOLD_ALLOWED_HOSTS has {host!r}, which is not a host. Write names alone, "
                "without https://, port or path: value.example.org,www.example.org."
            )
    return named or ["127.0.0.1", "localhost", "[::1]", "testserver"]


def provider_hosts(reader: Reader) -> frozenset[str]:
    """Sign-in providers that lie in a private network and may be asked all the same."""
    named = [
        word.strip().lower() for word in reader.text("FOURFOLD_PROVIDER_HOSTS").split(",") if word.strip()
    ]
    for host in named:
        if host.startswith(".") or not _HOST.fullmatch(host):
            reader.faults.append(
                f"FOURFOLD_PROVIDER_HOSTS has {host!r}, which is not one host. Write names alone: login.council.internal."
            )
    return frozenset(named)


def site_address(reader: Reader, named: list[str], port: int, *, https: bool) -> str:
    """Where links in messages lead; `named` are the hosts that the site answers to."""
    given = _address(reader, "FOURFOLD_SITE_ADDRESS", "people find the site: https://value.example.org/")
    if given is None:
        return f"http://127.0.0.1:{port}/"
    if https and given.scheme != "https":
        reader.faults.append("FOURFOLD_SITE_ADDRESS begins with http:, and FOURFOLD_HTTPS is yes.")
    elif not _answers_to(given, named):
        reader.faults.append(
            f"FOURFOLD_SITE_ADDRESS names {given.hostname}, which FOURFOLD_ALLOWED_HOSTS does not: "
            "links in messages would be refused."
        )
    return f"{given.geturl().rstrip('/')}/"


def download_address(reader: Reader, named: list[str], site: str, *, https: bool) -> str:
    """Where files that people uploaded come from, if it is a host of its own; else nothing."""
    name = "FOURFOLD_DOWNLOAD_ADDRESS"
    given = _address(reader, name, "downloads come from: https://files.example.org/")
    if given is None:
        return ""
    if https and given.scheme != "https":
        reader.faults.append(f"{name} begins with http:, and FOURFOLD_HTTPS is yes.")
    elif given.path not in {"", "/"}:
        reader.faults.append(f"{name} has the path {given.path}. Write a host of its own, without a path.")
    elif given.netloc.lower() == urlsplit(site).netloc.lower():
        reader.faults.append(
            f"{name} is where the site is, {given.netloc}. Give downloads another host, or leave it empty."
        )
    elif not _answers_to(given, named):
        reader.faults.append(
            f"{name} names {given.hostname}, which FOURFOLD_ALLOWED_HOSTS does not: downloads would be refused."
        )
    return f"{given.scheme}://{given.netloc.lower()}/"


def _address(reader: Reader, name: str, what: str) -> SplitResult | None:
    given = reader.text(name)
    if not given:
        return None
    try:
        parts = urlsplit(given)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    if parts.scheme in {"http", "https"} and parts.hostname and not parts.query and not parts.fragment:
        return parts
    reader.faults.append(f"{name} is {given!r}. Write where {what}.")
    return None


def _answers_to(address: SplitResult, named: list[str]) -> bool:
    host = address.hostname or ""
    return any(
        host == each.strip("[]").lower() or (each.startswith(".") and host.endswith(each.lower()))
        for each in named
    )
