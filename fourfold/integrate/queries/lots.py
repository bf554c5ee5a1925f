"""Lots as the pages of the whole, of a lot and of its tender show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from fourfold.integrate.models import Lot, LotDecision

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fourfold.integrate.models import Procurement


@dataclass(frozen=True, slots=True)
class Lots:
    """`own` where the procurement is a lot itself; `others` are those of the same whole that the reader may see."""

    decision: LotDecision | None
    lots: tuple[Lot, ...]
    own: Lot | None
    others: tuple[Lot, ...]


def without_divided(procurements: QuerySet[Procurement]) -> QuerySet[Procurement]:
    """As they are counted: each lot is bought by itself, so the whole it is of is not counted beside it."""
    return procurements.exclude(Exists(Lot.objects.filter(whole=OuterRef("pk"))))


def lots_of(procurement: Procurement) -> Lots:
    own = Lot.objects.filter(procurement=procurement).select_related("procurement").first()
    others = (
        Lot.objects.filter(whole_id=own.whole_id).exclude(pk=own.pk).select_related("procurement")
        if own is not None
        else ()
    )
    return Lots(
        decision=LotDecision.objects.filter(procurement=procurement).select_related("decided_by").first(),
        lots=tuple(Lot.objects.filter(whole=procurement).select_related("procurement")),
        own=own,
        others=tuple(others),
    )
