"""What one bidder is told of an award, as a record: assessment summary, standstill letter, or feedback."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.outcome import Letters
from fourfold.integrate.rules.record import Facts, Grid, Part, Record, Words


@dataclass(frozen=True, slots=True)
class Marked:
    """One bid under one criterion: marks out of its weight, the points agreed of `most` and why; price has no points, and a bid
    that was set aside no marks.
    """

    marks: Decimal | None
    points: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class CriterionTold:
    """`question` is what bidders were asked, `assessed` how marks come about; `own` and `winners` are the two bids."""

    title: str
    family: str
    weight: Decimal
    question: str
    assessed: str
    own: Marked
    winners: Marked


@dataclass(frozen=True, slots=True)
class LetterFacts:
    kind: Letters
    procurement: str
    reference: str
    buyer: str
    bidder: str
    bidder_identifier: str
    winner: str
    winner_identifier: str
    won: bool
    criteria: Sequence[CriterionTold]
    own_total: Decimal
    winners_total: Decimal
    place: int
    bids: int
    own_price: Decimal
    reason: str
    # How the standstill goes, in sentences; empty where there is none.
    standstill: Sequence[str]
    # Where the published method goes by the price for each mark: how, and the two figures.
    price_counts: str = ""
    own_per_mark: Decimal | None = None
    winners_per_mark: Decimal | None = None
    # Why the bid has no place, in sentences; empty for one that was ranked.
    set_aside: Sequence[str] = ()


TITLES = {
    Letters.SUMMARY: say("Assessment summary"),
    Letters.STANDSTILL: say("Notice of the decision to award"),
    Letters.FEEDBACK: say("How your bid was judged"),
}


def outcome_letter(facts: LetterFacts) -> Record:
    """What the winner is told of others is nothing: its own marks are those of the winner."""
    parts = [
        Part(say("The decision"), _decision(facts)),
        Part(say("How bids were judged"), _criteria(facts)),
        Part(say("Your bid"), _marks(facts.criteria, own=True)),
    ]
    if not facts.won:
        parts.append(
            Part(
                say("The winning bid, of {winner}", winner=facts.winner), _marks(facts.criteria, own=False)
            )
        )  # fmt: skip
    if facts.standstill:
        parts.append(Part(say("Standstill"), tuple(Words(each) for each in facts.standstill)))
    return Record(
        title=say("{title}: {procurement}", title=TITLES[facts.kind], procurement=facts.procurement),
        owner=facts.buyer,
        subtitle=say("To {bidder}", bidder=facts.bidder),
        parts=tuple(parts),
    )


def aside_letter(*, procurement: str, reference: str, buyer: str, bidder: str, because: str) -> Record:
    """To whoever was told of an award that stands no more."""
    return Record(
        title=say("The decision is set aside: {procurement}", procurement=procurement),
        owner=buyer,
        subtitle=say("To {bidder}", bidder=bidder),
        parts=(
            Part(
                say("What this means"),
                (
                    Facts(
                        (
                            (say("Procurement"), f"{procurement}, {reference}"),
                            (say("Why it is set aside"), because),
                        )
                    ),
                    Words(
                        say(
                            "What you were told of the award stands no more, and no contract is signed on it. "
                            "The bids are judged again, and you are told what comes of it."
                        )
                    ),
                ),
            ),
        ),
    )


def _decision(facts: LetterFacts) -> tuple[Words | Facts, ...]:
    rows = [
        (say("Procurement"), f"{facts.procurement}, {facts.reference}"),
        (say("Your name"), facts.bidder),
        (say("Your identifier"), facts.bidder_identifier or say("None is on record")),
        (say("Your price, without VAT"), str(Money(facts.own_price))),
    ]
    if facts.set_aside:
        rows += [(say("Why your bid was set aside"), each) for each in facts.set_aside]
    else:
        rows.append((say("Your total marks"), f"{facts.own_total}"))
    if facts.own_per_mark is not None:
        rows.append((say("Your price for each mark"), str(Money(facts.own_per_mark))))
    if not facts.won:
        rows += [
            (say("Successful supplier"), facts.winner),
            (say("Its identifier"), facts.winner_identifier or say("None is on record")),
            (say("Its total marks"), f"{facts.winners_total}"),
        ]
        if facts.winners_per_mark is not None:
            rows.append((say("Its price for each mark"), str(Money(facts.winners_per_mark))))
    rows.append((say("Reason for the decision"), facts.reason))
    return Words(_opening(facts)), Facts(tuple(rows))


def _opening(facts: LetterFacts) -> str:
    if facts.won:
        return say("Your bid is the one that the contract is to be awarded to.")
    if facts.set_aside:
        return say(
            "The contract is to be awarded to {winner}. Your bid was set aside, so it has no place and its price counted in "
            "no formula.",
            winner=facts.winner,
        )
    return say(
        "The contract is to be awarded to {winner}. Your bid came {place} of {bids}.",
        winner=facts.winner,
        place=ordinal(facts.place),
        bids=facts.bids,
    )


def _criteria(facts: LetterFacts) -> tuple[Grid | Words, ...]:
    order = (Words(facts.price_counts),) if facts.price_counts else ()
    return (
        *order,
        Grid(
            say("Award criteria, their weight, and how each was assessed"),
            (say("Criterion"), say("What was asked"), say("How it was assessed"), say("Weight")),
            tuple(
                (
                    each.title,
                    each.question or say("Nothing in words"),
                    each.assessed,
                    f"{each.weight.normalize():f}%",
                )
                for each in facts.criteria
            ),
            words=3,
        ),
    )


def _marks(criteria: Sequence[CriterionTold], *, own: bool) -> tuple[Grid, ...]:
    rows = []
    for each in criteria:
        marked = each.own if own else each.winners
        rows.append(
            (
                each.title,
                marked.reason,
                "–" if marked.points is None else f"{marked.points.normalize():f}",
                "–" if marked.marks is None else f"{marked.marks}",
            )
        )
    return (
        Grid(
            say("Scores by criterion, each with the reason")
            if own
            else say("Its scores by criterion, each with the reason"),
            (say("Criterion"), say("Reason"), say("Points"), say("Marks")),
            tuple(rows),
            words=2,
        ),
    )


def ordinal(place: int) -> str:
    if place % 100 in {11, 12, 13}:
        return f"{place}th"
    return f"{place}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th') }"
