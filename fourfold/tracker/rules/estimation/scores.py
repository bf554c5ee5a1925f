"""Answers that are worth a number: mean scores and their spread, and the net promoter score."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.estimation.estimate import NothingToEstimate
from fourfold.tracker.rules.estimation.ratios import mean
from fourfold.tracker.rules.faults import refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.estimation.design import Design
    from fourfold.tracker.rules.estimation.estimate import Estimate

LEAST, MOST = 0, 10
PROMOTER, PASSIVE = 9, 7
HUNDRED: Final = 100.0


def mean_score(
    design: Design, scores: Sequence[float | None], *, within: Sequence[bool] | None = None
) -> Estimate:
    """The mean over those `within` whose answer has a score; the base leaves the others out."""
    scored, values = _scored(design, scores, within)
    return mean(design, values, within=scored)


def standard_deviation(
    design: Design, scores: Sequence[float | None], *, within: Sequence[bool] | None = None
) -> float:
    """√(Σw (y − ȳ)² / Σw · n / (n − 1)), as `svyvar` of R's survey has it. Raises NothingToEstimate for fewer than two."""
    scored, values = _scored(design, scores, within)
    count = sum(scored)
    if count <= 1:
        raise NothingToEstimate(say("a spread needs two answers"))
    centre = mean(design, values, within=scored)
    rows = zip(design.weights, values, scored, strict=True)
    squares = math.fsum(weight * (value - centre.value) ** 2 for weight, value, asked in rows if asked)
    return math.sqrt(squares / centre.weighted_base * count / (count - 1))


def net_promoter_score(
    design: Design, ratings: Sequence[int | None], *, within: Sequence[bool] | None = None
) -> Estimate:
    """Per cent of promoters (9 and 10) less per cent of detractors (0 to 6), from −100 to 100, with the variance of the mean of
    100, 0 and −100 (Reichheld 2003). None is no answer. Raises BadSurvey for what is not a rating.
    """
    for row, rating in enumerate(ratings, 1):
        if rating is not None and not LEAST <= rating <= MOST:
            raise refuse(
                say("{rating} is not a rating from 0 to 10", rating=rating), column=say("rating"), row=row
            )
    return mean_score(design, [promoter_points(rating) for rating in ratings], within=within)


def promoter_points(rating: int | None) -> float | None:
    if rating is None:
        return None
    if rating >= PROMOTER:
        return HUNDRED
    return 0.0 if rating >= PASSIVE else -HUNDRED


def _scored(
    design: Design, scores: Sequence[float | None], within: Sequence[bool] | None
) -> tuple[list[bool], list[float]]:
    inside = within or (True,) * len(design.weights)
    scored = [asked and score is not None for asked, score in zip(inside, scores, strict=True)]
    return scored, [0.0 if score is None else score for score in scores]
