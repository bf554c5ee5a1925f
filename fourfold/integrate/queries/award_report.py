"""The report for the decision: everything that led to an award, in one record that is a page and a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.quantities import Quantity, unit_of
from fourfold.ground.kernel.said import say, side_by_side
from fourfold.integrate.models import MOST_POINTS, Declaration, Family, Moderation, Offer, Score
from fourfold.integrate.queries.bids import agreed
from fourfold.integrate.queries.outcome_letters import POINTS_ASSESSED, PRICE_ASSESSED
from fourfold.integrate.queries.outcomes import outcome_of
from fourfold.integrate.queries.procurements import consideration_of
from fourfold.integrate.queries.ranking import ranked_bids
from fourfold.integrate.queries.routes import no_award_of, route_choice, where_it_stands
from fourfold.integrate.rules.record import Facts, Grid, Part, Record, Words
from fourfold.integrate.rules.routes import GROUNDS, ROUTES, STAGE_WORDS, Ground, Route

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from fourfold.integrate.models import Award, Criterion, Procurement
    from fourfold.integrate.queries.ranking import RankedBid


def award_report(procurement: Procurement, award: Award | None) -> Record:
    """For the buyer's people alone: it names every bidder's price and every evaluator's reason."""
    return Record(
        title=say("Award report: {title}", title=procurement.title),
        owner=procurement.owner.name,
        subtitle=say(
            "Procurement {ref}, {state}", ref=procurement.ref, state=procurement.get_state_display()
        ),
        parts=tuple(_parts(procurement, award)),
    )


def _parts(procurement: Procurement, award: Award | None) -> Iterator[Part]:
    yield _decision(procurement, award)
    yield _route(procurement)
    yield _considered(procurement)
    yield _conflicts(procurement)
    criteria = list(procurement.criteria.all())
    ranked = ranked_bids(procurement)
    if ranked and procurement.route != Route.DIRECT:
        yield _method(criteria)
        yield _ranking(criteria, ranked)
        yield _robustness(ranked)
        yield from _bids(procurement, criteria, ranked)
    elif award is not None:
        yield _agreed(award)


def _decision(procurement: Procurement, award: Award | None) -> Part:
    nobody = no_award_of(procurement)
    if nobody is not None:
        rows = [
            (say("Awarded to"), say("Nobody")),
            (say("Reason"), nobody.reason),
            (
                say("Proposed"),
                say("{name}, {day}", name=nobody.proposed_by, day=day_text(nobody.proposed_on)),
            ),
        ]
        if nobody.approved_by is not None and nobody.approved_on is not None:
            rows.append(
                (
                    say("Decided"),
                    say("{name}, {day}", name=nobody.approved_by, day=day_text(nobody.approved_on)),
                )
            )
        return Part(say("The decision"), (Facts(tuple(rows)),))
    if award is None:
        return Part(say("The decision"), (Words(say("No award is proposed yet.")),))
    rows = [
        (say("Awarded to"), award.opened_bid.bidder.name),
        (say("At a price, without VAT, of"), str(Money(award.opened_bid.price))),
        (say("Reason"), award.reason),
        (say("Proposed by"), award.proposed_by.name),
        (
            say("Approved"),
            say("Not yet")
            if award.approved_by is None or award.approved_on is None
            else say("{name}, {day}", name=award.approved_by, day=day_text(award.approved_on)),
        ),
    ]
    if award.set_aside_because:
        rows.append((say("Set aside"), award.set_aside_because))
    outcome = outcome_of(award)
    if outcome is not None:
        rows += [
            (say("Law"), say("{law}. {because}", law=outcome.get_law_display(), because=outcome.law_because)),
            (
                say("Bidders told"),
                say("{kind}, {day}", kind=outcome.get_letters_display(), day=day_text(outcome.told_on)),
            ),
        ]
        if outcome.standstill_until is not None:
            rows.append((say("Standstill to the end of"), day_text(outcome.standstill_until)))
        if outcome.overridden_by is not None:
            rows.append(
                (
                    say("Standstill not waited for"),
                    say("{name}: {because}", name=outcome.overridden_by, because=outcome.overridden_because),
                )
            )
    return Part(say("The decision"), (Facts(tuple(rows)),))


def _route(procurement: Procurement) -> Part:
    rule = ROUTES[Route(procurement.route)]
    choice = route_choice(procurement)
    rows = [(say("Route"), rule.title), (say("Laid down in"), rule.basis.words)]
    if choice is not None:
        rows.append((say("Why"), choice.because))
        if choice.framework:
            rows.append(
                (say("Framework"), side_by_side(filter(None, (choice.framework, choice.framework_reference))))
            )
        if choice.ground:
            ground = GROUNDS[Ground(choice.ground)]
            rows.append(
                (say("Ground"), say("{title} ({basis})", title=ground.title, basis=ground.basis.words))
            )
    skipped = [each for each in where_it_stands(procurement) if each.standing == "skipped"]
    grid = Grid(
        say("Steps that this route skips"),
        (say("Step"), say("Why"), say("Where that is said")),
        tuple(
            (STAGE_WORDS[each.stage], each.because, "" if each.basis is None else each.basis.words)
            for each in skipped
        ),
        words=3,
    )
    return Part(say("The route"), (Facts(tuple(rows)), *((grid,) if skipped else ())))


