"""What a release says, read. Every text is as published (white space around it off); "" is "not said" for text, None
for everything else, and an empty tuple for lists. Names and telephone numbers of people at a party are not read: they
stay in ``body`` alone.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from fourfold.integrate.exchange.ocds.node import Moment
from fourfold.integrate.exchange.ocds.remarks import Remark

_BREAK = re.compile(r"<\s*(?:br\s*/?|/p|/li|/div|/h[1-6]|/tr)\s*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|i|li|ol|p|span|strong|table|tbody|td|th|tr|u|ul)(?:\s[^<>]{0,400})?/?>",
    re.IGNORECASE,
)


def untagged(published: str) -> str:
    return _TAG.sub("", _BREAK.sub("\n", published)) if "<" in published else published


def plain(published: str) -> str:
    """The text for display: HTML entities as the characters they stand for, tags away, at most one empty line."""
    if "<" not in published and "&" not in published and len(published.splitlines()) <= 1:
        return " ".join(published.split()).replace("\x00", "\N{REPLACEMENT CHARACTER}")
    lines = [" ".join(line.split()) for line in html.unescape(untagged(published)).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip().replace("\x00", "\N{REPLACEMENT CHARACTER}")


class ValueBasis(StrEnum):
    """Whether an amount has value added tax in it."""

    NET = "net"
    GROSS = "gross"
    NOT_SAID = "not said"


@dataclass(frozen=True, slots=True)
class PublishedValue:
    """Money as published: ``amount`` is None where ``amount_text`` is no number under 10**15. Zero stays zero, and
    decimal places stay as many as they were. ``amount_gross`` is the gross amount where one is said beside a net one.
    """

    amount: Decimal | None
    amount_text: str
    currency: str
    basis: ValueBasis = ValueBasis.NOT_SAID
    amount_gross: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PublishedPeriod:
    start: Moment | None
    end: Moment | None
    days: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """An entry in a public register: org-id scheme and code. Either may be ""."""

    scheme: str
    code: str
    legal_name: str = ""
    uri: str = ""

    @property
    def complete(self) -> bool:
        return bool(self.scheme and self.code)


@dataclass(frozen=True, slots=True)
class ReadParty:
    """A party. ``party_id`` means something inside its release only; match organisations by ``identifiers``.

    ``sme`` and ``vcse`` are what the publisher says of the party itself.
    """

    party_id: str
    name: str
    roles: tuple[str, ...]
    identifiers: tuple[Identifier, ...]
    locality: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""
    sme: bool | None = None
    vcse: bool | None = None
    pointer: str = ""

    @property
    def identifier(self) -> Identifier | None:
        """The first identifier that has both scheme and code."""
        return next((identifier for identifier in self.identifiers if identifier.complete), None)


@dataclass(frozen=True, slots=True)
class ReadCriterion:
    """An award criterion. ``weight_text`` is where the weight stands, as published; ``weight`` the number read from it,
    in points of 100, None where there is none or more than one reading.
    """

    family: str
    name: str
    description: str
    weight_text: str
    weight: Decimal | None
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class ReadLot:
    lot_id: str
    title: str
    description: str
    status: str
    value: PublishedValue | None
    contract_period: PublishedPeriod | None
    criteria: tuple[ReadCriterion, ...]
    suitable_for_sme: bool | None = None
    suitable_for_vcse: bool | None = None


@dataclass(frozen=True, slots=True)
class Supplier:
    party_id: str
    name: str


@dataclass(frozen=True, slots=True)
class ReadAward:
    award_id: str
    title: str
    status: str
    date: Moment | None
    value: PublishedValue | None
    suppliers: tuple[Supplier, ...]
    contract_period: PublishedPeriod | None


@dataclass(frozen=True, slots=True)
class ReadContract:
    contract_id: str
    award_id: str
    title: str
    status: str
    date_signed: Moment | None
    value: PublishedValue | None
    period: PublishedPeriod | None


@dataclass(frozen=True, slots=True)
class Publication:
    """What the envelope says of the file; all "" where releases came without one."""

    publisher: str = ""
    licence: str = ""
    uri: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class ReadRelease:
    """One release. ``body`` is its JSON in one fixed form (keys sorted, no spaces, ASCII, numbers as written) and
    ``sha256`` the 64 hex digits of that: the same content gives the same digest, however the file was laid out.

    ``criteria`` are those of the tender as a whole; each lot has its own beside. ``social_value_words`` are the phrases
    found, which say that the words stand there and nothing about what they ask for.
    """

    index: int
    pointer: str
    line: int | None
    publication: Publication
    ocid: str
    release_id: str
    date: Moment | None
    tags: tuple[str, ...]
    language: str
    buyer: ReadParty | None
    parties: tuple[ReadParty, ...]
    title: str
    description: str
    status: str
    method: str
    method_details: str
    category: str
    value: PublishedValue | None
    tender_period: PublishedPeriod | None
    contract_period: PublishedPeriod | None
    criteria: tuple[ReadCriterion, ...]
    criteria_details: str
    lots: tuple[ReadLot, ...]
    awards: tuple[ReadAward, ...]
    contracts: tuple[ReadContract, ...]
    cpv_codes: tuple[str, ...]
    suitable_for_sme: bool | None
    suitable_for_vcse: bool | None
    documents: int
    social_value_words: tuple[str, ...]
    body: bytes
    sha256: str
    remarks: tuple[Remark, ...]

    @property
    def title_plain(self) -> str:
        return plain(self.title)

    @property
    def description_plain(self) -> str:
        return plain(self.description)

    def parties_as(self, role: str) -> tuple[ReadParty, ...]:
        """The parties in this role: "buyer", "supplier", "tenderer", "procuringEntity", …"""
        return tuple(party for party in self.parties if role in party.roles)
