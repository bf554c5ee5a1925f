"""What each bidder would be told of an award, from the record: criteria, marks, reasons, and the winner's."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.integrate.models import MOST_POINTS, Family, Moderation, OpenedBid
from fourfold.integrate.queries.identifiers import identifier_of
from fourfold.integrate.queries.ranking import ranked_bids
from fourfold.integrate.rules.outcome import Letters
from fourfold.integrate.rules.outcome_letter import CriterionTold, LetterFacts, Marked, outcome_letter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fourfold.integrate.models import Award, Criterion
    from fourfold.integrate.queries.ranking import RankedBid
    from fourfold.integrate.rules.record import Record

PRICE_ASSESSED = say("The weight times the lowest price over the bid's own.")
POINTS_ASSESSED = say("Evaluators agreed 0 to {most} points; the weight in proportion.", most=MOST_POINTS)


def letters_for(award: Award, kind: Letters, *, standstill: Sequence[str]) -> list[tuple[OpenedBid, Record]]:
    """One record for each bid that was assessed, the winner's among them; none where no bid was."""
    if kind is Letters.NONE:
        return []
    procurement = award.procurement
    ranked = ranked_bids(procurement)
    criteria = list(procurement.criteria.all())
    agreed = {
        (row.opened_bid_id, row.criterion_id): row
        for row in Moderation.objects.filter(opened_bid__procurement=procurement)
    }
    winner = next(each for each in ranked if each.opened_bid.pk == award.opened_bid_id)
    names = {each.opened_bid.bidder_id: identifier_of(each.opened_bid.bidder_id) for each in ranked}
    found = []
    for each in ranked:
        facts = LetterFacts(
            kind=kind,
            procurement=procurement.title,
            reference=procurement.ref,
            buyer=procurement.owner.name,
            bidder=each.opened_bid.bidder.name,
            bidder_identifier=names[each.opened_bid.bidder_id],
            winner=winner.opened_bid.bidder.name,
            winner_identifier=names[winner.opened_bid.bidder_id],
            won=each is winner,
            criteria=[
                CriterionTold(
                    criterion.title,
                    criterion.get_family_display(),
                    criterion.weight,
                    criterion.question,
                    PRICE_ASSESSED if criterion.family == Family.PRICE else POINTS_ASSESSED,
                    _marked(each, criterion, agreed),
                    _marked(winner, criterion, agreed),
                )
                for criterion in criteria
            ],
            own_total=each.total,
            winners_total=winner.total,
            place=each.place,
            bids=len(ranked),
            own_price=each.opened_bid.price,
            reason=award.reason,
            standstill=standstill,
        )
        found.append((each.opened_bid, outcome_letter(facts)))
    return found


def _marked(ranked: RankedBid, criterion: Criterion, agreed: Mapping[tuple[int, int], Moderation]) -> Marked:
    row = agreed.get((ranked.opened_bid.pk, criterion.pk))
    marks = ranked.marks.get(criterion.ref, Decimal(0))
    if row is None:
        return Marked(marks, None, PRICE_ASSESSED)
    return Marked(marks, row.points, row.reason)