def _considered(procurement: Procurement) -> Part:
    considered = consideration_of(procurement)
    if considered is None:
        return Part(say("What was considered before"), (Words(say("Nothing is on record.")),))
    return Part(
        say("What was considered before"),
        (
            Facts(
                (
                    (say("How it could improve well-being"), considered.improvement),
                    (say("What is in proportion"), considered.proportionate),
                    (
                        say("Consultation"),
                        considered.consulted_whom or considered.not_consulted_because,
                    ),
                )
            ),
        ),
    )


def _conflicts(procurement: Procurement) -> Part:
    declared = list(
        Declaration.objects.filter(procurement=procurement).select_related("person").order_by("person__name")
    )
    if not declared:
        return Part(say("Conflicts of interest"), (Words(say("Nobody has declared.")),))
    grid = Grid(
        say("What everyone with influence declared"),
        (say("Person"), say("Interest"), say("When")),
        tuple(
            (
                each.person.name,
                each.detail if each.has_interest else say("No interest"),
                day_text(each.declared_on),
            )
            for each in declared
        ),
        words=3,
    )
    return Part(say("Conflicts of interest"), (grid,))


def _method(criteria: Sequence[Criterion]) -> Part:
    grid = Grid(
        say("Criteria and weights, as they were published"),
        (say("Criterion"), say("Judges"), say("How"), say("Weight")),
        tuple(
            (
                each.title,
                each.get_family_display(),
                PRICE_ASSESSED if each.family == Family.PRICE else POINTS_ASSESSED,
                f"{each.weight.normalize():f}%",
            )
            for each in criteria
        ),
        words=3,
    )
    return Part(say("Criteria and method"), (grid,))


def _ranking(criteria: Sequence[Criterion], ranked: Sequence[RankedBid]) -> Part:
    grid = Grid(
        say("Price, quality and social value side by side"),
        (
            say("Bidder"),
            say("Place"),
            *(each.title for each in criteria),
            say("Total"),
            say("Price, without VAT"),
        ),
        tuple(
            (
                each.opened_bid.bidder.name,
                str(each.place),
                *(f"{each.marks[criterion.ref]}" for criterion in criteria),
                f"{each.total}",
                str(Money(each.opened_bid.price)),
            )
            for each in ranked
        ),
    )
    return Part(say("Ranking"), (grid,))


def _robustness(ranked: Sequence[RankedBid]) -> Part:
    """What the marks themselves tell. What moving weights would do is another report's."""
    if len(ranked) == 1:
        return Part(
            say("How far the order holds"), (Words(say("There was one bid, so there is no order to move.")),)
        )
    lead = ranked[0].total - ranked[1].total
    words = (
        say("The first two have equal totals: nothing in the published method sets one before the other.")
        if lead == 0
        else say(
            "The first leads the second by {lead} marks of 100: it would take more than that between the two to turn the order.",
            lead=lead,
        )
    )
    return Part(say("How far the order holds"), (Words(words),))


def _bids(
    procurement: Procurement, criteria: Sequence[Criterion], ranked: Sequence[RankedBid]
) -> Iterator[Part]:
    scores: dict[tuple[int, int], list[Score]] = {}
    for score in Score.objects.filter(opened_bid__procurement=procurement).select_related("evaluator"):
        scores.setdefault((score.opened_bid_id, score.criterion_id), []).append(score)
    points = {
        (row.opened_bid_id, row.criterion_id): row
        for row in Moderation.objects.filter(opened_bid__procurement=procurement)
    }
    offers: dict[int, list[Offer]] = {}
    for offer in Offer.objects.filter(opened_bid__procurement=procurement).select_related("ask__measure"):
        offers.setdefault(offer.opened_bid_id, []).append(offer)
    for each in ranked:
        key = each.opened_bid.pk
        rows = []
        for criterion in criteria:
            row = points.get((key, criterion.pk))
            given = sorted(scores.get((key, criterion.pk), []), key=lambda score: str(score.evaluator))
            rows.append(
                (
                    criterion.title,
                    PRICE_ASSESSED if row is None else row.reason,
                    side_by_side(
                        [
                            say(
                                "{name}: {points}, {reason}",
                                name=score.evaluator,
                                points=score.points,
                                reason=score.reason,
                            )
                            for score in given
                        ],
                        "; ",
                    )
                    or "–",
                    "–" if row is None else f"{row.points.normalize():f}/{MOST_POINTS}",
                    f"{each.marks[criterion.ref]}",
                )
            )
        blocks: list[Grid | Facts | Words] = [
            Grid(
                say("Scores with reasons"),
                (say("Criterion"), say("Agreed because"), say("Given alone"), say("Points"), say("Marks")),
                tuple(rows),
                words=3,
            )
        ]
        if offers.get(key):
            blocks.append(
                Grid(
                    say("What is promised"),
                    (say("Measure"), say("How"), say("Quantity")),
                    tuple(
                        (
                            offer.ask.measure.title,
                            offer.method or say("They do not say how"),
                            _amount(offer.quantity, offer.ask.measure.unit),
                        )
                        for offer in offers[key]
                    ),
                    words=2,
                )
            )
        yield Part(
            say("{place}. {bidder}", place=each.place, bidder=each.opened_bid.bidder.name), tuple(blocks)
        )


def _agreed(award: Award) -> Part:
    promises = agreed(award.opened_bid)
    if not promises:
        return Part(say("What was agreed"), (Words(say("No quantities were agreed.")),))
    return Part(
        say("What was agreed"),
        (
            Grid(
                say("Promises"),
                (say("Measure"), say("Quantity")),
                tuple((each.measure.title, _amount(each.quantity, each.measure.unit)) for each in promises),
            ),
        ),
    )


def _amount(number: Decimal, unit: str) -> str:
    return str(Quantity(number, unit_of(unit)))
