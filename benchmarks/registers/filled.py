"""A register and payments written straight into the tables, for what pages and files cost with them.

Nobody's record: the trail's triggers are suspended while this database, which is thrown away afterwards, is filled.
"""

from __future__ import annotations

import hashlib
import json
import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from benchmarks.registers.drawn import a_contract
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.trail import installation
from fourfold.integrate.actions.register_totals import recount
from fourfold.integrate.models import (
    ReceivedRelease,
    RegisterEntry,
    RegisterImport,
    RegisterParty,
    SpendLine,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

SUPPLIERS = 5_000
_BATCH = 500


def fill(owner: int, count: int) -> None:
    """So many entries, with a supplier each, and so many payments."""
    draw = random.Random(count)  # noqa: S311  (a draw that can be repeated, nothing secret)
    with installation.suspended(connection), as_tenant(MAINTENANCE):
        record = _row(
            RegisterImport,
            owner,
            file_name="r.json",
            sha256="0" * 64,
            file_format="OCDS 1.1",
            at=timezone.now(),
        )
        record.save()
        for numbers in _portions(range(count)):
            _entries(owner, record, [a_contract(draw, number) for number in numbers])
            _payments(owner, record, numbers, draw)
        recount(owner)


def _entries(owner: int, record: RegisterImport, contracts: list[dict[str, Any]]) -> None:
    releases = ReceivedRelease.objects.bulk_create(
        _release(owner, record, one["ocid"], json.dumps(one, sort_keys=True).encode()) for one in contracts
    )
    entries = RegisterEntry.objects.bulk_create(
        _row(
            RegisterEntry,
            owner,
            release=release,
            ocid=one["ocid"],
            released_at=datetime.fromisoformat(one["date"]),
            title=one["tender"]["title"],
            description=one["tender"]["description"],
            kind=one["tender"]["mainProcurementCategory"],
            amount=Decimal(one["tender"]["value"]["amount"]),
            currency="GBP",
            buyer_name="Anyshire Council",
            mentions_social_value=release.pk % 7 == 0,
        )
        for one, release in zip(contracts, releases, strict=True)
    )
    RegisterParty.objects.bulk_create(
        _row(RegisterParty, owner, entry=entry, role="supplier", name=one["parties"][1]["name"])
        for one, entry in zip(contracts, entries, strict=True)
    )


def _payments(owner: int, record: RegisterImport, numbers: Iterable[int], draw: random.Random) -> None:
    bodies = [f"payment {number}".encode() for number in numbers]
    releases = ReceivedRelease.objects.bulk_create(_release(owner, record, "", body) for body in bodies)
    SpendLine.objects.bulk_create(
        _row(
            SpendLine,
            owner,
            release=release,
            paid_on=date(2022, 1, 1) + timedelta(days=draw.randrange(1_400)),
            supplier_name=f"Supplier {draw.randrange(SUPPLIERS)} Ltd",
            amount=Decimal(draw.randrange(500, 500_000)),
            currency="GBP",
        )
        for release in releases
    )


def _release(owner: int, record: RegisterImport, ocid: str, body: bytes) -> ReceivedRelease:
    digest = hashlib.sha256(body).hexdigest()
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    made: ReceivedRelease = _row(
        ReceivedRelease, owner, received_in=record, ocid=ocid, release_id="1", released_at=moment, sha256=digest, body=body
    )  # fmt: skip
    return made


def _row(table: type[Any], owner: int, **values: Any) -> Any:
    ref = new_reference()
    return table(owner_id=owner, ref=ref, root=ref, **values)


def _portions(numbers: range) -> Iterable[range]:
    return (numbers[begin : begin + _BATCH] for begin in range(0, len(numbers), _BATCH))
