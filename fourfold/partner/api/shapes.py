"""Deliveries as the API shows and takes them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from fourfold.ground.api.shapes import (
    Amount,
    Day,
    Figure,
    Given,
    Number,
    Party,
    Reference,
    Shown,
    Words,
    YesOrNo,
)
from fourfold.integrate.queries.commitments import commitment_row, commitments_seen
from fourfold.partner.models import ConfirmationState, DeliveryState

if TYPE_CHECKING:
    from fourfold.ground.organisations.tables import Organisation
    from fourfold.partner.queries.deliveries import DeliveryPage, DeliveryRow

MOST_FILES = 20


class DeliveryLine(Shown):
    """`confirmed` and `verified` are null where nobody has answered or verified yet."""

    ref: str
    measure_title: str
    unit: str
    quantity: Figure
    starts_on: date
    ends_on: date
    supplier_name: str
    recipient_name: str
    reported_on: date
    state: DeliveryState
    confirmed: Figure | None
    verified: Figure | None


class EvidenceShown(Shown):
    """A file; read it for its content."""

    ref: str
    name: str
    media_type: str
    size: int
    sha256: str
    about: str


class ConfirmationShown(Shown):
    """The answer of the organisation that received it. `quantity` is null until it answers."""

    asked_of: Party
    state: ConfirmationState
    quantity: Figure | None
    words: str
    in_confidence: bool
    answered_on: date | None
    resolution: str


class VerificationShown(Shown):
    quantity: Figure
    on_evidence: str
    verified_by: str
    verified_on: date


class DeliveryShown(Shown):
    """A delivery whole. `contract` and `commitment` are null for one who may not see the contract; `confirmation` where
    nobody was asked, or the answer was given in confidence.
    """

    ref: str
    contract: str | None
    commitment: int | None
    measure: str
    measure_title: str
    unit: str
    quantity: Figure
    starts_on: date
    ends_on: date
    words: str
    place: str
    buyer: Party
    supplier: Party
    recipient: Party | None
    state: DeliveryState
    returned_because: str
    reported_on: date
    evidence: list[EvidenceShown]
    confirmation: ConfirmationShown | None
    verification: VerificationShown | None


EvidenceGiven = Annotated[
    list[Reference],
    Field(min_length=1, max_length=MOST_FILES, description="Files that you uploaded before, by reference."),
]


class Report(Given):
    quantity: Amount
    starts_on: Day
    ends_on: Day
    words: Annotated[Words, Field(description="What was done, in words that name no beneficiary.")]
    evidence: EvidenceGiven
    recipient: Annotated[
        Reference | None, Field(description="The organisation that received it and is asked.")
    ] = None
    place: Annotated[str | None, Field(pattern="^[EWSNKJ][0-9]{8}$", description="Its GSS code.")] = None


class ReportAgain(Given):
    quantity: Amount
    words: Words
    evidence: Annotated[list[Reference], Field(max_length=MOST_FILES)] = []


class LineOfMany(Report):
    contract: Reference
    commitment: Number


class ManyReports(Given):
    deliveries: Annotated[list[LineOfMany], Field(min_length=1, max_length=200)]


class VeryManyReports(Given):
    deliveries: Annotated[list[LineOfMany], Field(min_length=1, max_length=5_000)]


class RecipientAnswer(Given):
    """Without a quantity: all of it was received. With one that is less: a dispute, and `words` say what is wrong."""

    quantity: Amount | None = None
    words: Words = ""
    in_confidence: Annotated[YesOrNo, Field(description="A dispute that the supplier is not shown.")] = False


class Verifying(Given):
    quantity: Amount
    on_evidence: Annotated[Words, Field(description="What was looked at.")]


class Reasons(Given):
    because: Annotated[Words, Field(description="What the supplier reads.")]


class Resolving(Given):
    resolution: Annotated[Words, Field(description="What was found and agreed.")]


def delivery_line(row: DeliveryRow) -> DeliveryLine:
    return DeliveryLine(
        ref=row.ref,
        measure_title=row.measure_title,
        unit=row.unit,
        quantity=row.quantity,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        supplier_name=row.supplier_name,
        recipient_name=row.recipient_name,
        reported_on=row.reported_on,
        state=DeliveryState(row.state),
        confirmed=row.confirmed,
        verified=row.verified,
    )


def delivery_shown(page: DeliveryPage) -> DeliveryShown:
    delivery, confirmation, verification = page.delivery, page.confirmation, page.verification
    promised = (
        commitment_row(pk=delivery.commitment_id) if commitments_seen([delivery.commitment_id]) else None
    )
    return DeliveryShown(
        ref=delivery.ref,
        contract=promised.contract_ref if promised else None,
        commitment=promised.number if promised else None,
        measure=delivery.measure.ref,
        measure_title=delivery.measure.title,
        unit=delivery.measure.unit,
        quantity=delivery.quantity,
        starts_on=delivery.starts_on,
        ends_on=delivery.ends_on,
        words=delivery.words,
        place="" if delivery.place is None else delivery.place.code,
        buyer=_party(delivery.owner),
        supplier=_party(delivery.reported_for),
        recipient=None if delivery.recipient is None else _party(delivery.recipient),
        state=DeliveryState(delivery.state),
        returned_because=delivery.returned_because,
        reported_on=delivery.reported_on,
        evidence=[
            EvidenceShown(
                ref=each.ref,
                name=each.name,
                media_type=each.media_type,
                size=each.size,
                sha256=each.sha256,
                about=each.about,
            )
            for each in page.evidence
        ],
        confirmation=None
        if confirmation is None
        else ConfirmationShown(
            asked_of=_party(confirmation.asked_of),
            state=ConfirmationState(confirmation.state),
            quantity=confirmation.quantity,
            words=confirmation.words,
            in_confidence=confirmation.in_confidence,
            answered_on=confirmation.answered_on,
            resolution=confirmation.resolution,
        ),
        verification=None
        if verification is None
        else VerificationShown(
            quantity=verification.quantity,
            on_evidence=verification.on_evidence,
            verified_by=verification.verified_by.name,
            verified_on=verification.verified_on,
        ),
    )


def _party(organisation: Organisation) -> Party:
    return Party(ref=organisation.ref, name=organisation.name)
