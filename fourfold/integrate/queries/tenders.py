"""Tenders as anyone may read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, F, IntegerField, Q, Value, When

from fourfold.integrate.models import Ask, Criterion, Procurement, ProcurementState
from fourfold.integrate.queries.criteria import leaves
from fourfold.integrate.queries.method import method_of, published_method
from fourfold.integrate.queries.procurements import state_at

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from fourfold.define.rules.policy_document import Document

BEFORE_IT_IS_PUBLIC = (ProcurementState.PLANNED, ProcurementState.CONSIDERING)


def tenders(*, at: datetime, open_only: bool) -> QuerySet[Procurement]:
    """Published tenders that the tenant of the moment may see: open ones first, the nearest deadline first. Those that run on
    another portal are published there.
    """
    published = (
        Procurement.objects.exclude(~Q(state=ProcurementState.SELECTING), bids_close_at=None)
        .exclude(state__in=BEFORE_IT_IS_PUBLIC)
        .filter(elsewhere=None)
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
    """What bids are judged by, a part or a criterion without parts, with the measures asked for under it."""

    criterion: Criterion
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Tender:
    procurement: Procurement
    state: ProcurementState
    judged: tuple[Judged, ...]
    # Every criterion, the wholes with their parts after them.
    criteria: tuple[Criterion, ...]
    # Conditions, and what is voluntary.
    unscored: tuple[Ask, ...]
    method: Document
    method_sha256: str
    questions_until: datetime | None

    @property
    def asks(self) -> tuple[Ask, ...]:
        return (*(ask for one in self.judged for ask in one.asks), *self.unscored)

    @property
    def is_open(self) -> bool:
        return self.state == ProcurementState.OPEN


def tender(ref: str, *, at: datetime) -> Tender | None:
    """The tender as bidders and everyone else read it; None before it is published."""
    procurement = tenders(at=at, open_only=False).filter(ref=ref).first()
    if procurement is None:
        return None
    asks: dict[int | None, list[Ask]] = {}
    for ask in procurement.asks.select_related("measure", "criterion"):
        asks.setdefault(ask.criterion_id, []).append(ask)
    row = method_of(procurement).row
    return Tender(
        procurement=procurement,
        state=state_at(procurement, at),
        judged=tuple(
            Judged(criterion, tuple(asks.get(criterion.pk, ()))) for criterion in leaves(procurement)
        ),
        criteria=tuple(procurement.criteria.all()),
        unscored=tuple(asks.get(None, ())),
        method=published_method(procurement),
        method_sha256="" if row is None else row.published_sha256,
        questions_until=None if row is None else row.questions_until,
    )


def ask_of_tender(*, procurement: str, ask: str) -> Ask | None:
    """A measure asked for; the buyer alone sees it before the tender is published."""
    found: Ask | None = (
        Ask.objects.filter(ref=ask, procurement__ref=procurement)
        .select_related("measure", "criterion", "procurement")
        .first()
    )
    return found
