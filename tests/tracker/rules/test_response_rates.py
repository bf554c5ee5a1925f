"""Rates by the Standard Definitions, on numbers worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from fourfold.tracker.rules.faults import BadSurvey
from fourfold.tracker.rules.response_rates import Outcomes, rates

# 200 of 400: I = 180, P = 20, R = 60, NC = 30, O = 10, UH = 20, UO = 30, not eligible 50; e = 300/350.
WAVE = Outcomes(180, 20, 60, 30, 10, 20, 30, 50)
PARTLY = 300 + Fraction(300, 350) * 50


@pytest.mark.parametrize(
    ("name", "rate"),
    [
        ("RR1", Fraction(180, 350)),
        ("RR2", Fraction(200, 350)),
        ("RR3", 180 / PARTLY),
        ("RR4", 200 / PARTLY),
        ("RR5", Fraction(180, 300)),
        ("RR6", Fraction(200, 300)),
        ("COOP1", Fraction(180, 270)),
        ("COOP2", Fraction(200, 270)),
        ("COOP3", Fraction(180, 260)),
        ("COOP4", Fraction(200, 260)),
        ("REF1", Fraction(60, 350)),
        ("REF2", 60 / PARTLY),
        ("REF3", Fraction(60, 300)),
        ("CON1", Fraction(270, 350)),
        ("CON2", 270 / PARTLY),
        ("CON3", Fraction(270, 300)),
    ],
)
def test_each_rate(name: str, rate: Fraction) -> None:
    assert WAVE.total == 400
    assert WAVE.share_eligible == Fraction(300, 350)
    assert rates(WAVE)[name] == rate


def test_every_rate_is_between_the_one_that_takes_all_unknown_in_and_the_one_that_takes_none() -> None:
    found = rates(WAVE)
    for first, second, third in (("RR1", "RR3", "RR5"), ("RR2", "RR4", "RR6"), ("REF1", "REF2", "REF3")):
        low, middle, high = (found[name] or 0 for name in (first, second, third))
        assert low <= middle <= high


def test_where_nobody_was_tried_there_is_no_rate_and_it_is_not_nought() -> None:
    assert set(rates(Outcomes(0)).values()) == {None}


def test_numbers_below_nought_are_refused() -> None:
    with pytest.raises(BadSurvey, match="not below nought"):
        Outcomes(1, refused=-1)
