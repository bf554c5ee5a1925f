"""Variations of a contract, for its buyer and its supplier."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from fourfold.integrate.models import (
    AwardOutcome,
    Commitment,
    Contract,
    GoverningLaw,
    NoticeKind,
    PublishedNotice,
    Variation,
    VariationState,
)
from fourfold.integrate.queries.governing_law import governing_law
from fourfold.integrate.rules.contract_change import ChangeGround
from fourfold.integrate.rules.outcome import Law

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

UNDER_WAY = (VariationState.PROPOSED, VariationState.APPROVED)


def contract_with(ref: str) -> Contract | None:
    """For its buyer and its supplier alike; None where it is not there for the tenant of the moment."""
    found: Contract | None = (
        Contract.objects.filter(ref=ref)
        .select_related("owner", "supplier", "procurement", "award__opened_bid")
        .defer("award__opened_bid__price")
        .first()
    )
    return found


def commitments_to_vary(contract: Contract) -> list[Commitment]:
    return list(Commitment.objects.filter(contract=contract).select_related("measure").order_by("number"))


def variations_of(contract: int, *, reader: int) -> list[Variation]:
    """By the contract's key. What is not approved yet is the buyer's alone."""
    return list(_shown_to(reader).filter(contract_id=contract).order_by("number"))


def _shown_to(reader: int) -> QuerySet[Variation]:
    return Variation.objects.filter(Q(owner_id=reader) | ~Q(approved_on=None))


def variation_numbered(contract: Contract, number: int, *, reader: int) -> Variation | None:
    found: Variation | None = (
        _shown_to(reader)
        .filter(contract=contract, number=number)
        .select_related("proposed_by", "approved_by", "agreed_by", "contract__supplier")
        .first()
    )
    return found


def law_of_contract(contract: Contract) -> tuple[Law | None, bool, Decimal | None]:
    """The law, whether it is a light touch contract, and the threshold of its kind: as the award was told, else as known."""
    if contract.procurement is None:
        return None, False, None
    governed = governing_law(contract.procurement)
    outcome = AwardOutcome.objects.filter(award=contract.award_id).first() if contract.award_id else None
    if outcome is not None:
        return Law(GoverningLaw(outcome.law).value), outcome.light_touch, governed.threshold
    return governed.law, governed.light_touch, governed.threshold


def at_award(contract: Contract) -> tuple[Decimal, date]:
    """The value and the last day that were agreed first."""
    first = (
        Variation.objects.filter(contract=contract, state=VariationState.AGREED).order_by("number").first()
    )
    if first is None:
        return contract.amount, contract.ends_on
    return first.amount_before, first.ends_on_before


def moved_by_small_changes(contract: Contract) -> Decimal:
    """What small changes that are in force moved the value by, up and down added up."""
    rows = Variation.objects.filter(
        contract=contract, state=VariationState.AGREED, ground=ChangeGround.SMALL
    ).values_list("amount_before", "amount_after")
    return sum((abs(after - before) for before, after in rows), Decimal(0))


def notice_of_variation(variation: Variation) -> PublishedNotice | None:
    found: PublishedNotice | None = PublishedNotice.objects.filter(
        variation=variation, kind=NoticeKind.CHANGE
    ).first()
    return found


def standing_of(commitment: Commitment) -> dict[str, Any]:
    """What a promise is at this moment, as a variation keeps it."""
    return {
        "quantity": str(commitment.quantity),
        "ends_on": commitment.ends_on.isoformat(),
        "state": commitment.state,
        "parts": [
            [due_on.isoformat(), str(quantity)]
            for due_on, quantity in commitment.quarters.order_by("due_on").values_list("due_on", "quantity")
        ],
    }
