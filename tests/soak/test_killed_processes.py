"""Web servers and workers are killed in the middle of writing: what was acknowledged stands, and nothing is done twice."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from tests.ground.operation.installations import an_installation
from tests.soak.served import Site
from tests.soak.standing import check_nothing_lost_and_nothing_twice
from tests.soak.writing import Written, clients_of, write_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.ground.operation.installations import Installation

END_OF_ALL_LEASES = """
from datetime import timedelta
from django.utils import timezone
from fourfold.ground.jobs.tables import Queued
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.trail.declaration import declared
with declared(person=None, organisation=None, reason="For a test"), as_tenant(MAINTENANCE):
    Queued.objects.exclude(ticket="").update(until=timezone.now() - timedelta(seconds=1))
"""


@pytest.fixture
def migrated(tmp_path: Path) -> Iterator[Installation]:
    with an_installation(tmp_path / "data") as installation:
        installation.run("django", "migrate", "--verbosity", "0")
        installation.run("django", "collectstatic", "--no-input", "--verbosity", "0")
        yield installation


def write_and_kill(
    installation: Installation, log: Path, *, clients: int, each: int, kills: list[str]
) -> Written:
    """The kills are spread evenly over the writes: each waits until so many reports were acknowledged."""
    site = Site(installation, log)
    written = Written()
    try:
        site.wait_until_ready()
        threads = write_all(clients_of(site, installation, clients), each, written)
        total = clients * each
        for count, name in enumerate(kills):
            share = total * (count + 1) // (len(kills) + 1)
            while len(written.acknowledged) < share and any(thread.is_alive() for thread in threads):
                time.sleep(0.01)
            assert len(written.acknowledged) < total, "the reports were made before everything was killed"
            kill: Callable[[], None] = getattr(site, name)
            kill()
        for thread in threads:
            thread.join()
    finally:
        site.end()
    # As if it were later: what killed workers held is free, and another takes it over.
    installation.python(END_OF_ALL_LEASES)
    installation.run("work", "--once")
    return written


@pytest.mark.soak
def test_a_web_server_killed_in_the_middle_of_writing(migrated: Installation, tmp_path: Path) -> None:
    kills = ["kill_a_web_worker", "kill_everything_of_the_web"]
    written = write_and_kill(migrated, tmp_path / "log", clients=4, each=12, kills=kills)

    assert written.broken > 0, "nobody was interrupted"
    check_nothing_lost_and_nothing_twice(migrated, written, 48)


@pytest.mark.soak
def test_everything_killed_in_the_middle_of_a_thousand_writes(
    migrated: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kills = ["kill_a_web_worker", "kill_the_job_worker", "kill_everything_of_the_web"] * 7
    began = time.monotonic()

    written = write_and_kill(migrated, tmp_path / "log", clients=5, each=200, kills=kills)

    check_nothing_lost_and_nothing_twice(migrated, written, 1_000)
    mails = dict(migrated.ask("SELECT state, count(*) FROM ground_outboxmail GROUP BY state"))
    # One that was being sent when its worker was killed is not sent again by itself: a person decides.
    assert set(mails) <= {"sent", "unsure"}
    assert mails.get("unsure", 0) <= kills.count("kill_the_job_worker")
    told = {
        "writes": len(written.acknowledged),
        "kills": len(kills),
        "sent again": written.broken,
        "mails": mails,
        "seconds": round(time.monotonic() - began),
    }
    with capsys.disabled():
        print(f"\n{json.dumps(told)}")  # noqa: T201  (kept in benchmarks/soak.md)
