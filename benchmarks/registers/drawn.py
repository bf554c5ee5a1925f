"""A register of contracts to read: a buyer, a supplier, a tender, an award and a contract each, some 1.6 kB."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_WORDS = (
    "repairs",
    "cleaning",
    "meals",
    "care",
    "footpaths",
    "gritting",
    "advice",
    "training",
    "heating",
    "trees",
)


def a_contract(draw: random.Random, number: int) -> dict[str, Any]:
    signed = date(2015, 1, 1) + timedelta(days=draw.randrange(4_000))
    begin = f"{signed.isoformat()}T00:00:00Z"
    end = f"{(signed + timedelta(days=draw.randrange(365, 2_000))).isoformat()}T00:00:00Z"
    value = {"amount": draw.randrange(5_000, 5_000_000), "currency": "GBP"}
    title = f"{draw.choice(_WORDS).capitalize()} and {draw.choice(_WORDS)}, lot {number}"
    period = {"startDate": begin, "endDate": end}
    supplier = {"id": f"GB-COH-{number % 20_000:08}", "name": f"Supplier {number % 20_000} Ltd"}
    return {
        "ocid": f"ocds-abc123-{number:08}",
        "id": f"ocds-abc123-{number:08}-1",
        "date": begin,
        "tag": ["award", "contract"],
        "initiationType": "tender",
        "language": "en",
        "parties": [
            {
                "id": "GB-LAE-XXX",
                "name": "Anyshire Council",
                "roles": ["buyer"],
                "identifier": {"scheme": "GB-LAE", "id": "XXX", "legalName": "Anyshire Council"},
                "address": {"streetAddress": "Town Hall", "locality": "Anytown", "postalCode": "AN1 1AA"},
            },
            {
                **supplier,
                "roles": ["supplier", "tenderer"],
                "identifier": {"scheme": "GB-COH", "id": f"{number % 20_000:08}"},
            },
        ],
        "buyer": {"id": "GB-LAE-XXX", "name": "Anyshire Council"},
        "tender": {
            "id": str(number),
            "title": title,
            "description": " ".join(draw.choices(_WORDS, k=30)),
            "status": "complete",
            "mainProcurementCategory": draw.choice(("goods", "services", "works")),
            "procurementMethod": "open",
            "value": value,
            "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "45000000"}}],
            "contractPeriod": period,
        },
        "awards": [
            {"id": "1", "title": title, "value": value, "suppliers": [supplier], "contractPeriod": period}
        ],
        "contracts": [{"id": "1", "awardID": "1", "title": title, "value": value, "period": period}],
    }


def write_register(file: Path, count: int) -> None:
    draw = random.Random(count)  # noqa: S311  (a draw that can be repeated, nothing secret)
    with file.open("w") as out:
        out.write(
            '{"uri": "https://example.org/r", "version": "1.1", "publisher": {"name": "Anyshire"}, "releases": ['
        )
        for number in range(count):
            out.write(("," if number else "") + json.dumps(a_contract(draw, number)))
        out.write("]}")
