"""What no figure may be made from is refused, with the row and the column."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from fourfold.tracker.rules.estimation.design import design
from fourfold.tracker.rules.estimation.variance import variance
from fourfold.tracker.rules.faults import BadSurvey
from fourfold.tracker.rules.population import Estimand, Population
from fourfold.tracker.rules.vector.columns import columns
from tests.tracker.rules.samples import EVERYONE

GOOD: dict[str, Any] = {
    "weights": [1.0, 2.0, 1.0, 3.0],
    "strata": ["north", "north", "south", "south"],
    "clusters": ["a", "b", "c", "d"],
    "sizes": {"north": 5, "south": 9},
}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"weights": [1.0, None, 1.0, 1.0]}, "row 3, column weight: the weight is missing"),
        (
            {"weights": [1.0, 0.0, 1.0, 1.0]},
            "row 3, column weight: the weight is nought: leave the respondent out instead",
        ),
        ({"weights": [1.0, -2.0, 1.0, 1.0]}, "row 3, column weight: the weight -2.0 is negative"),
        ({"weights": [1.0, 1.0, math.nan, 1.0]}, "row 4, column weight: nan is not a number to weight by"),
        ({"weights": [1.0, 1.0, 1.0, math.inf]}, "row 5, column weight: inf is not a number to weight by"),
        (
            {"strata": ["north", "north", "south", "west"], "sizes": {"north": 5, "south": 9, "west": 3}},
            "row 4, column stratum: the stratum south has one cluster only, so nothing shows how much it varies: join it to another",
        ),
        ({"sizes": {"north": 5}}, "row 4, column stratum: the size of the stratum south is not given"),
        (
            {"sizes": {"north": 1, "south": 9}},
            "row 2, column stratum: 2 were drawn in the stratum north, which has 1",
        ),
        (
            {"sizes": {"north": 5, "south": 9, "west": 2}},
            "stratum: nobody answered in the stratum west: join it to another",
        ),
        (
            {"clusters": ["a", "b", "a", "d"]},
            "row 4, column cluster: a is in the strata north and south: it belongs to one",
        ),
        ({"strata": ["north"]}, "stratum: 1 values for 4 respondents"),
    ],
)
def test_faults_are_named(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(BadSurvey) as refusal:
        design(population=EVERYONE, **{**GOOD, **changed}, first_row=2)
    assert said in str(refusal.value).split("\n")


def test_all_faults_are_told_at_once_and_the_tenth_is_not_the_last() -> None:
    with pytest.raises(BadSurvey) as refusal:
        design(population=EVERYONE, weights=[0.0] * 12)
    assert len(refusal.value.faults) == 12
    assert str(refusal.value).endswith("… and 2 more")


def test_nobody_is_no_sample() -> None:
    with pytest.raises(BadSurvey, match="there are no respondents"):
        design(population=EVERYONE, weights=[])


def test_a_stratum_that_was_taken_whole_adds_nothing_even_with_one_cluster() -> None:
    made = design(
        population=EVERYONE,
        **{
            **GOOD,
            "weights": [1.0, 1.0, 1.0, 1.0],
            "strata": ["n", "n", "n", "s"],
            "sizes": {"n": 3, "s": 1},
        },
    )
    assert variance(made, [1.0, 5.0, 9.0, 4.0]) == 0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"weights": np.array([1.0, 0, 1, 1])}, "row 2, column weight"),
        ({"weights": np.array([1.0, 1, np.nan, 1])}, "row 3, column weight"),
        ({"weights": np.array([])}, "there are no respondents"),
        ({"sizes": np.array([2, 2, 2])}, "nobody answered in the stratum 2"),
        ({"sizes": np.array([1, 2])}, "2 were drawn in the stratum 0, which has 1"),
        ({"strata": np.array([0, 0, 0, 1])}, "the stratum 1 has one cluster only"),
        (
            {"clusters": np.array([0, 1, 0, 2])},
            "row 1, column cluster: the cluster is in more than one stratum",
        ),
    ],
)
def test_columns_refuse_the_same(changed: dict[str, Any], said: str) -> None:
    good = {"weights": np.ones(4), "strata": np.array([0, 0, 1, 1])}
    with pytest.raises(BadSurvey, match=said):
        columns(population=EVERYONE, **{**good, **changed})


def test_a_population_says_whom_it_is_and_how_much_of_it_the_frame_holds() -> None:
    found = Population("councils of Wales", Estimand.CONTACTS, size=22, in_frame=11)
    assert found.coverage == 0.5
    assert found.text == "councils of Wales; counted: contacts; the frame holds 11 of 22"
    assert EVERYONE.coverage is None
    with pytest.raises(BadSurvey, match="say whom the survey is about"):
        Population(" ", Estimand.CONTACTS)
    with pytest.raises(BadSurvey, match="the frame holds 3 of 2"):
        Population("x", Estimand.CONTACTS, size=2, in_frame=3)
    with pytest.raises(BadSurvey, match="at least one"):
        Population("x", Estimand.CONTACTS, size=0)
