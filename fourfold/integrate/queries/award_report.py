"""The report for the decision: everything that led to an award, in one record that is a page and a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.quantities import Quantity, unit_of
from fourfold.ground.kernel.said import say, side_by_side
from fourfold.integrate.models import MOST_POINTS, AgreedChange, Moderation, Offer, Score
from fourfold.integrate.queries.assessed import assessed
from fourfold.integrate.queries.bids import agreed, excluded_bids
from fourfold.integrate.queries.conflicts import assessments_of, people_with_influence
from fourfold.integrate.queries.gate import gate_of
from fourfold.integrate.queries.method import method_of
from fourfold.integrate.queries.outcomes import awards_set_aside, outcome_of
from fourfold.integrate.queries.passing import why_set_aside
from fourfold.integrate.queries.procurements import consideration_of
from fourfold.integrate.queries.ranking import agreed_and_reckoned_points, ranked_bids
from fourfold.integrate.queries.routes import no_award_of, route_choice, where_it_stands
from fourfold.integrate.rules.asked import AskKind
from fourfold.integrate.rules.price_formulas import FORMULA_NAMES
from fourfold.integrate.rules.ranking import TIE_NAMES
from fourfold.integrate.rules.record import Facts, Grid, Part, Record, Words
from fourfold.integrate.rules.routes import GROUNDS, ROUTES, STAGE_WORDS, Ground, Route

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from fourfold.integrate.models import Award, Procurement
    from fourfold.integrate.queries.assessed import Assessed
    from fourfold.integrate.queries.conflicts import Influencer
    from fourfold.integrate.queries.ranking import RankedBid


def award_report(procurement: Procurement, award: Award | None, *, interests: bool) -> Record:
    """For the buyer's people alone: it names every bidder's price and every evaluator's reason. `interests` says whether the
    reader may read what an interest is, and not only that there is one.
    """
    return Record(
        title=say("Award report: {title}", title=procurement.title),
        owner=procurement.owner.name,
        subtitle=say(
            "Procurement {ref}, {state}", ref=procurement.ref, state=procurement.get_state_display()
        ),
        parts=tuple(_parts(procurement, award, interests=interests)),
    )


def _parts(procurement: Procurement, award: Award | None, *, interests: bool) -> Iterator[Part]:
    yield _decision(procurement, award)
    yield from _earlier_decisions(procurement, award)
    yield _route(procurement)
    yield _considered(procurement)
    yield _conflicts(procurement, interests=interests)
    criteria = assessed(procurement)
    ranked = ranked_bids(procurement)
    if ranked and procurement.route != Route.DIRECT:
        yield _method(procurement, criteria)
        yield _ranking(criteria, ranked)
        yield _robustness(ranked)
        yield from _not_ranked(procurement)
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


def _earlier_decisions(procurement: Procurement, award: Award | None) -> Iterator[Part]:
    """Those that were set aside, and what was agreed anew since: with the prices known."""
    earlier = [each for each in awards_set_aside(procurement) if award is None or each.pk != award.pk]
    if not earlier:
        return
    grid = Grid(
        say("Awards that were approved and set aside"),
        (say("Awarded to"), say("Approved"), say("Set aside"), say("Why")),
        tuple(
            (
                each.opened_bid.bidder.name,
                day_text(each.approved_on) if each.approved_on else "",
                say("{name}, {day}", name=each.set_aside_by, day=day_text(localdate(each.set_aside_at)))
                if each.set_aside_by is not None and each.set_aside_at is not None
                else say("Not on record"),
                each.set_aside_because,
            )
            for each in earlier
        ),
        words=2,
    )
    since = earlier[0].set_aside_at
    changed = AgreedChange.objects.filter(opened_bid__procurement=procurement)
    changed = changed.none() if since is None else changed.filter(at__gte=since)
    rows = tuple(
        (
            each.opened_bid.bidder.name,
            each.criterion.title,
            say(
                "From {before} to {after}",
                before=say("none") if each.before is None else each.before,
                after=each.after,
            ),
            say("{name}: {reason}", name=each.by, reason=each.reason),
        )
        for each in changed.select_related("opened_bid__bidder", "criterion", "by").order_by("pk")
    )
    said: list[Facts | Grid | Words] = [grid]
    if rows:
        columns = (say("Bidder"), say("Criterion"), say("Points"), say("Who, and why"))
        said.append(Grid(say("Points agreed since then, with the prices known"), columns, rows, words=2))
    else:
        said.append(Words(say("No agreed point was changed since then.")))
    yield Part(say("Earlier decisions"), tuple(said))


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
    heading = say("What was considered before")
    gate = gate_of(procurement)
    considered = consideration_of(procurement)
    rows = []
    if considered is not None:
        rows = [
            (say("How it could improve well-being"), considered.improvement),
            (say("Economic"), considered.economic),
            (say("Social"), considered.social),
            (say("Environmental"), considered.environmental),
            (say("What is in proportion"), considered.proportionate),
            (say("Consultation"), considered.consulted_whom or considered.not_consulted_because),
            (say("Urgent"), considered.urgent_because),
            (say("Why the law was not asked"), considered.no_ruling_because),
        ]
    if gate.ruling is not None:
        rows.append((say("Ruling of the law that it rests on"), str(gate.ruling.number)))
    if gate.overridden and gate.override is not None:
        rows.append(
            (
                say("Let pass without its whole record"),
                say(
                    "{asked} asked and {agreed} agreed: {because}",
                    asked=gate.override.asked_by.name,
                    agreed=gate.override.approver.name,
                    because=gate.override.because,
                ),
            )
        )
    said = tuple(row for row in rows if row[1])
    return Part(heading, (Facts(said),) if said else (Words(say("Nothing is on record.")),))


def _conflicts(procurement: Procurement, *, interests: bool) -> Part:
    """What stands of each: an earlier declaration or decision that was superseded is in the history, not here."""
    heading = say("Conflicts of interest")
    people = people_with_influence(procurement)
    if not any(who.declaration for who in people):
        return Part(heading, (Words(say("Nobody has declared.")),))
    grid = Grid(
        say("What everyone with influence declared, and what was decided on it"),
        (say("Person"), say("Part"), say("Interest"), say("Decided"), say("When")),
        tuple((who.name, who.in_parts or "–", *_declared(who, interests=interests)) for who in people),
        words=5,
    )
    confirmed = Grid(
        say("Assessments of conflicts"),
        (say("When it was"), say("What was done to find conflicts"), say("Confirmed by"), say("Day")),
        tuple(
            (
                each.get_moment_display(),
                each.looked_for,
                each.confirmed_by.name,
                day_text(each.confirmed_on),
            )
            for each in assessments_of(procurement)
        ),
        words=4,
    )
    return Part(heading, (grid, *((confirmed,) if confirmed.rows else ())))


def _declared(who: Influencer, *, interests: bool) -> tuple[str, str, str]:
    declared = who.declaration
    if declared is None:
        return (say("Has not declared") if who.here else say("Left before they declared")), "–", "–"
    day = day_text(declared.declared_on)
    if not declared.has_interest:
        return say("No interest"), "–", day
    said = (
        say("{kind}: {detail}", kind=declared.get_kind_display(), detail=declared.detail)
        if interests
        else say("Declared an interest")
    )
    decided = who.decision
    if decided is None:
        return said, say("Not decided: they take no part"), day
    words = (
        say("{outcome}: {steps}", outcome=decided.get_outcome_display(), steps=decided.steps)
        if interests
        else str(decided.get_outcome_display())
    )
    return said, words, day


def _method(procurement: Procurement, criteria: Sequence[Assessed]) -> Part:
    method = method_of(procurement)
    grid = Grid(
        say("Criteria and weights, as they were published"),
        (say("Criterion"), say("Judges"), say("How"), say("Weight")),
        tuple(
            (
                each.title,
                each.criterion.get_family_display(),
                each.how,
                f"{each.criterion.weight.normalize():f}%",
            )
            for each in criteria
        ),
        words=3,
    )
    order = Facts(
        (
            (say("How the price counts"), FORMULA_NAMES[method.formula]),
            (say("Where bids are equal"), TIE_NAMES[method.tie]),
        )
    )
    return Part(say("Criteria and method"), (grid, order))


def _ranking(criteria: Sequence[Assessed], ranked: Sequence[RankedBid]) -> Part:
    per_mark = any(each.price_per_point is not None for each in ranked)
    grid = Grid(
        say("Price, quality and social value side by side"),
        (
            say("Bidder"),
            say("Place"),
            *(each.title for each in criteria),
            say("Total"),
            say("Price, without VAT"),
            *((say("Price for each mark"),) if per_mark else ()),
        ),
        tuple(
            (
                each.opened_bid.bidder.name,
                str(each.place),
                *(f"{each.marks[by.criterion.ref]}" for by in criteria),
                f"{each.total}",
                str(Money(each.opened_bid.price)),
                *((_per_mark(each),) if per_mark else ()),
            )
            for each in ranked
        ),
    )
    return Part(say("Ranking"), (grid,))


def _per_mark(ranked: RankedBid) -> str:
    return "–" if ranked.price_per_point is None else str(Money(ranked.price_per_point))


def _robustness(ranked: Sequence[RankedBid]) -> Part:
    """What the marks themselves tell. What moving weights would do is another report's."""
    heading = say("How far the order holds")
    if len(ranked) == 1:
        return Part(heading, (Words(say("There was one bid, so there is no order to move.")),))
    first, second = ranked[0], ranked[1]
    lead = first.total - second.total
    if first.place == second.place:
        words = say("The first two are equal: nothing in the published method sets one before the other.")
    elif first.price_per_point is not None:
        words = say(
            "The order goes by the price for each mark: {first} of the first, {second} of the second.",
            first=_per_mark(first),
            second=_per_mark(second),
        )
    elif lead == 0:
        words = say("The first two have equal totals; the published rule for equal bids decided.")
    else:
        words = say(
            "The first leads the second by {lead} marks of 100: it would take more than that between the two to turn the order.",
            lead=lead,
        )
    return Part(heading, (Words(words),))


