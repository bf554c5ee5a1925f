"""What a bidder offers for an ask of each kind: what is missing, what it becomes when bids are opened, and back."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.money import MOST_TYPED, PENNY
from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.asked import COUNTED, AskedAs, AskKind
from fourfold.integrate.rules.bid_document import OfferedQuantity
from fourfold.integrate.rules.passing import shortfall

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.integrate.rules.bid_document import BidDocument
    from fourfold.integrate.rules.method_document import AskSaid

WHOLE = Decimal(100)


def asks_for_a_number(ask: AskSaid) -> bool:
    """Whether a number of the measure's unit must be entered; nothing is one."""
    return ask.kind in {AskKind.QUANTITY, AskKind.IN_KIND} and ask.asked_as == AskedAs.SCORED


def offer_gaps(bid: BidDocument, *, asks: Mapping[str, AskSaid]) -> list[str]:
    """What must be filled in or put right before the bid can be sealed, beside the numbers of the measures."""
    return [gap for ref, ask in asks.items() for gap in _gaps(ask, bid.offers.get(ref))]


def _gaps(ask: AskSaid, offer: OfferedQuantity | None) -> list[str]:
    if ask.asked_as == AskedAs.CONDITION and ask.kind != AskKind.CRITERIA:
        unsaid = offer is None or offer.accepts is None
        return [say("Say whether you accept the condition “{title}”", title=ask.title)] if unsaid else []
    quantity = None if offer is None else offer.quantity
    gaps = []
    if ask.kind == AskKind.METHOD and ask.asked_as == AskedAs.SCORED and not (offer and offer.method.strip()):
        gaps.append(say("Say how you will do “{title}”", title=ask.title))
    if ask.kind == AskKind.PERCENTAGE:
        if quantity is None and ask.asked_as == AskedAs.SCORED:
            gaps.append(say("Enter a percentage for “{title}”; enter 0 if you offer none", title=ask.title))
        if quantity is not None and not (0 <= quantity <= WHOLE and quantity == quantity.quantize(PENNY)):
            gaps.append(
                say(
                    "Enter a percentage from 0 to 100 with at most two decimal places for “{title}”",
                    title=ask.title,
                )
            )
    if ask.kind == AskKind.IN_KIND and quantity:
        cost = None if offer is None else offer.cost
        if cost is None or not (0 <= cost <= MOST_TYPED and cost == cost.quantize(PENNY)):
            gaps.append(say("Say what “{title}” costs you, in pounds and pence", title=ask.title))
    return gaps


def why_it_would_be_set_aside(bid: BidDocument, *, asks: Mapping[str, AskSaid]) -> list[str]:
    """What every bid must meet and this one does not. It may be sent all the same; the bidder is told."""
    found = []
    for ref, ask in asks.items():
        offer = bid.offers.get(ref)
        found.append(
            shortfall(
                title=ask.title,
                kind=ask.kind,
                asked_as=ask.asked_as,
                least=ask.least,
                accepts=None if offer is None else offer.accepts,
                shown=[] if offer is None else _shown(ask, offer),
            )
        )
    return [words for words in found if words]


def opened_offer(ask: AskSaid, offer: OfferedQuantity, *, price: Decimal) -> dict[str, Any]:
    """The columns of the offer once its bid is opened. A condition that is accepted is an offer of what it requires; a number
    that was asked for as voluntary and left empty stays empty, since no answer is not an offer of nothing.
    """
    values: dict[str, Any] = {"kind": ask.kind.value, "method": offer.method}
    number = offer.quantity
    if number is None and ask.asked_as != AskedAs.VOLUNTARY:
        number = Decimal(0)
    if ask.asked_as == AskedAs.CONDITION and ask.kind != AskKind.CRITERIA:
        values["accepts"] = offer.accepts
        number = ask.target or Decimal(0) if offer.accepts else Decimal(0)
    if ask.kind == AskKind.METHOD:
        values["quantity"] = None
    elif ask.kind == AskKind.PERCENTAGE:
        values["percent"] = number
        values["quantity"] = (
            None if number is None else (price * number / WHOLE).quantize(PENNY, ROUND_HALF_UP)
        )
    elif ask.kind == AskKind.CRITERIA:
        values["shown"] = _shown(ask, offer)
        values["quantity"] = Decimal(len(values["shown"]))
    else:
        values["quantity"] = number
        if ask.kind == AskKind.IN_KIND:
            values["cost"] = offer.cost
    return values


def as_it_was_offered(ask: AskSaid, opened: Mapping[str, Any]) -> OfferedQuantity:
    """The offer as its bidder wrote it, from the columns of `opened_offer`."""
    conditional = ask.asked_as == AskedAs.CONDITION and ask.kind != AskKind.CRITERIA
    number = opened["percent"] if ask.kind == AskKind.PERCENTAGE else opened["quantity"]
    evidence = dict(opened["shown"])
    return OfferedQuantity(
        quantity=number if ask.kind in COUNTED and not conditional else None,
        method=opened["method"],
        cost=opened["cost"],
        accepts=opened["accepts"],
        shown={
            str(place): evidence[criterion]
            for place, criterion in enumerate(ask.community)
            if criterion in evidence
        },
    )


def _shown(ask: AskSaid, offer: OfferedQuantity) -> list[list[str]]:
    """The community criteria for which there is evidence, in the order of the tender."""
    return [
        [criterion, text.strip()]
        for place, criterion in enumerate(ask.community)
        if (text := offer.shown.get(str(place), "")).strip()
    ]
