"""Notices in the order of fields that Find a Tender and the Procurement Regulations 2024 give them: plain values in, rows out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say

# Procurement Act 2023, section 53(1): days from the day on which the contract is entered into.
DETAILS_DAYS: Final = 30
LIGHT_TOUCH_DAYS: Final = 120
_REGULATIONS: Final = "https://www.legislation.gov.uk/uksi/2024/692/regulation"


@dataclass(frozen=True, slots=True)
class Body:
    """A buyer or a supplier as a notice names it; what is not on record is empty."""

    name: str
    identifier: str


@dataclass(frozen=True, slots=True)
class CriterionNamed:
    title: str
    kind: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """All that notices say. None and empty: not on record, which a page names as a gap and never fills with a guess."""

    kind: str
    buyer: Body
    title: str
    reference: str
    description: str
    category: str
    route: str
    route_code: str
    estimate: Decimal | None
    starts_on: date | None
    ends_on: date | None
    tender_on: date | None = None
    bids_close: str = ""
    criteria: Sequence[CriterionNamed] = ()
    framework: str = ""
    ground: str = ""
    ground_because: str = ""
    supplier: Body | None = None
    supplier_small: str = ""
    price: Decimal | None = None
    decided_on: date | None = None
    summaries_on: date | None = None
    standstill_from: date | None = None
    standstill_until: date | None = None
    standstill_mandatory: bool | None = None
    bids_received: int | None = None
    bids_assessed: int | None = None
    signed_on: date | None = None
    indicators: Sequence[tuple[str, str]] = ()
    no_indicators_because: str = ""
    change_reason: str = ""
    change_ground: str = ""
    change_ground_code: str = ""
    price_before: Decimal | None = None
    ends_on_before: date | None = None
    effective_on: date | None = None
    variation: int | None = None
    ended_because: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field to copy. `value` empty: nothing is on record, and the field is yours to fill in."""

    section: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class NoticeForm:
    title: str
    regulation: str
    href: str


FORMS: Final = {
    "UK4": NoticeForm(say("Tender notice"), say("regulations 18 and 19"), f"{_REGULATIONS}/18"),
    "UK5": NoticeForm(say("Transparency notice"), say("regulation 26"), f"{_REGULATIONS}/26"),
    "UK6": NoticeForm(say("Contract award notice"), say("regulation 27"), f"{_REGULATIONS}/27"),
    "UK7": NoticeForm(
        say("Contract details notice"), say("regulation 32 and those after it"), f"{_REGULATIONS}/32"
    ),
    "UK10": NoticeForm(say("Contract change notice"), say("regulation 40"), f"{_REGULATIONS}/40"),
    "UK12": NoticeForm(
        say("Procurement termination notice"),
        say("section 55 of the Act"),
        "https://www.legislation.gov.uk/ukpga/2023/54/section/55",
    ),
}

_SCOPE: Final = say("Scope")
_AUTHORITY: Final = say("Contracting authority")
_PROCEDURE: Final = say("Procedure")
_AWARD: Final = say("Award")
_SUPPLIER: Final = say("Supplier")
_CONTRACT: Final = say("Contract")
_CHANGE: Final = say("Change")


def fields(facts: NoticeFacts) -> tuple[Field, ...]:
    """The fields of the notice, section by section."""
    parts = {
        "UK4": (*_scope(facts), *_criteria(facts), *_tendering(facts), *_procedure(facts)),
        "UK5": (*_scope(facts), *_direct(facts), *_supplier(facts), *_award(facts)),
        "UK6": (*_scope(facts), *_award(facts), *_standstill(facts), *_supplier(facts), *_bids(facts), *_procedure(facts)),
        "UK7": (*_scope(facts), *_contract(facts), *_indicators(facts), *_supplier(facts), *_procedure(facts)),
        "UK10": (*_scope(facts), *_change(facts), *_supplier(facts)),
        "UK12": (*_scope(facts), Field(_PROCEDURE, say("Why it ended"), facts.ended_because)),
    }[facts.kind]  # fmt: skip
    return (*parts, *_authority(facts))


def _scope(f: NoticeFacts) -> tuple[Field, ...]:
    return (
        Field(_SCOPE, say("Title of the procurement"), f.title),
        Field(_SCOPE, say("Reference"), f.reference),
        Field(_SCOPE, say("Description"), f.description),
        Field(_SCOPE, say("Main category"), f.category),
        Field(_SCOPE, say("Total value, without VAT"), _money(f.estimate)),
        Field(_SCOPE, say("Contract dates, estimated"), _span(f.starts_on, f.ends_on)),
        Field(_SCOPE, say("CPV classifications"), ""),
        Field(_SCOPE, say("Where it is delivered"), ""),
    )


