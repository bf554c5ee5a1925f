"""Lists as long as those of a council after some years, written straight into the tables: for what pages cost."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.organisations.tenancy import Right, Share, share
from fourfold.ground.people.changes import change
from fourfold.integrate.models import Commitment, CommitmentQuarter, Contract
from fourfold.partner.models import (
    Confirmation,
    ConfirmationState,
    Delivery,
    DeliveryState,
    DirectoryEntry,
    DirectoryList,
    ListState,
    Verification,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.builders.promises import Promise

# What the embedded database takes in one statement.
_BATCH = 200
SINCE = date(2025, 4, 1)
UNTIL = date(2027, 3, 31)


def many_deliveries(promise: Promise, number: int) -> None:
    """Each confirmed, verified, and opened to its supplier and its recipient, as the actions leave it."""
    refs = [new_reference() for _ in range(number)]
    with change(by=promise.manager, owner=promise.buyer.pk, reason="For a long list"):
        deliveries = Delivery.objects.bulk_create(
            (
                Delivery(
                    owner=promise.buyer,
                    ref=ref,
                    root=ref,
                    commitment_id=promise.commitment.pk,
                    measure_id=promise.commitment.measure_id,
                    quantity=Decimal(1 + position % 9),
                    starts_on=SINCE,
                    ends_on=SINCE + timedelta(days=1 + position % 500),
                    words="As the site register says.",
                    state=DeliveryState.ACCEPTED,
                    reported_by_id=promise.reporter.person_id,
                    reported_for=promise.supplier,
                    reported_on=date(2026, 11, 1),
                    recipient=promise.recipient,
                )
                for position, ref in enumerate(refs)
            ),
            batch_size=_BATCH,
        )
        _answered(promise, deliveries)
        _verified(promise, deliveries)
        _opened(promise, (delivery.root for delivery in deliveries), "delivery")


def many_contracts(promise: Promise, number: int) -> None:
    """Each with one commitment of four quarters, and opened to its supplier."""
    quarters = [date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31)]
    with change(by=promise.manager, owner=promise.buyer.pk, reason="For a long list"):
        contracts = Contract.objects.bulk_create(
            (
                Contract(
                    owner=promise.buyer,
                    ref=(ref := new_reference()),
                    root=ref,
                    supplier=promise.supplier,
                    title=f"Repairs, lot {position}",
                    amount=Decimal(100_000 + position),
                    starts_on=SINCE,
                    ends_on=UNTIL,
                    signed_on=SINCE,
                )
                for position in range(number)
            ),
            batch_size=_BATCH,
        )
        commitments = Commitment.objects.bulk_create(
            (
                Commitment(
                    owner=promise.buyer,
                    root=contract.ref,
                    contract=contract,
                    number=1,
                    measure_id=promise.commitment.measure_id,
                    quantity=Decimal(40),
                    starts_on=SINCE,
                    ends_on=UNTIL,
                )
                for contract in contracts
            ),
            batch_size=_BATCH,
        )
        CommitmentQuarter.objects.bulk_create(
            (
                CommitmentQuarter(
                    owner=promise.buyer,
                    root=commitment.root,
                    commitment=commitment,
                    due_on=due_on,
                    quantity=Decimal(10),
                )
                for commitment in commitments
                for due_on in quarters
            ),
            batch_size=_BATCH,
        )
        _opened(promise, (contract.ref for contract in contracts), "contract")


def many_entries(promise: Promise, number: int) -> None:
    """Of a list of the buyer's that everyone may read."""
    root = new_reference()
    with change(by=promise.manager, owner=promise.buyer.pk, reason="For a long list"):
        kept = DirectoryList.objects.create(
            owner=promise.buyer,
            ref=root,
            root=root,
            kind="charities",
            state=ListState.TAKEN,
            publisher="A register",
            read_on=SINCE,
            file_name="list.csv",
            sha256="0" * 64,
            at=timezone.now(),
        )
        DirectoryEntry.objects.bulk_create(
            (
                DirectoryEntry(
                    owner=promise.buyer,
                    ref=new_reference(),
                    root=root,
                    received_in=kept,
                    row=position + 2,
                    name=f"Charity {position % 7} of {position:05}",
                    sector="charity",
                    services="Mends things with people",
                )
                for position in range(number)
            ),
            batch_size=_BATCH,
        )
        share(
            owner=promise.buyer,
            thing=root,
            kind="directory list",
            organisation=None,
            right=Right.SEE,
            on=SINCE,
            reason="For a long list",
        )


def _answered(promise: Promise, deliveries: Iterable[Delivery]) -> None:
    answers = Confirmation.objects.bulk_create(
        (
            Confirmation(
                owner=promise.buyer,
                ref=(ref := new_reference()),
                root=ref,
                delivery=delivery,
                asked_of=promise.recipient,
                state=ConfirmationState.CONFIRMED,
                quantity=delivery.quantity,
                answered_by_id=promise.community.person_id,
                answered_on=date(2026, 11, 2),
            )
            for delivery in deliveries
        ),
        batch_size=_BATCH,
    )
    _opened(promise, (answer.root for answer in answers), "confirmation")


def _verified(promise: Promise, deliveries: Iterable[Delivery]) -> None:
    Verification.objects.bulk_create(
        (
            Verification(
                owner=promise.buyer,
                root=delivery.root,
                delivery=delivery,
                quantity=delivery.quantity,
                on_evidence="The register.",
                verified_by_id=promise.manager.person_id,
                verified_on=date(2026, 11, 3),
                reported_by_id=promise.reporter.person_id,
            )
            for delivery in deliveries
        ),
        batch_size=_BATCH,
    )


def _opened(promise: Promise, things: Iterable[str], kind: str) -> None:
    Share.objects.bulk_create(
        (
            Share(
                owner=promise.buyer,
                thing=thing,
                kind=kind,
                organisation=reader,
                right=Right.SEE,
                from_day=SINCE,
                reason="For a long list",
            )
            for thing in things
            for reader in (promise.supplier, promise.recipient)
        ),
        batch_size=_BATCH,
    )
