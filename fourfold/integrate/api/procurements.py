"""The procurements that your organisation runs. Bids are not here: they are sealed, and people open them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from fourfold.ground.api.etags import check_unchanged, shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.paging import Where, page, part_of
from fourfold.ground.api.shapes import Amount, Day, Figure, Given, Line, Page, Reference, Shown, Words
from fourfold.ground.people.token_table import Scope
from fourfold.integrate.actions import procurements
from fourfold.integrate.actions.procurements import Details
from fourfold.integrate.models import ProcurementKind, ProcurementState
from fourfold.integrate.queries.procurements import procurement_of, procurements_of, state_at
from fourfold.integrate.queries.register import register_entry

if TYPE_CHECKING:
    from fourfold.integrate.models import Procurement

router = Router(tags=["Procurements"])


class ProcurementShown(Shown):
    """`amount` is the estimate in pounds without VAT. `state` is by the clock: past its time a tender is closed."""

    ref: str
    title: str
    description: str
    kind: ProcurementKind
    amount: Figure | None
    state: ProcurementState
    bids_close_at: datetime | None
    starts_on: date | None
    ends_on: date | None


class ProcurementWords(Given):
    title: Annotated[Line, Field(max_length=300, description="As suppliers will search for it.")]
    description: Words = ""
    kind: ProcurementKind
    amount: Annotated[
        Amount | None, Field(description="The estimate in pounds without VAT; null if unknown.")
    ] = None
    starts_on: Day | None = None
    ends_on: Day | None = None


class NewProcurement(ProcurementWords):
    copied_from: Annotated[
        Reference | None, Field(description="An entry of your register that it begins from.")
    ] = None


class ProcurementsSought(Where):
    state: Annotated[
        ProcurementState | None, Field(description="As it was last written down, not by the clock.")
    ] = None


@operation(router, "get", "/procurements", scope=Scope.INTEGRATE_READ, answer=Page[ProcurementShown])
def list_procurements(request: HttpRequest, sought: Query[ProcurementsSought]) -> HttpResponse:
    """List your organisation's procurements."""
    seen = procurements_of(caller(request).organisation_id)
    wanted = seen.filter(state=sought.state.value) if sought.state else seen
    part = part_of(seen, sought, filtered=wanted)
    return page(request, [_procurement(each) for each in part.rows], part.next_cursor)


@operation(router, "post", "/procurements", scope=Scope.INTEGRATE_WRITE, answer=ProcurementShown, status=201)
def start_procurement(request: HttpRequest, given: NewProcurement) -> HttpResponse:
    """Start a procurement.

    It is planned; what follows (weighing, criteria, measures, opening it for bids) is done on its pages.
    """
    by = caller(request)
    procurements.check_can_start(by)
    wanted = given.copied_from
    entry = None if wanted is None else found(register_entry(owner=by.organisation_id, ref=wanted))
    started = procurements.start(by=by, details=_details(given), copied_from=entry)
    location = reverse("api:api_read_procurement", kwargs={"ref": started.ref})
    return shown(request, _procurement(started), status=201, location=location)


@operation(router, "get", "/procurements/{ref}", scope=Scope.INTEGRATE_READ, answer=ProcurementShown)
def read_procurement(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read a procurement of your organisation."""
    return shown(request, _procurement(found(procurement_of(owner=caller(request).organisation_id, ref=ref))))


@operation(
    router, "put", "/procurements/{ref}", scope=Scope.INTEGRATE_WRITE, answer=ProcurementShown, guarded=True
)
def write_procurement(request: HttpRequest, ref: Reference, given: ProcurementWords) -> HttpResponse:
    """Change what is bought.

    As long as it is not open for bids.
    """
    by = caller(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    check_unchanged(request, _procurement(procurement))
    changed = procurements.edit(
        by=by, procurement=procurement, details=_details(given), version=procurement.version
    )
    return shown(request, _procurement(changed))


def _details(given: ProcurementWords) -> Details:
    return Details(
        title=given.title,
        description=given.description,
        kind=given.kind,
        amount=given.amount,
        starts_on=given.starts_on,
        ends_on=given.ends_on,
    )


def _procurement(procurement: Procurement) -> ProcurementShown:
    return ProcurementShown(
        ref=procurement.ref,
        title=procurement.title,
        description=procurement.description,
        kind=ProcurementKind(procurement.kind),
        amount=procurement.amount,
        state=state_at(procurement, timezone.now()),
        bids_close_at=procurement.bids_close_at,
        starts_on=procurement.starts_on,
        ends_on=procurement.ends_on,
    )
