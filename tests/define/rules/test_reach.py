"""How far what staff are told has come: shares over what somebody counted, and nothing made of what nobody did."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from fourfold.define.rules.reach import Reach, Share, Told, reach

ON = date(2026, 11, 28)
COUNT = st.none() | st.integers(0, 50)
MESSAGES = st.lists(
    st.builds(
        Told,
        st.dates(ON - timedelta(days=9), ON + timedelta(days=9)),
        st.none() | st.just(ON),
        COUNT,
        COUNT,
        COUNT,
        COUNT,
    ),
    max_size=12,
)


def test_what_nobody_counted_is_in_no_share_and_what_is_late_is_told() -> None:
    found = reach(
        [
            Told(ON, ON, audience=40, reached=30, asked=8, said_back=5),
            Told(ON, ON, audience=60, reached=None),
            Told(ON, ON, audience=None, reached=12),
            Told(ON - timedelta(days=1), audience=10),
            Told(ON),
        ],
        on=ON,
    )
    assert found == Reach(5, 3, 1, Share(30, 40, 1), Share(5, 8, 1))
    assert (found.reached.share, Share(0, 0, 0).share) == (Decimal("0.75"), None)


@given(MESSAGES)
def test_a_share_is_the_sum_of_its_parts_by_hand(messages: list[Told]) -> None:
    part = whole = count = 0
    for each in messages:
        if each.reached is not None and each.audience is not None:
            part, whole, count = part + each.reached, whole + each.audience, count + 1
    found = reach(messages, on=ON)
    assert found.reached == Share(part, whole, count)
    assert found.told + found.overdue <= found.planned == len(messages)
