"""Any sequence of merging and taking back: nobody stands for two, nothing goes round in a circle, and all can be undone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fourfold.partner.rules.directory.merging import family_of, may_merge, stands_for

ENTRIES = range(1, 7)
STEPS = st.lists(
    st.tuples(st.sampled_from(["merge", "take back"]), st.sampled_from(ENTRIES), st.sampled_from(ENTRIES)),
    max_size=25,
)


def plainly(pointers: dict[int, int], entry: int) -> set[int]:
    """Who stands for whom by asking each, one step at a time."""
    return {each for each in ENTRIES if stands_for(each, pointers) == entry}


@given(STEPS)
def test_every_entry_is_shown_exactly_once_however_they_were_merged(
    steps: list[tuple[str, int, int]],
) -> None:
    pointers: dict[int, int] = {}
    for what, one, other in steps:
        if what == "merge" and may_merge(one, other, pointers):
            pointers[one] = other
        elif what == "take back":
            pointers.pop(one, None)
        standing = [each for each in ENTRIES if each not in pointers]
        families = [family_of(each, pointers) for each in standing]
        assert sorted(key for family in families for key in family) == list(ENTRIES)
        for each, family in zip(standing, families, strict=True):
            assert family == plainly(pointers, each)


@given(STEPS)
def test_what_is_taken_back_leaves_the_others_as_they_were(steps: list[tuple[str, int, int]]) -> None:
    pointers: dict[int, int] = {}
    for what, one, other in steps:
        if what == "merge" and may_merge(one, other, pointers):
            before = dict(pointers)
            pointers[one] = other
            undone = dict(pointers)
            undone.pop(one)
            assert undone == before


def test_what_is_merged_already_is_not_merged_again_nor_in_a_circle() -> None:
    assert may_merge(1, 2, {})
    assert not may_merge(1, 1, {})
    assert not may_merge(1, 3, {1: 2})
    assert not may_merge(2, 1, {1: 2})
    assert not may_merge(3, 1, {1: 2, 2: 3})
    assert may_merge(3, 1, {1: 2})
