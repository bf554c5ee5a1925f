"""No group so small that it shows who answered what, and none that the others give away."""

from __future__ import annotations

from random import Random

import pytest

from fourfold.ground.kernel.unknown import Absence
from fourfold.measure.rules.recommending.answers import Answers, Respondent
from fourfold.measure.rules.recommending.groups import ByGroup, by_group
from fourfold.measure.rules.recommending.measure import Measure

WON, LOST, PARTNER, RECIPIENT, RESIDENT = Respondent


def shown(sizes: dict[Respondent, int]) -> ByGroup:
    return by_group(
        {
            group: Answers.of([number % 11 for number in range(size)], asked=size * 2)
            for group, size in sizes.items()
        },
        least=10,
        seed=1,
        draws=1_000,
    )


def test_groups_of_ten_and_more_are_shown_as_a_whole() -> None:
    found = shown({WON: 10, LOST: 30, RESIDENT: 0})
    assert found.suppressed == ()
    assert isinstance(found.everybody, Measure)
    assert found.everybody.answers.answered == 40
    assert found.everybody.answers.response_rate == found.everybody.answers.answered / 80
    assert found.groups[RESIDENT] is Absence.UNKNOWN


def test_a_small_group_takes_the_next_smallest_with_it() -> None:
    found = shown({WON: 9, LOST: 15, PARTNER: 40})
    assert found.suppressed == (WON, LOST)
    assert isinstance(found.everybody, Measure)


def test_two_small_groups_that_hide_each_other_badly_take_a_third() -> None:
    assert set(shown({WON: 4, LOST: 3, PARTNER: 12, RESIDENT: 50}).suppressed) >= {WON, LOST, PARTNER}


def test_a_small_group_alone_hides_everything() -> None:
    found = shown({WON: 9})
    assert found.suppressed == (WON,)
    assert found.everybody is Absence.SUPPRESSED


def test_what_is_left_when_shown_groups_are_taken_off_is_never_few_people() -> None:
    random = Random(11)  # noqa: S311  a seeded sweep, not a secret
    some = 0
    for _ in range(40):
        sizes = {group: random.choice([0, 2, 7, 9, 10, 14, 25, 60]) for group in Respondent}
        found = shown(sizes)
        assert all(
            (0 < size < 10 and group in found.suppressed) or size == 0 or size >= 10
            for group, size in sizes.items()
        )
        if found.suppressed and isinstance(found.everybody, Measure):
            some += 1
            left = sum(sizes[group] for group in found.suppressed)
            assert left >= 10
            assert len([group for group in found.suppressed if sizes[group]]) > 1
    assert some > 5


def test_no_group_is_refused() -> None:
    with pytest.raises(ValueError, match="no group was asked"):
        by_group({}, least=10, seed=1)
