"""Comparison with peers: ten others or nothing, each organisation in one group, and no count that one shows through."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.define.rules.peers import OTHER_SIZES, Contribution, peer_groups
from fourfold.define.rules.themes import Theme

EXAMPLES = yaml.safe_load(
    Path(__file__).parents[2].joinpath("worked_examples", "peer_groups.yaml").read_text(encoding="utf-8")
)["examples"]
LEAST = 10


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["says"])
def test_worked_examples(example: dict[str, Any]) -> None:
    councils = [
        Contribution("council", size, frozenset({Theme.HEALTH} if number < having else ()))
        for size, (members, having) in example["councils"].items()
        for number in range(members)
    ]

    found = peer_groups(councils, least=LEAST)

    assert [
        {"size": group.size, "organisations": group.organisations, "health": group.counts[Theme.HEALTH]}
        for group in found
    ] == example["groups"]


contributions = st.lists(
    st.builds(
        Contribution,
        st.sampled_from(["council", "landlord"]),
        st.sampled_from(["large", "small"]),
        st.frozensets(st.sampled_from(list(Theme)), max_size=3),
    ),
    max_size=60,
)


@given(contributions)
def test_every_number_has_ten_others_behind_it_and_no_organisation_is_counted_twice(
    given_in: list[Contribution],
) -> None:
    found = peer_groups(given_in, least=LEAST)

    assert sum(group.organisations for group in found) <= len(given_in)
    sizes = Counter((each.sector, each.size) for each in given_in)
    apart = {(group.sector, group.size) for group in found}
    for group in found:
        assert group.organisations > LEAST
        members = [
            each
            for each in given_in
            if each.sector == group.sector
            and (
                each.size == group.size
                if group.size != OTHER_SIZES
                else (each.sector, each.size) not in apart and sizes[each.sector, each.size] <= LEAST
            )
        ]
        assert len(members) == group.organisations
        for theme, shown in group.counts.items():
            having = sum(theme in each.themes for each in members)
            small = any(0 < part < LEAST for part in (having, len(members) - having))
            assert shown == (None if small else having)
