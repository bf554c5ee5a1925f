"""Tenders as anyone may read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, F, IntegerField, Q, Value, When

from fourfold.integrate.models import Ask, Criterion, Procurement, ProcurementState
from fourfold.integrate.queries.procurements import state_at

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

BEFORE_IT_IS_PUBLIC = (ProcurementState.PLANNED, ProcurementState.CONSIDERING)


def tenders(*, at: datetime, open_only: bool) -> QuerySet[Procurement]:
    """Published tenders that the tenant of the moment may see: open ones first, the nearest deadline first."""
    published = (
        Procurement.objects.exclude(~Q(state=ProcurementState.SELECTING), bids_close_at=None)
        .exclude(state__in=BEFORE_IT_IS_PUBLIC)
        .select_related("owner")
    )
    if open_only:
        return published.filter(state=ProcurementState.OPEN, bids_close_at__gte=at).order_by(
            "bids_close_at", "pk"
        )
    is_open = Case(
        When(state=ProcurementState.OPEN, bids_close_at__gte=at, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return published.annotate(over=is_open).order_by("over", F("bids_close_at").desc(), "pk")


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion with the measures asked for under it."""

    criterion: Criterion
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Tender:
    procurement: Procurement
    state: ProcurementState
    judged: tuple[Judged, ...]

    @property
    def is_open(self) -> bool:
        return self.state == ProcurementState.OPEN


def tender(ref: str, *, at: datetime) -> Tender | None:
    """The tender as bidders and everyone else read it; None before it is published."""
    procurement = tenders(at=at, open_only=False).filter(ref=ref).first()
    if procurement is None:
        return None
    asks: dict[int, list[Ask]] = {}
    for ask in procurement.asks.select_related("measure"):
        asks.setdefault(ask.criterion_id, []).append(ask)
    return Tender(
        procurement=procurement,
        state=state_at(procurement, at),
        judged=tuple(
            Judged(criterion, tuple(asks.get(criterion.pk, ()))) for criterion in procurement.criteria.all()
        ),
    )


def ask_of_tender(*, procurement: str, ask: str) -> Ask | None:
    """A measure asked for; the buyer alone sees it before the tender is published."""
    found: Ask | None = (
        Ask.objects.filter(ref=ask, procurement__ref=procurement)
        .select_related("measure", "criterion", "procurement")
        .first()
    )
    return found
