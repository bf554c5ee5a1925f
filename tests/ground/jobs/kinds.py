"""Kinds of work to test with. Each leaves an organisation behind for every time its effect was kept."""

from __future__ import annotations

import time
from datetime import timedelta

from fourfold.ground.jobs.kinds import GiveUp, Kind, Outcome, register
from fourfold.ground.jobs.running import Running
from fourfold.ground.kernel.backoff import Retries
from fourfold.ground.organisations.tables import HomeNation, Organisation, Sector

WHOLE, STEPS, BREAKS, GIVES_UP, COUNTS = (
    "test.whole",
    "test.steps",
    "test.breaks",
    "test.gives_up",
    "test.counts",
)
# Killed again and again, a job may need many tries; and nobody wants to wait for them.
PATIENT = Retries(most_attempts=50, first_wait=timedelta(seconds=1), longest_wait=timedelta(seconds=2))


def leave(name: str) -> None:
    Organisation.objects.create(
        name=name, sector=Sector.PRIVATE, nation=HomeNation.ENGLAND, origin="entered", takes_part=False
    )


def left() -> list[str]:
    return sorted(Organisation.objects.filter(sector=Sector.PRIVATE).values_list("name", flat=True))


def _whole(running: Running) -> Outcome:
    leave(running.payload["name"])
    time.sleep(running.payload.get("takes", 0))
    return Outcome(f"Left {running.payload['name']}.", "/organisations/")


def _steps(running: Running) -> Outcome:
    """Safe to repeat: a step that was done is not done again."""
    total = running.payload["steps"]
    for number in range(total):
        with running.step():
            name = f"{running.payload['name']} {number}"
            if not Organisation.objects.filter(name=name).exists():
                leave(name)
        running.progress(number + 1, total, f"{number + 1} left")
        time.sleep(running.payload.get("takes", 0))
    return Outcome(f"Left {total}.")


def _breaks(running: Running) -> Outcome:
    leave("Never to be seen")
    raise ZeroDivisionError(running.payload.get("secret", ""))


def _gives_up(_: Running) -> Outcome:
    leave("Never to be seen")
    raise GiveUp("The address is not one. Enter another.")


def register_all() -> None:
    register(Kind(WHOLE, _whole, lease=timedelta(seconds=3), retries=PATIENT))
    register(Kind(STEPS, _steps, stepwise=True, lease=timedelta(seconds=3), retries=PATIENT))
    register(Kind(BREAKS, _breaks, retries=Retries(3, timedelta(seconds=30), timedelta(minutes=10))))
    register(Kind(GIVES_UP, _gives_up))
