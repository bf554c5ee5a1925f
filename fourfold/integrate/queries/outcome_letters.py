"""What each bidder would be told of an award, from the record: criteria, marks, reasons, and the winner's."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.integrate.models import Moderation, OpenedBid
from fourfold.integrate.queries.assessed import assessed
from fourfold.integrate.queries.bids_set_aside import bids_set_aside
from fourfold.integrate.queries.identifiers import identifier_of
from fourfold.integrate.queries.method import method_of
from fourfold.integrate.queries.ranking import agreed_and_reckoned_points, ranked_bids
from fourfold.integrate.rules.outcome import Letters
from fourfold.integrate.rules.outcome_letter import CriterionTold, LetterFacts, Marked, outcome_letter
from fourfold.integrate.rules.price_formulas import FORMULA_WORDS, PriceFormula

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fourfold.integrate.models import Award
    from fourfold.integrate.queries.assessed import Assessed
    from fourfold.integrate.queries.ranking import RankedBid
    from fourfold.integrate.rules.record import Record


def letters_for(award: Award, kind: Letters, *, standstill: Sequence[str]) -> list[tuple[OpenedBid, Record]]:
    """One record for each bid that was opened, the winner's among them; none where no bid was.

    A bid that was set aside gets the same letter, with why it has no place and as much as was agreed of it. Regulation 86 of
    2015 has every tenderer told; under the Act an assessed tender that was then disqualified is owed its summary
    (Procurement Regulations 2024, regulation 31(3)), and who was not assessed is told as guidance and good practice have it.
    """
    if kind is Letters.NONE:
        return []
    procurement = award.procurement
    ranked = ranked_bids(procurement)
    aside = bids_set_aside(procurement)
    criteria = assessed(procurement)
    formula = method_of(procurement).formula
    price_counts = FORMULA_WORDS[formula] if formula == PriceFormula.PER_POINT else ""
    points = agreed_and_reckoned_points(procurement, [each.opened_bid.ref for each in ranked])
    agreed = {
        (row.opened_bid_id, row.criterion_id): row
        for row in Moderation.objects.filter(opened_bid__procurement=procurement)
    }

    def marked(bid: RankedBid, by: Assessed) -> Marked:
        given = points[bid.opened_bid.ref].get(by.criterion.ref)
        row = agreed.get((bid.opened_bid.pk, by.criterion.pk))
        return Marked(
            bid.marks.get(by.criterion.ref, Decimal(0)), given, by.how if row is None else row.reason
        )

    def agreed_of(bid: OpenedBid, by: Assessed) -> Marked:
        row = agreed.get((bid.pk, by.criterion.pk))
        if row is None:
            return Marked(None, None, say("Not marked, since the bid was set aside"))
        return Marked(None, row.points, row.reason)

    winner = next(each for each in ranked if each.opened_bid.pk == award.opened_bid_id)

    def facts(
        opened: OpenedBid, own: Callable[[Assessed], Marked], *, place: RankedBid | None, why: Sequence[str]
    ) -> LetterFacts:
        return LetterFacts(
            kind=kind,
            procurement=procurement.title,
            reference=procurement.ref,
            buyer=procurement.owner.name,
            bidder=opened.bidder.name,
            bidder_identifier=identifier_of(opened.bidder_id),
            winner=winner.opened_bid.bidder.name,
            winner_identifier=winners_identifier,
            won=place is winner,
            criteria=[
                CriterionTold(
                    by.title,
                    by.criterion.get_family_display(),
                    by.criterion.weight,
                    by.criterion.question,
                    by.how,
                    own(by),
                    marked(winner, by),
                )
                for by in criteria
            ],
            own_total=Decimal(0) if place is None else place.total,
            winners_total=winner.total,
            place=0 if place is None else place.place,
            bids=len(ranked),
            own_price=opened.price,
            reason=award.reason,
            standstill=standstill,
            price_counts=price_counts,
            own_per_mark=None if place is None else place.price_per_point,
            winners_per_mark=winner.price_per_point,
            set_aside=why,
        )

    winners_identifier = identifier_of(winner.opened_bid.bidder_id)
    placed = [
        (each.opened_bid, facts(each.opened_bid, partial(marked, each), place=each, why=()))
        for each in ranked
    ]
    unplaced = [
        (opened, facts(opened, partial(agreed_of, opened), place=None, why=why)) for opened, why in aside
    ]
    return [(opened, outcome_letter(told)) for opened, told in placed + unplaced]
