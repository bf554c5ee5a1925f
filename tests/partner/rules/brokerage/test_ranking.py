from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.partner.rules.brokerage.ranking import MOST, Pair, distance_km, rank, score

EXAMPLES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[3] / "worked_examples" / "needs_and_offers.yaml").read_text(encoding="utf-8")
)
SOME = st.decimals(min_value=1, max_value=1_000, places=2)
PAIRS = st.builds(
    Pair,
    key=st.text("ABC", min_size=1, max_size=3),
    posted_on=st.dates(date(2026, 1, 1), date(2026, 1, 5)),
    distance_km=st.none() | st.decimals(min_value=0, max_value=900, places=0),
    days_until=st.integers(-30, 400),
    deprivation=st.none() | st.decimals(min_value=0, max_value=100, places=1),
    asked=SOME,
    capacity=SOME,
    helped=st.integers(0, 9),
)


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["case"]))
def test_as_worked_by_hand(example: dict[str, Any]) -> None:
    given_ = example["pair"]
    scored = score(
        Pair(
            key="A",
            posted_on=date(2026, 1, 1),
            distance_km=number(given_["distance_km"]),
            days_until=given_["days_until"],
            deprivation=number(given_["deprivation"]),
            asked=Decimal(given_["asked"]),
            capacity=Decimal(given_["capacity"]),
            helped=given_["helped"],
        )
    )
    assert {str(part): str(points) for part, points, _ in scored.points} == example["points"]
    assert scored.total == Decimal(example["total"])
    assert all(words for _, _, words in scored.points)


@given(st.lists(PAIRS, max_size=12, unique_by=lambda pair: pair.key), st.randoms())
def test_the_order_is_the_same_however_they_come(pairs: list[Pair], random: Any) -> None:
    mixed = list(pairs)
    random.shuffle(mixed)
    ranked = rank(mixed)
    assert ranked == rank(pairs)
    for one, next_ in pairwise(ranked):
        assert one.total > next_.total or (
            one.total == next_.total
            and (one.pair.posted_on, one.pair.key) < (next_.pair.posted_on, next_.pair.key)
        )


@given(PAIRS, st.integers(0, 50), SOME)
def test_each_part_pulls_one_way_alone(pair: Pair, more: int, amount: Decimal) -> None:
    total = score(pair).total
    assert 0 <= total <= 5 * MOST
    better = [
        replace(pair, days_until=pair.days_until - more),
        replace(pair, capacity=pair.capacity + amount),
        replace(pair, helped=max(0, pair.helped - more)),
    ]
    if pair.distance_km is not None:
        better.append(replace(pair, distance_km=max(Decimal(0), pair.distance_km - more)))
    if pair.deprivation is not None:
        better.append(replace(pair, deprivation=pair.deprivation + more))
    for each in better:
        assert score(each).total >= total


def test_distance_is_as_the_crow_flies_and_not_known_without_a_point() -> None:
    leeds, bradford = (Decimal("53.80"), Decimal("-1.55")), (Decimal("53.79"), Decimal("-1.75"))
    # 0.2° of longitude at 53.8° are 0.2 × 111.2 km × cos 53.8° = 13.1 km.
    assert distance_km(leeds, bradford) == 13
    assert distance_km(leeds, leeds) == 0
    assert distance_km(leeds, None) is None
