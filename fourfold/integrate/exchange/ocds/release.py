"""One release, read. Anything may stand anywhere in it: what is not of the kind expected is remarked and passed over."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from fourfold.ground.kernel.said import say
from fourfold.integrate.exchange.ocds import checks
from fourfold.integrate.exchange.ocds.criteria import read_criteria
from fourfold.integrate.exchange.ocds.decoding import canonical
from fourfold.integrate.exchange.ocds.node import Moment, Node, Remarks
from fourfold.integrate.exchange.ocds.remarks import Remark
from fourfold.integrate.exchange.ocds.shapes import (
    Identifier,
    Publication,
    PublishedPeriod,
    PublishedValue,
    ReadAward,
    ReadContract,
    ReadLot,
    ReadParty,
    ReadRelease,
    Supplier,
    ValueBasis,
)


def read_release(
    value: dict[str, Any],
    *,
    index: int,
    pointer: str,
    line: int | None,
    publication: Publication,
) -> ReadRelease:
    """The release, with its own remarks in the order of their places in it. Its ocid may be "": that is the caller's."""
    remarks = Remarks(index, line)
    node = Node(value, pointer, remarks)
    tender = node.to("tender")
    parties = tuple(_party(place) for place in node.each_of("parties"))
    ocid, release_id, date = node.text_of("ocid"), node.text_of("id"), node.to("date").moment()
    title = tender.text_of("title")
    tender_value = _value(tender.to("value"))
    awards = tuple(_award(place, tender_value) for place in node.each_of("awards"))
    body = canonical(value)
    return ReadRelease(
        index=index,
        pointer=pointer,
        line=line,
        publication=publication,
        ocid=ocid,
        release_id=release_id,
        date=date,
        tags=node.texts_of("tag"),
        language=node.text_of("language"),
        buyer=_buyer(node, parties),
        parties=parties,
        title=title,
        description=tender.text_of("description"),
        status=tender.text_of("status"),
        method=tender.text_of("procurementMethod"),
        method_details=tender.text_of("procurementMethodDetails"),
        category=tender.text_of("mainProcurementCategory"),
        value=tender_value,
        tender_period=_period(tender.to("tenderPeriod")),
        contract_period=_period(tender.to("contractPeriod")),
        criteria=read_criteria(tender.to("awardCriteria")),
        criteria_details=tender.text_of("awardCriteriaDetails"),
        lots=tuple(_lot(place, tender_value) for place in tender.each_of("lots")),
        awards=awards,
        contracts=tuple(_contract(place, tender_value) for place in node.each_of("contracts")),
        cpv_codes=tuple(dict.fromkeys(_cpv_codes(tender))),
        suitable_for_sme=_suitable(tender, "sme", "isSuitableForSme"),
        suitable_for_vcse=_suitable(tender, "vcse", "isSuitableForVco"),
        documents=sum(1 for _ in tender.each_of("documents")),
        social_value_words=checks.social_value_words(
            *(value.get(name) for name in ("description", "planning", "tender", "awards", "contracts")),
        ),
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
        # The last of all: what is read above may have been remarked on.
        remarks=_remarks(node, ocid, release_id, date, title, parties, awards, body),
    )


def _remarks(
    node: Node,
    ocid: str,
    release_id: str,
    date: Moment | None,
    title: str,
    parties: tuple[ReadParty, ...],
    awards: tuple[ReadAward, ...],
    body: bytes,
) -> tuple[Remark, ...]:
    if not release_id:
        node.remark("release_without_id", say("The release has no id; its content tells it from others"))
    if ocid and not re.fullmatch(r"ocds-[a-z0-9]{6}-.+", ocid):
        node.to("ocid").remark(
            "ocid_odd", say("“{ocid}” does not begin with a registered OCDS prefix", ocid=ocid[:80])
        )
    if date is None:
        node.remark(
            "release_without_date", say("The release has no date, so its place among others is not known")
        )
    if not title:
        node.to("tender").remark("tender_without_title", say("The tender has no title"))
    suppliers = tuple(party for party in parties if "supplier" in party.roles)
    checks.check_suppliers(node, awards, suppliers)
    checks.check_addresses(node, body)
    return _in_order(node.remarks.found)


def _in_order(found: list[Remark]) -> tuple[Remark, ...]:
    """Each remark once, by place; numbers in a pointer sort as numbers."""
    once = {(remark.code, remark.pointer): remark for remark in reversed(found)}.values()
    return tuple(
        sorted(
            once, key=lambda r: ([(len(p) if p.isdigit() else 0, p) for p in r.pointer.split("/")], r.code)
        )
    )


def _party(node: Node) -> ReadParty:
    main = node.to("identifier")
    found = [_identifier(main)] if isinstance(main.value, dict) else []
    found += [_identifier(place) for place in node.each_of("additionalIdentifiers")]
    vco = node.value.get("vco")
    party_id, name = node.texts_at("id", "name")
    locality, postcode, region, country = node.to("address").texts_at(
        "locality", "postalCode", "region", "countryName"
    )
    party = ReadParty(
        party_id=party_id,
        name=name,
        roles=node.texts_of("roles"),
        identifiers=tuple(identifier for identifier in found if identifier.scheme or identifier.code),
        locality=locality,
        postcode=postcode,
        region=region,
        country=country,
        sme=node.flag_of("sme"),
        vcse=node.flag_of("vcse" if vco is None else "vco"),
        pointer=node.pointer,
    )
    checks.check_party(node, party)
    return party


