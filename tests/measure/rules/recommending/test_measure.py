"""The 0 to 10 question: score, mean, intervals, response, and never in an award."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.measure.rules.recommending.answers import Answers
from fourfold.measure.rules.recommending.intervals import adjusted_wald, bootstrap
from fourfold.measure.rules.recommending.measure import NeverInAnAward, measure

EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[3] / "worked_examples" / "recommending" / "answers.yaml").read_text(
        encoding="utf-8"
    )
)


def of(promoters: int, passives: int, detractors: int, asked: int | None = None) -> Answers:
    return Answers((detractors, 0, 0, 0, 0, 0, 0, passives, 0, 0, promoters), asked)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["example"])
def test_worked_by_hand(example: dict[str, Any]) -> None:
    found = measure(Answers(tuple(example["counts"]), example["asked"]), seed=1, draws=1_000)
    rate, gives = found.answers.response_rate, example["gives"]
    assert [str(found.score.value), str(found.mean), None if rate is None else str(rate)] == [
        gives["score"],
        gives["mean"],
        gives["response_rate"],
    ]
    assert (found.score.by_formula.low, found.score.by_formula.high) == (
        Decimal(gives["low"]),
        Decimal(gives["high"]),
    )


@given(st.lists(st.integers(0, 10), min_size=1, max_size=80))
@settings(deadline=None, max_examples=60)
def test_a_plain_writing_agrees(given: list[int]) -> None:
    answers = Answers.of(given, asked=100)
    up, down = sum(each >= 9 for each in given), sum(each <= 6 for each in given)
    assert float(answers.score or 0) == pytest.approx(100 * (up - down) / len(given), rel=1e-12)
    assert float(answers.mean or 0) == pytest.approx(sum(given) / len(given), rel=1e-12)
    assert answers.promoters + answers.passives + answers.detractors == answers.answered == len(given)
    for interval in (adjusted_wald(answers), bootstrap(answers, seed=1, draws=1_000)):
        assert -100 <= interval.low <= interval.high <= 100


def exact_bootstrap(answers: Answers) -> dict[int, float]:
    """The probability of each difference of promoters and detractors, summed over every way to draw the answers again."""
    given = answers.answered
    up, stay, down = (each / given for each in (answers.promoters, answers.passives, answers.detractors))
    found: dict[int, float] = {}
    for more in range(given + 1):
        for less in range(given + 1 - more):
            ways = math.comb(given, more) * math.comb(given - more, less)
            found[more - less] = found.get(more - less, 0.0) + ways * up**more * down**less * stay ** (
                given - more - less
            )
    return found


@pytest.mark.parametrize("parts", [(10, 6, 4), (3, 20, 17), (1, 1, 38), (12, 0, 12)])
def test_the_draws_end_where_every_way_of_drawing_summed_exactly_does(parts: tuple[int, int, int]) -> None:
    answers = of(*parts)
    chances = exact_bootstrap(answers)
    assert sum(chances.values()) == pytest.approx(1)
    found = bootstrap(answers, seed=7, draws=20_000)
    for end, sign in ((found.low, 1), (found.high, -1)):
        at = round(float(end) * answers.answered / 100)
        beyond = sum(chance for step, chance in chances.items() if sign * step < sign * at)
        # Less than a fortieth lies beyond the end, and with the end itself a fortieth or more; four errors of drawing allowed.
        error = 4 * math.sqrt(0.025 * 0.975 / 20_000)
        assert beyond < 0.025 + error
        assert beyond + chances[at] > 0.025 - error


def test_the_formula_holds_the_true_score_as_often_as_it_says() -> None:
    """All 231 ways in which 20 answers can fall, each weighted by its chance, for populations from mild to extreme."""
    for up, down in ((0.5, 0.2), (0.3, 0.3), (0.8, 0.05), (0.1, 0.7)):
        held = 0.0
        for more in range(21):
            for less in range(21 - more):
                chance = (
                    math.comb(20, more)
                    * math.comb(20 - more, less)
                    * up**more
                    * down**less
                    * (1 - up - down) ** (20 - more - less)
                )
                interval = adjusted_wald(of(more, 20 - more - less, less))
                held += chance * (float(interval.low) <= 100 * (up - down) <= float(interval.high))
        assert held > 0.93


def test_a_seed_draws_the_same_and_another_draws_otherwise() -> None:
    answers = of(31, 40, 29)
    one = bootstrap(answers, seed=3, draws=1_000)
    with localcontext() as own:
        own.prec = 3
        assert bootstrap(answers, seed=3, draws=1_000) == one
    ends = {
        (each.low, each.high) for each in (bootstrap(answers, seed=seed, draws=1_000) for seed in range(8))
    }
    assert len(ends) > 1


def test_it_is_never_a_number_to_award_by_and_says_so() -> None:
    found = measure(of(6, 3, 1, asked=12), seed=1, draws=1_000)
    ways: tuple[Callable[[Any], object], ...] = (
        float,
        int,
        round,
        lambda it: it * Decimal("0.1"),
        lambda it: Decimal("0.1") * it,
        lambda it: it + it,
        lambda it: it < it,
        lambda it: sorted([it, it]),
        lambda it: max(it, it),
    )
    for it in (found, found.score):
        assert isinstance(it, NeverInAnAward)
        assert not it.usable_in_an_award
        for way in ways:
            with pytest.raises(TypeError, match="never scored, ranked or weighted in an award"):
                way(it)
    assert str(found.score) == "50.0 from 10 answers (-0.3 to 90); not for awards"
    assert found.as_data()["usable_in_an_award"] is False
    assert found.as_data()["distribution"]["10"] == 6


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Answers((1,), None), "eleven answers, from 0 to 10, and 1 are counted"),
        (lambda: Answers((-1,) + (0,) * 10, None), "less than not at all"),
        (lambda: of(5, 0, 0, asked=4), "5 answered and 4 were asked"),
        (lambda: Answers.of([11], asked=None), "11 is not an answer"),
        (lambda: Answers.of([True], asked=None), "True is not an answer"),
        (lambda: Answers.of([9.5], asked=None), "9.5 is not an answer"),  # type: ignore[list-item]
        (lambda: Answers.of([float("nan")], asked=None), "nan is not an answer"),  # type: ignore[list-item]
        (lambda: measure(of(0, 0, 0), seed=1), "nobody answered"),
        (lambda: bootstrap(of(1, 0, 0), seed=1, draws=999), "at least 1,000 times"),
        (lambda: adjusted_wald(of(1, 0, 0), confidence=Decimal(95)), "95% is “0.95”"),
    ],
)
def test_precise_refusals(make: Callable[[], object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()
