"""Shares add up however the rows come, and what is not known is in none of them."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from fourfold.integrate.rules.share_considered import BANDS, Counted, Fate, band_words, by_group, whole

COUNTED = st.builds(
    Counted,
    st.sampled_from(["Housing", "Parks", ""]),
    st.sampled_from(Fate),
    st.integers(0, 50),
    st.decimals(0, 10**6, places=2),
    st.integers(0, 5),
)


@given(st.lists(COUNTED), st.randoms())
def test_lines_are_what_a_plain_count_gives_in_any_order(rows: list[Counted], chance: object) -> None:
    plain: Counter[tuple[str, Fate]] = Counter()
    for row in rows:
        plain[row.group, row.fate] += row.count
    shuffled = sorted(rows, key=lambda _: chance.random())  # type: ignore[attr-defined]
    lines = by_group(shuffled)
    assert {(line.group, fate): one.count for line in lines for fate, one in line.sums.items()} == dict(
        dict.fromkeys({(row.group, row.fate) for row in rows}, 0) | plain
    )
    all_of_them = whole(lines)
    for fate in Fate:
        assert all_of_them.of(fate).count == sum(row.count for row in rows if row.fate is fate)
        assert all_of_them.of(fate).amount == sum(
            (row.amount for row in rows if row.fate is fate), Decimal(0)
        )
    assert all_of_them.read.count + all_of_them.run_here.count + all_of_them.of(Fate.UNKNOWN).count == sum(
        plain.values()
    )


def test_bands_are_said_from_the_lowest_to_what_is_not_known() -> None:
    assert [band_words(lower) for lower in (*BANDS, None)] == [
        "Under £25,000",
        "£25,000 to under £100,000",
        "£100,000 to under £1 million",
        "£1 million to under £5 million",
        "£5 million or more",
        "Value not known",
    ]
