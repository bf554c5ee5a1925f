"""Questions about a tender: what everybody reads, what the buyer has to answer, and what a bidder asked itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.integrate.models import (
    Bid,
    BidderQuestion,
    BidState,
    Clarification,
    TenderInterest,
    TenderMethod,
)

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.integrate.models import Procurement

HAS_A_BID = (BidState.DRAFT, BidState.SEALED)


def questions_taken_until(procurement: Procurement) -> datetime | None:
    """As it was published; for a tender from before such a time was kept, until bids close."""
    until = (
        TenderMethod.objects.filter(procurement=procurement).values_list("questions_until", flat=True).first()
    )
    return until or procurement.bids_close_at


def answers_of(procurement: Procurement) -> list[Clarification]:
    return list(Clarification.objects.filter(procurement=procurement))


def unanswered(procurement: Procurement) -> list[BidderQuestion]:
    """For the buyer, the oldest first."""
    return list(BidderQuestion.objects.filter(procurement=procurement, clarification=None))


def question_of(procurement: Procurement, ref: str) -> BidderQuestion | None:
    found: BidderQuestion | None = (
        BidderQuestion.objects.filter(procurement=procurement, ref=ref)
        .select_related("procurement__owner")
        .first()
    )
    return found


def own_questions(procurement: Procurement, *, bidder: int) -> list[BidderQuestion]:
    return list(
        BidderQuestion.objects.filter(procurement=procurement, owner_id=bidder).select_related(
            "clarification"
        )
    )


def follows(procurement: Procurement, *, bidder: int, person: int) -> bool:
    return TenderInterest.objects.filter(procurement=procurement, owner_id=bidder, person_id=person).exists()


def clarification_with(ref: str) -> Clarification:
    """Raises Clarification.DoesNotExist."""
    return Clarification.objects.select_related("procurement__owner").get(ref=ref)


def organisations_to_tell(procurement: int) -> list[int]:
    """Keys of all with a draft, a bid or an interest; read as maintenance, since nobody else may know."""
    found = set(
        Bid.objects.filter(procurement=procurement, state__in=HAS_A_BID).values_list("owner_id", flat=True)
    )
    found |= set(TenderInterest.objects.filter(procurement=procurement).values_list("owner_id", flat=True))
    return sorted(found)
