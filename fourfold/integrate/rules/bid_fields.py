"""The one list of what a tender asks a bidder to fill in: the web form, the workbook and the receipt all go over it.

A new kind of ask is a member of `Kind`, its line in `read_typed`, and its place in `document_of` and `typed_in`. Nothing else
knows kinds.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.money import parse_money
from fourfold.ground.kernel.quantities import UNITS, parse_quantity
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.bid_document import BidDocument, OfferedQuantity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fourfold.ground.kernel.quantities import Unit

LONGEST_ANSWER: Final = 10_000
# The number that the central digital platform gives (a PPON), as it prints it: P and three letters, four digits, four letters.
_IDENTIFIER: Final = re.compile(r"(?:GB-PPON[-:])?(P[A-Z]{3})-?([0-9]{4})-?([A-Z]{4})")


class Kind(StrEnum):
    PRICE = "price"
    IDENTIFIER = "identifier"
    ANSWER = "answer"
    QUANTITY = "quantity"
    METHOD = "method"


Value = Decimal | str


@dataclass(frozen=True, slots=True)
class BidField:
    """One thing to fill in. `ref` is that of the criterion or the ask, empty for what is asked of the bid as a whole.

    `section` is the heading that it stands under and `section_ref` the criterion, empty for the first one.
    """

    kind: Kind
    ref: str
    title: str
    asked: str
    section: str
    section_ref: str = ""
    unit: Unit | None = None

    @property
    def key(self) -> str:
        """Its name in forms, in the workbook and among what could not be read."""
        return f"{self.kind}_{self.ref}" if self.ref else str(self.kind)

    @property
    def needed(self) -> bool:
        """Whether a bid without it cannot be sealed."""
        return self.kind in {Kind.PRICE, Kind.ANSWER, Kind.QUANTITY}

    @property
    def counted_in(self) -> str:
        """What the answer is given in, in words."""
        match self.kind:
            case Kind.PRICE:
                return say("pounds, without VAT")
            case Kind.QUANTITY if self.unit is not None:
                return self.unit.plural
            case _:
                return say("words")


def read_typed(field: BidField, typed: str) -> Value | None:
    """What was typed, read as this field asks; None for nothing. Raises NotUnderstood with what to write instead."""
    text = typed.strip()
    if not text:
        return None
    if "\x00" in text:
        raise NotUnderstood(say("Your words hold an invisible character (code 0). Type them again"))
    match field.kind:
        case Kind.PRICE:
            return parse_money(text).amount
        case Kind.QUANTITY:
            if field.unit is None:
                message = f"{field.key} has no unit"
                raise ValueError(message)
            return _quantity(text, field.unit)
        case Kind.IDENTIFIER:
            return read_identifier(text)
        case Kind.ANSWER | Kind.METHOD:
            if len(text) > LONGEST_ANSWER:
                raise NotUnderstood(
                    say(
                        "Your text has {length} characters; the most is {most}. Take out {over}",
                        length=f"{len(text):,}",
                        most=f"{LONGEST_ANSWER:,}",
                        over=f"{len(text) - LONGEST_ANSWER:,}",
                    )
                )
            return text


def read_identifier(typed: str) -> str:
    """The bidder's number on the central digital platform, as it prints it. Raises NotUnderstood."""
    match = _IDENTIFIER.fullmatch("".join(typed.split()).upper())
    if match is None:
        raise NotUnderstood(
            say(
                "Enter the number as the central digital platform gives it, such as PABC-1234-DEFG, or leave it empty if "
                "you have none yet"
            )
        )
    return "-".join(match.groups())


def _quantity(text: str, unit: Unit) -> Decimal:
    words = text.casefold()
    named = max(
        (
            (len(name), other)
            for other in UNITS.values()
            for name in (other.singular, other.plural)
            if words.endswith(f" {name.casefold()}")
        ),
        key=lambda found: found[0],
        default=(0, unit),
    )[1]
    if named != unit:
        raise NotUnderstood(
            say(
                "You wrote {other}; this is asked in {unit}. Enter the number of {unit}",
                other=named.plural,
                unit=unit.plural,
            )
        )
    return parse_quantity(text, unit).amount


def document_of(fields: Sequence[BidField], values: Mapping[str, Value | None]) -> BidDocument:
    """The bid that says `values`, by the fields' keys."""
    answers: dict[str, str] = {}
    offers: dict[str, OfferedQuantity] = {}
    price: Decimal | None = None
    identifier = ""
    for field in fields:
        value = values.get(field.key)
        match field.kind:
            case Kind.PRICE:
                price = value if isinstance(value, Decimal) else None
            case Kind.IDENTIFIER:
                identifier = str(value or "")
            case Kind.ANSWER:
                answers[field.ref] = str(value or "")
            case Kind.QUANTITY:
                method = offers.get(field.ref, OfferedQuantity(None)).method
                offers[field.ref] = OfferedQuantity(value if isinstance(value, Decimal) else None, method)
            case Kind.METHOD:
                quantity = offers.get(field.ref, OfferedQuantity(None)).quantity
                offers[field.ref] = OfferedQuantity(quantity, str(value or ""))
    return BidDocument(price=price, answers=answers, offers=offers, identifier=identifier)


def value_of(document: BidDocument, field: BidField) -> Value | None:
    """What the bid says to that field; None where it says nothing."""
    match field.kind:
        case Kind.PRICE:
            return document.price
        case Kind.IDENTIFIER:
            return document.identifier or None
        case Kind.ANSWER:
            return document.answers.get(field.ref) or None
        case Kind.QUANTITY:
            offer = document.offers.get(field.ref)
            return None if offer is None else offer.quantity
        case Kind.METHOD:
            offer = document.offers.get(field.ref)
            return None if offer is None else offer.method or None


def values_in(fields: Sequence[BidField], document: BidDocument) -> dict[str, Value | None]:
    return {field.key: value_of(document, field) for field in fields}


def unread_gaps(fields: Sequence[BidField], document: BidDocument) -> list[str]:
    """What was typed and could not be read, in words: it stands in the draft as it was typed until it is put right."""
    gaps = []
    for field in fields:
        typed = document.unread.get(field.key)
        if typed is None:
            continue
        try:
            read_typed(field, typed)
            why: object = say("Look at it once more and keep it")
        except NotUnderstood as problem:
            why = problem
        gaps.append(
            say(
                "“{title}”, where you wrote “{typed}”: {why}",
                title=field.title,
                typed=typed[:60],
                why=str(why),
            )
        )
    return gaps


def counted(fields: Sequence[BidField], document: BidDocument) -> dict[str, int]:
    """How many of each kind the bid fills in, and how many files it has: all that a receipt says of its content."""
    kinds = Counter(
        str(field.kind)
        for field in fields
        if field.kind is not Kind.IDENTIFIER and value_of(document, field) is not None
    )
    return {**kinds, **({"file": len(document.files)} if document.files else {})}


def edition_of(tender: str, fields: Sequence[BidField]) -> str:
    """Twelve signs that are the same as long as nothing that bidders are asked has changed, and never for another tender."""
    asked = [
        tender,
        [
            [str(field.kind), field.ref, field.title, field.asked, field.unit.code if field.unit else ""]
            for field in fields
        ],
    ]
    written = json.dumps(asked, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:12].upper()
