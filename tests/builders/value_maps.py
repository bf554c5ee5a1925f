"""Value maps to test with: one by hand, and random ones for Hypothesis and for seeded sweeps."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from fourfold.measure.rules.valuation.deductions import Deductions
from fourfold.measure.rules.valuation.discounting import RateBand, RateSchedule, Timing
from fourfold.measure.rules.valuation.duration import PartialYear
from fourfold.measure.rules.valuation.value_map import Input, RateClass, Row, Settings, ValueMap

if TYPE_CHECKING:
    from random import Random


def settings(rate: str = "0.035", **changes: Any) -> Settings:
    flat = RateSchedule.flat(Decimal(rate))
    return replace(Settings({RateClass.STANDARD: flat, RateClass.HEALTH: flat}), **changes)


def a_row(**changes: Any) -> Row:
    given: dict[str, Any] = {
        "stakeholder": "Participants",
        "outcome": "In work",
        "quantity": Decimal(60),
        "proxy": Decimal(8500),
        "duration_years": Decimal(2),
        "drop_off": Decimal("0.3"),
        "deductions": Deductions(deadweight=Decimal("0.4"), attribution=Decimal("0.3")),
    }
    return Row(**(given | changes))


def a_map(*rows: Row, inputs: str = "250000", rate: str = "0.035", **changes: Any) -> ValueMap:
    return ValueMap(
        settings(rate, **changes), rows or (a_row(),), (Input("All that was put in", Decimal(inputs)),)
    )


shares = st.decimals(0, 1, places=3)
bands = st.builds(
    lambda lengths, rates: RateSchedule(
        tuple(
            RateBand(
                1 + sum(lengths[:place]),
                1 + sum(lengths[: place + 1]) - 1 if place < len(lengths) else None,
                rate,
            )
            for place, rate in enumerate(rates[: len(lengths) + 1])
        ),
        name="random",
    ),
    st.lists(st.integers(1, 9), max_size=3),
    st.lists(st.decimals(0, "0.2", places=4), min_size=4, max_size=4),
)
rows = st.builds(
    Row,
    stakeholder=st.just("Somebody"),
    outcome=st.just("Something"),
    duration_years=st.decimals("0.1", 12, places=2),
    quantity=st.decimals(0, 10**6, places=2),
    proxy=st.decimals(-(10**6), 10**6, places=2),
    deductions=st.builds(
        Deductions, deadweight=shares, displacement=shares, attribution=shares, leakage=shares
    ),
    drop_off=shares,
    rate_class=st.sampled_from(RateClass),
)
maps = st.builds(
    ValueMap,
    st.builds(
        Settings,
        st.fixed_dictionaries({RateClass.STANDARD: bands, RateClass.HEALTH: bands}),
        timing=st.sampled_from(Timing),
        partial_year=st.sampled_from(PartialYear),
    ),
    st.lists(rows, min_size=1, max_size=4).map(tuple),
    st.lists(
        st.builds(Input, st.just("Grant"), st.decimals(1, 10**7, places=2), st.none() | st.integers(1, 6)),
        min_size=1,
        max_size=2,
    ).map(tuple),
)


def random_map(random: Random, *, most_rows: int = 12) -> ValueMap:
    """As studies have them: whole percentages, one to ten years, one rate of discount, now and then a negative outcome."""

    def percent(most: int) -> Decimal:
        return Decimal(random.randrange(0, most)) / 100

    made = tuple(
        Row(
            stakeholder=f"Group {place + 1}",
            outcome="An outcome",
            quantity=Decimal(random.randrange(1, 400)),
            proxy=(Decimal(random.randrange(500, 2_000_000)) / 100).quantize(Decimal("0.01"))
            * (-1 if random.random() < 0.05 else 1),
            duration_years=Decimal(random.choice(["1", "2", "3", "4", "5", "1.5", "2.1", "7", "10"])),
            deductions=Deductions(deadweight=percent(70), displacement=percent(30), attribution=percent(80)),
            drop_off=percent(60),
        )
        for place in range(random.randrange(1, most_rows + 1))
    )
    return ValueMap(
        settings(
            random.choice(["0", "0.015", "0.03", "0.035"]),
            timing=random.choice(list(Timing)),
            partial_year=random.choice(list(PartialYear)),
        ),
        made,
        (
            Input("Grant", Decimal(random.randrange(5_000, 2_000_000))),
            Input("Time", Decimal(random.randrange(0, 90_000))),
        ),
    )
