"""What a report prints of a value map, figure by figure. A figure may be printed in several places, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from fourfold.measure.rules.audit.printed import Printed
    from fourfold.measure.rules.valuation.value_map import ValueMap

Cell = tuple["Printed", ...]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """`by_year` has the first year first; an empty cell was not printed."""

    impact: Cell = ()
    by_year: tuple[Cell, ...] = ()
    present_value: Cell = ()


@dataclass(frozen=True, slots=True)
class ReportTotals:
    by_year: tuple[Cell, ...] = ()
    present_value: Cell = ()
    inputs: Cell = ()
    npv: Cell = ()
    ratio: Cell = ()
    net_ratio: Cell = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A case beside the main one, as the map it would be, and what is printed of it."""

    name: str
    map: ValueMap
    totals: ReportTotals


@dataclass(frozen=True, slots=True)
class Pool:
    """A cell that stands for several rows: their present values, or their impacts, added up."""

    label: str
    rows: tuple[int, ...]
    of: Literal["present_value", "impact"]
    printed: Cell


@dataclass(frozen=True, slots=True)
class Report:
    rows: tuple[ReportRow, ...] = ()
    totals: ReportTotals = field(default_factory=ReportTotals)
    scenarios: tuple[Scenario, ...] = ()
    pools: tuple[Pool, ...] = ()
