"""Reads a register, or takes it in, and prints what came of it as JSON. For a program that has set Django up."""

from __future__ import annotations

import json
import resource
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.utils import timezone

from benchmarks.registers.drawn import write_register
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.people.tables import Role
from fourfold.integrate.exchange.ocds import read_ocds
from fourfold.integrate.exchange.ocds_import import import_ocds
from tests.builders.browsing import signed_in
from tests.builders.ground import an_actor

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor


def read(file: str) -> None:
    """Reads every release as an import does, and keeps none."""
    began = time.process_time()
    count = sum(1 for _ in read_ocds(Path(file)))
    print(json.dumps(_found(count, time.process_time() - began)))


def take(file: str) -> None:
    """Takes the register into a fresh database, and asks for the list with few entries and with all."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    few, all_of_them = an_actor(role=Role.COMMISSIONER), an_actor(role=Role.COMMISSIONER)
    hundred = Path(file).with_name("hundred.json")
    write_register(hundred, 100)
    _taken(few, hundred)
    found = _taken(all_of_them, Path(file))
    lists = [(_list_seconds(few), _list_seconds(all_of_them)) for _ in range(2)]
    print(json.dumps({**found, "list_of_few": lists[1][0], "list_of_all": lists[1][1]}))


def _taken(by: Actor, file: Path) -> dict[str, float]:
    began = time.process_time()
    report = import_ocds(
        by=None,
        organisation=Organisation.objects.get(pk=by.organisation_id),
        content=file,
        name=file.name,
        at=timezone.now(),
    )
    return _found(report.tally.taken, time.process_time() - began)


def _list_seconds(by: Actor) -> float:
    client = signed_in(by)
    client.get("/integrate/register/")
    taken = []
    for _ in range(15):
        began = time.process_time()
        answer = client.get("/integrate/register/")
        taken.append(time.process_time() - began)
        if answer.status_code != 200:  # noqa: PLR2004
            message = f"The list answered {answer.status_code}."
            raise RuntimeError(message)
    return statistics.median(taken)


def _found(count: int, seconds: float) -> dict[str, float]:
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"count": count, "a_second": count / seconds, "megabytes": megabytes}
