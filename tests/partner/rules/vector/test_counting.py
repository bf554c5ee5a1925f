"""Columns count as the plain rules do, to the last step."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.partner.rules.counting.claims import BadClaims, step_of
from fourfold.partner.rules.counting.counting import count
from fourfold.partner.rules.counting.findings import Rule
from fourfold.partner.rules.vector.columns import columns_of
from fourfold.partner.rules.vector.counting import RULES, SharesTooLarge, count_columns
from fourfold.partner.rules.vector.probable import probable_columns
from tests.builders.claims import claim, event
from tests.partner.rules.counting.strategies import STEP, many_reported

if TYPE_CHECKING:
    from fourfold.partner.rules.counting.claims import Claim


def by_columns(
    claims: list[Claim], verified: dict[tuple[str, str, str], Decimal] | None = None
) -> dict[str, Decimal]:
    claims = sorted(claims, key=lambda each: each.ref)
    columns = columns_of(claims)
    known = np.array(
        [
            int((verified or {}).get((*claims[place].of_measure, claims[place].event), -STEP) / STEP)
            for place in columns.claim
        ],
        dtype=np.int64,
    )
    found = count_columns(columns, verified=known if verified else None)
    return {
        each.ref: int(found.counted[columns.claim == place].sum()) * step_of(each.quantity.unit)
        for place, each in enumerate(claims)
    }


@given(many_reported(most=14))
@settings(max_examples=300)
def test_columns_count_as_the_plain_rules_do(claims: list[Claim]) -> None:
    plain = count(claims)
    assert by_columns(claims) == {each.claim.ref: each.counted for each in plain.claims}


@given(many_reported(most=14))
def test_columns_remove_by_the_same_rules(claims: list[Claim]) -> None:
    claims.sort(key=lambda each: each.ref)
    columns = columns_of(claims)
    found = count_columns(columns)
    removed: dict[tuple[str, Rule], Decimal] = {}
    for row in np.flatnonzero(found.rule >= 0):
        each = claims[columns.claim[row]]
        key = each.ref, RULES[found.rule[row]]
        taken = int(columns.amount[row] - found.counted[row]) * step_of(each.quantity.unit)
        removed[key] = removed.get(key, Decimal(0)) + taken

    assert removed == {
        (each.claim.ref, rule): amount
        for each in count(claims).claims
        for rule, amount in each.removed.items()
    }


@given(many_reported(shares=False), st.integers(0, 60))
def test_columns_heed_what_was_verified(claims: list[Claim], verified: int) -> None:
    delivered = {("council", "hours", event(1)): verified * STEP}
    plain = count(claims, delivered=delivered)
    assert by_columns(claims, delivered) == {each.claim.ref: each.counted for each in plain.claims}


@given(many_reported(), st.data())
def test_columns_find_what_is_probably_the_same(claims: list[Claim], data: st.DataObject) -> None:
    for place, each in enumerate(claims):
        recipient = data.draw(st.sampled_from(["", "Foodbank", "foodbank"]))
        key = data.draw(st.sampled_from(["", each.event]))
        like = claims[data.draw(st.integers(0, place))]
        if not each.persons and like.measure == each.measure:
            claims[place] = replace(like, ref=each.ref, recipient=recipient, event=key)
    claims.sort(key=lambda each: each.ref)
    columns = columns_of(claims)
    groups: dict[int, set[str]] = {}
    for row, group in enumerate(probable_columns(columns)):
        if group >= 0:
            groups.setdefault(group, set()).add(claims[columns.claim[row]].ref)

    said = [each for each in count(claims).findings if each.rule is Rule.PROBABLE]
    assert sorted(map(sorted, groups.values())) == sorted(
        sorted(one.ref for one in each.claims) for each in said
    )


def test_columns_refuse_what_the_plain_rules_refuse() -> None:
    claims = [claim("A", 10, event=1, share="0.8"), claim("B", 10, event=1, share="0.5")]
    with pytest.raises(BadClaims):
        count(claims)
    with pytest.raises(SharesTooLarge, match="more than 100%") as refusal:
        count_columns(columns_of(claims))
    assert refusal.value.rows.tolist() == [0, 1]


def test_columns_count_amounts_whose_product_is_beyond_64_bits() -> None:
    most = 10**9
    claims = [claim(ref, most, "pounds", event=1) for ref in "ABC"]
    assert by_columns(claims) == {each.claim.ref: each.counted for each in count(claims).claims}


def test_no_claims_at_all() -> None:
    columns = columns_of([])
    assert count_columns(columns).counted.tolist() == []
    assert probable_columns(columns).tolist() == []
