"""What each bidder would be told of an award, from the record: criteria, marks, reasons, and the winner's."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.integrate.models import Moderation, OpenedBid
from fourfold.integrate.queries.assessed import assessed
from fourfold.integrate.queries.identifiers import identifier_of
from fourfold.integrate.queries.method import method_of
from fourfold.integrate.queries.ranking import agreed_and_reckoned_points, ranked_bids
from fourfold.integrate.rules.outcome import Letters
from fourfold.integrate.rules.outcome_letter import CriterionTold, LetterFacts, Marked, outcome_letter
from fourfold.integrate.rules.price_formulas import FORMULA_WORDS, PriceFormula

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.integrate.models import Award
    from fourfold.integrate.queries.assessed import Assessed
    from fourfold.integrate.queries.ranking import RankedBid
    from fourfold.integrate.rules.record import Record


def letters_for(award: Award, kind: Letters, *, standstill: Sequence[str]) -> list[tuple[OpenedBid, Record]]:
    """One record for each bid that was assessed, the winner's among them; none where no bid was. A bid that did not pass
    what every bid must meet was disregarded, and is not among them.
    """
    if kind is Letters.NONE:
        return []
    procurement = award.procurement
    ranked = ranked_bids(procurement)
    criteria = assessed(procurement)
    formula = method_of(procurement).formula
    price_counts = FORMULA_WORDS[formula] if formula == PriceFormula.PER_POINT else ""
    points = agreed_and_reckoned_points(procurement, [each.opened_bid.ref for each in ranked])
    agreed = {
        (row.opened_bid_id, row.criterion_id): row.reason
        for row in Moderation.objects.filter(opened_bid__procurement=procurement)
    }

    def marked(bid: RankedBid, by: Assessed) -> Marked:
        given = points[bid.opened_bid.ref].get(by.criterion.ref)
        reason = agreed.get((bid.opened_bid.pk, by.criterion.pk), by.how)
        return Marked(bid.marks.get(by.criterion.ref, Decimal(0)), given, reason)

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
                    by.title,
                    by.criterion.get_family_display(),
                    by.criterion.weight,
                    by.criterion.question,
                    by.how,
                    marked(each, by),
                    marked(winner, by),
                )
                for by in criteria
            ],
            own_total=each.total,
            winners_total=winner.total,
            place=each.place,
            bids=len(ranked),
            own_price=each.opened_bid.price,
            reason=award.reason,
            standstill=standstill,
            price_counts=price_counts,
            own_per_mark=each.price_per_point,
            winners_per_mark=winner.price_per_point,
        )
        found.append((each.opened_bid, outcome_letter(facts)))
    return found
