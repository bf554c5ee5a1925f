"""The required set of sensitivity tests, and what a reviewer is warned of."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fourfold.measure.rules.uncertainty.reviewer_warnings import PublishedStudies, reviewer_warnings
from fourfold.measure.rules.uncertainty.sensitivity_set import sensitivity_set
from fourfold.measure.rules.uncertainty.uncertain_map import Part
from fourfold.measure.rules.valuation.deductions import Deductions
from fourfold.measure.rules.valuation.value_map import ValueMap
from fourfold.measure.rules.valuation.valuing import value_map
from tests.builders.value_maps import a_map, a_row

D = Decimal
STUDIES = PublishedStudies(D("0.05"), D("0.2"), D("0.255"), D("0.215"), D("3.56"), D("0.5"), D("1.96"))


def test_each_kind_of_number_moves_by_a_fifth() -> None:
    given = a_map()
    ratio = float(value_map(given).returns.ratio or 0)
    found = {each.part: (float(each.lower or 0), float(each.higher or 0)) for each in sensitivity_set(given)}
    assert found[Part.PROXY] == found[Part.QUANTITY] == pytest.approx((0.8 * ratio, 1.2 * ratio))
    assert found[Part.INPUT] == pytest.approx((ratio / 0.8, ratio / 1.2))
    assert found[Part.DEADWEIGHT] == pytest.approx((ratio * 0.68 / 0.6, ratio * 0.52 / 0.6))
    assert found[Part.DISPLACEMENT] == pytest.approx((ratio, ratio))
    assert found[Part.DROP_OFF][0] > ratio > found[Part.DROP_OFF][1]


def test_a_share_stays_a_share() -> None:
    given = a_map(a_row(deductions=Deductions(deadweight=D("0.95"))))
    found = {each.part: each.higher for each in sensitivity_set(given)}
    assert found[Part.DEADWEIGHT] == 0


def warned(given: ValueMap) -> str:
    return " ".join(reviewer_warnings(given, value_map(given), STUDIES))


def test_a_reviewer_is_warned_beside_what_published_studies_have() -> None:
    bare = a_map(a_row(deductions=Deductions(), drop_off=D(0)))
    said = warned(bare)
    assert "Deadweight is 0 in the middle row; nine in ten published studies have 0.05 or more" in said
    assert "Nothing is attributed to others" in said
    assert "Nothing drops off" in said
    assert "above that of half of published studies" in warned(a_map(inputs="1000"))


def test_a_ratio_between_the_two_middles_is_told_of_both() -> None:
    said = warned(a_map(inputs="150000"))
    assert "below that of half of published studies, 3.56, and above 1.96" in said


def test_a_deadweight_that_may_be_its_opposite_is_asked_about() -> None:
    said = warned(a_map(a_row(deductions=Deductions(deadweight=D("0.75"), attribution=D("0.3")))))
    assert "Deadweight is 0.75 in the middle row; nine in ten published studies have 0.5 or less" in said


def test_a_careful_map_is_not_warned_of() -> None:
    assert warned(a_map()) == ""
