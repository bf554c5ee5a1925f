"""What stands inside a bid: the one place that knows its form, from the bidder's page to the opened rows."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from fourfold.ground.kernel.money import MOST_TYPED, PENNY
from fourfold.ground.kernel.quantities import MOST, Quantity
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.ground.kernel.quantities import Unit

FORM = "fourfold-bid-2"
# The first had neither files nor an identifier; bids that were sealed in it are read as before.
_FORMS = ("fourfold-bid-1", FORM)


class NotABid(Exception):
    """The opened content is not a bid in a form we know; the sentence says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class OfferedQuantity:
    """What is offered for an ask. `quantity` is in the measure's unit, of a percentage in per cent of the price; empty where
    words alone are asked for. `cost` is what it costs the bidder, `accepts` whether a condition is accepted, `shown` the
    evidence for community criteria by their place in the list ("0", "1", …).
    """

    quantity: Decimal | None
    method: str = ""
    cost: Decimal | None = None
    accepts: bool | None = None
    shown: dict[str, str] = field(default_factory=dict)

    def to_plain(self) -> dict[str, object]:
        """What is not said is left out, so that a bid of quantities alone reads as it always did."""
        plain: dict[str, object] = {
            "quantity": None if self.quantity is None else str(self.quantity),
            "method": self.method,
        }
        if self.cost is not None:
            plain["cost"] = str(self.cost)
        if self.accepts is not None:
            plain["accepts"] = self.accepts
        if self.shown:
            plain["shown"] = self.shown
        return plain


# What a file of a bid belongs to where it says something of the price; else a criterion's reference, or nothing.
OF_THE_PRICE = "price"


@dataclass(frozen=True, slots=True)
class BidFile:
    """A file of a bid. What lies in the store is encrypted under `key`, and `sha256` is of that; only here is it named."""

    sha256: str
    key: str
    name: str
    media_type: str
    size: int
    belongs_to: str = ""


@dataclass(frozen=True, slots=True)
class BidDocument:
    """A bidder's price in pounds without VAT, words by criterion and quantities by ask. A draft may lack any of them.

    `identifier` is the bidder's number on the central digital platform; empty for none yet. `unread` is what was typed into
    a draft and could not be read, by the field's key: it is kept as typed, and such a draft cannot be sealed.
    """

    price: Decimal | None
    answers: dict[str, str] = field(default_factory=dict)
    offers: dict[str, OfferedQuantity] = field(default_factory=dict)
    identifier: str = ""
    files: tuple[BidFile, ...] = ()
    unread: dict[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """Canonical: the same bid gives the same bytes."""
        content = {
            "form": FORM,
            "price": None if self.price is None else str(self.price),
            "answers": self.answers,
            "offers": {ref: offer.to_plain() for ref, offer in self.offers.items()},
            "identifier": self.identifier,
            "files": [asdict(each) for each in self.files],
            "unread": self.unread,
        }
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_bid(content: bytes) -> BidDocument:
    """The bid in `content`. Raises NotABid."""
    try:
        read = json.loads(content)
        if read["form"] not in _FORMS:
            message = say(
                "It is written in the form {read}; this version reads {form}.",
                read=f"{read['form']!r}",
                form=f"{FORM!r}",
            )
            raise NotABid(message)
        return BidDocument(
            price=_decimal(read["price"]),
            answers={str(ref): str(text) for ref, text in read["answers"].items()},
            offers={
                str(ref): OfferedQuantity(
                    _decimal(offer["quantity"]),
                    str(offer["method"]),
                    _decimal(offer.get("cost")),
                    _yes_or_no(offer.get("accepts")),
                    {str(place): str(text) for place, text in offer.get("shown", {}).items()},
                )
                for ref, offer in read["offers"].items()
            },
            identifier=str(read.get("identifier", "")),
            files=tuple(BidFile(**each) for each in read.get("files", ())),
            unread={str(key): str(text) for key, text in read.get("unread", {}).items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation) as problem:
        message = say("It cannot be read as a bid: {error}.", error=type(problem).__name__)
        raise NotABid(message) from problem


def missing(bid: BidDocument, *, criteria: dict[str, str], asks: dict[str, str]) -> list[str]:
    """What must be filled in before the bid can be sealed, in words. `criteria` and `asks` map refs to titles.

    A quantity of nothing is an answer; an empty one is not.
    """
    gaps = [] if bid.price is not None else [say("Enter your price")]
    gaps += [
        say("Answer “{title}”", title=title)
        for ref, title in criteria.items()
        if not bid.answers.get(ref, "").strip()
    ]
    for ref, title in asks.items():
        offer = bid.offers.get(ref)
        if offer is None or offer.quantity is None:
            gaps.append(say("Enter a quantity for “{title}”; enter 0 if you offer none", title=title))
    return gaps


def unfit(bid: BidDocument, *, units: Mapping[str, Unit]) -> list[str]:
    """What could not be carried into a contract as it stands, in words. `units` are those of what is asked, by ref.

    It is said before the bid is sealed: afterwards nobody can put it right, and it would stop the opening of all bids.
    """
    wrong = []
    if bid.price is not None and not _fits(bid.price, most=MOST_TYPED):
        wrong.append(
            say("Enter a price in pounds and pence, from 0 to {most_typed}", most_typed=f"{MOST_TYPED:,f}")
        )
    for ref, unit in units.items():
        offer = bid.offers.get(ref)
        if offer is None or offer.quantity is None:
            continue
        try:
            Quantity(offer.quantity, unit)
        except NotUnderstood as problem:
            wrong.append(str(problem))
        else:
            if not _fits(offer.quantity, most=MOST):
                wrong.append(
                    say("Enter the number of {plural} with at most two decimal places", plural=unit.plural)
                )
    if any(
        "\x00" in text
        for text in (
            *bid.answers.values(),
            *(text for offer in bid.offers.values() for text in (offer.method, *offer.shown.values())),
        )
    ):
        wrong.append(say("Your words hold an invisible character (code 0). Type them again"))
    return wrong


def _fits(number: Decimal, *, most: Decimal) -> bool:
    return number.is_finite() and 0 <= number <= most and number == number.quantize(PENNY)


def _decimal(text: str | None) -> Decimal | None:
    if text is None:
        return None
    number = Decimal(text)
    if not number.is_finite() or number < 0:
        message = "a number that is negative or not finite"
        raise ValueError(message)
    return number


def _yes_or_no(read: object) -> bool | None:
    if read is None or isinstance(read, bool):
        return read
    message = "neither yes nor no"
    raise ValueError(message)
