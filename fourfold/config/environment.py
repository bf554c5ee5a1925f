"""What an installation may set, read once and refused early: every fault at once, each with what to do.

The names and what they mean are in `docs/reference/settings.md`, which a test holds to `NAMES`.
"""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

from fourfold.config import addresses
from fourfold.config.variables import IN_A_FILE, SHORTEST_SECRET, Reader, why
from fourfold.ground.files.scanner import BadPlace, Place, place_from
from fourfold.ground.mail.route import BadRoute, Route, route_from, sender_from

API_REQUESTS_A_MINUTE = 600
NAMES = (
    "DATABASE_URL",
    "FOURFOLD_ALLOWED_HOSTS",
    "FOURFOLD_API_REQUESTS_A_MINUTE",
    "FOURFOLD_CLAMD",
    "FOURFOLD_DATA_DIR",
    "FOURFOLD_DOWNLOAD_ADDRESS",
    "FOURFOLD_HEADS_ADDRESS",
    "FOURFOLD_HTTPS",
    "FOURFOLD_LARGEST_UPLOAD_MB",
    "FOURFOLD_LEAST_FREE_MB",
    "FOURFOLD_LOG",
    "FOURFOLD_LOG_LEVEL",
    "FOURFOLD_MAIL",
    "FOURFOLD_MAIL_FROM",
    "FOURFOLD_METRICS_TOKEN",
    "FOURFOLD_PAGES_AT_ONCE",
    "FOURFOLD_PORT",
    "FOURFOLD_PROVIDER_HOSTS",
    "FOURFOLD_PROXIES",
    "FOURFOLD_QUOTA_MB",
    "FOURFOLD_REMIND_AFTER_DAYS",
    "FOURFOLD_SEALING_SECRET",
    "FOURFOLD_SECRET_KEY",
    "FOURFOLD_SITE_ADDRESS",
)
# Read by the tests, not by an installation.
OF_THE_TESTS = ("FOURFOLD_CHROMIUM", "FOURFOLD_EARLIER", "FOURFOLD_TESTS_CLAMD")

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
# What libpq knows and an installation has a reason to say; anything else in the address is a slip.
_POSTGRESQL_OPTIONS = {
    "application_name", "connect_timeout", "keepalives", "keepalives_idle", "options", "sslcert", "sslkey", "sslmode",
    "sslrootcert", "target_session_attrs",
}  # fmt: skip
_MOST_PORT = 65_535
_MOST_PROXIES = 5
_MOST_DAYS_TO_REMIND = 90


class BadEnvironment(Exception):
    """Variables are missing or wrong; the message names each, one to a line, and what to set."""


@dataclass(frozen=True, slots=True)
class Environment:
    data_dir: Path
    database: dict[str, Any]
    secret_key: str
    sealing_secret: str
    allowed_hosts: list[str]
    trusted_origins: list[str]
    https: bool
    proxies: int
    site_address: str
    download_address: str
    log: str
    log_level: str
    metrics_token: str
    least_free_mb: int
    quota_mb: int
    largest_upload_mb: int
    pages_at_once: int
    scanner: Place | None
    mail_route: Route
    mail_from: str
    heads_address: str
    remind_after_days: int
    provider_hosts: frozenset[str]
    api_requests_a_minute: int


def read_environment(given: Mapping[str, str] | None = None) -> Environment:
    """Reads what is set, from `os.environ` where nothing is `given`. Raises BadEnvironment with every fault.

    Without secrets in the environment, random ones are made once and kept in the data directory: right for trying it
    out on one machine, wrong for several.
    """
    reader = Reader(os.environ if given is None else given)
    hosts = addresses.hosts(reader)
    https = reader.yes("FOURFOLD_HTTPS")
    port = reader.number("FOURFOLD_PORT", 8000, least=1, most=_MOST_PORT)
    log = reader.one_of("FOURFOLD_LOG", ("text", "json"), "text")
    level = reader.one_of("FOURFOLD_LOG_LEVEL", _LEVELS, "INFO" if log == "json" else "WARNING")
    proxies = reader.number("FOURFOLD_PROXIES", int(https), least=0, most=_MOST_PROXIES)
    token = reader.text("FOURFOLD_METRICS_TOKEN")
    if token and len(token) < SHORTEST_SECRET:
        reader.faults.append(
            f"FOURFOLD_METRICS_TOKEN has {len(token)} characters; it needs {SHORTEST_SECRET}."
        )
    least_free = reader.number("FOURFOLD_LEAST_FREE_MB", 500, least=0, most=10**9)
    scanner = _scanner(reader)
    pages_at_once = reader.number("FOURFOLD_PAGES_AT_ONCE", 1, least=1, most=64)
    largest_upload = reader.number("FOURFOLD_LARGEST_UPLOAD_MB", 200, least=20, most=2_000)
    quota = reader.number("FOURFOLD_QUOTA_MB", 10_000, least=0, most=10**9)
    address = addresses.site_address(reader, hosts, port, https=https)
    downloads = addresses.download_address(reader, hosts, address, https=https)
    data_dir = _data_dir(reader)
    database: dict[str, Any] = {}
    try:
        database = database_from(reader.text("DATABASE_URL"), data_dir)
    except BadEnvironment as fault:
        reader.faults.append(str(fault))
    mail_route, mail_from = _mail(reader, data_dir)
    heads_address = _address(reader, "FOURFOLD_HEADS_ADDRESS")
    remind_after = reader.number("FOURFOLD_REMIND_AFTER_DAYS", 7, least=1, most=_MOST_DAYS_TO_REMIND)
    provider_hosts = addresses.provider_hosts(reader)
    api_requests = reader.number(
        "FOURFOLD_API_REQUESTS_A_MINUTE", API_REQUESTS_A_MINUTE, least=10, most=10**6
    )
    secret_key = reader.secret("FOURFOLD_SECRET_KEY", data_dir / "secret-key")
    sealing_secret = reader.secret("FOURFOLD_SEALING_SECRET", data_dir / "sealing-secret")
    if secret_key and secret_key == sealing_secret:
        reader.faults.append(
            "FOURFOLD_SECRET_KEY and FOURFOLD_SEALING_SECRET are the same. One leak would then be both: set two."
        )
    if reader.faults:
        raise BadEnvironment("\n".join(reader.faults))
    return Environment(
        data_dir=data_dir,
        database=database,
        secret_key=secret_key,
        sealing_secret=sealing_secret,
        allowed_hosts=hosts,
        trusted_origins=[
            f"https://*{host}" if host.startswith(".") else f"https://{host}"
            for host in hosts
            if https and host != urlsplit(downloads).hostname
        ],
        https=https,
        proxies=proxies,
        site_address=address,
        download_address=downloads,
        log=log,
        log_level=level,
        metrics_token=token,
        least_free_mb=least_free,
        quota_mb=quota,
        largest_upload_mb=largest_upload,
        pages_at_once=pages_at_once,
        scanner=scanner,
        mail_route=mail_route,
        mail_from=mail_from,
        heads_address=heads_address,
        remind_after_days=remind_after,
        provider_hosts=provider_hosts,
        api_requests_a_minute=api_requests,
    )


