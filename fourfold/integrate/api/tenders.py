"""Published tenders, for anyone: what is bought, how it is judged, which measures bidders are asked to promise."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from fourfold.ground.api.etags import shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import operation
from fourfold.ground.api.paging import Where, page, part_of
from fourfold.ground.api.shapes import Figure, Page, Party, Reference, Shown, YesOrNoInQuery
from fourfold.ground.people.token_table import Scope
from fourfold.integrate.models import ProcurementKind, ProcurementState
from fourfold.integrate.queries.procurements import state_at
from fourfold.integrate.queries.tenders import tender, tenders
from fourfold.integrate.rules.asked import AskedAs, AskKind

if TYPE_CHECKING:
    from fourfold.integrate.models import Ask, Procurement

router = Router(tags=["Tenders"])


class TenderLine(Shown):
    ref: str
    title: str
    buyer: Party
    kind: ProcurementKind
    amount: Figure | None
    state: ProcurementState
    bids_close_at: datetime | None


class AskShown(Shown):
    """A measure that bidders are asked about: how they answer, and whether that is scored, a condition or voluntary."""

    ref: str
    measure: str
    title: str
    unit: str
    kind: AskKind
    asked_as: AskedAs
    counts: str
    guidance: str


class CriterionShown(Shown):
    """The weights of a tender add to 100."""

    family: str
    title: str
    weight: Figure
    question: str
    asks: list[AskShown]


class TenderShown(TenderLine):
    description: str
    starts_on: date | None
    ends_on: date | None
    criteria: list[CriterionShown]
    unscored: list[AskShown]


class TendersSought(Where):
    open: Annotated[YesOrNoInQuery, Field(description="Only those that still take bids.")] = False


@operation(router, "get", "/tenders", scope=Scope.INTEGRATE_READ, answer=Page[TenderLine], public=True)
def list_tenders(request: HttpRequest, sought: Query[TendersSought]) -> HttpResponse:
    """List the published tenders."""
    now = timezone.now()
    seen = tenders(at=now, open_only=False)
    wanted = tenders(at=now, open_only=True) if sought.open else seen
    part = part_of(seen, sought, filtered=wanted)
    return page(request, [TenderLine(**_line(each, now)) for each in part.rows], part.next_cursor)


@operation(router, "get", "/tenders/{ref}", scope=Scope.INTEGRATE_READ, answer=TenderShown, public=True)
def read_tender(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read a tender.

    With its criteria and what bidders are asked to promise. Bids are written on its pages: they are sealed there.
    """
    now = timezone.now()
    one = found(tender(ref, at=now))
    return shown(
        request,
        TenderShown(
            **_line(one.procurement, now),
            description=one.procurement.description,
            starts_on=one.procurement.starts_on,
            ends_on=one.procurement.ends_on,
            criteria=[
                CriterionShown(
                    family=each.criterion.family,
                    title=each.criterion.title,
                    weight=each.criterion.weight,
                    question=each.criterion.question,
                    asks=[_ask(ask) for ask in each.asks],
                )
                for each in one.judged
            ],
            unscored=[_ask(ask) for ask in one.unscored],
        ),
    )


def _ask(ask: Ask) -> AskShown:
    return AskShown(
        ref=ask.ref,
        measure=ask.measure.ref,
        title=ask.measure.title,
        unit=ask.measure.unit,
        kind=AskKind(ask.kind),
        asked_as=AskedAs(ask.asked_as),
        counts=ask.measure.counts,
        guidance=ask.guidance,
    )


def _line(procurement: Procurement, now: datetime) -> dict[str, Any]:
    return {
        "ref": procurement.ref,
        "title": procurement.title,
        "buyer": Party(ref=procurement.owner.ref, name=procurement.owner.name),
        "kind": ProcurementKind(procurement.kind),
        "amount": procurement.amount,
        "state": state_at(procurement, now),
        "bids_close_at": procurement.bids_close_at,
    }
