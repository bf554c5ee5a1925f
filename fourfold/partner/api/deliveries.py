"""Deliveries: reported by the supplier, confirmed or disputed by who received them, decided on by the buyer."""

from __future__ import annotations

from enum import StrEnum
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
from fourfold.ground.api.shapes import Number, Page, Reference
from fourfold.ground.people.token_table import Scope
from fourfold.integrate.queries.commitments import commitment_numbered
from fourfold.partner.actions import confirmations, deliveries, verifications
from fourfold.partner.api.reporting import report, uploads
from fourfold.partner.api.shapes import (
    DeliveryLine,
    DeliveryShown,
    Reasons,
    RecipientAnswer,
    Report,
    ReportAgain,
    Resolving,
    Verifying,
    delivery_line,
    delivery_shown,
)
from fourfold.partner.models import DeliveryState
from fourfold.partner.queries import deliveries as queries

if TYPE_CHECKING:
    from fourfold.partner.queries.deliveries import DeliveryPage

router = Router(tags=["Deliveries"])

READ, WRITE = Scope.PARTNER_READ, Scope.PARTNER_WRITE


class Waiting(StrEnum):
    """What waits for your organisation to do."""

    VERIFY = "verify"
    CONFIRM = "confirm"
    RESOLVE = "resolve"
    REPORT_AGAIN = "report_again"


_WAITING = {
    Waiting.VERIFY: queries.to_verify,
    Waiting.CONFIRM: queries.to_confirm,
    Waiting.RESOLVE: queries.in_dispute,
    Waiting.REPORT_AGAIN: queries.to_report_again,
}


class DeliveriesSought(Where):
    state: DeliveryState | None = None
    waiting_to: Annotated[Waiting | None, Field(description="Only what waits for your organisation.")] = None
    contract: Annotated[Reference | None, Field(description="Only of this contract.")] = None


@operation(router, "get", "/deliveries", scope=READ, answer=Page[DeliveryLine])
def list_deliveries(request: HttpRequest, sought: Query[DeliveriesSought]) -> HttpResponse:
    """List the deliveries in which your organisation has a part.

    As buyer, supplier or recipient.
    """
    organisation = caller(request).organisation_id
    seen = queries.all_seen(organisation)
    wanted = seen
    if sought.state is not None:
        wanted = wanted.filter(state=sought.state.value)
    if sought.waiting_to is not None:
        wanted = wanted.filter(pk__in=_WAITING[sought.waiting_to](organisation).order_by().values("pk"))
    if sought.contract is not None:
        of_contract = queries.deliveries_of_contract(sought.contract)
        wanted = wanted.filter(pk__in=of_contract.order_by().values("pk"))
    part = part_of(seen, sought, filtered=wanted)
    return page(request, [delivery_line(each) for each in queries.rows(part.rows)], part.next_cursor)


@operation(
    router, "post", "/contracts/{ref}/commitments/{number}/deliveries", scope=WRITE, answer=DeliveryShown,
    status=201,
)  # fmt: skip
def report_delivery(request: HttpRequest, ref: Reference, number: Number, given: Report) -> HttpResponse:
    """Report a delivery against a commitment.

    By its supplier, with evidence uploaded before. The organisation that received it is asked at the same moment.
    """
    commitment = found(commitment_numbered(contract_ref=ref, number=number))
    delivery = report(by=caller(request), commitment=commitment, given=given)
    return _shown(request, delivery.ref, status=201)