def _criteria(f: NoticeFacts) -> tuple[Field, ...]:
    return tuple(
        Field(
            say("Award criteria"),
            each.title,
            say("{kind}, {weight}%", kind=each.kind, weight=f"{each.weight.normalize():f}"),
        )
        for each in f.criteria
    )


def _tendering(f: NoticeFacts) -> tuple[Field, ...]:
    return (
        Field(say("Submission"), say("Tender submission deadline"), f.bids_close),
        Field(say("Submission"), say("Tenders may be submitted electronically"), say("Yes")),
    )


def _direct(f: NoticeFacts) -> tuple[Field, ...]:
    return (
        Field(say("Direct award"), say("Justification"), f.ground),
        Field(say("Direct award"), say("Why it applies"), f.ground_because),
    )


def _procedure(f: NoticeFacts) -> tuple[Field, ...]:
    rows = [Field(_PROCEDURE, say("Procedure type"), f.route)]
    if f.framework:
        rows.append(Field(_PROCEDURE, say("Awarded under the framework"), f.framework))
    return tuple(rows)


def _award(f: NoticeFacts) -> tuple[Field, ...]:
    return (
        Field(_AWARD, say("Award decision date"), _day(f.decided_on)),
        Field(_AWARD, say("Value of the contract to be signed, without VAT"), _money(f.price)),
        Field(_AWARD, say("Earliest date the contract will be signed"), _after(f.standstill_until)),
    )


def _standstill(f: NoticeFacts) -> tuple[Field, ...]:
    mandatory = "" if f.standstill_mandatory is None else say("Yes") if f.standstill_mandatory else say("No")
    return (
        Field(_AWARD, say("Assessment summaries sent"), _day(f.summaries_on)),
        Field(_AWARD, say("The standstill is mandatory"), mandatory),
        Field(_AWARD, say("Standstill period ends"), _day(f.standstill_until)),
    )


def _supplier(f: NoticeFacts) -> tuple[Field, ...]:
    body = f.supplier or Body("", "")
    return (
        Field(_SUPPLIER, say("Name"), body.name),
        Field(_SUPPLIER, say("Identifier"), body.identifier),
        Field(_SUPPLIER, say("Address and e-mail for contact"), ""),
        Field(_SUPPLIER, say("Small or medium-sized enterprise"), f.supplier_small),
    )


def _bids(f: NoticeFacts) -> tuple[Field, ...]:
    return (
        Field(_AWARD, say("Tenders received"), _count(f.bids_received)),
        Field(_AWARD, say("Tenders assessed in the final stage"), _count(f.bids_assessed)),
    )


def _contract(f: NoticeFacts) -> tuple[Field, ...]:
    return (
        Field(_CONTRACT, say("Date signed"), _day(f.signed_on)),
        Field(_CONTRACT, say("Value, without VAT"), _money(f.price)),
        Field(_CONTRACT, say("Contract dates"), _span(f.starts_on, f.ends_on)),
    )


def _indicators(f: NoticeFacts) -> tuple[Field, ...]:
    section = say("Key performance indicators")
    if f.indicators:
        return tuple(Field(section, title, target) for title, target in f.indicators)
    return (Field(section, say("None are set, because"), f.no_indicators_because),)


def _change(f: NoticeFacts) -> tuple[Field, ...]:
    return (
        Field(_CHANGE, say("Ground"), f.change_ground),
        Field(_CHANGE, say("Why, and what changes"), f.change_reason),
        Field(_CHANGE, say("Value before, without VAT"), _money(f.price_before)),
        Field(_CHANGE, say("Value after, without VAT"), _money(f.price)),
        Field(_CHANGE, say("Last day before"), _day(f.ends_on_before)),
        Field(_CHANGE, say("Last day after"), _day(f.ends_on)),
        Field(_CHANGE, say("Takes effect on"), _day(f.effective_on)),
    )


def _authority(f: NoticeFacts) -> tuple[Field, ...]:
    return (
        Field(_AUTHORITY, say("Name"), f.buyer.name),
        Field(_AUTHORITY, say("Identifier"), f.buyer.identifier),
        Field(_AUTHORITY, say("Address and e-mail for contact"), ""),
    )


def _day(day: date | None) -> str:
    return "" if day is None else day_text(day)


def _after(day: date | None) -> str:
    return "" if day is None else day_text(date.fromordinal(day.toordinal() + 1))


def _span(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return _day(first or last)
    return say("{first} to {last}", first=day_text(first), last=day_text(last))


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else str(Money(amount))


def _count(number: int | None) -> str:
    return "" if number is None else str(number)
