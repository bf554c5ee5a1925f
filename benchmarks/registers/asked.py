"""Fills a database with registers, asks for their pages and writes their files. For a program that has set Django up."""

from __future__ import annotations

import json
import resource
import statistics
import tempfile
import time
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from benchmarks.registers.filled import fill
from fourfold.ground.operation import planning
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.tables import Role
from fourfold.integrate.exchange.ocds_export import Wanted, write_package
from fourfold.integrate.exchange.register_tables import write_csv, write_xlsx
from fourfold.integrate.models import RegisterEntry
from tests.builders.browsing import signed_in
from tests.builders.ground import an_actor

if TYPE_CHECKING:
    from django.test import Client

# A database of its own does its part in another process, whose seconds only the clock tells.
_ELSEWHERE = connection.vendor == "postgresql"
FEW = 100
REGISTER = "/integrate/register/"
# The last page is that of each: one has four pages, the other as many as it has.
PAGES = {
    "register": REGISTER,
    "register, the last page": f"{REGISTER}?page={{last}}",
    "register, works": f"{REGISTER}?kind=works",
    "register, one year": f"{REGISTER}?year=2020",
    "register, mentions social value": f"{REGISTER}?social_value=on",
    "register, a common word": f"{REGISTER}?q=heating",
    "register, a word that is nowhere": f"{REGISTER}?q=zebra",
    "payments": "/integrate/spend/",
    "payments of a year": "/integrate/spend/?year=2023",
    "payments, a word that is nowhere": "/integrate/spend/?q=zebra",
    "share considered, by kind": "/integrate/share-considered/?by=kind",
    "share considered, by year": "/integrate/share-considered/?by=year",
}


def pages(entries: int, rounds: int) -> None:
    """Fills a fresh database, and asks for every page of both organisations in turn."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    asked = []
    for count in (FEW, entries):
        by = an_actor(role=Role.COMMISSIONER)
        fill(by.organisation_id, count)
        asked.append((signed_in(by), count))
    planning.look_again()
    found: dict[str, tuple[float, float]] = {}
    for name, address in PAGES.items():
        taken: list[list[float]] = [[], []]
        for turn in range(rounds + 1):
            for place, (client, count) in enumerate(asked):
                spent = _seconds(client, address.format(last=-(-count // 25)))
                # The first of each warms what is kept in memory.
                if turn:
                    taken[place].append(spent)
        found[name] = (statistics.median(taken[0]), statistics.median(taken[1]))
    print(json.dumps(found))


def _owner_of_most() -> Organisation:
    with as_tenant(MAINTENANCE):
        owners = RegisterEntry.objects.order_by().values("owner").annotate(entries=Count("pk"))
        owner, *_ = owners.order_by("-entries").values_list("owner", flat=True)
    return Organisation.objects.get(pk=owner)


def _seconds(client: Client, address: str) -> float:
    began = time.perf_counter() if _ELSEWHERE else time.process_time()
    answer = client.get(address)
    spent = (time.perf_counter() if _ELSEWHERE else time.process_time()) - began
    if answer.status_code != 200:  # noqa: PLR2004
        message = f"{address} answered {answer.status_code}."
        raise RuntimeError(message)
    return spent


def written(form: str) -> None:
    owner = _owner_of_most()
    before = _megabytes()
    began = time.process_time()
    with as_tenant(owner.pk), tempfile.TemporaryFile() as out:
        if form == "csv":
            write_csv(out, owner=owner)
        elif form == "xlsx":
            write_xlsx(out, owner=owner)
        else:
            write_package(out, owner=owner, wanted=Wanted(procurements=False), at=timezone.now())
        size = out.tell() / 1024**2
    seconds = time.process_time() - began
    print(json.dumps({"size": size, "seconds": seconds, "peak": _megabytes(), "before": before}))


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
