"""Claims for tests, said shortly: what a test does not name is the same in all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from fourfold.ground.kernel.quantities import Quantity, unit_of
from fourfold.partner.rules.counting.claims import Claim

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)


def person(number: int, salt: str = "2026a") -> str:
    return f"person:{salt}:{number:064x}"


def event(number: int, salt: str = "2026a") -> str:
    return f"event:{salt}:{number:064x}"


def claim(ref: str, quantity: int | str = 1, unit: str = "hours", **fields: Any) -> Claim:
    """`events` and `persons` are numbers; days are dates; `share` and `whole` may be texts."""
    fields = {
        "commitment": f"P-{ref}",
        "contract": f"K-{ref}",
        "tier": 1,
        "claimant": f"Body {ref}",
        "framework": "council",
        "measure": unit,
        "starts_on": FIRST,
        "ends_on": LAST,
        **fields,
    }
    if isinstance(fields.get("event"), int):
        fields["event"] = event(fields["event"])
    fields["persons"] = tuple(
        person(each) if isinstance(each, int) else each for each in fields.get("persons", ())
    )
    if fields.get("share") is not None:
        fields["share"] = Fraction(fields["share"])
    if fields.get("whole") is not None:
        fields["whole"] = Decimal(fields["whole"])
    return Claim(ref=ref, quantity=Quantity(Decimal(quantity), unit_of(unit)), **fields)
