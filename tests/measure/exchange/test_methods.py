"""The register of methods that ships."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from fourfold.ground.kernel.money import Money
from fourfold.measure.exchange.methods.register import marks, methods, read_methods
from fourfold.measure.rules.methods.method import Gives
from fourfold.measure.rules.methods.proportion import suiting
from fourfold.measure.rules.totals.both_ways import Approach

CHECKED = date(2026, 11, 28)


def test_every_method_of_the_issue_is_there_with_its_sources() -> None:
    found = methods()
    assert set(found) == {"sroi", "wellbeing", "unit_cost_saving", "counts", "own_indicators", "bespoke"}
    assert all(each.sources and each.needs for each in found.values())
    assert {key for key, each in found.items() if each.gives is Gives.COUNTS} == {"counts", "own_indicators"}
    assert found["wellbeing"].approach is Approach.WELLBEING


def test_the_marks_are_those_of_a_day_that_was_checked() -> None:
    found = marks(CHECKED)
    assert (found.routine, found.most) == (Decimal("0.05"), Decimal("0.20"))
    assert all(each.endswith(" on 2026-11-28") for each in found.parameters)
    with pytest.raises(ValueError, match="not checked after 28 November 2026; give marks of your own"):
        marks(CHECKED + timedelta(days=1))


def test_small_contracts_are_counted_and_only_large_ones_studied() -> None:
    def in_proportion(measured: int) -> list[str]:
        found = suiting(
            methods().values(),
            years=Decimal(2),
            an_hour=Money(Decimal(25)),
            besides=Money(Decimal(0)),
            measured=Money(Decimal(measured)),
            marks=marks(CHECKED),
        )
        return [each.method.key for each in found if each.at_most.weight.value == "in proportion"]

    # Most hours over two years: 28, 40, 90, 160, 240 and 600; at £25, over a twentieth: from £14,000 to £300,000.
    assert in_proportion(13_999) == []
    assert in_proportion(14_000) == ["counts"]
    assert in_proportion(80_000) == ["counts", "own_indicators", "unit_cost_saving", "wellbeing"]
    assert in_proportion(300_000)[-1] == "sroi"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("gives: counts", "gives: joy", "counts.gives"),
        ('least: "1"', 'least: "9"', "hours go from the least to the most, not from 9 to 4"),
        ('needs: ["Who"]', "needs: []", "counts.needs"),
        ("about: How many", "abuot: How many", "counts.abuot"),
    ],
)
def test_a_file_at_fault_is_refused(old: str, new: str, said: str) -> None:
    text = """
checked_by: Somebody
hours_because: A guess
methods:
  counts:
    title: Counts
    about: How many
    gives: counts
    needs: ["Who"]
    apart: Never added
    set_up: {least: "1", most: "4"}
    each_year: {least: "2", most: "12"}
    sources:
      - {title: A, publisher: B, href: "https://example.org/", licence: None here, published: null, read: 2026-11-23, says: Counted, grade: primary}
"""
    assert set(read_methods(text)) == {"counts"}
    assert old in text
    with pytest.raises(ValueError, match=said):
        read_methods(text.replace(old, new))
