"""What was forecast against what came, outcome by outcome and year by year. What is not known yet is never nought."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.quantities import Quantity, Unit
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.unknown import Absence
from fourfold.measure.rules.totals.basis import NotAdded
from fourfold.measure.rules.valuation.precision import exact

if TYPE_CHECKING:
    from collections.abc import Sequence

Known = Quantity | Absence


@dataclass(frozen=True, slots=True)
class Year:
    """An outcome in a year. `forecast` or `actual` is an absence where there is none, with its reason."""

    outcome: str
    year: int
    forecast: Known
    actual: Known


@dataclass(frozen=True, slots=True)
class Compared:
    """`difference` is actual less forecast, in the unit; `share` is actual over forecast, None for a forecast of nought.
    Both are None where one of the two is not known.
    """

    outcome: str
    year: int
    unit: Unit | None
    forecast: Known
    actual: Known
    difference: Decimal | None
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class ToDate:
    """An outcome over those years for which both are known, and how many years are left out because they are not."""

    outcome: str
    unit: Unit | None
    years: tuple[int, ...]
    left_out: tuple[int, ...]
    forecast: Decimal
    actual: Decimal
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Comparison:
    years: tuple[Compared, ...]
    to_date: tuple[ToDate, ...]


def compare(given: Sequence[Year]) -> Comparison:
    """By outcome in the order first met, and by year. Raises NotAdded for a year given twice, or an outcome in two units."""
    if len({(each.outcome, each.year) for each in given}) != len(given):
        raise NotAdded(say("an outcome’s year is given twice"))
    order = list(dict.fromkeys(each.outcome for each in given))
    rows = sorted(given, key=lambda each: (order.index(each.outcome), each.year))
    for outcome in order:
        _unit([each for each in rows if each.outcome == outcome])
    return Comparison(
        tuple(_compared(each) for each in rows),
        tuple(_to_date(outcome, [each for each in rows if each.outcome == outcome]) for outcome in order),
    )


def _compared(each: Year) -> Compared:
    forecast, actual = each.forecast, each.actual
    known = isinstance(forecast, Quantity) and isinstance(actual, Quantity)
    return Compared(
        each.outcome,
        each.year,
        _unit([each]),
        forecast,
        actual,
        _amount(actual) - _amount(forecast) if known else None,
        _share(_amount(actual), _amount(forecast)) if known else None,
    )


def _to_date(outcome: str, rows: list[Year]) -> ToDate:
    both = [
        each for each in rows if isinstance(each.forecast, Quantity) and isinstance(each.actual, Quantity)
    ]
    with exact():
        forecast = sum((_amount(each.forecast) for each in both), Decimal(0))
        actual = sum((_amount(each.actual) for each in both), Decimal(0))
    return ToDate(
        outcome,
        _unit(rows),
        tuple(each.year for each in both),
        tuple(each.year for each in rows if each not in both),
        forecast,
        actual,
        _share(actual, forecast),
    )


def _unit(rows: list[Year]) -> Unit | None:
    units = {
        known.unit for each in rows for known in (each.forecast, each.actual) if isinstance(known, Quantity)
    }
    if len(units) > 1:
        one, other = sorted(unit.plural for unit in units)[:2]
        raise NotAdded(
            say(
                "{outcome} is counted in {one} and in {other}: compare like with like",
                outcome=rows[0].outcome,
                one=one,
                other=other,
            )
        )
    return next(iter(units), None)


def _amount(known: Known) -> Decimal:
    return known.amount if isinstance(known, Quantity) else Decimal(0)


def _share(actual: Decimal, forecast: Decimal) -> Decimal | None:
    with exact():
        return actual / forecast if forecast else None
