"""Deliveries as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from fourfold.partner.models import (
    Asking,
    Confirmation,
    ConfirmationState,
    Delivery,
    DeliveryEvidence,
    DeliveryState,
    Verification,
)

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

    from fourfold.ground.files.tables import EvidenceFile


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One line of a list. `confirmed` and `verified` are None where nobody has answered or verified yet."""

    pk: int
    ref: str
    measure_title: str
    unit: str
    quantity: Decimal
    starts_on: date
    ends_on: date
    supplier_name: str
    recipient_name: str
    reported_on: date
    state: str
    state_text: str
    confirmed: Decimal | None = None
    confirmation_text: str = ""
    verified: Decimal | None = None


def deliveries_of_commitment(commitment: int) -> QuerySet[Delivery]:
    return Delivery.objects.filter(commitment_id=commitment)


def deliveries_of_contract(contract_ref: str) -> QuerySet[Delivery]:
    return Delivery.objects.filter(commitment__contract__ref=contract_ref)


def to_verify(owner: int) -> QuerySet[Delivery]:
    """Reported to this buyer and not yet decided on, the oldest first."""
    return Delivery.objects.filter(owner_id=owner, state=DeliveryState.REPORTED).order_by("reported_on", "pk")


def to_confirm(organisation: int) -> QuerySet[Delivery]:
    """What this organisation is asked to confirm, the oldest first."""
    asked = Confirmation.objects.filter(
        asked_of_id=organisation,
        state__in=(ConfirmationState.ASKED, ConfirmationState.UNANSWERED),
    )
    return Delivery.objects.filter(pk__in=asked.values("delivery"), state=DeliveryState.REPORTED).order_by(
        "reported_on", "pk"
    )


def waiting_for_an_answer() -> list[tuple[int, int]]:
    """The keys of all confirmations that were asked for and may be reminded of, each with its owner's; as maintenance."""
    asked = Confirmation.objects.filter(state=ConfirmationState.ASKED, delivery__state=DeliveryState.REPORTED)
    return list(asked.order_by("pk").values_list("pk", "owner_id"))


def in_dispute(owner: int) -> QuerySet[Delivery]:
    disputed = Confirmation.objects.filter(owner_id=owner, state=ConfirmationState.DISPUTED)
    return Delivery.objects.filter(pk__in=disputed.values("delivery")).order_by("reported_on", "pk")


def to_report_again(organisation: int) -> QuerySet[Delivery]:
    """Returned to this supplier with questions."""
    return Delivery.objects.filter(reported_for_id=organisation, state=DeliveryState.RETURNED).order_by(
        "reported_on", "pk"
    )


def all_seen(organisation: int) -> QuerySet[Delivery]:
    """Every delivery this organisation has a part in: as buyer, supplier or recipient."""
    return Delivery.objects.filter(
        Q(owner_id=organisation) | Q(reported_for_id=organisation) | Q(recipient_id=organisation),
    )


def rows(deliveries: QuerySet[Delivery]) -> list[DeliveryRow]:
    """Three queries for a page of deliveries, whatever their number."""
    page = list(deliveries.select_related("measure", "reported_for", "recipient"))
    keys = [delivery.pk for delivery in page]
    answers = {answer.delivery_id: answer for answer in Confirmation.objects.filter(delivery__in=keys)}
    proofs = dict(Verification.objects.filter(delivery__in=keys).values_list("delivery", "quantity"))
    return [
        DeliveryRow(
            pk=delivery.pk,
            ref=delivery.ref,
            measure_title=delivery.measure.title,
            unit=delivery.measure.unit,
            quantity=delivery.quantity,
            starts_on=delivery.starts_on,
            ends_on=delivery.ends_on,
            supplier_name=delivery.reported_for.name,
            recipient_name="" if delivery.recipient is None else delivery.recipient.name,
            reported_on=delivery.reported_on,
            state=delivery.state,
            state_text=delivery.get_state_display(),
            confirmed=answers[delivery.pk].quantity if delivery.pk in answers else None,
            confirmation_text=answers[delivery.pk].get_state_display() if delivery.pk in answers else "",
            verified=proofs.get(delivery.pk),
        )
        for delivery in page
    ]


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """Everything of one delivery that the reader may see. `confirmation` is None where nobody was asked, and for a
    supplier where the answer was given in confidence.
    """

    delivery: Delivery
    evidence: tuple[EvidenceFile, ...]
    confirmation: Confirmation | None
    verification: Verification | None
    # When the recipient was asked about what now stands, and reminded.
    askings: tuple[Asking, ...] = ()


def delivery_page(ref: str) -> DeliveryPage | None:
    delivery = (
        Delivery.objects.select_related(
            "measure", "reported_for", "recipient", "owner", "reported_by", "place"
        )
        .filter(ref=ref)
        .first()
    )
    if delivery is None:
        return None
    attached = DeliveryEvidence.objects.filter(delivery=delivery).select_related("file").order_by("pk")
    askings = list(Asking.objects.filter(confirmation__delivery=delivery).order_by("round", "number"))
    return DeliveryPage(
        delivery=delivery,
        evidence=tuple(each.file for each in attached),
        confirmation=Confirmation.objects.filter(delivery=delivery)
        .select_related("asked_of", "answered_by")
        .first(),
        verification=Verification.objects.filter(delivery=delivery).select_related("verified_by").first(),
        askings=tuple(one for one in askings if one.round == askings[-1].round),
    )
