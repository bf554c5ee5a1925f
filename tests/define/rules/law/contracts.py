"""Contracts of every kind, for properties that hold for all of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from fourfold.define.queries.law import the_law
from fourfold.define.rules.law.facts import (
    Authority,
    Facts,
    Health,
    Kind,
    MainPart,
    Nation,
    Regime,
    Route,
    Vat,
)

# The days on which something changes, and their neighbours, are asked as often as all other days together.
TURNS = sorted(
    {
        day.toordinal() + by
        for days in (
            *(rule.days for rule in the_law().rules.values()),
            *(tuple(figure.values) for figure in the_law().figures.values()),
            tuple(rule.still_in_force_on for rule in the_law().rules.values()),
        )
        for day in days
        for by in (-1, 0, 1)
    }
)
FIGURES = sorted(
    {
        dated.value
        for key, figure in the_law().figures.items()
        if key.startswith("law.")
        for dated in figure.values.values()
        if dated.value is not None and dated.vat is not None
    }
)
PENNY = Decimal("0.01")


def _near(figure: Decimal) -> st.SearchStrategy[Decimal]:
    return st.sampled_from(
        [
            figure,
            figure - PENNY,
            figure + PENNY,
            (figure / Decimal("1.2")).quantize(PENNY),
            figure * Decimal("1.2"),
        ]
    ).map(lambda value: value.quantize(PENNY))


VALUES = st.one_of(
    st.sampled_from(FIGURES).flatmap(_near),
    st.integers(0, 10**14).map(lambda pennies: Decimal(pennies) / 100),
)
DAYS = st.one_of(st.sampled_from(TURNS).map(date.fromordinal), st.dates(date(1900, 1, 1), date(2200, 12, 31)))
CONTRACTS = st.builds(
    Facts,
    authority=st.sampled_from(Authority),
    nation=st.sampled_from(Nation),
    kind=st.sampled_from(Kind),
    value=VALUES,
    vat=st.sampled_from(Vat),
    on=DAYS,
    main=st.sampled_from(MainPart),
    route=st.sampled_from(Route),
    regime=st.sampled_from(Regime),
    health=st.sampled_from(Health),
    vat_rate=st.sampled_from([None, Decimal(0), Decimal("0.05"), Decimal("0.2")]),
)
