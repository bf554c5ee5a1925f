"""The cube of sums gives what the plain estimators give, for every kind of design, way to compare and crossing."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from fourfold.tracker.rules.estimation import rao_scott
from fourfold.tracker.rules.estimation.column_tests import Comparison, difference
from fourfold.tracker.rules.estimation.effective_base import effective_base
from fourfold.tracker.rules.estimation.rao_scott import Association, NotTested
from fourfold.tracker.rules.estimation.ratios import mean, proportion
from fourfold.tracker.rules.vector.cells import Block, CellSums, Cube, cube
from fourfold.tracker.rules.vector.columns import columns_of
from fourfold.tracker.rules.vector.figures import association, by_column, p_values
from tests.tracker.rules.samples import ANSWERS, COLUMNS, Sample, samples


def block_of(sample: Sample) -> Block:
    return Block("type", np.array([COLUMNS.index(each) for each in sample.columns], dtype=np.uint8), 3)


def answers_of(sample: Sample) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """The answers, and a fourth number for who was not asked."""
    return np.array(
        [
            ANSWERS.index(each) if asked else 3
            for each, asked in zip(sample.answers, sample.asked, strict=True)
        ],
        dtype=np.uint8,
    )


def sums_of(sample: Sample) -> CellSums:
    return cube(columns_of(sample.design), [block_of(sample)]).sums(answers_of(sample), 3, 4)[0]


@settings(max_examples=50)
@given(samples())
def test_shares_and_their_errors(sample: Sample) -> None:
    sums = sums_of(sample)
    shares = by_column(sums, np.eye(3), np.ones((3, 3)))
    scores = by_column(sums, np.array([[1.0, 2.0, 5.0]]), np.ones((1, 3)))
    for at, column in enumerate(COLUMNS):
        within = [c == column and asked for c, asked in zip(sample.columns, sample.asked, strict=True)]
        assert sums.respondents[at].sum() == sum(within)
        if not any(within):
            assert np.isnan(shares.values[:, at]).all()
            continue
        weights = [w for w, inside in zip(sample.design.weights, within, strict=True) if inside]
        assert sums.weighted[at].sum() ** 2 / sums.squared[at].sum() == pytest.approx(effective_base(weights))
        for row, answer in enumerate(ANSWERS):
            plain = proportion(sample.design, [each == answer for each in sample.answers], within=within)
            assert shares.values[row, at] == pytest.approx(plain.value, abs=1e-12)
            assert shares.covariances[row, at, at] == pytest.approx(plain.variance, rel=1e-8, abs=1e-12)
            assert sums.freedom[at, at] == plain.degrees_of_freedom
        worth = dict(zip(ANSWERS, (1.0, 2.0, 5.0), strict=True))
        centre = mean(sample.design, [worth[each] for each in sample.answers], within=within)
        assert scores.values[0, at] == pytest.approx(centre.value)
        assert scores.covariances[0, at, at] == pytest.approx(centre.variance, rel=1e-8, abs=1e-12)


@settings(max_examples=50)
@given(samples())
def test_what_differs(sample: Sample) -> None:
    sums = sums_of(sample)
    shares = by_column(sums, np.eye(3), np.ones((3, 3)))
    for by in Comparison:
        found = p_values(shares, sums, by)
        for one, other in combinations(range(3), 2):
            inside = [
                [c == COLUMNS[at] and asked for c, asked in zip(sample.columns, sample.asked, strict=True)]
                for at in (one, other)
            ]
            if not all(any(each) for each in inside):
                continue
            for row, answer in enumerate(ANSWERS):
                plain = difference(
                    sample.design, [each == answer for each in sample.answers], inside[0], inside[1], by
                )
                if plain.p is None or plain.standard_error < 1e-6:
                    # Where nothing varies, what is left is how a computer adds.
                    continue
                assert found[row, one, other] == pytest.approx(plain.p, rel=1e-6, abs=1e-9)


@settings(max_examples=50)
@given(samples())
def test_rao_and_scott(sample: Sample) -> None:
    found = association(sums_of(sample))
    if not any(sample.asked):
        assert isinstance(found, NotTested)
        return
    plain = rao_scott.association(sample.design, sample.answers, sample.columns, within=sample.asked)
    assert isinstance(found, Association) == isinstance(plain, Association)
    if isinstance(found, Association) and isinstance(plain, Association) and plain.statistic < 1e6:
        assert found.statistic == pytest.approx(plain.statistic, rel=1e-6, abs=1e-9)
        assert (found.above, found.below) == pytest.approx((plain.above, plain.below), rel=1e-6)
        assert found.p == pytest.approx(plain.p, rel=1e-6, abs=1e-9)


@settings(max_examples=40)
@given(samples(clustered=False, calibrated=False))
def test_crossing_all_blocks_at_once_changes_nothing(sample: Sample) -> None:
    design, answers = columns_of(sample.design), answers_of(sample)
    second = Block("asked", np.array(sample.asked, dtype=np.uint8), 1)
    blocks = (block_of(sample), second)
    shape = (len(design.drawn), 4, 2)
    crossed = np.ravel_multi_index((design.strata, *(block.codes for block in blocks)), shape)
    at_once = Cube(design, blocks, design.weights**2, crossed.astype(np.int64), shape)
    apart = Cube(design, blocks, design.weights**2, None, shape)
    for one, other in zip(at_once.sums(answers, 3, 4), apart.sums(answers, 3, 4), strict=True):
        for name in (
            "respondents",
            "clusters",
            "weighted",
            "squared",
            "covariances",
            "freedom",
            "freedom_of_all",
        ):
            assert getattr(one, name) == pytest.approx(getattr(other, name), abs=1e-9), name
