"""What was paid to whom, as payers published it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.integrate.models import SpendLine, SpendTotal
from fourfold.integrate.models.spend_total import EVERY_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


def spend_by_supplier(owner: int, *, year: int | None = None, words: str = "") -> QuerySet[Any, Any]:
    """One row for each supplier as it is named and each currency, the largest sum first. Unlike currencies are not added.

    The sums are kept as payments come and go, so that a page takes from them what it shows.
    """
    sums = SpendTotal.objects.filter(owner_id=owner, year=EVERY_YEAR if year is None else year)
    for word in words.split()[:8]:
        sums = sums.filter(supplier_name__icontains=word)
    return sums.order_by("-paid", "supplier_name", "pk").values(
        "supplier_name",
        "currency",
        "supplier__ref",
        "supplier__name",
        "supplier__sector",
        "paid",
        "payments",
    )


def paid_under(owner: int, names: Iterable[str]) -> QuerySet[Any, Any]:
    """What the organisation paid under each of these names as they were published, in each currency."""
    sums = SpendTotal.objects.filter(owner_id=owner, year=EVERY_YEAR, supplier_name__in=set(names))
    return sums.order_by("supplier_name", "currency", "pk").values(
        "supplier_name", "currency", "paid", "payments"
    )


def years_of_spend(owner: int) -> list[int]:
    """Each end is asked for by itself: the index answers with one row."""
    paid_on = SpendLine.objects.filter(owner_id=owner).values_list("paid_on", flat=True)
    last, first = paid_on.order_by("-paid_on").first(), paid_on.order_by("paid_on").first()
    if first is None or last is None:
        return []
    return list(range(last.year, first.year - 1, -1))
