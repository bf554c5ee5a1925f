"""What is missing in who leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fourfold.define.rules.lead_gaps import DORMANT_DAYS, SOON_DAYS, GapKind, Standing, lead_gaps

ON = date(2026, 11, 23)
LEAD = Standing(
    ref="L",
    role="lead",
    known_as="Ann",
    from_day=date(2026, 1, 1),
    until_day=None,
    here=True,
    last_seen=ON,
    has_deputy=True,
    has_successor=False,
)
CHAMPION = replace(LEAD, ref="C", role="elected", known_as="Cllr Bo", here=None, last_seen=None)


def kinds(*standing: Standing, shared: bool = False) -> list[GapKind]:
    return [
        gap.kind for gap in lead_gaps(standing, on=ON, shared_on_purpose=shared, champion="elected champion")
    ]


def test_with_a_lead_a_deputy_and_a_champion_nothing_is_missing() -> None:
    assert kinds(LEAD, CHAMPION) == []


def test_with_nobody_a_lead_and_a_champion_are_missing() -> None:
    assert kinds() == [GapKind.NO_LEAD, GapKind.NO_CHAMPION]


def test_where_it_is_shared_on_purpose_no_lead_is_missing() -> None:
    assert kinds(CHAMPION, shared=True) == []


def test_who_begins_tomorrow_does_not_lead_yet() -> None:
    assert kinds(replace(LEAD, from_day=ON + timedelta(days=1)), CHAMPION) == [GapKind.NO_LEAD]


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        (-1, [GapKind.TERM_ENDED]),
        (0, [GapKind.TERM_ENDS_SOON]),
        (SOON_DAYS, [GapKind.TERM_ENDS_SOON]),
        (SOON_DAYS + 1, []),
    ],
)
def test_a_term_that_is_over_or_soon_will_be(days: int, kind: list[GapKind]) -> None:
    assert kinds(LEAD, replace(CHAMPION, until_day=ON + timedelta(days=days))) == kind


def test_a_term_that_ends_soon_is_no_gap_where_somebody_follows() -> None:
    assert kinds(LEAD, replace(CHAMPION, until_day=ON + timedelta(days=9), has_successor=True)) == []


@pytest.mark.parametrize(
    ("seen", "kind"),
    [
        (ON - timedelta(days=DORMANT_DAYS), []),
        (ON - timedelta(days=DORMANT_DAYS + 1), [GapKind.DORMANT]),
        (None, [GapKind.DORMANT]),
    ],
)
def test_an_account_that_sleeps(seen: date | None, kind: list[GapKind]) -> None:
    assert kinds(replace(LEAD, last_seen=seen), CHAMPION) == kind


def test_who_has_left_is_not_called_asleep_as_well() -> None:
    assert kinds(replace(LEAD, here=False, last_seen=None), CHAMPION) == [GapKind.LEFT]


def test_a_lead_needs_a_deputy_and_a_champion_does_not() -> None:
    assert kinds(replace(LEAD, has_deputy=False), replace(CHAMPION, has_deputy=False)) == [GapKind.NO_DEPUTY]


def test_the_gap_says_whom_it_is_about() -> None:
    (gap,) = lead_gaps(
        [LEAD, replace(CHAMPION, until_day=date(2026, 11, 1))],
        on=ON,
        shared_on_purpose=False,
        champion="elected champion",
    )
    assert (gap.ref, gap.words) == ("C", "The term of Cllr Bo ended on 1 November 2026")
