"""How few lines carry a result, in words a reader takes in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fourfold.measure.rules.valuation.concentration import concentration


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([500, 450, 10, 9, 8, 7, 6, 5, 5], "2 of 9 lines are 95% of the value"),
        ([1], "1 of 1 lines is 100% of the value"),
        ([1, 1], "2 of 2 lines are 100% of the value"),
        ([999_999, 1], "1 of 2 lines is more than 99% of the value"),
        ([-5, 0], "No line adds value"),
        ([80, 20, -500], "1 of 3 lines is 80% of the value"),
    ],
)
def test_in_words(values: list[int], words: str) -> None:
    assert concentration([Decimal(each) for each in values]).words == words
