"""A page of a list asks the database as often with ten thousand rows behind it as with twenty-five."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fourfold.ground.operation import planning
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.partner.queries.deliveries import all_seen
from tests.builders.browsing import signed_in
from tests.builders.many import many_contracts, many_deliveries, many_entries
from tests.builders.promises import Promise, a_promise

if TYPE_CHECKING:
    from collections.abc import Callable

    from fourfold.ground.people.actor import Actor

A_PAGE, MANY = 25, 10_000
# What a page of 25 rows may ask at most: who asks, for whom, how many there are, the rows, and what stands beside them.
MOST_QUERIES = 18

LISTS: dict[str, Callable[[Promise, int], None]] = {
    "/deliveries/": many_deliveries,
    "/contracts/": many_contracts,
    "/directory/": many_entries,
}


def questions_of(by: Actor, address: str) -> tuple[int, str]:
    """How many statements the page takes, and the page."""
    client = signed_in(by)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(asked), answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", LISTS)
def test_a_page_costs_the_same_questions_whatever_is_behind_it(address: str) -> None:
    promise = a_promise()
    LISTS[address](promise, A_PAGE)
    readers = {"buyer": promise.manager, "supplier": promise.reporter}
    few = {name: questions_of(by, address) for name, by in readers.items()}

    LISTS[address](promise, MANY - A_PAGE)
    many = {name: questions_of(by, address) for name, by in readers.items()}

    for name in readers:
        assert few[name][1].count("<tr") == many[name][1].count("<tr") == 1 + A_PAGE
        assert few[name][0] == many[name][0] <= MOST_QUERIES, name


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by what it has counted.")
def test_whether_a_row_was_shared_is_looked_up_and_not_searched_for() -> None:
    """By the index on the giver alone, a list of n rows went through n × n Shares."""
    promise = a_promise()
    with as_tenant(promise.supplier.pk):
        plan = all_seen(promise.supplier.pk).explain()

    assert "USING COVERING INDEX share_thing_of_owner" in plan or "USING INDEX share_thing_of_owner" in plan
    assert "ground_share_owner" not in plan


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks at its tables by itself.")
def test_the_morning_after_a_page_of_the_latest_is_read_in_order_and_not_sorted_out_of_all() -> None:
    promise = a_promise()
    many_deliveries(promise, A_PAGE * 40)
    with as_tenant(MAINTENANCE):
        planning.look_again()
    with as_tenant(promise.supplier.pk):
        plan = all_seen(promise.supplier.pk)[:A_PAGE].explain()

    assert "USING INDEX delivery_latest_first" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="Only PostgreSQL compiles what it is asked.")
def test_what_is_asked_behind_the_second_wall_is_answered_and_not_compiled_first() -> None:
    """It took longer to compile the policies of a page than to answer it."""
    with as_tenant(a_promise().buyer.pk), connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
