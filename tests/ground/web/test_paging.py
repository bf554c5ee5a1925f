"""A page of a list knows the pages around it, and no more than it needs of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from fourfold.ground.places.tables import Place
from fourfold.ground.trail.declaration import declared
from fourfold.ground.web import paging
from fourfold.ground.web.paging import LAST_PAGE, ON_A_PAGE, page_of

if TYPE_CHECKING:
    from django.core.paginator import Page

ROWS = list(range(60))


def asked(page: str, rows: Any = ROWS) -> Page[Any]:
    return page_of(RequestFactory().get("/", {"page": page}), rows)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", 1), ("1", 1), ("2", 2), ("3", 3), ("0003", 3), ("4", 3), ("0", 1), ("-1", 1), ("2.0", 1), ("two", 1), ("２", 1),
        (str(LAST_PAGE + 1), 3), ("9" * 30, 3), ("9" * 100_000, 3),
    ],
)  # fmt: skip
def test_what_is_no_page_is_the_first_and_what_lies_behind_is_the_last(typed: str, number: int) -> None:
    page = asked(typed)

    assert page.number == number
    assert list(page) == ROWS[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]


@pytest.mark.django_db
def test_no_more_is_counted_than_some_pages_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "COUNTED_AHEAD", 2 * ON_A_PAGE)
    with declared(person=None, organisation=None, reason="For a long list"):
        Place.objects.bulk_create(
            Place(code=f"X{number:08}", name=f"Place {number}", nation="England") for number in range(130)
        )
    places = Place.objects.filter(code__startswith="X0").order_by("code")

    with CaptureQueriesContext(connection) as asking:
        first = asked("1", places)
        assert (first.paginator.count, first.paginator.num_pages) == (75, 3)
    assert "LIMIT 76" in asking.captured_queries[0]["sql"]
    assert first.paginator.goes_on  # type: ignore[attr-defined]  # the paginator of our own
    assert first.has_next()

    # Wherever one stands, the next page leads on until the last.
    seen = [row.code for number in range(1, 7) for row in asked(str(number), places)]
    assert seen == [place.code for place in places]
    last = asked("6", places)
    assert not last.has_next()
    assert not last.paginator.goes_on  # type: ignore[attr-defined]
    assert last.paginator.count == 130