def _identifier(node: Node) -> Identifier:
    return Identifier(*node.texts_at("scheme", "id", "legalName", "uri"))


def _buyer(node: Node, parties: tuple[ReadParty, ...]) -> ReadParty | None:
    """The buyer as a party; where the parties do not list it, what the reference itself says."""
    reference = node.to("buyer")
    if not isinstance(reference.value, dict):
        reference.to("name")
        buyers = [party for party in parties if "buyer" in party.roles]
        if not buyers:
            reference.remark("buyer_missing", say("The release does not say who buys"))
        return buyers[0] if buyers else None
    party_id, name = reference.text_of("id"), reference.text_of("name")
    for party in parties:
        if party_id and party.party_id == party_id:
            if name and party.name and name.casefold() != party.name.casefold():
                words = say(
                    "The buyer is named {name} here and {party_name} among the parties",
                    name=name,
                    party_name=party.name,
                )
                reference.remark("buyer_named_twice", words)
            return party
    reference.remark("buyer_not_a_party", say("{name} is not among the parties", name=name or "The buyer"))
    return ReadParty(party_id, name, ("buyer",), (), pointer=reference.pointer)


def _value(node: Node) -> PublishedValue | None:
    if not isinstance(node.value, dict):
        node.to("amount")
        return None
    amount, gross, net = node.to("amount"), node.to("amountGross"), node.to("amountNet")
    included = node.flag_of("valueAddedTaxIncluded")
    shown = next((place for place in (amount, net, gross) if place), None)
    currency = node.text_of("currency")
    if shown is None:
        return None
    basis = ValueBasis.NOT_SAID
    if shown is gross or included is True:
        basis = ValueBasis.GROSS
    elif gross or shown is net or included is False:
        basis = ValueBasis.NET
    value = PublishedValue(shown.number(), shown.text(), currency, basis, gross.number() if gross else None)
    checks.check_value(node, value)
    return value


def _period(node: Node) -> PublishedPeriod | None:
    if not isinstance(node.value, dict):
        node.to("endDate")
        return None
    days = node.to("durationInDays").number()
    period = PublishedPeriod(node.to("startDate").moment(), node.to("endDate").moment(), days)
    checks.check_period(node, period)
    return period


def _lot(node: Node, tender_value: PublishedValue | None) -> ReadLot:
    value = _value(node.to("value"))
    checks.check_currency(node.to("value"), value, tender_value)
    return ReadLot(
        lot_id=node.text_of("id"),
        title=node.text_of("title"),
        description=node.text_of("description"),
        status=node.text_of("status"),
        value=value,
        contract_period=_period(node.to("contractPeriod")),
        criteria=read_criteria(node.to("awardCriteria")),
        suitable_for_sme=node.to("suitability", "sme").flag(),
        suitable_for_vcse=node.to("suitability", "vcse").flag(),
    )


def _award(node: Node, tender_value: PublishedValue | None) -> ReadAward:
    value = _value(node.to("value"))
    checks.check_currency(node.to("value"), value, tender_value)
    return ReadAward(
        award_id=node.text_of("id"),
        title=node.text_of("title"),
        status=node.text_of("status"),
        date=node.to("date").moment(),
        value=value,
        suppliers=tuple(Supplier(*s.texts_at("id", "name")) for s in node.each_of("suppliers")),
        contract_period=_period(node.to("contractPeriod")),
    )


def _contract(node: Node, tender_value: PublishedValue | None) -> ReadContract:
    value = _value(node.to("value"))
    checks.check_currency(node.to("value"), value, tender_value)
    return ReadContract(
        contract_id=node.text_of("id"),
        award_id=node.text_of("awardID"),
        title=node.text_of("title"),
        status=node.text_of("status"),
        date_signed=node.to("dateSigned").moment(),
        value=value,
        period=_period(node.to("period")),
    )


def _cpv_codes(tender: Node) -> Iterator[str]:
    """The tender's own code first, then those of its items, each with its additional ones."""
    for place in (tender, *tender.each_of("items")):
        for classification in (place.to("classification"), *place.each_of("additionalClassifications")):
            if classification.text_of("scheme").upper() == "CPV" and (code := classification.text_of("id")):
                if not re.fullmatch(r"\d{8}(-\d)?", code, re.ASCII):
                    classification.to("id").remark(
                        "cpv_odd", say("“{code}” is not a CPV code of 8 digits", code=code[:40])
                    )
                yield code


def _suitable(tender: Node, name: str, contracts_finder: str) -> bool | None:
    """Said of the tender, or in the older form of Contracts Finder; a lot's own is with the lot."""
    said = tender.to("suitability", name).flag()
    return tender.to("xClassifications", contracts_finder).flag() if said is None else said