def _not_ranked(procurement: Procurement) -> Iterator[Part]:
    excluded = [(each.bidder.name, each.bid.reason) for each in excluded_bids(procurement) if each.bid]
    if excluded:
        grid = Grid(
            say("Bids that were excluded, and why"), (say("Bidder"), say("Why")), tuple(excluded), words=2
        )
        yield Part(say("Bids excluded"), (grid,))
    aside = why_set_aside(procurement)
    if not aside:
        return
    bids = procurement.opened_bids.filter(pk__in=aside).select_related("bidder").order_by("bidder__name")
    grid = Grid(
        say("Bids that were not ranked, and why"),
        (say("Bidder"), say("Why")),
        tuple((bid.bidder.name, side_by_side(aside[bid.pk], "; ")) for bid in bids),
        words=2,
    )
    yield Part(say("Bids set aside"), (grid,))


def _bids(
    procurement: Procurement, criteria: Sequence[Assessed], ranked: Sequence[RankedBid]
) -> Iterator[Part]:
    scores: dict[tuple[int, int], list[Score]] = {}
    for score in Score.objects.filter(opened_bid__procurement=procurement).select_related("evaluator"):
        scores.setdefault((score.opened_bid_id, score.criterion_id), []).append(score)
    reasons = {
        (row.opened_bid_id, row.criterion_id): row.reason
        for row in Moderation.objects.filter(opened_bid__procurement=procurement)
    }
    points = agreed_and_reckoned_points(procurement, [each.opened_bid.ref for each in ranked])
    offers: dict[int, list[Offer]] = {}
    for offer in Offer.objects.filter(opened_bid__procurement=procurement).select_related("ask__measure"):
        offers.setdefault(offer.opened_bid_id, []).append(offer)
    for each in ranked:
        key = each.opened_bid.pk
        rows = []
        for by in criteria:
            criterion = by.criterion
            agreed_on = points[each.opened_bid.ref].get(criterion.ref)
            given = sorted(scores.get((key, criterion.pk), []), key=lambda score: str(score.evaluator))
            rows.append(
                (
                    by.title,
                    reasons.get((key, criterion.pk), by.how),
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
                    "–" if agreed_on is None else f"{agreed_on.normalize():f}/{MOST_POINTS}",
                    f"{each.marks[criterion.ref]}",
                )
            )
        blocks: list[Grid | Facts | Words] = [
            Grid(
                say("Scores of {bidder}, with reasons", bidder=each.opened_bid.bidder.name),
                (say("Criterion"), say("Because"), say("Given alone"), say("Points"), say("Marks")),
                tuple(rows),
                words=3,
            )
        ]
        if offers.get(key):
            blocks.append(
                Grid(
                    say("What {bidder} promises", bidder=each.opened_bid.bidder.name),
                    (say("Measure"), say("How"), say("What")),
                    tuple(
                        (
                            offer.ask.measure.title,
                            _how(offer),
                            _promised(offer),
                        )
                        for offer in offers[key]
                    ),
                    words=2,
                )
            )
        yield Part(
            say("{place}. {bidder}", place=each.place, bidder=each.opened_bid.bidder.name), tuple(blocks)
        )


def _how(offer: Offer) -> str:
    if offer.shown:
        return side_by_side([f"{criterion}: {evidence}" for criterion, evidence in offer.shown], "; ")
    left_empty = offer.quantity is None and offer.kind != AskKind.METHOD
    return offer.method or ("–" if offer.accepts is not None or left_empty else say("They do not say how"))


def _promised(offer: Offer) -> str:
    """What a bid offers for one ask, by its kind: a number of the measure's unit, or what stands in its place."""
    if offer.accepts is not None:
        return say("Accepts the condition") if offer.accepts else say("Does not accept the condition")
    if offer.kind == AskKind.CRITERIA:
        return say("{shown} of {all} shown", shown=len(offer.shown), all=len(offer.ask.community))
    if offer.quantity is None:
        return say("In words") if offer.kind == AskKind.METHOD else say("Left empty")
    amount = _amount(offer.quantity, offer.ask.measure.unit)
    if offer.percent is not None:
        return say(
            "{percent}% of the price: {amount}", percent=f"{offer.percent.normalize():f}", amount=amount
        )
    if offer.cost is not None:
        return say("{amount}, at a cost of {cost} to the bidder", amount=amount, cost=Money(offer.cost))
    return amount


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
