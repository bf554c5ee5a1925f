"""What an installation may set, read once and refused early: every fault at once, each with what to do.

The names and what they mean are in `docs/reference/settings.md`, which a test holds to `NAMES`.
"""

from __future__ import annotations

import difflib
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

from fourfold.ground.files.scanner import BadPlace, Place, place_from
from fourfold.ground.mail.route import BadRoute, Route, route_from, sender_from

SHORTEST_SECRET = 32
API_REQUESTS_A_MINUTE = 600
NAMES = (
    "DATABASE_URL",
    "FOURFOLD_ALLOWED_HOSTS",
    "FOURFOLD_API_REQUESTS_A_MINUTE",
    "FOURFOLD_CLAMD",
    "FOURFOLD_DATA_DIR",
    "FOURFOLD_HEADS_ADDRESS",
    "FOURFOLD_HTTPS",
    "FOURFOLD_LARGEST_UPLOAD_MB",
    "FOURFOLD_LEAST_FREE_MB",
    "FOURFOLD_LOG",
    "FOURFOLD_LOG_LEVEL",
    "FOURFOLD_MAIL",
    "FOURFOLD_MAIL_FROM",
    "FOURFOLD_METRICS_TOKEN",
    "FOURFOLD_PORT",
    "FOURFOLD_PROVIDER_HOSTS",
    "FOURFOLD_PROXIES",
    "FOURFOLD_QUOTA_MB",
    "FOURFOLD_REMIND_AFTER_DAYS",
    "FOURFOLD_SEALING_SECRET",
    "FOURFOLD_SECRET_KEY",
    "FOURFOLD_SITE_ADDRESS",
)
# These may stand in a file instead, named by the same word with _FILE: as container engines hand secrets over.
IN_A_FILE = (
    "DATABASE_URL",
    "FOURFOLD_MAIL",
    "FOURFOLD_METRICS_TOKEN",
    "FOURFOLD_SEALING_SECRET",
    "FOURFOLD_SECRET_KEY",
)
# Read by the tests, not by an installation.
OF_THE_TESTS = ("FOURFOLD_CHROMIUM", "FOURFOLD_EARLIER", "FOURFOLD_TESTS_CLAMD")

_YES = {"1", "true", "yes", "on"}
_NO = {"", "0", "false", "no", "off"}
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_HOST = re.compile(r"\.?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE)
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
    log: str
    log_level: str
    metrics_token: str
    least_free_mb: int
    quota_mb: int
    largest_upload_mb: int
    scanner: Place | None
    mail_route: Route
    mail_from: str
    heads_address: str
    remind_after_days: int
    provider_hosts: frozenset[str]
    api_requests_a_minute: int


@dataclass(slots=True)
class _Reader:
    """Answers with something usable even where a variable is wrong, so that the next one is looked at too."""

    given: Mapping[str, str]
    faults: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        given = self.given.get(name, "").strip()
        file = self.given.get(f"{name}_FILE", "").strip() if name in IN_A_FILE else ""
        if given and file:
            self.faults.append(f"{name} and {name}_FILE are both set. Keep one of them.")
        if not file:
            return given
        try:
            return Path(file).read_text().strip()
        except (OSError, UnicodeDecodeError) as problem:
            self.faults.append(f"{name}_FILE is {file!r}, which cannot be read ({_why(problem)}).")
            return ""

    def yes(self, name: str) -> bool:
        given = self.text(name).lower()
        if given not in _YES | _NO:
            self.faults.append(f"{name} is {given!r}. Set it to yes or no.")
        return given in _YES

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        given = self.text(name) or str(default)
        if given.isascii() and given.isdecimal() and least <= int(given) <= most:
            return int(given)
        self.faults.append(f"{name} is {given!r}. Set it to a number from {least} to {most}.")
        return default

    def one_of(self, name: str, known: tuple[str, ...], default: str) -> str:
        given = self.text(name) or default
        found = next((word for word in known if word.lower() == given.lower()), None)
        if found is None:
            self.faults.append(f"{name} is {given!r}. Set it to one of: {', '.join(known)}.")
        return found or default

    def secret(self, name: str, path: Path) -> str:
        """From the environment, or one made once and kept beside the data, readable by its owner alone."""
        given = self.text(name)
        if given and len(given) < SHORTEST_SECRET:
            self.faults.append(
                f"{name} has {len(given)} characters; it needs at least {SHORTEST_SECRET} random ones. "
                "`openssl rand -base64 48` makes some."
            )
        if given or self.faults:
            # With faults nothing is written: the directory may be the wrong one.
            return given
        try:
            kept = _kept_secret(path)
        except OSError as problem:
            self.faults.append(f"{name} is not set, and {path} cannot be kept instead ({_why(problem)}).")
            return ""
        if len(kept) < SHORTEST_SECRET:
            self.faults.append(
                f"{path} holds {len(kept)} characters and was cut short. Put it back from where you keep it."
            )
        return kept


def read_environment(given: Mapping[str, str] | None = None) -> Environment:
    """Reads what is set, from `os.environ` where nothing is `given`. Raises BadEnvironment with every fault.

    Without secrets in the environment, random ones are made once and kept in the data directory: right for trying it
    out on one machine, wrong for several.
    """
    reader = _Reader(os.environ if given is None else given)
    hosts = _hosts(reader)
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
    largest_upload = reader.number("FOURFOLD_LARGEST_UPLOAD_MB", 200, least=20, most=2_000)
    quota = reader.number("FOURFOLD_QUOTA_MB", 10_000, least=0, most=10**9)
    address = _site_address(reader, hosts, port, https=https)
    data_dir = _data_dir(reader)
    database: dict[str, Any] = {}
    try:
        database = database_from(reader.text("DATABASE_URL"), data_dir)
    except BadEnvironment as fault:
        reader.faults.append(str(fault))
    mail_route, mail_from = _mail(reader, data_dir)
    heads_address = _address(reader, "FOURFOLD_HEADS_ADDRESS")
    remind_after = reader.number("FOURFOLD_REMIND_AFTER_DAYS", 7, least=1, most=_MOST_DAYS_TO_REMIND)
    provider_hosts = _provider_hosts(reader)
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
            f"https://*{host}" if host.startswith(".") else f"https://{host}" for host in hosts if https
        ],
        https=https,
        proxies=proxies,
        site_address=address,
        log=log,
        log_level=level,
        metrics_token=token,
        least_free_mb=least_free,
        quota_mb=quota,
        largest_upload_mb=largest_upload,
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


