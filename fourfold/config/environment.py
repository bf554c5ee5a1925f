"""What an installation may set, read once and refused early with a sentence that says what to do."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SHORTEST_SECRET = 32
API_REQUESTS_A_MINUTE = 600


class BadEnvironment(Exception):
    """A variable is missing or wrong; the message names it and what to set."""


@dataclass(frozen=True, slots=True)
class Environment:
    data_dir: Path
    database: dict[str, Any]
    secret_key: str
    sealing_secret: str
    allowed_hosts: list[str]
    trusted_origins: list[str]
    https: bool
    site_address: str
    api_requests_a_minute: int


def read_environment() -> Environment:
    """Reads DATA_DIR, DATABASE_URL, SECRET_KEY, SEALING_SECRET, ALLOWED_HOSTS, HTTPS and API_REQUESTS_A_MINUTE, each
    prefixed FOURFOLD_ but DATABASE_URL.

    Without secrets in the environment, random ones are made once and kept, readable by the owner alone, in the data
    directory: right for trying it out on one machine, wrong for several.
    """
    data_dir = Path(os.environ.get("FOURFOLD_DATA_DIR", "var")).resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    hosts = _words("FOURFOLD_ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]", "testserver"]
    https = os.environ.get("FOURFOLD_HTTPS", "").lower() in {"1", "true", "yes", "on"}
    return Environment(
        data_dir=data_dir,
        database=database_from(os.environ.get("DATABASE_URL", ""), data_dir),
        secret_key=_secret("FOURFOLD_SECRET_KEY", data_dir / "secret-key"),
        sealing_secret=_secret("FOURFOLD_SEALING_SECRET", data_dir / "sealing-secret"),
        allowed_hosts=hosts,
        trusted_origins=[f"https://{host}" for host in hosts] if https else [],
        https=https,
        site_address=os.environ.get(
            "FOURFOLD_SITE_ADDRESS", f"http://127.0.0.1:{os.environ.get('FOURFOLD_PORT', '8000')}/"
        ),
        api_requests_a_minute=_whole_number("FOURFOLD_API_REQUESTS_A_MINUTE", API_REQUESTS_A_MINUTE),
    )


def database_from(url: str, data_dir: Path) -> dict[str, Any]:
    """Django's database settings for `url`: empty for the embedded database, `sqlite:///PATH` or `postgres://…`."""
    parts = urlsplit(url)
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
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")) or "fourfold",
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
        }
    message = (
        f"DATABASE_URL begins with {parts.scheme!r}. Use postgres://user:password@host:port/name, or leave it empty "
        "for the embedded database."
    )
    raise BadEnvironment(message)


def _words(name: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def _whole_number(name: str, otherwise: int) -> int:
    given = os.environ.get(name, "").strip()
    if not given:
        return otherwise
    if not given.isdecimal() or not given.isascii() or not 1 <= int(given[:12]) <= 10**9:
        message = f"{name} is {given[:40]!r}. Set it to a whole number above nothing, such as {otherwise}."
        raise BadEnvironment(message)
    return int(given)


def _secret(name: str, path: Path) -> str:
    given = os.environ.get(name, "")
    if given:
        if len(given) < SHORTEST_SECRET:
            message = f"{name} has {len(given)} characters; it needs at least {SHORTEST_SECRET} random ones."
            raise BadEnvironment(message)
        return given
    if not path.exists():
        # Exclusive creation: of two processes that start at once, one writes and both read the same secret.
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
