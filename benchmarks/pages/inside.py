"""Serves the pages in every way by turns, and prints what came of it as JSON. For a program that has set Django up."""

from __future__ import annotations

import gc
import json
import re
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory

from benchmarks.pages.measured import WAYS, WHOLE, Measured
from benchmarks.pages.ways import ACTOR, application, walls_of
from fourfold.ground.operation import planning
from fourfold.ground.people.tables import Person
from fourfold.ground.trail.declaration import declared
from tests.builders.many import many_contracts, many_deliveries
from tests.builders.promises import a_promise

if TYPE_CHECKING:
    from collections.abc import Callable

    from fourfold.ground.people.actor import Actor

DELIVERIES, CONTRACTS, A_PAGE = 10_000, 5_000, 25
# A list of one's own, and one in which each row is seen only because it was shared.
PAGES = (
    ("buyer", "/deliveries/", DELIVERIES),
    ("buyer", "/contracts/", CONTRACTS),
    ("supplier", "/deliveries/", DELIVERIES),
)
_TOKEN = re.compile(r'(csrfmiddlewaretoken" value=")[^"]+')


def main(rounds: int, seconds: float) -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    promise = a_promise()
    many_deliveries(promise, DELIVERIES)
    many_contracts(promise, CONTRACTS)
    # As it is known the morning after.
    if not planning.look_again():
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    readers = {"buyer": promise.manager, "supplier": promise.reporter}
    found = []
    for reader, address, rows in PAGES:
        statements, rates = measured(readers[reader], address, rounds=rounds, seconds=seconds)
        engine = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
        found.append(Measured(engine, reader, address, rows, statements, rates))
    print(json.dumps([asdict(each) for each in found]))


def measured(
    by: Actor, address: str, *, rounds: int, seconds: float
) -> tuple[dict[str, int], dict[str, list[float]]]:
    """How many statements each way takes, and its requests a second in each round."""
    asks = {way: asking(way, by, address) for way in WAYS}
    statements = same_page_in_every_way(asks)
    began = time.perf_counter()
    asks[WHOLE]()
    number = max(5, round(seconds / (time.perf_counter() - began)))
    rates: dict[str, list[float]] = {way: [] for way in WAYS}
    for turn in range(rounds):
        # Each way goes first, second and third equally often.
        first = turn % len(WAYS)
        for way in WAYS[first:] + WAYS[:first]:
            with walls_of(way):
                rates[way].append(rate(asks[way], number))
    return statements, rates


def same_page_in_every_way(asks: dict[str, Callable[[], str]]) -> dict[str, int]:
    """How many statements each way takes. Fails unless all show the same 25 rows, byte for byte but for the form's token."""
    pages, statements = set(), {}
    for way, ask in asks.items():
        counted: list[str] = []
        with walls_of(way):
            ask()
            with connection.execute_wrapper(_noting(counted)):
                pages.add(_TOKEN.sub(r"\1", ask()))
        statements[way] = len(counted)
    assert len(pages) == 1, "the ways do not show the same page"
    assert pages.pop().count("<tr") == 1 + A_PAGE
    return statements


def asking(way: str, by: Actor, address: str) -> Callable[[], str]:
    """One request to an application of its own, as the web server makes it, to the last byte of the answer."""
    serve = application(way)
    client = Client()
    with declared(person=None, organisation=None, reason="Signed in for a benchmark"):
        client.force_login(Person.objects.get(pk=by.person_id))
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())

    def ask() -> str:
        request = RequestFactory().get(address, HTTP_COOKIE=cookies)
        began: list[str] = []

        def start(status: str, *_headers: object) -> Callable[[bytes], object]:
            began.append(status)
            return lambda _written: None

        answer = serve({**request.META, ACTOR: by}, start)
        content = b"".join(answer)
        answer.close()
        assert began == ["200 OK"], f"{way} answered {began}"
        return content.decode()

    return ask


def rate(ask: Callable[[], str], number: int) -> float:
    """Requests a second over so many, after two that warm up."""
    ask()
    ask()
    gc.collect()
    began = time.perf_counter()
    for _ in range(number):
        ask()
    return number / (time.perf_counter() - began)


def _noting(counted: list[str]) -> Callable[..., Any]:
    def wrapper(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        counted.append(sql)
        return execute(sql, *rest)

    return wrapper
