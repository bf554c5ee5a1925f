"""A register of contracts to read: a buyer, a supplier, a tender, an award and a contract each, some 1.6 kB."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

NOTICES = Path(__file__).parents[2] / "tests" / "data" / "ocds" / "contracts_finder_2019_100.json"
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


def write_notices(file: Path, count: int) -> None:
    """Notices as portals publish them (8 kB, some nine parties): real ones again and again, each a procurement of its own."""
    real = json.loads(NOTICES.read_bytes())
    notices = real.pop("releases")
    with file.open("w") as out:
        out.write(json.dumps(real)[:-1] + ', "releases": [')
        for number in range(count):
            ocid = f"ocds-b5fd17-{number:08}"
            notice = {**notices[number % len(notices)], "ocid": ocid, "id": f"{ocid}-1"}
            out.write(("," if number else "") + json.dumps(notice, ensure_ascii=False))
        out.write("]}")


def write_register(file: Path, count: int) -> None:
    draw = random.Random(count)  # noqa: S311  (a draw that can be repeated, nothing secret)
    with file.open("w") as out:
        out.write(
            '{"uri": "https://example.org/r", "version": "1.1", "publisher": {"name": "Anyshire"}, "releases": ['
        )
        for number in range(count):
            out.write(("," if number else "") + json.dumps(a_contract(draw, number)))
        out.write("]}")
