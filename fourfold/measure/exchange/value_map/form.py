"""The JSON form of a value map, key by key. Its published schema is made from these classes."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from fourfold.ground.kernel.said import say
from fourfold.measure.exchange.value_map.conventions import SettingsForm
from fourfold.measure.exchange.value_map.numbers import Number, Share
from fourfold.measure.exchange.value_map.parts import Part, Text
from fourfold.measure.exchange.value_map.printed_form import PrintedForm, PrintedRow
from fourfold.measure.exchange.value_map.ranges import AnyNumber, AnyProxy, AnyShare, SomeDistribution
from fourfold.measure.rules.totals.both_ways import Approach
from fourfold.measure.rules.valuation.duration import LONGEST
from fourfold.measure.rules.valuation.value_map import Kind, RateClass

MOST_ROWS = 10_000


class InputForm(Part):
    """Money, or volunteers' `hours` at what `an_hour` is worth. Without a `year` it is paid at the outset and not discounted."""

    label: Text
    amount: AnyNumber | None = None
    hours: Number | None = None
    an_hour: Number | None = None
    year: Annotated[int, Field(ge=1, le=LONGEST)] | None = None
    public: bool = False
    currency: Text | None = None
    optimism_bias: Number | None = None
    mitigated: Share | None = None

    @model_validator(mode="after")
    def _money_or_time(self) -> Self:
        time = self.hours is not None and self.an_hour is not None
        if (self.amount is not None) == time or (self.hours is None) != (self.an_hour is None):
            raise ValueError(
                say("give an amount, or hours together with what an_hour is worth, and not both")
            )
        if self.mitigated is not None and self.optimism_bias is None:
            raise ValueError(say("mitigated is a share of an optimism_bias: give that too"))
        return self


class RowForm(Part):
    """One outcome of one group: in the first year `quantity` × `proxy` less deductions, or `impact`, after them."""

    stakeholder: Text
    outcome: Text
    quantity: AnyNumber | None = None
    unit: Text | None = None
    proxy: AnyProxy | None = None
    impact: AnyNumber | None = None
    duration_years: AnyNumber
    deadweight: AnyShare | None = None
    displacement: AnyShare | None = None
    attribution: AnyShare | None = None
    leakage: AnyShare | None = None
    drop_off: AnyShare | None = None
    rate_class: RateClass = RateClass.STANDARD
    kind: Kind | None = None
    approach: Approach | None = None
    stakeholders: Number | None = None
    inputs: Text | None = None
    outputs: Text | None = None
    indicator: Text | None = None
    source: Text | None = None
    note: Text | None = None
    printed: PrintedRow | None = None


class Form(Part):
    """A value map: conventions, what was put in, and a row for each outcome of each group of people."""

    title: Text | None = None
    settings: SettingsForm
    inputs: Annotated[list[InputForm], Field(max_length=MOST_ROWS)] = []
    rows: Annotated[list[RowForm], Field(min_length=1, max_length=MOST_ROWS)]
    shared: dict[str, SomeDistribution] = {}
    printed: PrintedForm | None = None
