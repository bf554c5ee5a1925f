"""The columns give what the decimals give, to a billionth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from fourfold.measure.rules.valuation.value_map import ValueMap
from fourfold.measure.rules.valuation.valuing import value_map
from fourfold.measure.rules.vector.present_values import Columns, present_values
from tests.builders.value_maps import maps
from tests.builders.value_maps import settings as some_settings


@given(maps)
@settings(deadline=None)
def test_columns_and_decimals_agree(given: ValueMap) -> None:
    found = present_values(Columns.of(given.rows, given.settings))
    expected = [float(row.present_value) for row in value_map(given).rows]
    assert found == pytest.approx(np.array(expected), rel=1e-9, abs=1e-300)


def test_no_rows_give_no_values() -> None:
    assert present_values(Columns.of([], some_settings())).shape == (0,)