def _scanner(reader: _Reader) -> Place | None:
    try:
        return place_from(reader.text("FOURFOLD_CLAMD"))
    except BadPlace as wrong:
        reader.faults.append(f"FOURFOLD_CLAMD cannot be used: {wrong}.")
        return None


def _mail(reader: _Reader, data_dir: Path) -> tuple[Route, str]:
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


def _address(reader: _Reader, name: str) -> str:
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


def _hosts(reader: _Reader) -> list[str]:
    hosts = [word.strip() for word in reader.text("FOURFOLD_ALLOWED_HOSTS").split(",") if word.strip()]
    for host in hosts:
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
    return hosts or ["127.0.0.1", "localhost", "[::1]", "testserver"]


def _provider_hosts(reader: _Reader) -> frozenset[str]:
    hosts = [
        word.strip().lower() for word in reader.text("FOURFOLD_PROVIDER_HOSTS").split(",") if word.strip()
    ]
    for host in hosts:
        if host.startswith(".") or not _HOST.fullmatch(host):
            reader.faults.append(
                f"FOURFOLD_PROVIDER_HOSTS has {host!r}, which is not one host. Write names alone: login.council.internal."
            )
    return frozenset(hosts)


def _site_address(reader: _Reader, hosts: list[str], port: int, *, https: bool) -> str:
    given = reader.text("FOURFOLD_SITE_ADDRESS")
    if not given:
        return f"http://127.0.0.1:{port}/"
    try:
        parts = urlsplit(given)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        reader.faults.append(
            f"FOURFOLD_SITE_ADDRESS is {given!r}. Write where people find the site: https://value.example.org/."
        )
    elif https and parts.scheme != "https":
        reader.faults.append("FOURFOLD_SITE_ADDRESS begins with http:, and FOURFOLD_HTTPS is yes.")
    elif not any(
        parts.hostname == host.strip("[]").lower()
        or (host.startswith(".") and parts.hostname.endswith(host.lower()))
        for host in hosts
    ):
        reader.faults.append(
            f"FOURFOLD_SITE_ADDRESS names {parts.hostname}, which FOURFOLD_ALLOWED_HOSTS does not: "
            "links in messages would be refused."
        )
    return given if given.endswith("/") else f"{given}/"


def _data_dir(reader: _Reader) -> Path:
    data_dir = Path(reader.text("FOURFOLD_DATA_DIR") or "var").resolve()
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        reader.faults.append(
            f"FOURFOLD_DATA_DIR is {data_dir}, which is not there and cannot be made ({_why(problem)})."
        )
        return data_dir
    if not os.access(data_dir, os.W_OK | os.X_OK):
        reader.faults.append(
            f"FOURFOLD_DATA_DIR is {data_dir}, and the user that runs Fourfold may not write there."
        )
    return data_dir


def _kept_secret(path: Path) -> str:
    """Written whole under another name first: of two processes that start at once one wins, and both read the same."""
    if not path.exists():
        arriving = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        handle = os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(48))
            with suppress(FileExistsError):
                os.link(arriving, path)
        finally:
            arriving.unlink()
    return path.read_text().strip()


def _why(problem: Exception) -> str:
    return getattr(problem, "strerror", None) or type(problem).__name__
