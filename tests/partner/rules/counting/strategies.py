"""Worlds in which something was delivered, and what bodies report of it: honestly, in parts or whole, several times over."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from fourfold.ground.kernel.quantities import Quantity
from tests.builders.claims import FIRST, claim, event, person

if TYPE_CHECKING:
    from fourfold.partner.rules.counting.claims import Claim

DAYS = 12
MEASURES: dict[str, dict[str, Any]] = {
    "hours": {"unit": "hours"},
    "spent with small firms": {"unit": "pounds", "exclusion_group": "spend"},
    "spent locally": {"unit": "pounds", "exclusion_group": "spend"},
    "jobs": {"unit": "jobs", "once_per_person": True},
    "weeks": {"unit": "weeks"},
}
OF_EVENTS = ("hours", "spent with small firms", "spent locally")
STEP = Decimal("0.01")


@st.composite
def reported(draw: st.DrawFn, ref: str, *, shares: bool = True) -> Claim:
    """Any claim that is right by itself."""
    measure = draw(st.sampled_from(sorted(MEASURES)))
    fields = dict(MEASURES[measure])
    unit = fields.pop("unit")
    fields["framework"] = draw(st.sampled_from(["council", "national"]))
    start = draw(st.integers(0, DAYS - 1))
    end = draw(st.integers(start, DAYS))
    persons: tuple[str, ...] = ()
    if measure in OF_EVENTS:
        fields["event"] = event(draw(st.integers(1, 2)))
    else:
        persons = tuple(map(person, sorted(draw(st.sets(st.integers(1, 3), min_size=1, max_size=2)))))
    if unit == "jobs":
        quantity = Decimal(len(persons))
    else:
        quantity = draw(st.integers(0, 40)) * STEP
        if draw(st.booleans()):
            fields["whole"] = quantity + draw(st.integers(0, 40)) * STEP
    if shares and draw(st.integers(0, 4)) == 0:
        # Ten of a sixteenth are never more than the whole.
        fields["share"] = Fraction(1, 16)
    return claim(
        ref,
        str(quantity),
        unit,
        measure=measure,
        persons=persons,
        tier=draw(st.integers(1, 3)),
        starts_on=FIRST + timedelta(days=start),
        ends_on=FIRST + timedelta(days=end),
        **fields,
    )


@st.composite
def many_reported(draw: st.DrawFn, *, shares: bool = True, most: int = 8) -> list[Claim]:
    return [draw(reported(f"C{number}", shares=shares)) for number in range(draw(st.integers(0, most)))]


def of(quantity: Decimal, like: Claim) -> Quantity:
    return Quantity(quantity, like.quantity.unit)
