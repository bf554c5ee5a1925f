"""The one list of what a tender asks a bidder to fill in: the web form, the workbook and the receipt all go over it.

A new kind of field is a member of `Kind`, its line in `read_typed`, and its place in `document_of` and `value_of`. Which fields
an ask has, by its own kind, is `queries.bid_fields`; what the form and the workbook show of a field is theirs.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.money import PENNY, parse_money
from fourfold.ground.kernel.quantities import UNITS, parse_quantity
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.typed_numbers import parse_number
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
    PERCENT = "percent"
    COST = "cost"
    ACCEPTS = "accepts"
    EVIDENCE = "evidence"
    METHOD = "method"


# Those answered by a number, and those that a bid cannot be sealed without unless the field says otherwise.
NUMBERS: Final = frozenset({Kind.PRICE, Kind.QUANTITY, Kind.PERCENT, Kind.COST})
_NEEDED: Final = frozenset({Kind.PRICE, Kind.ANSWER, Kind.QUANTITY, Kind.PERCENT, Kind.ACCEPTS})
MOST_PERCENT: Final = Decimal(100)

Value = Decimal | str | bool


@dataclass(frozen=True, slots=True)
class BidField:
    """One thing to fill in. `ref` is that of the criterion or the ask, empty for what is asked of the bid as a whole.

    `section` is the heading that it stands under and `section_ref` the criterion, empty where it is none. `required` is said
    where it is not as usual for the kind. `place` is that of a community criterion in the list of its ask. `buyers_words` are
    what the buyer wrote of it, without our own around them.
    """

    kind: Kind
    ref: str
    title: str
    asked: str
    section: str
    section_ref: str = ""
    unit: Unit | None = None
    required: bool | None = None
    place: int | None = None
    buyers_words: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Its name in forms, in the workbook and among what could not be read."""
        named = f"{self.kind}_{self.ref}" if self.ref else str(self.kind)
        return named if self.place is None else f"{named}_{self.place}"

    @property
    def needed(self) -> bool:
        """Whether a bid without it cannot be sealed."""
        return self.kind in _NEEDED if self.required is None else self.required

    @property
    def counted_in(self) -> str:
        """What the answer is given in, in words."""
        match self.kind:
            case Kind.PRICE:
                return say("pounds, without VAT")
            case Kind.QUANTITY if self.unit is not None:
                return self.unit.plural
            case Kind.PERCENT:
                return say("per cent of your price")
            case Kind.COST:
                return say("pounds")
            case Kind.ACCEPTS:
                return say("yes or no")
            case _:
                return say("words")


def read_typed(field: BidField, typed: str) -> Value | None:
    """What was typed, read as this field asks; None for nothing. Raises NotUnderstood with what to write instead."""
    text = typed.strip()
    if not text:
        return None
    if "\x00" in text:
        raise NotUnderstood(say("Your words hold an invisible character (code 0). Type them again"))
    value: Value
    match field.kind:
        case Kind.PRICE | Kind.COST:
            value = parse_money(text).amount
        case Kind.PERCENT:
            value = read_percent(text)
        case Kind.ACCEPTS:
            value = _yes_or_no(text)
        case Kind.QUANTITY:
            if field.unit is None:
                message = f"{field.key} has no unit"
                raise ValueError(message)
            value = _quantity(text, field.unit)
        case Kind.IDENTIFIER:
            value = read_identifier(text)
        case Kind.ANSWER | Kind.METHOD | Kind.EVIDENCE:
            value = _words(text)
    return value


def _words(text: str) -> str:
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


def read_percent(typed: str) -> Decimal:
    """Per cent of the price, typed as "1.5" or "1.5%". Raises NotUnderstood."""
    number = parse_number(typed.strip().removesuffix("%").strip(), example="1.5")
    if not 0 <= number <= MOST_PERCENT or number != number.quantize(PENNY):
        raise NotUnderstood(say("Enter a percentage from 0 to 100 with at most two decimal places"))
    return number


def yes_or_no_words() -> tuple[str, str]:
    """What stands for yes and for no where it is typed."""
    return str(say("yes")), str(say("no"))


def _yes_or_no(text: str) -> bool:
    yes, no = yes_or_no_words()
    typed = text.casefold()
    if typed in {"yes", yes.casefold()}:
        return True
    if typed in {"no", no.casefold()}:
        return False
    raise NotUnderstood(say("Write yes or no"))


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
            case _:
                offers[field.ref] = _with(offers.get(field.ref, OfferedQuantity(None)), field, value)
    return BidDocument(price=price, answers=answers, offers=offers, identifier=identifier)


def _with(offer: OfferedQuantity, field: BidField, value: Value | None) -> OfferedQuantity:
    """The offer with what is said to one of its fields."""
    match field.kind:
        case Kind.QUANTITY | Kind.PERCENT:
            return replace(offer, quantity=value if isinstance(value, Decimal) else None)
        case Kind.COST:
            return replace(offer, cost=value if isinstance(value, Decimal) else None)
        case Kind.ACCEPTS:
            return replace(offer, accepts=value if isinstance(value, bool) else None)
        case Kind.EVIDENCE:
            return replace(offer, shown={**offer.shown, **({str(field.place): str(value)} if value else {})})
        case _:
            return replace(offer, method=str(value or ""))


def value_of(document: BidDocument, field: BidField) -> Value | None:
    """What the bid says to that field; None where it says nothing."""
    match field.kind:
        case Kind.PRICE:
            return document.price
        case Kind.IDENTIFIER:
            return document.identifier or None
        case Kind.ANSWER:
            return document.answers.get(field.ref) or None
        case _:
            offer = document.offers.get(field.ref)
            return None if offer is None else _said_in(offer, field)


def _said_in(offer: OfferedQuantity, field: BidField) -> Value | None:
    match field.kind:
        case Kind.QUANTITY | Kind.PERCENT:
            return offer.quantity
        case Kind.COST:
            return offer.cost
        case Kind.ACCEPTS:
            return offer.accepts
        case Kind.EVIDENCE:
            return offer.shown.get(str(field.place)) or None
        case _:
            return offer.method or None


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
    """Twelve signs that are the same as long as nothing that bidders are asked has changed, and never for another tender.

    They go by what the buyer asks and not by how we say it: not by the reader's language, nor by the release that runs here.
    """
    asked = [
        tender,
        [
            [
                str(field.kind),
                field.ref,
                field.unit.code if field.unit else "",
                field.needed,
                field.place,
                [str(each) for each in field.buyers_words],
            ]
            for field in fields
        ],
    ]
    written = json.dumps(asked, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:12].upper()
