"""Codes of apps against RFC 6238's own, used once; recovery codes however they are typed."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.identity import codes

# RFC 6238, appendix B: the seed of the SHA-1 column, and the last six of its eight digits.
SEED = base64.b32encode(b"12345678901234567890").decode()
APPENDIX_B = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
]


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)


@pytest.mark.parametrize(("seconds", "code"), APPENDIX_B)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert codes.step_of(seed=SEED, typed=code, at=moment(seconds), after=None) == seconds // 30


@pytest.mark.parametrize(("late", "right"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_one_step_early_or_late_is_right_and_no_more(late: int, right: bool) -> None:
    found = codes.step_of(
        seed=SEED, typed="081804", at=moment(1111111109) + timedelta(seconds=late), after=None
    )
    assert (found == 1111111109 // 30) is right
    assert right or found is None


def test_a_step_that_was_used_is_not_right_again() -> None:
    step = 1111111109 // 30
    assert codes.step_of(seed=SEED, typed="081804", at=moment(1111111109), after=step) is None
    assert codes.step_of(seed=SEED, typed="081804", at=moment(1111111109), after=step - 1) == step


@pytest.mark.parametrize("typed", ["", "08180", "0818044", "08180x", "٠٨١٨٠٤", "081805"])
def test_anything_else_is_wrong(typed: str) -> None:
    assert codes.step_of(seed=SEED, typed=typed, at=moment(1111111109), after=None) is None


def test_spaces_between_digits_do_not_matter() -> None:
    assert codes.step_of(seed=SEED, typed=" 081 804 ", at=moment(1111111109), after=None)


def test_recovery_codes_are_many_and_differ() -> None:
    made = codes.new_recovery_codes()
    assert len(set(made)) == 10
    assert all(re.fullmatch(r"(?:[0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}", code) for code in made)


@given(st.data())
def test_a_recovery_code_is_the_same_however_it_is_typed(data: st.DataObject) -> None:
    code = codes.new_recovery_codes()[0]
    typed = data.draw(
        st.sampled_from([code, code.upper(), code.replace("-", " "), code.replace("-", ""), f" {code}\n"])
    )
    kept = codes.recovery_digest(person_ref="A", typed=code)
    assert codes.recovery_digest(person_ref="A", typed=typed) == kept
    assert codes.recovery_digest(person_ref="B", typed=typed) != kept
