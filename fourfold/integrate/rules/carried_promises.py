"""Promises of contracts that run already, from a spreadsheet: each row is a promise, rows of one reference are a contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.sheet_columns import Held
from fourfold.integrate.rules.sheet_rows import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from fourfold.integrate.rules.sheet_rows import Reading, Row

PENNY_PLACES = 2
# What every row of a contract says alike.
OF_THE_CONTRACT = (
    Held.TITLE, Held.SUPPLIER, Held.COMPANY_NUMBER, Held.CHARITY_NUMBER, Held.AMOUNT, Held.CURRENCY, Held.STARTS_ON,
    Held.ENDS_ON, Held.SIGNED_ON,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownMeasure:
    """A measure of the adopted policy: its key, what it is called and what it is counted in."""

    pk: int
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class Promise:
    row: int
    measure: KnownMeasure
    quantity: Decimal
    starts_on: date
    ends_on: date


@dataclass(slots=True)
class CarriedContract:
    """`first` is the row that said it first; its supplier is a key of the directory."""

    reference: str
    first: Row
    supplier: int
    promises: list[Promise] = field(default_factory=list)


def promise_in(
    row: Row, *, measure: KnownMeasure | None, unit: str | None, reading: Reading
) -> Promise | tuple[Fault, ...]:
    """The promise of a row, or what is wrong with it. `unit` is the code of what the row counts in, None where it is silent."""
    found: list[Fault] = []
    quantity: Decimal = row.values[Held.QUANTITY]
    contract_starts, contract_ends = row.values[Held.STARTS_ON], row.values[Held.ENDS_ON]
    starts_on = row.day(Held.DUE_FROM) or contract_starts
    ends_on = row.day(Held.DUE_BY) or contract_ends

    def wrong(column: Held, words: str) -> None:
        found.append(reading.fault(row.number, column, words))

    if row.amount is not None and (row.amount < 0 or row.text(Held.CURRENCY) != "GBP"):
        wrong(Held.AMOUNT, say("The value of a contract is in pounds and not below zero"))
    if measure is None:
        wrong(
            Held.MEASURE,
            say(
                "“{title}” is no measure of your adopted policy. Use its name there",
                title=row.text(Held.MEASURE)[:80],
            ),
        )
    elif unit is not None and unit != measure.unit:
        wrong(
            Held.UNIT,
            say(
                "“{title}” is counted in {right}, not in {wrong}",
                title=measure.title,
                right=unit_of(measure.unit).plural,
                wrong=unit_of(unit).plural,
            ),
        )
    elif unit_of(measure.unit).whole and quantity != quantity.to_integral_value():
        wrong(
            Held.QUANTITY,
            say("{units} come in whole numbers", units=unit_of(measure.unit).plural.capitalize()),
        )
    if quantity <= 0:
        wrong(Held.QUANTITY, say("A promise is of more than nothing"))
    if ends_on < starts_on:
        wrong(Held.DUE_BY, say("It is promised by a day before it begins"))
    if found or measure is None:
        return tuple(found)
    return Promise(row.number, measure, quantity, starts_on, ends_on)


def says_otherwise(row: Row, first: Row, reading: Reading) -> tuple[Fault, ...]:
    """Where a row of a contract says something else of it than the first row did."""
    return tuple(
        reading.fault(
            row.number,
            column,
            say(
                "“{column}” is not what row {first} says of the same contract",
                column=column.words,
                first=first.number,
            ),
        )
        for column in OF_THE_CONTRACT
        if row.values.get(column) != first.values.get(column)
    )


def by_name(measures: Mapping[str, KnownMeasure], typed: str) -> KnownMeasure | None:
    """As it is called in the policy; letters great or small, and spaces, do not matter."""
    return measures.get(" ".join(typed.casefold().split()))