@operation(router, "get", "/deliveries/{ref}", scope=READ, answer=DeliveryShown)
def read_delivery(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read a delivery, with its evidence, its recipient's answer and its verification as far as you may see them."""
    return _shown(request, ref)


@operation(router, "post", "/deliveries/{ref}/reports", scope=WRITE, answer=DeliveryShown, guarded=True)
def report_delivery_again(request: HttpRequest, ref: Reference, given: ReportAgain) -> HttpResponse:
    """Answer the questions on a returned delivery and report it again.

    What was there stays; further evidence is added, and the recipient is asked again.
    """
    by = caller(request)
    deliveries.report_again(
        by=by,
        delivery=_unchanged(request, ref).delivery,
        quantity=given.quantity,
        words=given.words,
        uploads=uploads(by, given.evidence),
        on=timezone.localdate(),
        at=timezone.now(),
    )
    return _shown(request, ref)


@operation(router, "post", "/deliveries/{ref}/confirmation", scope=WRITE, answer=DeliveryShown, guarded=True)
def answer_delivery(request: HttpRequest, ref: Reference, given: RecipientAnswer) -> HttpResponse:
    """Say whether you received it.

    Without a quantity all of it is confirmed; with one that is less it is disputed.
    """
    by, today = caller(request), timezone.localdate()
    standing = _unchanged(request, ref)
    confirmation = found(standing.confirmation)
    if given.quantity is None or given.quantity == standing.delivery.quantity:
        confirmations.confirm(
            by=by,
            confirmation=confirmation,
            quantity=standing.delivery.quantity,
            words=given.words,
            on=today,
        )
    else:
        confirmations.dispute(
            by=by,
            confirmation=confirmation,
            quantity=given.quantity,
            words=given.words,
            in_confidence=given.in_confidence,
            on=today,
            at=timezone.now(),
        )
    return _shown(request, ref)


@operation(router, "post", "/deliveries/{ref}/verification", scope=WRITE, answer=DeliveryShown, guarded=True)
def verify_delivery(request: HttpRequest, ref: Reference, given: Verifying) -> HttpResponse:
    """Accept a quantity of the delivery as proved.

    By a contract manager of the buyer who did not report it; at most what was reported.
    """
    verifications.verify(
        by=caller(request),
        delivery=_unchanged(request, ref).delivery,
        quantity=given.quantity,
        on_evidence=given.on_evidence,
        on=timezone.localdate(),
    )
    return _shown(request, ref)


@operation(router, "post", "/deliveries/{ref}/return", scope=WRITE, answer=DeliveryShown, guarded=True)
def return_delivery(request: HttpRequest, ref: Reference, given: Reasons) -> HttpResponse:
    """Return a delivery to its supplier with questions."""
    delivery = _unchanged(request, ref).delivery
    verifications.send_back(by=caller(request), delivery=delivery, because=given.because)
    return _shown(request, ref)


@operation(router, "post", "/deliveries/{ref}/rejection", scope=WRITE, answer=DeliveryShown, guarded=True)
def reject_delivery(request: HttpRequest, ref: Reference, given: Reasons) -> HttpResponse:
    """Reject a delivery for good."""
    delivery = _unchanged(request, ref).delivery
    verifications.reject(by=caller(request), delivery=delivery, because=given.because)
    return _shown(request, ref)


@operation(router, "post", "/deliveries/{ref}/resolution", scope=WRITE, answer=DeliveryShown, guarded=True)
def resolve_dispute(request: HttpRequest, ref: Reference, given: Resolving) -> HttpResponse:
    """Resolve the dispute over a delivery.

    The quantity stays what the recipient said.
    """
    confirmation = found(_unchanged(request, ref).confirmation)
    confirmations.resolve(by=caller(request), confirmation=confirmation, resolution=given.resolution)
    return _shown(request, ref)


def _unchanged(request: HttpRequest, ref: str) -> DeliveryPage:
    standing = found(queries.delivery_page(ref))
    check_unchanged(request, delivery_shown(standing))
    return standing


def _shown(request: HttpRequest, ref: str, *, status: int = 200) -> HttpResponse:
    location = reverse("api:api_read_delivery", kwargs={"ref": ref}) if status == 201 else ""  # noqa: PLR2004
    return shown(request, delivery_shown(found(queries.delivery_page(ref))), status=status, location=location)
