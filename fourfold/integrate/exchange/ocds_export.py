"""The register, and the procurements run here, as a release package of OCDS 1.1, written release by release."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import IO, TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings

from fourfold.ground.kernel.said import say_joined
from fourfold.integrate.exchange.ocds.checks import is_web_address
from fourfold.integrate.exchange.ocds.decoding import Number, canonical
from fourfold.integrate.exchange.sheets.reading import is_row, read_received_row
from fourfold.integrate.models import ProcurementState
from fourfold.integrate.queries.criteria import titled_leaves
from fourfold.integrate.queries.register_export import (
    licence_of_all,
    own_procurements,
    received_in_order,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal

    from fourfold.ground.organisations.tables import Organisation
    from fourfold.integrate.models import ReceivedRelease
    from fourfold.integrate.queries.register_export import OwnProcurement
    from fourfold.integrate.rules.published import Published, PublishedParty

LONDON: Final = ZoneInfo("Europe/London")
# The prefix of an ocid is registered for each publisher with the Open Contracting Partnership. Without one, none is claimed.
NO_PREFIX: Final = "unregistered"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes into the package; `prefix` begins the ocids of what has none of its own."""

    register: bool = True
    procurements: bool = True
    prefix: str = NO_PREFIX


def write_package(
    out: IO[bytes],
    *,
    owner: Organisation,
    wanted: Wanted,
    at: datetime,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """How many releases were written. What was received as OCDS leaves as it came, with whatever was odd in it."""
    licence = licence_of_all(owner.pk) if wanted.register and not wanted.procurements else ""
    head = {
        "uri": f"{settings.SITE_ADDRESS.rstrip('/')}/integrate/register/export/{owner.ref}/{at:%Y%m%dT%H%M%SZ}",
        "version": "1.1",
        "publishedDate": _moment(at),
        "publisher": {"name": owner.name, **_uid(owner)},
        **({"license": licence} if is_web_address(licence) else {}),
    }
    out.write(json.dumps(head, ensure_ascii=True)[:-1].encode())
    out.write(b', "releases": [')
    count = 0
    for release in _releases(owner, wanted, at):
        out.write(b",\n" if count else b"\n")
        out.write(release)
        count += 1
        if count % 1_000 == 0:
            progress(count)
    out.write(b"\n]}\n")
    return count


def _releases(owner: Organisation, wanted: Wanted, at: datetime) -> Iterator[bytes]:
    if wanted.register:
        for received in received_in_order(owner.pk):
            body = bytes(received.body)
            yield _of_row(received, body, wanted.prefix) if is_row(body) else body
    if wanted.procurements:
        buyer = _organisation("buyer", owner, ("buyer",))
        for own in own_procurements(owner.pk):
            for release in releases_of(own, buyer=buyer, prefix=wanted.prefix, at=at):
                yield canonical(release)


def _of_row(received: ReceivedRelease, body: bytes, prefix: str) -> bytes:
    published = read_received_row(body)
    return canonical(release_of_row(published, prefix=prefix, received_at=received.received_in.at))


def release_of_row(row: Published, *, prefix: str, received_at: datetime) -> dict[str, Any]:
    """A contract of a spreadsheet. It is dated as it was published, else as it was received."""
    entry = row.entry
    has_own = row.ocid.startswith("ocds-")
    ocid = row.ocid if has_own else f"{prefix}-{hashlib.sha256(row.ocid.encode()).hexdigest()[:16]}"
    suppliers = [party for party in row.parties if "supplier" in party.roles]
    buyers = [party for party in row.parties if party.is_buyer]
    parties = [*_named("buyer", buyers), *_named("supplier", suppliers)]
    value = _value(entry["amount"], entry["currency"])
    period = _period(entry["starts_on"], entry["ends_on"])
    awarded = bool(suppliers)
    return _without_nothing(
        {
            "ocid": ocid,
            "id": row.sha256[:20],
            "date": _moment(row.released_at or received_at),
            "tag": ["award", "contract"] if awarded else ["tender"],
            "initiationType": "tender",
            "language": "en",
            "parties": parties,
            "buyer": _reference(parties, "buyer"),
            "tender": _without_nothing(
                {
                    "id": row.release_id,
                    "title": entry["title"],
                    "description": entry["description"],
                    "mainProcurementCategory": entry["kind"],
                    "procurementMethodDetails": entry["method"],
                    "value": value,
                    "contractPeriod": period,
                    "items": _cpv(entry["cpv"]),
                }
            ),
            "awards": [
                _without_nothing(
                    {
                        "id": "1",
                        "title": entry["title"],
                        "value": value,
                        "suppliers": [_reference(parties, "supplier")],
                        "contractPeriod": period,
                    }
                )
            ]
            if awarded
            else None,
            "contracts": [
                _without_nothing(
                    {
                        "id": row.release_id,
                        "awardID": "1",
                        "title": entry["title"],
                        "value": value,
                        "period": period,
                    }
                )
            ]
            if awarded
            else None,
        }
    )


def releases_of(
    own: OwnProcurement, *, buyer: dict[str, Any], prefix: str, at: datetime
) -> Iterator[dict[str, Any]]:
    """One release for each stage that is on record, each dated as that stage. Of a bid nothing is said but the award."""
    procurement, award, contract = own.procurement, own.award, own.contract
    ocid = f"{prefix}-{procurement.ref.lower()}"
    before: list[datetime] = []

    def release(
        tag: str, day: date | datetime, parties: Iterable[dict[str, Any]] = (), **more: Any
    ) -> dict[str, Any]:
        moment = _at(day)
        # Of some stages the day alone is on record: on one day each stands after the stage before it.
        if before and moment <= before[-1]:
            moment = before[-1] + timedelta(seconds=1)
        before.append(moment)
        return {
            "ocid": ocid,
            "id": f"{ocid}-{tag}-{moment:%Y-%m-%d}",
            "date": _moment(moment),
            "tag": [tag],
            "initiationType": "tender",
            "language": "en",
            "parties": [buyer, *parties],
            "buyer": {"id": buyer["id"], "name": buyer["name"]},
            **more,
        }

    if own.consideration is not None:
        yield release("planning", own.consideration.considered_on, tender=_tender(own, "planned"))
    if own.opened is not None:
        yield release("tender", own.opened.made_at, tender=_tender(own, "active"))
    if procurement.state == ProcurementState.ABANDONED:
        if own.opened is not None:
            yield release("tenderCancellation", at, tender=_tender(own, "cancelled"))
        return
    if award is None or award.approved_on is None:
        return
    winner = _organisation("supplier", award.opened_bid.bidder, ("supplier", "tenderer"))
    awards = [
        {
            "id": award.ref,
            "title": procurement.title,
            "status": "active",
            "date": _moment(award.approved_on),
            "value": _value(award.opened_bid.price, "GBP"),
            "suppliers": [{"id": winner["id"], "name": winner["name"]}],
        }
    ]
    yield release("award", award.approved_on, [winner], tender=_tender(own, "complete"), awards=awards)
    if contract is not None:
        contracts = [
            {
                "id": contract.ref,
                "awardID": award.ref,
                "title": contract.title,
                "status": "active",
                "period": _period(contract.starts_on, contract.ends_on),
                "value": _value(contract.amount, "GBP"),
                "dateSigned": _moment(contract.signed_on),
            }
        ]
        yield release(
            "contract",
            contract.signed_on,
            [winner],
            tender=_tender(own, "complete"),
            awards=awards,
            contracts=contracts,
        )


def _tender(own: OwnProcurement, status: str) -> dict[str, Any]:
    procurement = own.procurement
    opened = own.opened
    criteria = titled_leaves(procurement) if opened is not None and status != "planned" else []
    return _without_nothing(
        {
            "id": procurement.ref,
            "title": procurement.title,
            "description": procurement.description,
            "status": status,
            "mainProcurementCategory": procurement.kind,
            "value": _value(procurement.amount, "GBP"),
            "awardCriteria": "ratedCriteria" if criteria else None,
            "awardCriteriaDetails": say_joined(
                [f"{title} {each.weight.normalize():f}%" for title, each in criteria], last="and"
            )
            if criteria
            else None,
            "tenderPeriod": _without_nothing(
                {"startDate": _moment(opened.made_at), "endDate": _moment(procurement.bids_close_at)}
            )
            if opened is not None and status != "planned" and procurement.bids_close_at is not None
            else None,
            "contractPeriod": _period(procurement.starts_on, procurement.ends_on),
        }
    )


def _organisation(party: str, organisation: Organisation, roles: tuple[str, ...]) -> dict[str, Any]:
    numbers = [{"scheme": each.scheme, "id": each.code} for each in organisation.identifiers.all()]
    return _without_nothing(
        {
            "id": f"{party}-{organisation.ref}",
            "name": organisation.name,
            "roles": list(roles),
            "identifier": numbers[0] if numbers else None,
            "additionalIdentifiers": numbers[1:],
        }
    )


def _named(role: str, parties: Iterable[PublishedParty]) -> Iterator[dict[str, Any]]:
    for place, party in enumerate(parties, start=1):
        scheme, code = next(iter(party.identifiers), ("", ""))
        yield _without_nothing(
            {
                "id": f"{role}-{place}",
                "name": party.name,
                "roles": [role],
                "identifier": {"scheme": scheme, "id": code} if code else None,
            }
        )


def _reference(parties: Iterable[dict[str, Any]], role: str) -> dict[str, Any] | None:
    found = next((party for party in parties if role in party["roles"]), None)
    return None if found is None else {"id": found["id"], "name": found["name"]}


def _uid(owner: Organisation) -> dict[str, str]:
    number = owner.identifiers.first()
    return {} if number is None else {"scheme": number.scheme, "uid": number.code}


def _value(amount: Decimal | None, currency: str) -> dict[str, Any] | None:
    return None if amount is None else {"amount": Number(f"{amount:f}"), "currency": currency or "GBP"}


def _period(starts_on: date | None, ends_on: date | None) -> dict[str, Any] | None:
    found = {
        "startDate": None if starts_on is None else _moment(starts_on),
        "endDate": None if ends_on is None else _moment(ends_on),
    }
    return _without_nothing(found) or None


def _cpv(code: str) -> list[dict[str, Any]]:
    return [{"id": "1", "classification": {"scheme": "CPV", "id": code}}] if code else []


def _at(when: date | datetime) -> datetime:
    """A day is its beginning in London, as it is where a release is read."""
    return when if isinstance(when, datetime) else datetime.combine(when, time.min, tzinfo=LONDON)


def _moment(when: date | datetime) -> str:
    return _at(when).astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _without_nothing(values: dict[str, Any]) -> dict[str, Any]:
    """What is not known is not said."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}
