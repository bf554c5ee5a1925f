"""What was left out and what was added, counted by whatever tells decisions apart; and when that is often."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from fourfold.integrate.rules.departures import Suggestion, Tally, tally

DECISIONS = st.lists(st.builds(Suggestion, st.booleans(), st.booleans()), max_size=40)


def test_left_out_and_added_are_told_apart_and_the_worst_stands_first() -> None:
    followed, out, more = Suggestion(True, True), Suggestion(True, False), Suggestion(False, True)
    labelled = {"Work": [followed, followed], "Air": [out, out, more], "Homes": [followed, out]}
    pairs = [(name, each) for name, those in labelled.items() for each in those]
    names = iter([name for name, _ in pairs])

    found = tally([each for _, each in pairs], lambda _: next(names))

    assert found == [Tally("Air", 3, 2, 1), Tally("Homes", 2, 1, 0), Tally("Work", 2, 0, 0)]
    assert [each.departed for each in found] == [3, 1, 0]


def test_often_is_half_or_more_and_never_of_three_decisions() -> None:
    shares = {(3, 3): False, (4, 1): False, (4, 2): True, (5, 2): False, (40, 20): True}
    assert {of: Tally("x", of[0], of[1], 0).often for of in shares} == shares


@given(DECISIONS)
def test_every_decision_is_counted_once_and_departs_or_does_not(decisions: list[Suggestion]) -> None:
    found = tally(decisions, lambda each: each.asked)
    plain = Counter(each.asked for each in decisions if each.suggested is not each.asked)
    assert sum(each.decided for each in found) == len(decisions)
    assert {each.of: each.departed for each in found if each.departed} == dict(plain)
