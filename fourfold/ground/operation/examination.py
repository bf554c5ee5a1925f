"""Everything that can be wrong with an installation, in one pass: what `fourfold doctor` tells."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection

from fourfold.ground.operation import sweep, vital
from fourfold.ground.operation.engines import postgresql
from fourfold.ground.operation.findings import Finding, Level, look, ok, wrong
from fourfold.ground.operation.further import further_questions
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.parameters.loader import ParameterFault, all_parameters
from fourfold.ground.trail import verify
from fourfold.ground.trail.as_maintenance import as_maintenance
from fourfold.ground.trail.chain import unchained
from fourfold.ground.trail.tables import TrailEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

LINKS_LOOKED_AT = 50
LEFT_UNCHAINED = timedelta(hours=1)
_CLOCK_OFF = timedelta(seconds=5)
_OWN_HOSTS = {"127.0.0.1", "localhost", "[::1]", "testserver"}
_OLDEST_POSTGRESQL = 15
_MOST_NAMED = 5


def examine(*, at: datetime) -> Iterator[Finding]:
    """One finding or more for each subject. What cannot be examined is wrong; it never keeps the rest from being."""
    yield from _settings()
    signs = list(vital.vital_signs())
    yield from signs
    yield from vital.scanner()
    stands = all(sign.level is not Level.WRONG for sign in signs if sign.about in {"database", "migrations"})
    for about, question in _questions(at=at, database_stands=stands):
        try:
            yield question()
        except (DatabaseError, OSError, ParameterFault) as problem:
            kind = type(problem).__name__
            yield wrong(
                about, f"could not be examined ({kind})", "Put right what is wrong above, and ask again."
            )


def _questions(*, at: datetime, database_stands: bool) -> list[tuple[str, Callable[[], Finding]]]:
    without = [
        ("parameters", lambda: _parameters(at)),
        ("pictures and styles", _static),
        ("secrets", _secrets),
    ]
    if not database_stands:
        return without
    return [
        ("role", _role) if connection.vendor == "postgresql" else ("database file", _embedded),
        ("trail", _trail),
        ("chain", lambda: _chain(at)),
        ("evidence", lambda: _evidence(at)),
        ("clock", lambda: _clock(at)),
        ("demonstration", _demonstration),
        *further_questions(),
        *without,
    ]


def _settings() -> Iterator[Finding]:
    about = "settings"
    found = [problem for problem in checks.run_checks() if problem.level >= checks.WARNING]
    for problem in found:
        yield wrong(about, str(problem.msg), str(problem.hint or "See the documentation of Django's checks."))
    for name, meant in settings.UNKNOWN_VARIABLES.items():
        yield look(
            about,
            f"{name} is set and nobody reads it",
            f"Did you mean {meant}?" if meant else "Take it away.",
        )
    public = set(settings.ALLOWED_HOSTS) - _OWN_HOSTS
    if public and not settings.SECURE_SSL_REDIRECT:
        yield look(
            about,
            "the site has a public name and FOURFOLD_HTTPS is not yes",
            "Put it behind a proxy that ends TLS, and set FOURFOLD_HTTPS=yes.",
        )
    if public and any(host in settings.SITE_ADDRESS for host in ("127.0.0.1", "localhost")):
        yield look(
            about,
            f"links in messages lead to {settings.SITE_ADDRESS}",
            "Set FOURFOLD_SITE_ADDRESS to where people find the site.",
        )
    if not found and not settings.UNKNOWN_VARIABLES:
        yield ok(about, f"for {', '.join(sorted(public)) or 'this machine alone'}")


def _role() -> Finding:
    about = "role"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, current_setting('server_version_num')::int FROM pg_roles"
            " WHERE rolname = current_user"
        )
        superuser, bypasses, version = cursor.fetchone()
    if superuser or bypasses:
        return wrong(
            about,
            f"{'is a superuser' if superuser else 'bypasses row-level security'}: the wall between organisations is not for it",
            "Give the tables to a role made with NOSUPERUSER NOBYPASSRLS, and name that in DATABASE_URL.",
        )
    if version // 10_000 < _OLDEST_POSTGRESQL:
        return wrong(
            about, f"PostgreSQL {version // 10_000}", f"Use PostgreSQL {_OLDEST_POSTGRESQL} or newer."
        )
    try:
        postgresql.program("pg_dump")
    except postgresql.ProgramFailed as missing:
        return look("role", "backups cannot be made here", str(missing))
    return ok(about, "no superuser, held by row-level security")


def _embedded() -> Finding:
    about = "database file"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        said = str(cursor.fetchone()[0])
    if said != "ok":
        return wrong(
            about, f"the database file is damaged ({said})", "Stop the site and restore the last good backup."
        )
    return ok(about, "whole; an embedded database is for one machine and few who write at once")


def _trail() -> Finding:
    faults = verify.verify_tails(links=LINKS_LOOKED_AT)
    if faults:
        return wrong(
            "trail",
            f"{len(faults)} faults among the last links: {faults[0].words}",
            "Run `fourfold audit verify --head` with heads you kept, and find out who wrote past the program.",
        )
    return ok("trail", f"the last {LINKS_LOOKED_AT} links of each chain verify")


def _chain(at: datetime) -> Finding:
    with as_maintenance():
        waiting = unchained()
        first = waiting.order_by("pk").first()
        count = waiting.count()
    if first is not None and first.at < at - LEFT_UNCHAINED:
        return look(
            "chain",
            f"{count} entries wait since {first.at:%Y-%m-%d %H:%M} UTC",
            "Run `fourfold audit chain` every few minutes.",
        )
    return ok("chain", f"{count} entries wait for the next chaining")


def _evidence(at: datetime) -> Finding:
    about = "evidence"
    found = sweep.look(at=at)
    if found.missing:
        named = ", ".join(name[:12] for name in found.missing[:_MOST_NAMED])
        return wrong(
            about,
            f"{len(found.missing)} files that rows name are missing: {named}",
            "Put them back from a backup: a file lies under FOURFOLD_DATA_DIR/files by its SHA-256.",
        )
    if found.orphans or found.broken or found.ended:
        return look(
            about,
            f"{len(found.orphans)} files that no row names and {len(found.broken) + found.ended} broken uploads",
            "The timetable sweeps them away every night; `fourfold files sweep --delete` does it now.",
        )
    return ok(about, f"{found.names} files, each in its place")


def _clock(at: datetime) -> Finding:
    about = "clock"
    with as_maintenance():
        last = TrailEntry.objects.order_by("-pk").values_list("at", flat=True).first()
    if last is not None and last > at + _CLOCK_OFF:
        return wrong(
            about,
            f"the trail's last entry is of {last:%Y-%m-%d %H:%M:%S} UTC, which is yet to come",
            "This clock is slow, or was fast then. Let NTP keep it: deadlines of tenders go by it.",
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp() - %s", [at])
            off: timedelta = abs(cursor.fetchone()[0])
        if off > _CLOCK_OFF:
            return wrong(
                about,
                f"{off.total_seconds():.0f} seconds off the database's",
                "Let NTP keep both: deadlines of tenders go by them.",
            )
    return ok(about, f"{at:%Y-%m-%d %H:%M} UTC")


def _demonstration() -> Finding:
    about = "demonstration"
    public = set(settings.ALLOWED_HOSTS) - _OWN_HOSTS
    if not Organisation.objects.filter(invented=True).exists():
        return ok(about, "not loaded")
    if public:
        return wrong(
            about,
            f"it is loaded, and the site is reached as {', '.join(sorted(public))}: its passwords are published",
            "Start a public site from `fourfold setup --without-demonstration`.",
        )
    return ok(about, "loaded, on this machine alone")


def _parameters(at: datetime) -> Finding:
    on = at.date()
    every = all_parameters()
    stale = [key for key, each in every.items() if each.still_in_force_on < on]
    if stale:
        named = ", ".join(stale[:_MOST_NAMED]) + (", …" if len(stale) > _MOST_NAMED else "")
        return look(
            "parameters",
            f"{len(stale)} of {len(every)} not checked for today: {named}",
            "Figures that need them say “not checked”. Install a newer Fourfold.",
        )
    return ok("parameters", f"all {len(every)} in force today")


def _static() -> Finding:
    about = "pictures and styles"
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return wrong(
            about,
            "not collected: every page would fail",
            "Run `fourfold setup`, or `fourfold django collectstatic`.",
        )
    return ok(about, "collected")


def _secrets() -> Finding:
    about = "secrets"
    kept = [
        path for name in ("secret-key", "sealing-secret") if (path := Path(settings.DATA_DIR) / name).exists()
    ]
    open_to_others = [path.name for path in kept if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if open_to_others:
        return wrong(
            about,
            f"{', '.join(open_to_others)} can be read by other users",
            "chmod 600 them, in the data directory.",
        )
    if kept and connection.vendor == "postgresql":
        return look(
            about,
            f"{', '.join(path.name for path in kept)} in the data directory of this machine",
            "With several machines set FOURFOLD_SECRET_KEY and FOURFOLD_SEALING_SECRET on each, the same.",
        )
    return ok(about, "kept in the data directory, for its owner alone" if kept else "from the environment")
