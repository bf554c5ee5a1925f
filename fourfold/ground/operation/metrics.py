"""Numbers for Prometheus: how many requests, how long they took, and how the installation stands.

Several workers serve one site. Each writes into files of its own under `METRICS_DIR`, and whichever is asked adds up
all of them. What the database knows is asked when the numbers are.
"""

from __future__ import annotations

import hmac
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from fourfold.ground.operation.findings import Level
from fourfold.ground.operation.vital import vital_signs
from fourfold.ground.trail.as_maintenance import as_maintenance
from fourfold.ground.trail.chain import unchained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client import Metric

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# Seconds. A page is expected within the first few; the last tells what somebody waited for in vain.
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


@dataclass(frozen=True, slots=True)
class _Instruments:
    requests: Counter
    seconds: Histogram


def are_on() -> bool:
    return bool(settings.METRICS_TOKEN)


def may_read(authorization: str) -> bool:
    """Whether the header holds the token. Takes as long for a near miss as for any other."""
    return hmac.compare_digest(authorization.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())


def count_request(*, route: str, method: str, status: int, seconds: float) -> None:
    """`route` is the name of an address, never what was typed: so the number of series is bounded."""
    if not are_on():
        return
    instruments = _instruments()
    known = method if method in _METHODS else "other"
    instruments.requests.labels(route=route, method=known, status=str(status)).inc()
    instruments.seconds.labels(route=route).observe(seconds)


def exposition() -> bytes:
    """Everything, in Prometheus's text format."""
    _instruments()
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(settings.METRICS_DIR))  # type: ignore[no-untyped-call]
    registry.register(_Now())  # It need not describe itself.
    return generate_latest(registry)


class _Now:
    """How the installation stands at the moment of asking. Not kept in any worker's files."""

    def collect(self) -> Iterator[Metric]:
        ready = GaugeMetricFamily("fourfold_ready", "1 where what must hold does.", labels=["check"])
        for sign in vital_signs():
            ready.add_metric([sign.about.replace(" ", "_")], float(sign.level is not Level.WRONG))
        yield ready
        loose = _unchained()
        if loose is not None:
            words = "Entries of the trail written since the last chaining."
            yield GaugeMetricFamily("fourfold_trail_unchained_entries", words, value=loose)


def _unchained() -> int | None:
    """The tail after the last link of any chain: what `fourfold audit chain` is for. None where nobody can say."""
    try:
        with as_maintenance():
            return unchained().count()
    except DatabaseError:
        return None


@cache
def _instruments() -> _Instruments:
    """Numbers that stand in files, one for each process. The package chooses those when it is imported, by a variable;
    it may have been imported before us, so they are chosen here.
    """
    folder = Path(settings.METRICS_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    _leave_behind_an_earlier_run(folder)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]
    # Registered nowhere: the numbers are read from the files.
    aside = CollectorRegistry()
    return _Instruments(
        requests=Counter(
            "fourfold_requests", "Requests answered.", ["route", "method", "status"], registry=aside
        ),
        seconds=Histogram(
            "fourfold_request_seconds",
            "How long answers took.",
            ["route"],
            buckets=_SECONDS,
            registry=aside,
        ),
    )


def _leave_behind_an_earlier_run(folder: Path) -> None:
    """Where none of the processes that wrote here is alive the server was started anew, and so are its counters.

    One worker that ended alone keeps its numbers in the sum: a counter that falls looks like a restart to Prometheus.
    """
    files = list(folder.glob("*.db"))
    if any(_alive(file) for file in files):
        return
    for file in files:
        file.unlink(missing_ok=True)


def _alive(file: Path) -> bool:
    number = file.stem.rpartition("_")[2]
    if not number.isdecimal():
        return False
    with suppress(ProcessLookupError):
        try:
            os.kill(int(number), 0)
        except PermissionError:
            return True
        return True
    return False
