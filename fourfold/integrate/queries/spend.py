"""What was paid to whom, as payers published it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Min, Sum

from fourfold.integrate.models import SpendLine

if TYPE_CHECKING:
    from django.db.models import QuerySet


def spend_by_supplier(owner: int, *, year: int | None = None, words: str = "") -> QuerySet[Any, Any]:
    """One row for each supplier as it is named and each currency, the largest sum first. Unlike currencies are not added."""
    lines = SpendLine.objects.filter(owner_id=owner)
    if year is not None:
        lines = lines.filter(paid_on__gte=date(year, 1, 1), paid_on__lt=date(year + 1, 1, 1))
    for word in words.split()[:8]:
        lines = lines.filter(supplier_name__icontains=word)
    return (
        lines.order_by()
        .values("supplier_name", "currency", "supplier__ref", "supplier__name", "supplier__sector")
        .annotate(paid=Sum("amount"), payments=Count("pk"))
        .order_by("-paid", "supplier_name")
    )


def years_of_spend(owner: int) -> list[int]:
    span = SpendLine.objects.filter(owner_id=owner).aggregate(first=Min("paid_on"), last=Max("paid_on"))
    if span["first"] is None:
        return []
    return list(range(span["last"].year, span["first"].year - 1, -1))
