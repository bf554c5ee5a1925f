"""Which deliveries a reader has a page for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.partner.models import Delivery

if TYPE_CHECKING:
    from collections.abc import Iterable


def deliveries_seen(refs: Iterable[str]) -> set[str]:
    """Those that the tenant of the moment may read."""
    return set(Delivery.objects.filter(ref__in=list(refs)).values_list("ref", flat=True))
