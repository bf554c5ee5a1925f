"""Raking reaches its margins or says which it misses; the columns reach the same; weights stay within bounds."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.tracker.rules.faults import BadSurvey
from fourfold.tracker.rules.vector.raking import rake_columns
from fourfold.tracker.rules.weighting.diagnostics import diagnostics
from fourfold.tracker.rules.weighting.post_stratification import post_stratify
from fourfold.tracker.rules.weighting.raking import NotConverged, rake
from fourfold.tracker.rules.weighting.targets import Margin
from fourfold.tracker.rules.weighting.trimming import trim

TYPES = ("council", "council", "association", "association", "association")
PLACES = ("north", "south", "north", "south", "south")
ONES = (1.0,) * 5


def margins(**changed: Any) -> list[Margin]:
    totals: dict[str, Any] = {
        "type": {"council": 60.0, "association": 40.0},
        "place": {"north": 30.0, "south": 70.0},
        **changed,
    }
    return [Margin("type", TYPES, totals["type"]), Margin("place", PLACES, totals["place"])]


def test_every_margin_is_met_and_measured_anew() -> None:
    found = rake(ONES, margins())
    assert math.fsum(w for w, t in zip(found.weights, TYPES, strict=True) if t == "council") == pytest.approx(
        60
    )
    assert math.fsum(w for w, p in zip(found.weights, PLACES, strict=True) if p == "north") == pytest.approx(
        30
    )
    assert found.off < 1e-12
    assert found.turns > 1


def test_one_margin_is_post_stratification_in_one_turn() -> None:
    found = post_stratify(ONES, margins()[0])
    assert found.weights == pytest.approx((30, 30, 40 / 3, 40 / 3, 40 / 3))
    assert found.turns == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"type": {"council": 60.0}}, "row 4, column type: no total is given for association"),
        (
            {"place": {"north": 30.0, "south": 60.0, "west": 10.0}},
            "place: nobody answered in west: join it to another group",
        ),
        (
            {"place": {"north": 100.0, "south": 0.0}},
            "place: the total of south is 0.0: it must be above nought",
        ),
        (
            {"place": {"north": 30.0, "south": 71.0}},
            "place: the totals add to 101, those of type to 100: they must agree",
        ),
        (
            {"place": {"north": math.nan, "south": 71.0}},
            "place: the total of north is nan: it must be above nought",
        ),
    ],
)
def test_margins_at_fault_are_named(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(BadSurvey) as refusal:
        rake(ONES, margins(**changed), first_row=2)
    assert said in str(refusal.value).split("\n")


def test_weights_and_columns_at_fault_are_named() -> None:
    with pytest.raises(BadSurvey, match="row 2, column weight: the weight is nought"):
        rake((1.0, 0.0, 1.0, 1.0, 1.0), margins())
    with pytest.raises(BadSurvey, match="type: 5 values for 4 respondents"):
        rake(ONES[:4], margins())
    with pytest.raises(BadSurvey, match="no totals"):
        rake(ONES, [])


CROSSED = [
    Margin("type", ("council", "council", "association"), {"council": 50.0, "association": 50.0}),
    # All associations are in the south, so the south cannot have fewer than they are.
    Margin("place", ("north", "south", "south"), {"north": 60.0, "south": 40.0}),
]


def test_margins_that_cannot_be_met_together_are_refused_with_how_far_it_came() -> None:
    with pytest.raises(
        NotConverged, match=r"raking does not converge: after 50 turns .* off its total"
    ) as refusal:
        rake((1.0, 1.0, 1.0), CROSSED, most_turns=50)
    assert refusal.value.turns == 50
    assert refusal.value.off > 0.1
    with pytest.raises(NotConverged):
        rake_columns(
            np.ones(3),
            [
                ("type", np.array([0, 0, 1]), np.array([50.0, 50.0])),
                ("place", np.array([0, 1, 1]), np.array([60.0, 40.0])),
            ],
            most_turns=50,
        )


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.floats(0.2, 5)), min_size=12, max_size=40
    )
)
def test_the_columns_reach_the_same_weights(rows: list[tuple[str, str, float]]) -> None:
    # All crossings are there, so that any totals can be met.
    rows += [(one, other, 1.0) for one in "ab" for other in "xyz"]
    first, second = tuple(row[0] for row in rows), tuple(row[1] for row in rows)
    weights = tuple(row[2] for row in rows)
    plain = rake(
        weights,
        [Margin("1", first, {"a": 70.0, "b": 30.0}), Margin("2", second, {"x": 20.0, "y": 50.0, "z": 30.0})],
    )
    found = rake_columns(
        np.array(weights),
        [
            ("1", np.array(["ab".index(each) for each in first]), np.array([70.0, 30.0])),
            ("2", np.array(["xyz".index(each) for each in second]), np.array([20.0, 50.0, 30.0])),
        ],
    )
    assert found.weights == pytest.approx(np.array(plain.weights), rel=1e-9)
    assert found.turns == plain.turns


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=30))
def test_trimmed_weights_keep_their_sum_and_their_bounds(weights: list[float]) -> None:
    centre = math.fsum(weights) / len(weights)
    found = trim(weights, least=centre / 2, most=2 * centre)
    assert math.fsum(found.weights) == pytest.approx(math.fsum(weights))
    assert all(centre / 2 <= weight <= 2 * centre for weight in found.weights)
    assert (found.cut == 0) == all(centre / 2 <= weight <= 2 * centre for weight in weights)


def test_bounds_that_leave_no_weights_are_refused() -> None:
    with pytest.raises(BadSurvey, match=r"the mean weight 3 is not between 0.0 and 2"):
        trim([1.0, 5.0], most=2)
    with pytest.raises(BadSurvey, match=r"row 1, column weight: the weight -1.0 is negative"):
        trim([-1.0, 5.0], most=9)


def test_what_weighting_costs() -> None:
    found = diagnostics([1.0, 1.0, 2.0, 4.0])
    assert (found.total, found.spread, found.effective) == (8, 4, 64 / 22)
    assert found.design_effect == pytest.approx(4 * 22 / 64)
    assert found.efficiency == pytest.approx(1 / found.design_effect)