def unknown_names(given: Mapping[str, str]) -> dict[str, str]:
    """Variables that look like ours and that nobody reads, with the name that was perhaps meant, or nothing."""
    known = {*NAMES, *(f"{name}_FILE" for name in IN_A_FILE), *OF_THE_TESTS}
    unread = sorted(name for name in given if name.startswith("FOURFOLD_") and name not in known)
    return {name: next(iter(difflib.get_close_matches(name, known, n=1)), "") for name in unread}


def _scanner(reader: Reader) -> Place | None:
    try:
        return place_from(reader.text("FOURFOLD_CLAMD"))
    except BadPlace as wrong:
        reader.faults.append(f"FOURFOLD_CLAMD cannot be used: {wrong}.")
        return None


def _mail(reader: Reader, data_dir: Path) -> tuple[Route, str]:
    """Without FOURFOLD_MAIL, mail becomes files in the data directory: nothing leaves the machine."""
    folder = data_dir / "mail"
    try:
        route = route_from(reader.text("FOURFOLD_MAIL"), folder=folder)
    except BadRoute as wrong:
        reader.faults.append(f"FOURFOLD_MAIL cannot be used: {wrong}.")
        return route_from("", folder=folder), ""
    try:
        return route, sender_from(reader.text("FOURFOLD_MAIL_FROM"), route=route)
    except BadRoute as wrong:
        reader.faults.append(f"FOURFOLD_MAIL_FROM cannot be used: {wrong}.")
        return route, ""


def _address(reader: Reader, name: str) -> str:
    """A bare e-mail address, or nothing."""
    given = reader.text(name)
    local, at, domain = given.partition("@")
    if given and not (
        local and at and domain and "@" not in domain and given.isprintable() and " " not in given
    ):
        reader.faults.append(
            f"{name} is {given!r}. Set it to one e-mail address, such as audit@example.org, or to nothing."
        )
    return given


def database_from(url: str, data_dir: Path) -> dict[str, Any]:
    """Django's database settings for `url`: empty for the embedded database, `sqlite:///PATH` or `postgres://…`.

    Raises BadEnvironment. The password is never part of the message.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadEnvironment(
            "DATABASE_URL cannot be read as an address. Signs such as @ : / in a password are written as %40 %3A %2F."
        ) from None
    if not url or parts.scheme == "sqlite":
        path = Path(unquote(parts.path)) if parts.path not in {"", "/"} else data_dir / "fourfold.sqlite3"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(path),
            "OPTIONS": {
                # Writers wait their turn instead of failing: every transaction takes the write lock at its start.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
                    "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;"
                ),
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        options = dict(parse_qsl(parts.query, keep_blank_values=True))
        unknown = sorted(options.keys() - _POSTGRESQL_OPTIONS)
        if unknown:
            raise BadEnvironment(
                f"DATABASE_URL ends in options that are not known: {', '.join(unknown)}. "
                f"Known are: {', '.join(sorted(_POSTGRESQL_OPTIONS))}."
            )
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")) or "fourfold",
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(port or ""),
            "CONN_MAX_AGE": 60,
            # A connection that died while nobody asked (a restart, a failover) is replaced before the next request.
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"connect_timeout": "10", **options},
        }
    message = (
        f"DATABASE_URL begins with {parts.scheme!r}. Use postgres://user:password@host:port/name, or leave it empty "
        "for the embedded database."
    )
    raise BadEnvironment(message)


def _data_dir(reader: Reader) -> Path:
    data_dir = Path(reader.text("FOURFOLD_DATA_DIR") or "var").resolve()
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        reader.faults.append(
            f"FOURFOLD_DATA_DIR is {data_dir}, which is not there and cannot be made ({why(problem)})."
        )
        return data_dir
    if not os.access(data_dir, os.W_OK | os.X_OK):
        reader.faults.append(
            f"FOURFOLD_DATA_DIR is {data_dir}, and the user that runs Fourfold may not write there."
        )
    return data_dir
