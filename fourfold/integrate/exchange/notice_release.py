"""A notice as an OCDS 1.1 release, with the fields of the United Kingdom's extension as Find a Tender has them."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from fourfold.integrate.rules.notices import Body, NoticeFacts

# Nobody has given this installation a prefix of the register; `ocds-b5fd17` is that of Find a Tender, and not ours to use.
PREFIX: Final = "fourfold"
TAGS: Final = {
    "UK4": ["tender"],
    "UK5": ["award"],
    "UK6": ["award"],
    "UK7": ["contract"],
    "UK10": ["contractAmendment"],
    "UK12": ["tenderCancellation"],
}
_CATEGORY: Final = {"Services": "services", "Works": "works", "Goods": "goods"}
_STATUS: Final = {"UK4": "active", "UK12": "cancelled"}


def release(facts: NoticeFacts, *, on: date) -> dict[str, Any]:
    """The release. What is not on record is left out, never null: that would erase what was published before."""
    number = "" if facts.variation is None else str(facts.variation)
    made: dict[str, Any] = {
        "ocid": f"{PREFIX}-{facts.reference.lower()}",
        "id": "-".join(filter(None, (facts.reference, facts.kind, number, on.isoformat()))).lower(),
        "date": _moment(on),
        "tag": TAGS[facts.kind],
        "initiationType": "tender",
        "language": "en",
        "parties": _parties(facts),
        "buyer": {"id": "buyer", "name": facts.buyer.name},
        "tender": _tender(facts),
    }
    if facts.supplier is not None and facts.kind != "UK4":
        made["awards"] = [_award(facts)]
    if facts.kind in {"UK7", "UK10"}:
        made["contracts"] = [_contract(facts)]
    if facts.bids_received is not None and facts.kind == "UK6":
        made["bids"] = {
            "statistics": [
                {"id": "1", "measure": "bids", "value": facts.bids_received},
                {"id": "2", "measure": "finalStageBids", "value": facts.bids_assessed},
            ]
        }
    return made


def package(body: dict[str, Any], *, uri: str, publisher: str) -> dict[str, Any]:
    """The release as a file of its own, as readers of OCDS expect it."""
    return {
        "uri": uri,
        "version": "1.1",
        "publishedDate": body["date"],
        "publisher": {"name": publisher},
        "license": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "extensions": [
            "https://raw.githubusercontent.com/cabinetoffice/ocds_uk_extension/master/extension.json"
        ],
        "releases": [body],
    }


def _parties(facts: NoticeFacts) -> list[dict[str, Any]]:
    parties = [_party("buyer", facts.buyer, "buyer")]
    if facts.supplier is not None:
        parties.append(_party("supplier", facts.supplier, "supplier"))
    return parties


def _party(key: str, body: Body, role: str) -> dict[str, Any]:
    party: dict[str, Any] = {"id": key, "name": body.name, "roles": [role]}
    scheme, _, code = body.identifier.rpartition("-")
    if code:
        party["identifier"] = {"scheme": scheme, "id": code, "legalName": body.name}
    return party


def _tender(facts: NoticeFacts) -> dict[str, Any]:
    tender = _kept(
        id=facts.reference,
        title=facts.title,
        description=facts.description,
        status=_STATUS.get(facts.kind, "complete"),
        value=_money(facts.estimate),
        mainProcurementCategory=_CATEGORY.get(facts.category),
        procurementMethod=facts.route_code,
        procurementMethodDetails=str(facts.route),
        procurementMethodRationale=facts.ground_because,
        contractPeriod=_period(facts.starts_on, facts.ends_on),
    )
    if facts.criteria:
        # Criteria as data stand with a lot; there is one where nothing was split.
        tender["lots"] = [
            {
                "id": "1",
                "awardCriteria": {
                    "criteria": [
                        {
                            "name": each.title,
                            "type": "price" if each.kind == "Price" else "quality",
                            "description": str(each.kind),
                            "numbers": [{"number": float(each.weight), "weight": "percentageExact"}],
                        }
                        for each in facts.criteria
                    ]
                },
            }
        ]
    return tender


def _award(facts: NoticeFacts) -> dict[str, Any]:
    supplier = facts.supplier
    award = _kept(
        id="1",
        title=facts.title,
        status="pending" if facts.kind in {"UK5", "UK6"} else "active",
        date=None if facts.decided_on is None else _moment(facts.decided_on),
        value=_money(facts.price),
        suppliers=None if supplier is None else [{"id": "supplier", "name": supplier.name}],
        contractPeriod=_period(facts.starts_on, facts.ends_on),
        mainProcurementCategory=_CATEGORY.get(facts.category),
        assessmentSummariesDateSent=None if facts.summaries_on is None else _moment(facts.summaries_on),
    )
    if facts.standstill_until is not None:
        award["standstillPeriod"] = _kept(
            startDate=None if facts.standstill_from is None else _moment(facts.standstill_from),
            endDate=_moment(facts.standstill_until, end=True),
        )
    return award


def _contract(facts: NoticeFacts) -> dict[str, Any]:
    contract = _kept(
        id="1",
        awardID="1",
        title=facts.title,
        status="active",
        value=_money(facts.price),
        period=_period(facts.starts_on, facts.ends_on),
        dateSigned=None if facts.signed_on is None else _moment(facts.signed_on),
        noAgreedMetricsRationale=facts.no_indicators_because,
    )
    if facts.indicators:
        contract["agreedMetrics"] = [
            {"id": str(number), "title": title, "description": target}
            for number, (title, target) in enumerate(facts.indicators, start=1)
        ]
    if facts.kind == "UK10":
        contract["amendments"] = [
            _kept(
                id=str(facts.variation),
                date=None if facts.effective_on is None else _moment(facts.effective_on),
                rationale=facts.change_reason,
                description=str(facts.change_ground),
                rationaleClassifications=[
                    {"scheme": "FOURFOLD-GROUND", "id": facts.change_ground_code, "description": str(facts.change_ground)}
                ],
                value=_money(facts.price),
                period=_period(facts.starts_on, facts.ends_on),
            )
        ]  # fmt: skip
    return contract


def _kept(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _money(amount: Decimal | None) -> dict[str, Any] | None:
    # OCDS has numbers. Pence survive: a double holds sixteen digits, and no contract here has more.
    return None if amount is None else {"amount": float(amount), "currency": "GBP"}


def _period(first: date | None, last: date | None) -> dict[str, Any] | None:
    days = _kept(
        startDate=None if first is None else _moment(first),
        endDate=None if last is None else _moment(last, end=True),
    )
    return days or None


def _moment(day: date, *, end: bool = False) -> str:
    at = datetime.combine(day, time(23, 59, 59) if end else time(), tzinfo=UTC)
    return at.isoformat().replace("+00:00", "Z")
