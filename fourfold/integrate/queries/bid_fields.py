"""What a tender asks its bidders to fill in, as one list in the order in which it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.kernel.said import say
from fourfold.integrate.models import Family
from fourfold.integrate.rules.bid_fields import BidField, Kind

if TYPE_CHECKING:
    from fourfold.integrate.models import Ask, Procurement


def fields_of(procurement: Procurement) -> tuple[BidField, ...]:
    """The price and the bidder's number, then under each criterion its question and the measures asked for. Two queries."""
    whole = say("Price")
    fields = [
        BidField(
            Kind.PRICE,
            "",
            say("Your price in pounds, without VAT"),
            say("For the whole contract. For example £412,500"),
            whole,
        ),
        BidField(
            Kind.IDENTIFIER,
            "",
            say("Your number on the central digital platform (if you have one)"),
            say(
                "Where the Procurement Act 2023 asks for it, the buyer needs it before the award. Leave it empty if you have "
                "none yet: you can bid without it"
            ),
            whole,
        ),
    ]
    asks: dict[int, list[Ask]] = {}
    for ask in procurement.asks.select_related("measure"):
        asks.setdefault(ask.criterion_id, []).append(ask)
    for criterion in procurement.criteria.all():
        here = criterion.title, criterion.ref
        if criterion.question and criterion.family != Family.PRICE:
            fields.append(BidField(Kind.ANSWER, criterion.ref, criterion.title, criterion.question, *here))
        for ask in asks.get(criterion.pk, ()):
            fields += _of_ask(ask, *here)
    return tuple(fields)


def _of_ask(ask: Ask, section: str, section_ref: str) -> list[BidField]:
    measure = ask.measure
    return [
        BidField(
            Kind.QUANTITY,
            ask.ref,
            measure.title,
            say("{counts} Over the whole contract; enter 0 if you offer none.", counts=measure.counts),
            section,
            section_ref,
            unit_of(measure.unit),
        ),
        BidField(
            Kind.METHOD,
            ask.ref,
            say("How you will do it: {title}", title=measure.title),
            "",
            section,
            section_ref,
        ),
    ]
