"""Each bar of the tornado is the map valued again with that number at its ends, and switching values bring it to break even."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from fourfold.measure.rules.uncertainty.distributions import Uniform
from fourfold.measure.rules.uncertainty.switching_values import switching_values
from fourfold.measure.rules.uncertainty.uncertain_map import DEDUCTIONS, Drawn, Part, UncertainMap
from fourfold.measure.rules.valuation.value_map import ValueMap
from fourfold.measure.rules.valuation.valuing import value_map
from fourfold.measure.rules.vector.tornado import tornado
from tests.builders.value_maps import a_map, a_row

D = Decimal
GIVEN = a_map(a_row(), a_row(quantity=D(20), duration_years=D(3)))


def changed(given: ValueMap, part: Part, place: int, value: Decimal) -> ValueMap:
    if part is Part.INPUT:
        return replace(given, inputs=(replace(given.inputs[0], amount=value),))
    row, name = given.rows[place], part.value
    changes: dict[str, Any] = (
        {"deductions": replace(row.deductions, **{name: value})} if part in DEDUCTIONS else {name: value}
    )
    rows = [*given.rows]
    rows[place] = replace(row, **changes)
    return replace(given, rows=tuple(rows))


@pytest.mark.parametrize("part", [part for part in Part if part is not Part.IMPACT])
def test_a_bar_is_the_map_valued_again(part: Part) -> None:
    low, high = (D(5), D(95)) if part in {Part.QUANTITY, Part.PROXY} else (D("0.05"), D("0.95"))
    if part is Part.DURATION:
        low, high = D("1.05"), D("2.95")
    if part is Part.INPUT:
        low, high = D(105000), D(295000)
    width = (high - low) / 18
    drawn = Drawn(part, 0, Uniform(low - width, high + width), "x")
    (bar,) = tornado(UncertainMap(GIVEN, (drawn,)))
    expected = [value_map(changed(GIVEN, part, 0, value)).returns.ratio for value in (low, high)]
    assert [bar.at_low, bar.at_high] == pytest.approx([float(each or 0) for each in expected])


def test_a_shared_number_moves_all_its_rows_and_the_longest_bar_comes_first() -> None:
    drawn = [Drawn(Part.PROXY, place, Uniform(D(0), D(10000)), "shared") for place in (0, 1)]
    little = Drawn(Part.QUANTITY, 1, Uniform(D(19), D(21)), "little")
    first, last = tornado(UncertainMap(GIVEN, (little, *drawn)))
    assert (first.stream, last.stream) == ("shared", "little")
    both = changed(changed(GIVEN, Part.PROXY, 0, D(500)), Part.PROXY, 1, D(500))
    assert first.at_low == pytest.approx(float(value_map(both).returns.ratio or 0))


def test_at_its_switching_value_a_map_breaks_even() -> None:
    found = [each for each in switching_values(GIVEN, value_map(GIVEN)) if each.switches_at is not None]
    assert len(found) > 6
    for each in found:
        assert each.switches_at is not None
        again = value_map(changed(GIVEN, each.part, each.row, each.switches_at)).returns.npv
        assert abs(again) < D("1e-20")


def test_a_number_that_cannot_bring_break_even_has_no_switching_value() -> None:
    given = a_map(a_row(), inputs="9000000")
    found = {each.part: each.switches_at for each in switching_values(given, value_map(given))}
    assert found[Part.DEADWEIGHT] is None
    assert found[Part.PROXY] is not None
