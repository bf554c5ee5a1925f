"""A program for the tests with real processes: `python -m tests.ground.jobs.process enqueue 200`, or `… work --once`."""

from __future__ import annotations

import json
import os
import sys


def main(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourfold.config.settings")
    import django

    django.setup()
    from fourfold.config import command_line
    from fourfold.ground.jobs import schedule
    from tests.ground.jobs import kinds

    kinds.register_all()
    # What is tested is the queue, not what else the installation does regularly.
    schedule._lines.clear()
    if words[0] == "work":
        return command_line.main(words)
    if words[0] == "enqueue":
        enqueue(int(words[1]), takes=float(words[2]))
    sys.stdout.write(json.dumps(standing()))
    return 0


def enqueue(number: int, *, takes: float) -> None:
    """Half of them are one transaction, half have three steps."""
    from fourfold.ground.jobs.actions import enqueue as ask
    from fourfold.ground.trail.declaration import declared
    from tests.ground.jobs.kinds import STEPS, WHOLE

    with declared(person=None, organisation=None, reason="For a test"):
        for count in range(number):
            payload = {"name": f"Job {count}", "takes": takes, "steps": 3}
            ask(kind=(WHOLE, STEPS)[count % 2], title=f"Job {count}", owner=None, payload=payload)


def standing() -> dict[str, object]:
    from collections import Counter

    from fourfold.ground.jobs.tables import Job, Queued
    from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
    from tests.ground.jobs.kinds import left

    with as_tenant(MAINTENANCE):
        states = Counter(Job.objects.values_list("state", flat=True))
        begun_again = Job.objects.filter(attempts__gt=1).count()
    return {"states": states, "queued": Queued.objects.count(), "left": left(), "begun_again": begun_again}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
